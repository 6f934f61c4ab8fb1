"""Bursts rolled up: what one person would get as many messages at once becomes one.

Deliveries keep their rows, and so what was told of which event; only the message that they ride in is another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, selectinload

from storage.tables import DeliveryRow, DigestRow, MessageRow

# News of one hour are one burst, in however many passes they come.
BURST = timedelta(hours=1)
# What comes new; what is put right or taken back has a message of its own, that replies to the one it is about.
_NEW = frozenset(
    [
        "announced",
        "scheduled",
        "rescheduled",
        "cancelled",
        "published",
        "issued",
        "lifted",
        "joined",
        "left",
        "reported",
    ]
)


def roll_up(session: Session, now: datetime, above: int) -> int:
    """Make one message of what one person has waiting, where that is more than `above`; says how many were made.

    What they were sent within the last hour counts too: two that come after five others are one message.
    Webhooks of one's own are left alone: programs want one document for each. Zero: nothing is ever rolled up.
    """
    if above <= 0:
        return 0
    ready = (
        MessageRow.state == "owed",
        MessageRow.attempts == 0,
        MessageRow.lease.is_(None),
        MessageRow.due_at <= now,
        MessageRow.rolled_into.is_(None),
        MessageRow.id.not_in(select(DigestRow.message_id)),
        ~or_(MessageRow.channel.startswith("hook-"), MessageRow.channel.startswith("hooks-")),
    )
    crowded = session.execute(
        select(MessageRow.recipient, MessageRow.channel, func.count())
        .where(*ready)
        .group_by(MessageRow.recipient, MessageRow.channel)
        .having(func.count() > 1)
        .order_by(MessageRow.recipient, MessageRow.channel)
    ).all()
    lately = _sent_since(session, now - BURST) if crowded else {}
    made = 0
    for recipient, channel, waiting in crowded:
        sent = lately.get((recipient, channel), 0)
        if waiting + sent <= above:
            continue
        rows = session.scalars(
            select(MessageRow)
            .where(*ready, MessageRow.recipient == recipient, MessageRow.channel == channel)
            .order_by(MessageRow.created_at, MessageRow.id)
            .options(selectinload(MessageRow.deliveries).selectinload(DeliveryRow.change))
            .with_for_update(skip_locked=True)
        ).all()
        fit = [row for row in rows if {delivery.change.kind for delivery in row.deliveries} <= _NEW]
        if len(fit) > 1 and len(fit) + sent > above:
            _make_one(session, fit, now)
            made += 1
    return made


def _sent_since(session: Session, since: datetime) -> dict[tuple[str, str], int]:
    """How many messages each got, digests apart."""
    rows = session.execute(
        select(MessageRow.recipient, MessageRow.channel, func.count())
        .where(MessageRow.sent_at > since)
        .where(MessageRow.id.not_in(select(DigestRow.message_id)))
        .group_by(MessageRow.recipient, MessageRow.channel)
    )
    return {(recipient, channel): count for recipient, channel, count in rows}


def is_roll_up(row: MessageRow) -> bool:
    """Whether a message is what others were rolled into."""
    return row.rolled_into == row.id


def _make_one(session: Session, rows: Sequence[MessageRow], now: datetime) -> None:
    ids = [row.id for row in rows]
    name = hashlib.sha256("\x1f".join(["roll-up", *sorted(ids)]).encode()).hexdigest()[:32]
    first = rows[0]
    session.add(
        MessageRow(
            id=name,
            recipient=first.recipient,
            channel=first.channel,
            created_at=now,
            due_at=now,
            state="owed",
            attempts=0,
            rolled_into=name,
        )
    )
    session.flush()
    session.execute(update(DeliveryRow).where(DeliveryRow.message_id.in_(ids)).values(message_id=name))
    session.execute(
        update(MessageRow).where(MessageRow.id.in_(ids)).values(state="rolled", due_at=None, rolled_into=name)
    )
    session.expire_all()
