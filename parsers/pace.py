"""How often a source of each sort is looked at, where its table in the file does not say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from parsers.model import LONDON

HOUR = 60
# In minutes. Reports come out on weekdays during office hours, papers of committees a week before their meeting.
_BY_GROUP: Mapping[str, int] = {
    "official": 30, "trade": 30, "local press": 30, "aggregator": 4 * HOUR, "committee papers": 12 * HOUR,
}  # fmt: skip
_BY_KIND: Mapping[str, int] = {"ofsted_search": 15}
_OFFICE = frozenset(["ofsted_search"])
_OPENS, _CLOSES = time(7), time(19)


def usual(kind: str, group: str) -> int:
    """Minutes between two looks at a source of this kind and group."""
    return _BY_KIND.get(kind, _BY_GROUP.get(group, HOUR))


def next_look(kind: str, every: int, now: datetime) -> datetime:
    """When a source that is to be looked at `every` so many minutes is due after a look at `now`.

    What comes out in office hours alone (London, Monday to Friday, 07:00 to 19:00) is looked at hourly outside them,
    and first thing when they begin.
    """
    due = now + timedelta(minutes=every)
    if kind not in _OFFICE or every >= HOUR or office_hours(now):
        return due
    hourly = now + timedelta(minutes=HOUR)
    opening = _next_opening(now)
    return max(due, min(hourly, opening))


def office_hours(now: datetime) -> bool:
    """Whether offices in London are open."""
    local = now.astimezone(LONDON)
    return local.weekday() < 5 and _OPENS <= local.time() < _CLOSES


def _next_opening(now: datetime) -> datetime:
    local = now.astimezone(LONDON)
    day = local.date() if local.time() < _OPENS else local.date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, _OPENS, LONDON)
