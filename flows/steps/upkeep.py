"""Clearing away what is no longer needed, within the times that the README promises."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from flows.shop import Shop
from flows.steps.counts import MaintainCount
from storage import captures, polls, withdrawals
from storage.tables import AttemptRow

ATTEMPTS_KEPT = timedelta(days=30)


def maintain(shop: Shop, now: datetime) -> MaintainCount:
    """Drop captures of pages after 90 days, the history of polls, with what feeds sent, after 30; texts and facts stay.

    The words of articles that were withdrawn a week ago are deleted.
    And once a night, which is when this runs, every source is looked at, whatever its own pace.
    """
    with shop.database.write() as session:
        stale = AttemptRow.at < now - ATTEMPTS_KEPT
        attempts = session.scalar(select(func.count()).select_from(AttemptRow).where(stale)) or 0
        session.execute(delete(AttemptRow).where(stale))
        erased = withdrawals.erase_due(session, now)
        dropped = captures.drop_old(session, now)
        swept = polls.sweep(session, now)
    return MaintainCount(dropped, attempts, swept, erased)
