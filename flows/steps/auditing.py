"""The audit: when watching began, and the official record held against what was told since."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from alerts.audit import Audit
from alerts.audit import audit as hold_against_record
from flows.shop import Shop
from parsers.model import london_day
from storage.tables import AttemptRow

# An official document that nobody was told of so long after its day is a fault.
WITHIN = timedelta(hours=24)
LOOK_BACK = timedelta(days=92)


def audit(shop: Shop, now: datetime, since: date | None = None, within: timedelta = WITHIN) -> Audit:
    """Audit what became public since a day; by default the last three months, but not from before watching began.

    What came out so lately that it may still be told in time is left out.
    """
    with shop.database.read() as session:
        began = session.scalar(select(func.min(AttemptRow.at)))
        first = since or max(london_day(now - LOOK_BACK), london_day(began) if began else london_day(now))
        return hold_against_record(session, first, london_day(now - within) - timedelta(days=1), within)
