"""Estimates: when a report may come out, and when inspectors may come next, worked out from the official record.

They are windows with their basis, never facts: nine in ten of the past cases fell into each. Nothing here alerts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from parsers.fieldwork import last_day
from parsers.model import Facts, Grade, Kind, OfficialRecord
from parsers.official.register import GRADED, published_on
from parsers.partial_date import Window

Subject = Literal["publication", "inspection"]
# Of past cases the window leaves out the fastest and the slowest twentieth.
_TAIL = 0.05
# Fewer cases of late make no distribution; then all years count.
_ENOUGH = 12
_LATELY = timedelta(days=3 * 366)
# Reports wait for elections: purdah begins some six weeks before polling, and a batch comes out within two after it.
_PURDAH, _BACKLOG = timedelta(days=42), timedelta(days=14)
_GENERAL_ELECTIONS = (date(2017, 6, 8), date(2019, 12, 12), date(2024, 7, 4))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A window in which something may happen, and in words what it rests on. `overdue` when the window has passed."""

    authority: str
    subject: Subject
    what: str
    window: Window
    basis: str
    overdue: bool = False
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How long past cases took, in days: all but the fastest and slowest twentieth, and the middle one."""

    low: int
    middle: int
    high: int
    cases: int


def publication_lag(records: Iterable[OfficialRecord], kind: Kind | None, on: date) -> Spread | None:
    """Days from the end of fieldwork to publication for that kind: of the last three years where they suffice."""
    known = [
        (published.earliest, (published.earliest - end.latest).days)
        for record in records
        if record.facts.kind == kind
        and (published := published_on(record)) is not None
        and (end := record.facts.dates.get("end")) is not None
        and end.precision == published.precision == "day"
        and published.earliest <= on
    ]
    lately = [days for out, days in known if on - out <= _LATELY]
    return _spread(lately if len(lately) >= _ENOUGH else [days for _, days in known])


def publication(
    authority: str, facts: Facts, records: Sequence[OfficialRecord], on: date, event_id: str | None = None
) -> Estimate | None:
    """When the report on an inspection that began may come out; None before it began, or where nothing is known."""
    ended = last_day(facts)
    lag = publication_lag(records, facts.kind, on)
    if ended is None or ended.earliest is None or lag is None or ended.earliest > on:
        return None
    window = _after_elections(ended.shifted(lag.low, lag.high))
    basis = (
        f"nine in ten of {lag.cases} came out {lag.low} to {lag.high} days after fieldwork, half within {lag.middle}"
    )
    if facts.kind == "monitoring_visit":
        basis += "; the first monitoring letter is often not published"
    overdue = window.latest is not None and window.latest < on
    return Estimate(authority, "publication", f"report on {_spoken(facts.kind)}", window, basis, overdue, event_id)


def next_inspection(authority: str, records: Sequence[OfficialRecord], on: date) -> Estimate | None:
    """When inspectors may come next for a graded inspection, by the grade they gave last."""
    graded = sorted(
        (record for record in records if record.facts.kind in GRADED and _began(record)),
        key=lambda record: _began(record) or date.min,
    )
    mine = [record for record in graded if record.authority == authority]
    if not mine:
        return None
    last, began = mine[-1], _began(mine[-1])
    grade = worst_grade(last.facts)
    spread = _spread(list(_gaps(graded, grade)))
    if spread is None or began is None or grade is None:
        return None
    window = Window(began, began).shifted(spread.low, spread.high)
    years = f"{spread.low / 365.25:.1f} to {spread.high / 365.25:.1f} years"
    basis = f"nine in ten of {spread.cases} re-inspections after {grade.replace('_', ' ')} began {years} later"
    overdue = window.latest is not None and window.latest < on
    return Estimate(authority, "inspection", "next graded inspection", window, basis, overdue)


def worst_grade(facts: Facts) -> Grade | None:
    """The overall grade; where none was given, the worst of the others: it decides when inspectors come back."""
    order: tuple[Grade, ...] = ("inadequate", "requires_improvement", "good", "outstanding")
    given = set(facts.judgements.values())
    overall = facts.judgements.get("overall")
    return next((grade for grade in order if grade == overall or (overall is None and grade in given)), None)


def _gaps(graded: Sequence[OfficialRecord], grade: Grade | None) -> Iterable[int]:
    """Days from one ILACS inspection to the next of the same authority, after that grade."""
    before: dict[str, OfficialRecord] = {}
    for record in graded:
        earlier = before.get(record.authority)
        if earlier is not None and earlier.facts.kind != "sif" and worst_grade(earlier.facts) == grade:
            one, two = _began(earlier), _began(record)
            if one and two:
                yield (two - one).days
        before[record.authority] = record


def _began(record: OfficialRecord) -> date | None:
    start = record.facts.dates.get("start")
    return start.earliest if start and start.precision == "day" else None


def _after_elections(window: Window) -> Window:
    """The window, longer where its end falls into the weeks before an election."""
    if window.latest is None:
        return window
    for polling in (_local_elections(window.latest.year), *_GENERAL_ELECTIONS):
        if polling - _PURDAH <= window.latest <= polling + _BACKLOG:
            return Window(window.earliest, polling + _BACKLOG)
    return window


def _local_elections(year: int) -> date:
    """The first Thursday in May (Representation of the People Act 1983, section 37)."""
    first = date(year, 5, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7)


def _spread(days: list[int]) -> Spread | None:
    if len(days) < 3:
        return None
    days = sorted(days)
    last = len(days) - 1
    return Spread(days[round(last * _TAIL)], days[last // 2], days[round(last * (1 - _TAIL))], len(days))


def _spoken(kind: Kind | None) -> str:
    return {
        "ilacs_standard": "the standard inspection",
        "ilacs_short": "the short inspection",
        "focused_visit": "the focused visit",
        "monitoring_visit": "the monitoring visit",
        "area_send": "the area SEND inspection",
        "jtai": "the joint targeted area inspection",
        "hmip_youth_justice": "the youth justice inspection",
    }.get(kind or "", "the inspection")
