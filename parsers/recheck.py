"""When the page of an article is looked at again for an edit: often at first, ever less often, then no more."""

from __future__ import annotations

from datetime import datetime, timedelta

# Up to which age, how often. Most corrections come within hours; some follow a complaint by weeks.
SCHEDULE = (
    (timedelta(hours=3), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=3)),
    (timedelta(days=30), timedelta(days=3)),
    (timedelta(days=360), timedelta(days=30)),
)


def next_check(came_out: datetime, now: datetime) -> datetime | None:
    """When an article that came out then is next looked at after `now`; None once it is too old."""
    age = now - came_out
    return next((now + pause for limit, pause in SCHEDULE if age < limit), None)


def first_check(came_out: datetime, seen: datetime) -> datetime | None:
    """When an article is looked at for the first time after it was read."""
    return next_check(min(came_out, seen), seen)
