"""What hosts asked of all who fetch from them, by origin (`https://host:port`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.columns import clean
from storage.locks import lock
from storage.tables import HostRow

# RFC 9309, 2.4: not longer than a day.
ROBOTS_KEPT = timedelta(hours=12)


def known(session: Session, now: datetime) -> Sequence[HostRow]:
    """The hosts that asked for something that still counts."""
    return session.scalars(
        select(HostRow).where(or_(HostRow.held_until > now, HostRow.robots_at > now - ROBOTS_KEPT))
    ).all()


def is_fresh(row: HostRow, now: datetime) -> bool:
    """Whether its robots.txt may still be gone by."""
    return row.robots_at is not None and row.robots_at > now - ROBOTS_KEPT


def keep(session: Session, holds: Mapping[str, datetime], robots: Mapping[str, str], now: datetime) -> None:
    """Put down until when hosts want to be left alone, and the robots.txt of hosts as just read."""
    lock(session, "hosts")
    for origin in sorted(holds.keys() | robots.keys()):
        row = session.get(HostRow, origin) or HostRow(origin=origin)
        session.add(row)
        if origin in holds:
            row.held_until = max(row.held_until or holds[origin], holds[origin])
        if origin in robots:
            row.robots, row.robots_at = clean(robots[origin]), now
