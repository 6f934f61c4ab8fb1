"""Clearing away what is no longer needed, within the times that the README promises."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from flows.shop import Shop
from flows.steps.counts import MaintainCount
from storage import polls
from storage.tables import AttemptRow, CaptureRow, VersionRow

CAPTURES_KEPT = timedelta(days=90)
ATTEMPTS_KEPT = timedelta(days=30)


def maintain(shop: Shop, now: datetime) -> MaintainCount:
    """Drop raw captures after 90 days and the history of polls after 30; texts and facts stay.

    And once a night, which is when this runs, every source is looked at, whatever its own pace.
    """
    with shop.database.write() as session:
        old = select(CaptureRow.hash).where(CaptureRow.at < now - CAPTURES_KEPT)
        captures = session.scalar(select(func.count()).select_from(old.subquery())) or 0
        session.execute(update(VersionRow).where(VersionRow.capture_hash.in_(old)).values(capture_hash=None))
        session.execute(delete(CaptureRow).where(CaptureRow.at < now - CAPTURES_KEPT))
        stale = AttemptRow.at < now - ATTEMPTS_KEPT
        attempts = session.scalar(select(func.count()).select_from(AttemptRow).where(stale)) or 0
        session.execute(delete(AttemptRow).where(stale))
        swept = polls.sweep(session, now)
    return MaintainCount(captures, attempts, swept)
