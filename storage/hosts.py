"""What hosts asked of all who fetch from them, by origin (`https://host:port`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.columns import clean
from storage.locks import lock
from storage.tables import HostRow

# RFC 9309, 2.4: not longer than a day.
ROBOTS_KEPT = timedelta(hours=12)
_AT_ONCE = 500


def known(session: Session, origins: Collection[str], now: datetime) -> Sequence[HostRow]:
    """Those of these hosts that asked for something that still counts."""
    names = sorted(origins)
    counts = or_(HostRow.held_until > now, HostRow.robots_at > now - ROBOTS_KEPT)
    return [
        row
        for start in range(0, len(names), _AT_ONCE)
        for row in session.scalars(select(HostRow).where(HostRow.origin.in_(names[start : start + _AT_ONCE]), counts))
    ]


def is_fresh(row: HostRow, now: datetime) -> bool:
    """Whether its robots.txt may still be gone by."""
    return row.robots_at is not None and row.robots_at > now - ROBOTS_KEPT


def keep(session: Session, holds: Mapping[str, datetime], robots: Mapping[str, str | None], now: datetime) -> None:
    """Put down until when hosts want to be left alone, and the robots.txt of hosts as just read."""
    lock(session, "hosts")
    for origin in sorted(holds.keys() | robots.keys()):
        row = session.get(HostRow, origin) or HostRow(origin=origin)
        session.add(row)
        if origin in holds:
            row.held_until = max(row.held_until or holds[origin], holds[origin])
        if origin in robots:
            row.robots, row.robots_at = clean(robots[origin]), now
