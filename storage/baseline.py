"""Laying down the official record of an authority of which nothing is known yet, in a few statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.changes import changes
from parsers.fact_sheet import facts_to_dict
from parsers.model import Family, OfficialRecord
from parsers.settle import settle
from storage import events, official
from storage.tables import EventRow, OfficialRecordRow


def untouched(session: Session, authority: str) -> bool:
    """True while no event of the authority is known."""
    return session.scalar(select(EventRow.id).where(EventRow.authority == authority).limit(1)) is None


def lay(session: Session, records: Iterable[OfficialRecord], now: datetime, verdict: str) -> int:
    """Store records and their events; returns how many.

    Each record is an event of its own, so with nothing else known there is nothing to resolve. The authority must
    be `untouched`.
    """
    rows, known, differences = [], [], []
    for record in records:
        row = OfficialRecordRow(
            id=record.id,
            family=record.family,
            authority=record.authority,
            facts=facts_to_dict(record.facts),
            url=record.url,
            as_at=record.as_at,
            first_seen_at=now,
            silent=True,
        )
        claim = official.claim_of(row)
        event = events.blank(record.authority, claim, now)
        settled = settle([claim])
        events.write(event, settled, now)
        row.event_id = event.id
        rows.append(row)
        known.append(event)
        for change in changes(cast(Family, event.family), None, settled):
            difference = events.change_row(event, change, {}, now)
            difference.record_id, difference.verdict = row.id, verdict
            differences.append(difference)
    for batch in (known, rows, differences):
        session.add_all(batch)
        session.flush()
    return len(rows)
