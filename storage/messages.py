"""Owed deliveries and the messages they ride in: claimed under a lease, sent once, kept with what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage import decisions
from storage.tables import ChangeRow, DeliveryRow, EventRow, MessageRow

LEASE = timedelta(minutes=5)
# Two minutes, four, eight … up to six hours apart: seventeen tries in two days and a quarter, longer than a weekend.
FIRST_WAIT, LONGEST_WAIT, MOST_TRIES = timedelta(minutes=2), timedelta(hours=6), 17


@dataclass(frozen=True, slots=True)
class Owing:
    """One change that one recipient is owed by one channel, and why."""

    change_id: int
    recipient: str
    channel: str
    reasons: tuple[str, ...]
    # Changes with the same grouping ride in one message.
    grouping: str
    # Until then the message waits for the official page; None: for nothing.
    held_until: datetime | None = None
    # It rides in the message that tells the recipient of this event, where that waits still.
    beside: str | None = None


def owe(session: Session, owing: Owing, now: datetime) -> bool:
    """Put down that a change is owed; False when it was owed, or sent, before."""
    known = session.scalar(
        select(DeliveryRow.id).where(
            DeliveryRow.change_id == owing.change_id,
            DeliveryRow.recipient == owing.recipient,
            DeliveryRow.channel == owing.channel,
        )
    )
    if known is not None:
        return False
    message = _message(session, owing, now)
    session.add(
        DeliveryRow(
            change_id=owing.change_id,
            recipient=owing.recipient,
            channel=owing.channel,
            reasons=list(owing.reasons),
            message_id=message.id,
        )
    )
    session.flush()
    return True


@dataclass(frozen=True, slots=True)
class Held:
    """A message under a lease, and the lease by which its holder is known."""

    message_id: str
    lease: str


def claim_due(session: Session, now: datetime, limit: int) -> list[Held]:
    """Lease up to `limit` messages that are owed and due; a sender that died lets its lease lapse."""
    lease = uuid4().hex
    rows = session.scalars(
        select(MessageRow)
        .where(
            MessageRow.state == "owed",
            or_(MessageRow.due_at.is_(None), MessageRow.due_at <= now),
            or_(MessageRow.leased_until.is_(None), MessageRow.leased_until < now),
        )
        .order_by(MessageRow.created_at, MessageRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.leased_until, row.lease = now + LEASE, lease
    return [Held(row.id, lease) for row in rows]


def renew(session: Session, held: Held, now: datetime) -> MessageRow | None:
    """The message with its lease begun anew, or None when it was sent, or when another sender took it over."""
    row = session.scalar(
        select(MessageRow)
        .where(MessageRow.id == held.message_id, MessageRow.state == "owed", MessageRow.lease == held.lease)
        .with_for_update()
    )
    if row is not None:
        row.leased_until = now + LEASE
    return row


def sent(session: Session, message_id: str, headline: str | None, detail: str | None, now: datetime) -> None:
    """Put down that the receiving server took it."""
    row = session.get_one(MessageRow, message_id)
    row.state, row.sent_at, row.leased_until = "sent", now, None
    row.headline, row.detail, row.attempts = headline, detail, row.attempts + 1


def failed(
    session: Session, message_id: str, headline: str | None, detail: str, now: datetime, *, for_good: bool,
    after: timedelta | None = None,
) -> None:  # fmt: skip
    """Put down that it was not taken, and when to try again; `for_good` when trying again can't help."""
    row = session.get_one(MessageRow, message_id)
    row.attempts, row.leased_until, row.lease = row.attempts + 1, None, None
    row.headline, row.detail = headline, detail
    if for_good or row.attempts >= MOST_TRIES:
        row.state, row.due_at = "refused" if for_good else "failed", None
        return
    wait = min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
    row.due_at = now + max(wait, after or timedelta())


