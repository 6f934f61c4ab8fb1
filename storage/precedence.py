"""Who tells first: how far each source was behind the first of all sources that told of an event."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.tables import EntryRow, MentionRow, VersionRow

_NEWS = ("new", "scheduled")


@dataclass(frozen=True, slots=True)
class Lag:
    """A source beside the others, over the events that it and another told of.

    `first` counts those that it told first, `median` is how far it usually is behind the first.
    """

    events: int
    first: int
    median: timedelta


def lags(session: Session, since: datetime) -> dict[str, Lag]:
    """By the id of the source, over events told of since then."""
    told = func.coalesce(EntryRow.published, EntryRow.first_seen_at)
    rows = session.execute(
        select(MentionRow.event_id, EntryRow.source_id, func.min(told))
        .join(VersionRow, VersionRow.id == MentionRow.version_id)
        .join(EntryRow, EntryRow.article_id == VersionRow.article_id)
        .where(MentionRow.event_id.is_not(None), MentionRow.retired_at.is_(None), MentionRow.role.in_(_NEWS))
        # What a source held undated when it was first polled was told nobody knows when.
        .where(told >= since, or_(EntryRow.published.is_not(None), EntryRow.silent.is_(False)))
        .group_by(MentionRow.event_id, EntryRow.source_id)
    )
    events: dict[str, dict[str, datetime]] = defaultdict(dict)
    for event, source, moment in rows:
        events[str(event)][source] = moment
    return _compared(events.values())


def _compared(events: Iterable[Mapping[str, datetime]]) -> dict[str, Lag]:
    behind: dict[str, list[float]] = defaultdict(list)
    for told in events:
        if len(told) < 2:
            continue
        first = min(told.values())
        for source, moment in told.items():
            behind[source].append((moment - first).total_seconds())
    return {
        source: Lag(len(waits), sum(not wait for wait in waits), timedelta(seconds=statistics.median(waits)))
        for source, waits in behind.items()
    }
