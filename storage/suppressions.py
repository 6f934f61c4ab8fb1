"""Addresses that want no more messages, each as a hash: enough to leave it alone, too little to write to it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.tables import DeliveryRow, DigestRow, MessageRow, SuppressionRow

# How those begin who stand in the place of a recipient that unsubscribed.
GONE = "unsubscribed "


def key_of(address: str) -> str:
    """The hash by which an address is known; how it is capitalised does not matter."""
    return hashlib.sha256(f"suppressed\x1f{address.strip().lower()}".encode()).hexdigest()


def every(session: Session) -> frozenset[str]:
    """The hashes of all of them."""
    return frozenset(session.scalars(select(SuppressionRow.key)))


def stands(session: Session, gone: str) -> bool:
    """Whether the one in whose place this name stands still wants no more."""
    begins = SuppressionRow.key.startswith(gone.removeprefix(GONE), autoescape=True)
    return session.scalar(select(SuppressionRow.key).where(begins).limit(1)) is not None


def suppress(session: Session, key: str, now: datetime) -> bool:
    """Put down that an address wants no more; False when it was put down before."""
    if session.get(SuppressionRow, key) is not None:
        return False
    session.add(SuppressionRow(key=key, at=now))
    return True


def lift(session: Session, key: str) -> bool:
    """Let messages go to an address again; False when nothing was against it."""
    row = session.get(SuppressionRow, key)
    if row is None:
        return False
    session.delete(row)
    return True


def stop_owed(session: Session, recipient: str, channel: str) -> int:
    """Withhold what a recipient is still owed by a channel; how many messages that was."""
    rows = session.scalars(
        select(MessageRow)
        .where(MessageRow.recipient == recipient, MessageRow.channel == channel, MessageRow.state == "owed")
        .with_for_update()
    ).all()
    for row in rows:
        row.state, row.due_at, row.leased_until, row.lease = "withheld", None, None, None
        row.detail = "the recipient unsubscribed"
    return len(rows)


def forget(session: Session, recipient: str, channel: str, key: str) -> None:
    """Put a hash in the place of a recipient wherever messages by this channel name them; nothing goes there again."""
    name = f"{GONE}{key[:16]}"
    for table in (MessageRow, DeliveryRow, DigestRow):
        rows = (table.recipient == recipient, table.channel == channel)
        session.execute(update(table).where(*rows).values(recipient=name))
