"""Learning what sources usually do, so that their silence, or another subject, is noticed."""

from __future__ import annotations

from datetime import datetime

from flows.shop import Shop
from storage import habits

# One pass studies so many and leaves the rest to the next; some at a time, for others wait to write.
MOST, _AT_ONCE = 200, 20


def study(shop: Shop, now: datetime, most: int = MOST) -> int:
    """Study the sources whose turn it is; returns how many."""
    studied = 0
    while studied < most:
        with shop.database.write() as session:
            due = habits.to_study(session, now, _AT_ONCE)
            for source in due:
                habits.study(session, source, now)
        studied += len(due)
        if len(due) < _AT_ONCE:
            break
    return studied
