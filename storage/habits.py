"""The habits of sources, learnt from their entries once a day: how often they have news, and what they cover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from parsers.drift import Seen, Shift, shift_of
from parsers.rhythm import rhythm_of
from storage.tables import EntryRow, SourceRow, VersionRow

STUDY_EVERY = timedelta(days=1)
_ENTRIES = 600


def to_study(session: Session, now: datetime, limit: int) -> Sequence[SourceRow]:
    """Sources that had something new since they were studied a day or more ago, the longest ago first."""
    return session.scalars(
        select(SourceRow)
        .where(SourceRow.last_new_at.is_not(None), SourceRow.retired_at.is_(None))
        .where(or_(SourceRow.studied_at.is_(None), SourceRow.studied_at <= now - STUDY_EVERY))
        .order_by(SourceRow.studied_at.nulls_first(), SourceRow.id)
        .limit(limit)
    ).all()


def study(session: Session, source: SourceRow, now: datetime) -> None:
    """Learn what a source usually does, by its latest entries."""
    seen = _seen(session, source.id)
    rhythm = rhythm_of(moment for moment, _ in seen)
    if rhythm is not None:
        source.usual_gap, source.long_gap = round(rhythm.usual.total_seconds()), round(rhythm.long.total_seconds())
    known = Shift(source.shifted_at, source.shift) if source.shifted_at else None
    shift = shift_of(seen, known, now)
    source.shifted_at, source.shift = (shift.since, shift.what) if shift else (None, None)
    source.studied_at = now


def _seen(session: Session, source_id: str) -> list[tuple[datetime, Seen]]:
    """The latest entries with the moments at which they appeared; a date that lay ahead is none."""
    relevant = (
        select(VersionRow.relevant)
        .where(VersionRow.article_id == EntryRow.article_id)
        .order_by(VersionRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(EntryRow.first_seen_at, EntryRow.published, EntryRow.url, EntryRow.title, relevant)
        .where(EntryRow.source_id == source_id)
        .order_by(EntryRow.id.desc())
        .limit(_ENTRIES)
    )
    return [
        (min(published or first_seen, first_seen), Seen(url, title, read))
        for first_seen, published, url, title, read in rows
    ]
