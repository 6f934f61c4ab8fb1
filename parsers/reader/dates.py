"""Dates in running text, as British reporters write them, worked out from the article alone.

What can't be worked out stays unknown: a wrong date costs more than a missing one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from parsers.partial_date import PartialDate, Window
from parsers.reader import date_nearby as nearby
from parsers.reader import date_years as years
from parsers.reader.date_elapsed import dateline, elapsed_window
from parsers.reader.date_phrase import Phrase
from parsers.reader.date_phrases import phrases
from parsers.reader.date_tense import Tense, relation_of, tense_at
from parsers.reader.date_words import Token, Words
from parsers.reader.date_years import Found

__all__ = ["DateExpression", "find_dates"]

_OWNED = re.compile(r"['’]s (?:\w+ ){0,2}(?:inspection|visit|report|letter|findings|fieldwork)\b")
_INHERITS_WITHIN = 80
_NEAR_DAYS = 150


@dataclass(frozen=True, slots=True)
class DateExpression:
    """One expression of time in a text.

    `start` and `end` are code points of the text. `first` is the date, or where it begins; `last` is where a range
    or list that was written as such ends, None for a single date. Both are None where the day, month or year can't be
    worked out. `basis` says how it was: `stated` in full, by `weekday`, by `publication`, from a date `before` it in
    the text, or `unknown`. `cadence` is kept for rhythms ("every Monday"), which are never dates: `first` is None.
    `window` holds the days it allows, which are fewer than those of `first` for weeks and seasons.
    """

    start: int
    end: int
    text: str
    first: PartialDate | None
    last: PartialDate | None
    basis: str
    relation: Literal["on", "after", "before", "about", "until", "since"]
    cadence: bool = False
    window: Window = field(default_factory=Window)


def find_dates(text: str, published: Window, exact: date | None, low: str | None = None) -> tuple[DateExpression, ...]:
    """Every date expression in the text, in its order, none overlapping.

    `published` bounds the day of publication and may be open, `exact` is that day where known. Lengths of time
    ("a two-week inspection", "within 18 months") and rhythms ("every six weeks", "Mondays") are left out. `low` is the
    text normalised, where it is known already.
    """
    words = Words(text, low)
    return tuple(_Reader(words, list(phrases(words)), published, exact).expressions())


class _Reader:
    """Works out the phrases of one text, each in the light of those before it."""

    def __init__(self, words: Words, found: list[Phrase], published: Window, exact: date | None) -> None:
        self.text, self.tokens, self.phrases = words.text, words.tokens, found
        self.stated = {place: made for place, phrase in enumerate(found) if (made := _stated(phrase)) is not None}
        self.first_day, self.last_day = self._published(published, exact)
        self.anchor = max((stated.first.latest for stated in self.stated.values()), default=None)

    def _published(self, published: Window, exact: date | None) -> tuple[date | None, date | None]:
        """The first and last day on which the article may have come out; both or none."""
        day = exact or dateline(self.text, self.phrases, self.stated)
        if day is not None:
            return day, day
        if published.earliest is None or published.latest is None:
            elapsed = elapsed_window(self.tokens, self.phrases, self.stated)
            published = published.within(elapsed) if elapsed else published
        if published.earliest is None or published.latest is None or published.latest < published.earliest:
            return None, None
        return published.earliest, published.latest

    def expressions(self) -> list[DateExpression]:
        """The phrases with their meaning."""
        made: list[DateExpression] = []
        before: tuple[Phrase, Found] | None = None
        for place, phrase in enumerate(self.phrases):
            if self._explained_by_next(place):
                continue
            found, basis = self._meaning(place, phrase, before)
            made.append(self._expression(phrase, found, basis))
            if found is not None:
                before = phrase, found
        return made

    def _expression(self, phrase: Phrase, found: Found | None, basis: str) -> DateExpression:
        first, last = (found.first, found.last) if found else (None, None)
        window = Window()
        if found and first:
            window = found.window or Window(first.earliest, (last or first).latest)
        if phrase.week and first and last is None and first.precision == "day":
            window = Window(first.earliest, years.shifted(first.earliest, 6))
        relation = relation_of(self.tokens, phrase.left)
        if phrase.about and relation == "on":
            relation = "about"
        said = self.text[phrase.start : phrase.end]
        return DateExpression(phrase.start, phrase.end, said, first, last, basis, relation, False, window)

    def _explained_by_next(self, place: int) -> bool:
        """ "Three years earlier, in January 2016": the date that follows says the same, better."""
        phrase = self.phrases[place]
        if place + 1 >= len(self.phrases):
            return False
        after = self.phrases[place + 1]
        if phrase.form in ("days", "weekday"):
            # As in "today (Friday, March 10)" or "on Tuesday (17 June)".
            full = after.form == "calendar" and after.points[0].day is not None and len(after.points) == 1
            return full and self.text[phrase.end : after.start] in (" (", ", ", " – ", " - ")
        if phrase.form not in ("step", "distance"):
            return False
        return after.form == "calendar" and self.text[phrase.end : after.start] in (
            ", in ",
            ", on ",
            ", ",
            " on ",
            " in ",
        )

    def _meaning(self, place: int, phrase: Phrase, before: tuple[Phrase, Found] | None) -> tuple[Found | None, str]:
        if place in self.stated:
            return self.stated[place], "stated"
        if phrase.form in ("step", "step_in_year", "step_in_week", "day_of_month"):
            found = _from_before(phrase, before, self.tokens)
            return found, "before" if found else "unknown"
        inherited = self._inherited(phrase, before)
        if inherited is not None:
            return inherited, "before"
        tense = tense_at(self.tokens, phrase.left, phrase.right)
        if (self.tokens[phrase.left - 1].word == "since" and phrase.left) or _owns(self.text, phrase):
            tense = "past"
        if self.first_day is None or self.last_day is None:
            return self._without_publication(phrase, before, tense)
        found = self._between(phrase, self.first_day, self.last_day, tense)
        weekday = phrase.form == "calendar" and any(point.weekday is not None for point in phrase.points)
        return found, ("weekday" if weekday else "publication") if found else "unknown"

    @staticmethod
    def _between(phrase: Phrase, first_day: date, last_day: date, tense: Tense | None) -> Found | None:
        """What holds for an article of any day between the two."""
        if first_day == last_day:
            return _resolve(phrase, first_day, tense)
        full = phrase.form == "calendar" and all(point.day and point.weekday is not None for point in phrase.points)
        only = (
            years.only_fitting_year(phrase.points, first_day, last_day) if full and phrase.year_shift is None else None
        )
        return only or years.common(_resolve(phrase, first_day, tense), _resolve(phrase, last_day, tense))

    def _without_publication(
        self, phrase: Phrase, before: tuple[Phrase, Found] | None, tense: Tense | None
    ) -> tuple[Found | None, str]:
        """A date without its year in an article of unknown day: only another date of the text can give it one."""
        if phrase.form != "calendar" or phrase.year_shift is not None or phrase.shift is not None:
            return None, "unknown"
        near = self._near(phrase, before) if tense != "future" else None
        if near is not None:
            return near, "before"
        full = all(point.day and point.weekday is not None for point in phrase.points)
        found = years.nearest_fitting_year(phrase.points, self.anchor) if full and self.anchor else None
        return found, "weekday" if found else "unknown"

    def _near(self, phrase: Phrase, before: tuple[Phrase, Found] | None) -> Found | None:
        """The reading closest to a date just before it, if it is clearly the closest: within five months."""
        if before is None or self.tokens[phrase.left].sentence - self.tokens[before[0].left].sentence > 1:
            return None
        anchor = before[1].first
        if anchor.precision == "year":
            return None
        readings = [found for step in (-1, 0, 1) if (found := years.dated(phrase.points, anchor.earliest.year + step))]
        near = [found for found in readings if Window.of(found.first).gap_days(Window.of(anchor)) <= _NEAR_DAYS]
        fitting = [found for found in near if years.fits_weekdays(phrase.points, found.first.earliest.year)]
        return fitting[0] if len(fitting) == 1 else None

    def _inherited(self, phrase: Phrase, before: tuple[Phrase, Found] | None) -> Found | None:
        """ "inadequate in May 2024, an improvement notice by July": the later month is of the same year."""
        if phrase.form != "calendar" or before is None or phrase.shift is not None or phrase.year_shift is not None:
            return None
        earlier, found = before
        year_is_said = any(point.year for point in earlier.points) or earlier.year_shift is not None
        month = phrase.points[0].month or 0
        same_sentence = self.tokens[earlier.left].sentence == self.tokens[phrase.left].sentence
        if not year_is_said or not same_sentence or phrase.start - earlier.end > _INHERITS_WITHIN:
            return None
        last = found.last or found.first
        if last.precision == "year" or month < last.earliest.month:
            return None
        made = years.dated(phrase.points, last.earliest.year)
        fits = made and years.fits_weekdays(phrase.points, last.earliest.year)
        late = made and self.last_day and made.first.earliest > years.shifted(self.last_day, 366)
        return made if fits and not late else None


def _owns(text: str, phrase: Phrase) -> bool:
    """True for "awaits the report of January's inspection": what belongs to a month has mostly been."""
    month = phrase.form == "calendar" and len(phrase.points) == 1 and phrase.points[0].is_month
    return month and _OWNED.match(text, phrase.end) is not None


def _stated(phrase: Phrase) -> Found | None:
    """The meaning of a phrase that names its year."""
    if phrase.form == "season":
        return years.season(phrase, None, None)
    if phrase.form != "calendar" or phrase.points[0].year is None:
        return None
    year = phrase.points[0].year
    found = years.dated(phrase.points, year)
    if found is None or years.fits_weekdays(phrase.points, year):
        return found
    # The weekday contradicts the date: one of them is a slip, and the month is what both leave standing.
    return Found(PartialDate.month(year, phrase.points[0].month or 1))


def _from_before(phrase: Phrase, before: tuple[Phrase, Found] | None, tokens: list[Token]) -> Found | None:
    """A phrase counted from the date before it, which must stand in the same sentence or the one before."""
    if before is None:
        return None
    earlier, found = before
    if tokens[phrase.left].sentence - tokens[earlier.left].sentence > 1:
        return None
    if phrase.form == "day_of_month":
        return _day_in(found.first, phrase.points[0].day or 0)
    if phrase.form == "step_in_year":
        return nearby.month_near(phrase, found.last or found.first)
    if phrase.form == "step_in_week":
        anchor = found.first
        return nearby.weekday_in(phrase, anchor.earliest) if anchor.precision == "day" else None
    if phrase.count == 0:
        return _same(found, phrase.unit)
    anchor = found.last or found.first
    if phrase.unit < 30 and anchor.precision != "day":
        return None
    if phrase.unit == 30 and anchor.precision == "year":
        return None
    return years.moved(anchor.earliest, phrase.count, phrase.unit)


def _day_in(month: PartialDate, day: int) -> Found | None:
    if month.precision == "year":
        return None
    made = years.day_of(month.earliest.year, month.earliest.month, day)
    return Found(PartialDate.of(made)) if made else None


def _same(found: Found, unit: int) -> Found | None:
    """ "the same day", "that month", "later the same year"."""
    length = {1: 10, 30: 7, 365: 4}.get(unit)
    if length is None or len(found.first.iso) < length:
        return None
    if unit == 1:
        return found
    return Found(PartialDate(found.first.iso[:length]))


def _resolve(phrase: Phrase, published: date, tense: Tense | None) -> Found | None:
    """What the phrase means in an article of that day."""
    if phrase.form == "calendar":
        return years.calendar(phrase, published, tense)
    if phrase.form == "weekday":
        return nearby.weekday(phrase, published, tense)
    if phrase.form == "weekday_day":
        return nearby.weekday_day(phrase, published, tense)
    if phrase.form == "days":
        return Found(PartialDate.of(years.shifted(published, phrase.count)))
    if phrase.form == "unit":
        return years.unit(phrase, published)
    if phrase.form == "distance":
        if phrase.fine:
            return nearby.moved_finely(published, phrase.count, phrase.unit, phrase.fine)
        return years.moved(published, phrase.count, phrase.unit)
    if phrase.form == "season":
        return years.season(phrase, published, tense)
    return years.new_year(published, tense)
