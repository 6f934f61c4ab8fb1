"""How far an inspection has come, by the days that were told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, cast

from parsers.model import Facts, Kind
from parsers.partial_date import Window

# Its days went by, as far as is known: nothing says whether anybody came, or what they found.
Stage = Literal["scheduled", "announced", "under_way", "fieldwork_ended", "published"]

# The days of fieldwork by kind, where only the first is known (official dates: 5 and 12 calendar days, visits 2).
_LENGTH: Mapping[Kind | None, int] = {"ilacs_standard": 12, "ilacs_short": 5, "area_send": 5}


def last_day(facts: Facts) -> Window | None:
    """The last day of fieldwork, as far as the dates and the usual length tell."""
    if "end" in facts.dates:
        return Window.of(facts.dates["end"])
    if "start" in facts.dates and facts.dates["start"].precision != "year":
        length = _LENGTH.get(facts.kind, 2 if facts.kind else 12)
        return Window.of(facts.dates["start"]).shifted(length - 1, length - 1)
    return None


def stage(phase: str, facts: Facts, on: date) -> Stage:
    """Where an inspection of that phase (`scheduled`, `announced` or `published`) stands on a day."""
    told = cast(Stage, phase)
    first, last = facts.dates.get("start"), last_day(facts)
    if phase not in ("scheduled", "announced"):
        return told
    if last is not None and last.latest is not None and last.latest < on:
        return "fieldwork_ended"
    return "under_way" if first is not None and first.latest <= on else told
