"""The grammar of relative dates: counted from publication, or from the date before them in the text."""

from __future__ import annotations

from dataclasses import replace

from parsers.reader.date_calendar import Point, run_at
from parsers.reader.date_phrase import Form, Phrase, phrase_of
from parsers.reader.date_words import DOUBTFUL_MONTHS, Words
from parsers.reader.word_lists import word_list

_BEFORE_MONTH = word_list("dates", "date", "before_month")
_ROUGH, _EDGES = word_list("dates", "date", "rough"), word_list("dates", "date", "edges")


def dayword(words: Words, place: int) -> Phrase | None:
    """ "yesterday", "today", "tomorrow", "the day before yesterday"."""
    count = words.tokens[place].value
    beyond = words.word(place - 1) == ("before" if count < 0 else "after") and words.word(place - 2) == "day"
    if beyond and count:
        return replace(phrase_of(words, "days", place - 2, place + 1), count=2 * count)
    return replace(phrase_of(words, "days", place, place + 1), count=count)


def shift(words: Words, place: int) -> Phrase | None:
    """ "last month", "next Tuesday", "this autumn", "last November", "this morning"."""
    token, after = words.tokens[place], place + 1
    if not words.beside(after) and words.gap(after) != " (":
        return None
    # "this coming Monday", "this past week"
    after += words.word(after) in ("coming", "past") and token.value == 0
    kind, word = words.kind(after), words.word(after)
    if kind == "unit" and after == place + 1:
        return _shifted_unit(words, place)
    if kind == "part":
        # "last night" is yesterday's; "this morning" today's.
        return replace(phrase_of(words, "days", place, after + 1), count=token.value) if token.value < 1 else None
    if kind == "season":
        found = season(words, after, bare=True)
        return found and replace(found, left=place, start=token.start, shift=token.value)
    if kind in ("weekday", "month"):
        run = run_at(words.text, words.tokens, after)
        if run is None or (word in DOUBTFUL_MONTHS and not words.capital(after)):
            return None
        form: Form = "weekday" if all(point.is_weekday for point in run.points) else "calendar"
        if any(point.day and not point.month for point in run.points):
            form = "weekday_day"
        return replace(phrase_of(words, form, place, run.right), points=run.points, shift=token.value)
    return None


def _shifted_unit(words: Words, place: int) -> Phrase | None:
    token, unit = words.tokens[place], words.tokens[place + 1]
    if words.word(place + 2) in ("of", "in") and words.kind(place + 3) == "month" and unit.word == "week":
        # "the last week of October" is a part of the month.
        run = run_at(words.text, words.tokens, place + 3)
        return run and replace(phrase_of(words, "calendar", place, run.right), points=run.points)
    if words.word(place - 1) in ("the", "over", "past") and token.value != 0:
        # "the next day" follows on the day before it; "over the last year" is a stretch, not a date.
        day = unit.word == "day" and token.value == 1
        return replace(phrase_of(words, "step", place, place + 2), count=1, unit=1) if day else None
    if unit.word not in ("week", "month", "year", "weekend"):
        return None
    left = place - (words.word(place - 1) in ("earlier", "later", "early", "late"))
    if unit.value == 365 and token.value and words.word(place - 1) == "time" and words.word(place - 2) == "this":
        made = phrase_of(words, "distance", place - 2, place + 2)
        return replace(made, count=token.value, unit=365, fine=30, about=True)
    return replace(phrase_of(words, "unit", left, place + 2), shift=token.value, unit=unit.value)


def step(words: Words, place: int) -> Phrase | None:
    """ "the following month", "that year", "on the same two days": counted from the date before it."""
    token, after = words.tokens[place], place + 1
    if token.word != "that" and words.word(place - 1) not in ("the", "very", "later"):
        return None
    after += words.kind(after) == "count"
    kind, step = words.kind(after), token.value
    if kind in ("month", "season") and (kind == "season" or words.capital(after)):
        point = Point(month=words.tokens[after].value)
        return replace(
            phrase_of(words, "step_in_year", place, after + 1),
            points=(point,),
            count=step,
            unit=90 * (kind == "season"),
        )
    if kind == "unit" and (token.word == "same" or not words.word(after).endswith("s")):
        return replace(phrase_of(words, "step", place, after + 1), count=step, unit=words.tokens[after].value)
    if kind == "part" and token.word in ("following", "same", "that"):
        return replace(phrase_of(words, "step", place, after + 1), count=step, unit=1)
    return None


def unit(words: Words, place: int) -> Phrase | None:
    """ "the month after", "the end of the year", "the new year", "the turn of the year"."""
    unit, before = words.tokens[place], words.word(place - 1)
    if unit.word == "year" and before == "new" and words.word(place - 2) in ("the", "early", "in"):
        return replace(phrase_of(words, "new_year", place - 1, place + 1))
    if before != "the" or unit.word not in ("day", "week", "month", "year"):
        return None
    if words.word(place + 1) in ("after", "before") and words.beside(place + 1):
        return _neighbouring(words, place)
    if words.word(place - 2) in ("of", "in") and words.word(place - 3) in _EDGES and unit.value > 1:
        if words.word(place - 3) == "turn":
            return replace(phrase_of(words, "new_year", place - 3, place + 1))
        return replace(phrase_of(words, "unit", place - 1, place + 1), shift=0, unit=unit.value)
    return None


