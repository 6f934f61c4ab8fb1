"""The servers that messages go to: how fast they may be sent to, and whether they are left alone for a while.

A breaker opens after five failures in a row, or when the server asks to be left alone. When its pause is over one
message tries whether the server is back; the others wait for what comes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.locks import lock
from storage.tables import EndpointRow

MOST_FAILURES = 5
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=30)
# How long the others wait for the one that tries.
_TRIAL = timedelta(minutes=2)


def closed_until(session: Session, name: str, now: datetime) -> datetime | None:
    """Until when nothing may be offered to a server; None: go on.

    Where its pause is over, whoever asks first is the one that tries, and the others are told to wait.
    """
    row = session.get(EndpointRow, name)
    if row is None or row.open_until is None:
        return None
    row = _held(session, name)
    if row.open_until is not None and row.open_until > now:
        return row.open_until
    if row.open_until is not None:
        row.open_until = now + _TRIAL
    return None


def take_turn(session: Session, name: str, now: datetime, every: timedelta, burst: int) -> timedelta:
    """How long to wait before the next message by the server's pace; zero: the turn is taken.

    `burst` messages may go at once, and one more each `every` from then on (the generic cell rate algorithm).
    """
    row = _held(session, name)
    free = max(row.free_at or now, now)
    wait = free - every * (burst - 1) - now
    if wait > timedelta():
        return wait
    row.free_at = free + every
    return timedelta()


def failed(session: Session, name: str, detail: str, now: datetime, after: timedelta | None = None) -> None:
    """Put down a failure of the server; `after` is how long it asks to be left alone."""
    row = _held(session, name)
    row.failures, row.detail = row.failures + 1, detail
    if row.failures < MOST_FAILURES and not after:
        return
    pause = min(FIRST_PAUSE * 2 ** min(max(row.failures - MOST_FAILURES, 0), 10), LONGEST_PAUSE)
    row.opened_at = row.opened_at or now
    row.open_until = now + max(pause, after or timedelta())


def worked(session: Session, name: str) -> None:
    """Put down that the server took something: its breaker closes."""
    row = session.get(EndpointRow, name)
    if row is not None and row.failures:
        row = _held(session, name)
        row.failures, row.detail, row.opened_at, row.open_until = 0, None, None, None


def troubled(session: Session) -> Sequence[EndpointRow]:
    """Servers that failed the last time, by name."""
    return session.scalars(select(EndpointRow).where(EndpointRow.failures > 0).order_by(EndpointRow.name)).all()


def _held(session: Session, name: str) -> EndpointRow:
    lock(session, f"endpoint {name}")
    row = session.get(EndpointRow, name, populate_existing=True)
    if row is None:
        row = EndpointRow(name=name, failures=0)
        session.add(row)
        session.flush()
    return row
