"""The grammar of dates: words in, phrases out. A phrase says what is written; what day that is, others work out.

Every rule looks at a handful of neighbouring words, so reading a text takes time in proportion to its length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from parsers.reader import date_relative as relative
from parsers.reader.date_calendar import Point, Run, numeric_date, run_at
from parsers.reader.date_phrase import Form, Phrase, phrase_of
from parsers.reader.date_words import DOUBTFUL_MONTHS, Words
from parsers.reader.word_lists import word_list

_BEFORE_MONTH = word_list("dates", "date", "before_month")
_BEFORE_WEEKDAY = _BEFORE_MONTH | word_list("dates", "date", "before_weekday")
_BEFORE_YEAR = _BEFORE_MONTH | word_list("dates", "date", "before_year")
_AFTER_YEAR = word_list("dates", "date", "after_year")
_NO_YEAR_AFTER = word_list("dates", "date", "no_year_after")
_AMOUNT_BEFORE = frozenset("£$€#.")


def phrases(words: Words) -> Iterator[Phrase]:
    """Every phrase in order, none overlapping."""
    taken = 0
    for place in words.timely:
        rule = _RULES.get(words.tokens[place].kind)
        if rule is None or place < taken:
            continue
        phrase = rule(words, place)
        if phrase is not None:
            taken = phrase.right
            yield phrase


def _number(words: Words, place: int) -> Phrase | None:
    numeric = numeric_date(words.text, words.tokens, place)
    if numeric is not None:
        return replace(phrase_of(words, "calendar", place, place + 3), points=(numeric,))
    if _is_amount(words, place):
        return None
    return _calendar(words, place) or relative.distance(words, place) or _day_of_month(words, place)


def _is_amount(words: Words, place: int) -> bool:
    token = words.tokens[place]
    before, after = words.text[token.start - 1 : token.start], words.text[token.end : token.end + 2]
    if before in _AMOUNT_BEFORE or after[:1] in ("%", "£"):
        return True
    return after[:1] in (".", ",", ":") and after[1:].isdigit()


def _calendar(words: Words, place: int) -> Phrase | None:
    run = run_at(words.text, words.tokens, place)
    if run is None:
        return None
    form: Form = "weekday" if all(point.is_weekday for point in run.points) else "calendar"
    if any(point.day and not point.month for point in run.points):
        form = "weekday_day"
    phrase = relative.with_year_shift(words, replace(phrase_of(words, form, place, run.right), points=run.points))
    if form == "weekday":
        phrase = relative.with_week_shift(words, phrase)
    if phrase.right == run.right and not _accepts(words, run, place):
        return None
    return _with_week(words, phrase)


def _accepts(words: Words, run: Run, place: int) -> bool:
    """Whether the words mean a date here: "may" is a verb, "May" a name, 2018 a count, Wednesday a club."""
    if len(run.points) > 1:
        return not all(point.is_weekday for point in run.points) or run.listed
    point = run.points[0]
    if point.is_weekday:
        return _accepts_weekday(words, place, run.right)
    if point.is_month:
        return _accepts_month(words, place)
    if point.is_year:
        return _accepts_year(words, place)
    return True


def _accepts_weekday(words: Words, place: int, right: int) -> bool:
    token, before = words.tokens[place], words.word(place - 1)
    if token.kind == "weekday_short" or words.word(right) in ("league", "fc"):
        return False
    if words.kind(place - 1) == "weekday" or (words.kind(place - 2) == "weekday" and before == "to"):
        # "Monday to Friday" alone is a rhythm: opening hours.
        return False
    if before in _BEFORE_WEEKDAY or not words.beside(place):
        return True
    if words.kind(right) == "part":
        return before not in ("a", "every", "each")
    return before.endswith("ed")


def _accepts_month(words: Words, place: int) -> bool:
    token, before = words.tokens[place], words.word(place - 1)
    capital = words.capital(place)
    if before in ("every", "each"):
        return False
    if token.word in DOUBTFUL_MONTHS or (len(token.word) < 5 and token.word != "july"):
        return capital and before in _BEFORE_MONTH and words.gap(place) in (" ", "-", "\u00a0")
    return capital or before in _BEFORE_MONTH


def _accepts_year(words: Words, place: int) -> bool:
    token, before = words.tokens[place], words.word(place - 1)
    if before in _NO_YEAR_AFTER or words.gap(place)[-1:] in ("-", "–", "_", "+"):
        return False
    if before in _BEFORE_YEAR or words.kind(place - 1) == "month":
        return words.gap(place)[-1:] in (" ", "\u00a0", "(")
    follows = words.text[token.end : token.end + 1]
    return before == "s" or follows in ("", ",", ".", ";", ")", "\n") or words.word(place + 1) in _AFTER_YEAR


def _with_week(words: Words, phrase: Phrase) -> Phrase:
    """ "the week beginning 6 July": the phrase then takes in the words before it."""
    left = phrase.left
    if words.word(left - 1) == "c" and words.word(left - 2) == "w" and words.gap(left - 1) == "/":
        return replace(phrase, left=left - 2, start=words.tokens[left - 2].start, week=bool(phrase.points[0].day))
    if words.word(left - 1) not in ("of", "beginning", "commencing", "starting", "from"):
        return phrase
    if words.word(left - 2) in ("week", "weeks") and phrase.points[0].day:
        return replace(phrase, left=left - 2, start=words.tokens[left - 2].start, week=True)
    return phrase


def _day_of_month(words: Words, place: int) -> Phrase | None:
    """ "on the 31st", after its month was named."""
    token = words.tokens[place]
    suffixed = words.word(place + 1) in ("st", "nd", "rd", "th") and words.gap(place + 1) == ""
    if not suffixed or not 1 <= token.value <= 31 or words.word(place - 1) != "the" or words.word(place - 2) != "on":
        return None
    return replace(phrase_of(words, "day_of_month", place, place + 2), points=(Point(day=token.value),))


_RULES: Mapping[str, Callable[[Words, int], Phrase | None]] = {
    "number": _number,
    "month": _calendar,
    "weekday": _calendar,
    "weekday_short": _calendar,
    "count": relative.distance,
    "unit": relative.unit,
    "dayword": relative.dayword,
    "shift": relative.shift,
    "step": relative.step,
    "season": relative.season,
}
