"""Learning what sources usually do, so that their silence, or another subject, is noticed."""

from __future__ import annotations

from datetime import datetime

from flows.shop import Shop
from storage import habits

# One pass studies so many and leaves the rest to the next.
MOST = 200


def study(shop: Shop, now: datetime, most: int = MOST) -> int:
    """Study the sources whose turn it is; returns how many."""
    with shop.database.write() as session:
        due = habits.to_study(session, now, most)
        for source in due:
            habits.study(session, source, now)
    return len(due)
