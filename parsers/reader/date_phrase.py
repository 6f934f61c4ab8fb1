"""One expression of time as written, before anyone says which day it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from parsers.reader.date_calendar import Point
from parsers.reader.date_words import Words

Form = Literal[
    "calendar",
    "weekday",
    "weekday_day",
    "season",
    "days",
    "unit",
    "distance",
    "step",
    "step_in_year",
    "step_in_week",
    "new_year",
    "day_of_month",
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One expression of time as written.

    `left` and `right` are the places of its words, `start` and `end` its code points. `shift` is -1, 0 or 1 for
    last, this and next; `year_shift` the same for "October last year"; `count` and `unit` measure a distance in
    units of days, signed; `about` marks a distance that the writer himself calls rough. `week_shift` is `shift` for
    "Tuesday of last week", `fine` the unit in days to which "a year ago this week" is exact.
    """

    form: Form
    left: int
    right: int
    start: int
    end: int
    points: tuple[Point, ...] = ()
    shift: int | None = None
    year_shift: int | None = None
    count: int = 0
    unit: int = 0
    about: bool = False
    week: bool = False
    week_shift: int | None = None
    fine: int = 0


def phrase_of(words: Words, form: Form, left: int, right: int) -> Phrase:
    """The words from `left` up to `right` as a phrase of that form."""
    return Phrase(form, left, right, words.tokens[left].start, words.tokens[right - 1].end)
