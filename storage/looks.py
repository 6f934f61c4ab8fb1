"""Looks at the official page before an outcome that only the press tells of is passed on.

One look for each event: asked for when its outcome is owed, taken by whoever sends, put down with what was found. The
messages are held for it, ten minutes at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import ChangeRow, DeliveryRow, DigestRow, EventRow, LookRow, MessageRow

Found = Literal["found", "absent", "unreachable"]
# How long an outcome waits for the official page to answer.
HOLD = timedelta(minutes=10)


def ask(session: Session, event: EventRow, now: datetime) -> datetime:
    """Ask for a look at the page of the event's authority; gives the time until which messages wait for it."""
    row = session.get(LookRow, event.id)
    if row is None:
        row = LookRow(event_id=event.id, authority=event.authority, asked_at=now)
        session.add(row)
        session.flush()
    return row.asked_at + HOLD if row.settled_at is None else now


def open_ones(session: Session) -> Sequence[LookRow]:
    """Looks that are still to be taken, the oldest first."""
    return session.scalars(select(LookRow).where(LookRow.settled_at.is_(None)).order_by(LookRow.asked_at)).all()


def put_down(session: Session, event_id: str, found: Found, now: datetime) -> bool:
    """Put down what a look found, and let go of the messages that wait for it; True when they go.

    A page that did not answer is asked again until the hold is over.
    """
    row = session.get_one(LookRow, event_id)
    row.looked_at, row.found = now, found
    if found == "unreachable" and now < row.asked_at + HOLD:
        return False
    row.settled_at = now
    for message in _waiting(session, row, now):
        message.due_at = now
    return True


def of(session: Session, event_id: str) -> LookRow | None:
    """The look that was taken for an event, if any was."""
    row = session.get(LookRow, event_id)
    return row if row is not None and row.looked_at is not None else None


def _waiting(session: Session, look: LookRow, now: datetime) -> Sequence[MessageRow]:
    """Messages that wait for this look, and for nothing else: neither for a digest's turn nor for quiet hours."""
    return session.scalars(
        select(MessageRow)
        .join(DeliveryRow, DeliveryRow.message_id == MessageRow.id)
        .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
        .where(ChangeRow.event_id == look.event_id, MessageRow.state == "owed", MessageRow.due_at > now)
        .where(MessageRow.due_at <= look.asked_at + HOLD, MessageRow.id.not_in(select(DigestRow.message_id)))
        .where(MessageRow.attempts == 0)
    ).all()
