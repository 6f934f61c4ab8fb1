"""What hosts asked of all who fetch from them, by origin (`https://host:port`), and whose turn it is at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.columns import clean
from storage.locks import lock
from storage.tables import HostRow, TurnRow

# RFC 9309, 2.4: not longer than a day.
ROBOTS_KEPT = timedelta(hours=12)
# Whoever took more than this went by a wrong clock.
_LONGEST_TURN = timedelta(hours=1)


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


def take_turns(session: Session, wanted: Mapping[str, timedelta], holder: str, now: datetime) -> dict[str, timedelta]:
    """Take so long a turn at each host, behind whoever has one there; gives how long to wait, where it is for another.

    What a holder takes on top of its own turn is for itself to space.
    """
    lock(session, "turns")
    rows = {row.host: row for row in session.scalars(select(TurnRow).where(TurnRow.host.in_(wanted)))}
    waits: dict[str, timedelta] = {}
    for host, length in wanted.items():
        row = rows.get(host)
        begins = row.until if row and now < row.until <= now + _LONGEST_TURN else now
        if row is None:
            row = TurnRow(host=host, holder=holder)
            session.add(row)
        elif begins > now and row.holder != holder:
            waits[host] = begins - now
        row.until, row.holder = begins + length, holder
    return waits