def original_of(session: Session, event_id: str, recipient: str, channel: str, not_message: str) -> str | None:
    """The first message by which this recipient heard of an event: what a correction replies to."""
    return session.scalar(
        select(MessageRow.id)
        .join(DeliveryRow, DeliveryRow.message_id == MessageRow.id)
        .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
        .where(
            ChangeRow.event_id.in_(_all_of(session, event_id)),
            MessageRow.recipient == recipient,
            MessageRow.channel == channel,
            MessageRow.state == "sent",
            MessageRow.id != not_message,
        )
        .order_by(MessageRow.created_at, MessageRow.id)
        .limit(1)
    )


def amend_unsent(session: Session, event_id: str, facts: dict[str, Any]) -> bool:
    """Put the event's facts of today into what is owed of it, where nobody was told yet; False where somebody was.

    Of an event that has no facts any more, the messages keep what they have: it may come back before they are due.
    Nobody can claim the messages until that is committed: a sender would tell the facts as they were.
    """
    rows = session.execute(
        select(ChangeRow, MessageRow)
        .join(DeliveryRow, DeliveryRow.change_id == ChangeRow.id)
        .join(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .where(ChangeRow.event_id == event_id)
        .order_by(MessageRow.id)
        .with_for_update(of=MessageRow)
        .execution_options(populate_existing=True)
    ).all()
    if not rows or any(not untouched(message) for _, message in rows):
        return False
    for change, _ in rows:
        change.facts = facts or change.facts
    return True


def recipients_of_event(session: Session, event_id: str) -> Sequence[tuple[str, str]]:
    """Everyone, with the channel, who is or was owed something of this event."""
    rows = session.execute(
        select(DeliveryRow.recipient, DeliveryRow.channel)
        .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
        .where(ChangeRow.event_id.in_(_all_of(session, event_id)))
        .distinct()
        .order_by(DeliveryRow.recipient, DeliveryRow.channel)
    )
    return [(recipient, channel) for recipient, channel in rows]


def owed_since(session: Session, event_id: str) -> datetime | None:
    """When readers were first owed anything of an event, or of what was made part of it."""
    return session.scalar(
        select(func.min(ChangeRow.at))
        .join(DeliveryRow, DeliveryRow.change_id == ChangeRow.id)
        .where(ChangeRow.event_id.in_(_all_of(session, event_id)))
    )


def untouched(row: MessageRow) -> bool:
    """Whether nobody has tried to send a message, or is trying."""
    return row.state == "owed" and not row.lease and not row.attempts


def _all_of(session: Session, event_id: str) -> Sequence[str]:
    return decisions.made_part(session, session.get_one(EventRow, event_id))


def _message(session: Session, owing: Owing, now: datetime) -> MessageRow:
    if owing.beside is not None and (beside := _waiting_on(session, owing, owing.beside)) is not None:
        return beside
    name = _name(owing, "")
    # Held until the commit, so that no sender takes it without what is to ride in it.
    row = session.get(MessageRow, name, with_for_update=True)
    if row is not None and (row.state != "owed" or row.lease is not None):
        # The message that this change would have ridden in has left, or is leaving; it gets one of its own.
        name = _name(owing, str(owing.change_id))
        row = session.get(MessageRow, name)
    if row is None:
        row = MessageRow(
            id=name,
            recipient=owing.recipient,
            channel=owing.channel,
            created_at=now,
            due_at=owing.held_until or now,
            state="owed",
            attempts=0,
        )
        session.add(row)
        session.flush()
    return row


def _waiting_on(session: Session, owing: Owing, event_id: str) -> MessageRow | None:
    """The message that is to tell the recipient of an event."""
    return session.scalar(
        select(MessageRow)
        .join(DeliveryRow, DeliveryRow.message_id == MessageRow.id)
        .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
        .where(
            ChangeRow.event_id == event_id,
            MessageRow.recipient == owing.recipient,
            MessageRow.channel == owing.channel,
            MessageRow.state == "owed",
            MessageRow.lease.is_(None),
        )
        .order_by(MessageRow.created_at, MessageRow.id)
        .limit(1)
        .with_for_update()
    )


def _name(owing: Owing, more: str) -> str:
    parts = "\x1f".join((owing.recipient, owing.channel, owing.grouping, more))
    return hashlib.sha256(parts.encode()).hexdigest()[:32]