def _neighbouring(words: Words, place: int) -> Phrase | None:
    step = 1 if words.word(place + 1) == "after" else -1
    unit = words.tokens[place].value
    if words.word(place + 2) == ("last" if step < 0 else "next"):
        return replace(phrase_of(words, "unit", place, place + 3), shift=2 * step, unit=unit)
    # "the day before yesterday", "the week after the visit" are counted from what follows, if from anything.
    if words.beside(place + 2) and words.word(place + 2) not in ("in", "when", "and", "but", "was"):
        return None
    return replace(phrase_of(words, "step", place, place + 2), count=step, unit=unit)


def distance(words: Words, place: int) -> Phrase | None:
    """ "four years ago", "a fortnight ago", "two days later", "in three years' time"."""
    at = place + 1
    about = words.word(place - 1) in _ROUGH
    if words.word(place) == "a" and words.word(at) == "couple":
        at, about = at + 1, True
    if words.word(at) == "of":
        at += 1
    if words.kind(at) != "unit" or not words.beside(at) or not 0 < _count(words, at, place) <= 60:
        return None
    tail, unit, count = at + 1, words.tokens[at].value, _count(words, at, place)
    if not words.beside(tail):
        return None
    word = words.word(tail)
    made = replace(phrase_of(words, "distance", place, tail + 1), unit=unit, about=about)
    if word == "ago" or (word == "back" and words.word(tail + 1) not in ("in", "at", "to", "on", "with")):
        return _to_the_week(words, replace(made, count=-count))
    if word == "time" and words.word(place - 1) == "in":
        return replace(made, count=count)
    if word in ("before", "after") and words.word(tail + 1) == "that":
        after = replace(phrase_of(words, "step", place, tail + 2), unit=unit, about=about)
        return replace(after, count=-count if word == "before" else count)
    if word in ("earlier", "later", "afterwards"):
        return replace(made, form="step", count=-count if word == "earlier" else count)
    return None


def _to_the_week(words: Words, phrase: Phrase) -> Phrase:
    """ "a year ago this week", "three years ago today": exact to what is named after it."""
    right = phrase.right
    if phrase.unit < 30 or not words.beside(right):
        return phrase
    if words.kind(right) == "dayword" and words.tokens[right].value == 0:
        return replace(phrase, right=right + 1, end=words.tokens[right].end, fine=1)
    unit = words.tokens[right + 1].value if words.kind(right + 1) == "unit" else 365
    if words.word(right) == "this" and unit < phrase.unit:
        return replace(phrase, right=right + 2, end=words.tokens[right + 1].end, fine=unit)
    return phrase


def _count(words: Words, at: int, place: int) -> int:
    return 2 if "couple" in (words.word(at - 1), words.word(at - 2)) else words.tokens[place].value


def season(words: Words, place: int, bare: bool = False) -> Phrase | None:
    """ "autumn 2020", "in the spring", "the summer of 2018", "before Christmas"."""
    token, before, after = words.tokens[place], words.word(place - 1), place + 1
    of = after + (words.word(after) == "of")
    if words.kind(of) == "number" and 1990 <= words.tokens[of].value < 2100 and words.beside(after):
        point = Point(month=token.value, year=words.tokens[of].value)
        return replace(phrase_of(words, "season", place, of + 1), points=(point,))
    phrase = with_year_shift(
        words, replace(phrase_of(words, "season", place, after), points=(Point(month=token.value),))
    )
    if bare or phrase.year_shift is not None:
        return phrase
    allowed = _BEFORE_MONTH | {"over"} if token.word in ("christmas", "easter") else _BEFORE_MONTH | {"the", "over"}
    return phrase if before in allowed and words.beside(place) else None


def with_week_shift(words: Words, phrase: Phrase) -> Phrase:
    """ "Tuesday of last week", "Monday to Friday this week", "the Thursday of that week", "Monday week"."""
    right = phrase.right
    if words.word(right) == "week" and words.beside(right) and words.word(right + 1) not in ("of", "in"):
        return replace(phrase, right=right + 1, end=words.tokens[right].end, shift=2)
    right += words.word(right) == "of"
    right += words.word(right) == "the" and words.kind(right + 1) == "step"
    if words.word(right + 1) != "week" or not words.beside(right) or not words.beside(right + 1):
        return phrase
    made = replace(phrase, right=right + 2, end=words.tokens[right + 1].end, week_shift=words.tokens[right].value)
    if words.kind(right) == "step":
        return replace(made, form="step_in_week")
    return made if words.kind(right) == "shift" else phrase


def with_year_shift(words: Words, phrase: Phrase) -> Phrase:
    """ "in October last year", "the autumn of last year": the shift belongs to the date before it."""
    right = phrase.right + (words.word(phrase.right) == "of")
    if words.kind(right) != "shift" or words.word(right + 1) != "year" or not words.beside(phrase.right):
        return phrase
    shift = words.tokens[right].value
    return replace(phrase, right=right + 2, end=words.tokens[right + 1].end, year_shift=shift)
