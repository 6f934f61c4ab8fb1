"""What is owed and not told after all: dismissed, taken back before anybody was told, or told under another name.

It is kept, and let go when what kept it back is undone.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.changes import puts_right
from parsers.fact_sheet import facts_from_dict
from storage import decisions
from storage.suppressions import GONE
from storage.tables import ChangeRow, DeliveryRow, DigestRow, EventRow, MessageRow

# What happens to an event once; what is put right or added may differ each time.
_ONCE = ("announced", "scheduled", "cancelled", "published", "issued", "lifted", "joined", "left", "reported")


def stands_retracted(session: Session, event: EventRow) -> bool:
    """Whether nothing supports an event any more, and readers are not told so."""
    return event.status == "retracted" and last_retraction(session, event.id) is None


def withhold(session: Session, message_id: str) -> None:
    """Put down that a message is not to be sent: all that it tells of was dismissed, taken back, or told before."""
    _withhold(session.get_one(MessageRow, message_id))


def set_apart(session: Session, delivery: DeliveryRow) -> None:
    """Withhold one delivery of a message of which the rest is sent."""
    name = hashlib.sha256(f"{delivery.message_id}|{delivery.id}".encode()).hexdigest()[:32]
    row = MessageRow(
        id=name, recipient=delivery.recipient, channel=delivery.channel, created_at=delivery.message.created_at,
        attempts=0,
    )  # fmt: skip
    _withhold(row)
    session.add(row)
    delivery.message = row
    session.flush()


def take_back(session: Session, change: ChangeRow) -> list[tuple[str, str]]:
    """Owe a change to nobody any more; gives those who heard of it, or are hearing, by recipient and channel."""
    rows = session.execute(
        select(DeliveryRow, MessageRow)
        .join(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .where(DeliveryRow.change_id == change.id)
        .order_by(MessageRow.id)
        .with_for_update(of=MessageRow)
        .execution_options(populate_existing=True)
    ).all()
    heard = []
    for delivery, message in rows:
        if message.state == "sent" or message.lease:
            heard.append((delivery.recipient, delivery.channel))
        elif message.state == "owed":
            message.deliveries.remove(delivery)
            session.delete(delivery)
            # A digest goes out though nothing is left in it.
            if not message.deliveries and session.get(DigestRow, message.id) is None:
                session.delete(message)
    if not heard:
        change.alerts, change.verdict = False, "undone before anybody was told"
    session.flush()
    return heard


def last_retraction(session: Session, event_id: str) -> ChangeRow | None:
    """The change by which readers heard last that an event is withdrawn."""
    return session.scalars(
        select(ChangeRow)
        .where(ChangeRow.event_id == event_id, ChangeRow.kind == "retracted", ChangeRow.alerts.is_(True))
        .order_by(ChangeRow.id.desc())
        .limit(1)
    ).first()


def told(session: Session, event_id: str, fingerprint: str) -> ChangeRow | None:
    """The change of an event that readers are told of, by its fingerprint."""
    known = select(ChangeRow).where(ChangeRow.event_id == event_id, ChangeRow.facts_hash == fingerprint)
    return session.scalars(known.where(ChangeRow.alerts.is_(True))).first()


def release(session: Session, event_id: str, now: datetime) -> bool:
    """Make messages that were withheld because of an event due again; False when there are none.

    What whoever unsubscribed would have got stays where it is.
    """
    about = (
        select(DeliveryRow.message_id)
        .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
        .where(ChangeRow.event_id.in_(decisions.made_part(session, session.get_one(EventRow, event_id))))
    )
    kept = (MessageRow.state == "withheld", MessageRow.recipient.not_like(f"{GONE}%"))
    rows = session.scalars(select(MessageRow).where(*kept, MessageRow.id.in_(about))).all()
    for row in rows:
        row.state, row.due_at, row.detail = "owed", now, None
    return bool(rows)


def tells_again(session: Session, delivery: DeliveryRow) -> bool:
    """Whether its recipient heard of the same change, or is about to, under the name of an event that is this one.

    Of two that both wait, the one of the event that stands is told, else the one that was owed first. What the event
    that stands says otherwise than the reader was told is no repetition.
    """
    change = delivery.change
    standing = decisions.standing(session, change.event)
    parts = decisions.made_part(session, standing)
    if change.kind not in _ONCE or len(parts) == 1:
        return False
    others = session.execute(
        select(ChangeRow, DeliveryRow.id, MessageRow.state)
        .join(DeliveryRow, DeliveryRow.change_id == ChangeRow.id)
        .join(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .where(
            ChangeRow.event_id.in_(parts),
            ChangeRow.event_id != change.event_id,
            ChangeRow.kind == change.kind,
            DeliveryRow.recipient == delivery.recipient,
            DeliveryRow.channel == delivery.channel,
            MessageRow.state.in_(("sent", "owed")),
        )
    ).all()
    place = (change.event_id != standing.id, delivery.id)
    for other, number, state in others:
        if state == "owed" and (other.event_id != standing.id, number) > place:
            continue
        if change.event_id != standing.id or not puts_right(
            facts_from_dict(other.facts), facts_from_dict(change.facts)
        ):
            return True
    return False


def _withhold(row: MessageRow) -> None:
    row.state, row.due_at, row.leased_until, row.lease, row.sending_at = "withheld", None, None, None, None
    row.detail = "what it tells of was dismissed, taken back, or told before"
