"""How far an inspection has come, by its days."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.fieldwork import stage
from parsers.model import DateKey, Facts, Kind
from parsers.partial_date import PartialDate


def reached(on: str, phase: str = "announced", kind: Kind | None = "ilacs_standard", **days: str) -> str:
    keys: dict[str, DateKey] = {"start": "start", "end": "end"}
    told = Facts(kind=kind, dates={keys[key]: PartialDate(day) for key, day in days.items()})
    return stage(phase, told, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-11-08", "announced"),
        ("2026-11-09", "under_way"),
        ("2026-11-20", "under_way"),
        ("2026-11-21", "fieldwork_ended"),
    ],
)
def test_it_goes_by_the_days_that_were_told(on: str, expected: str) -> None:
    assert reached(on, start="2026-11-09", end="2026-11-20") == expected


@pytest.mark.parametrize(("kind", "last"), [("ilacs_standard", 20), ("ilacs_short", 13), ("focused_visit", 10)])
def test_where_no_last_day_was_told_by_the_usual_length(kind: Kind, last: int) -> None:
    assert reached(f"2026-11-{last}", kind=kind, start="2026-11-09") == "under_way"
    assert reached(f"2026-11-{last + 1}", kind=kind, start="2026-11-09") == "fieldwork_ended"


def test_a_month_is_not_a_day() -> None:
    assert reached("2026-11-30", phase="scheduled", start="2026-12") == "scheduled"
    assert reached("2026-12-15", phase="scheduled", start="2026-12") == "scheduled"


def test_what_came_out_came_out_and_what_has_no_days_waits() -> None:
    assert reached("2026-11-10", phase="published", start="2026-11-09") == "published"
    assert reached("2026-11-10") == "announced"
