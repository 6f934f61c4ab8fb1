"""Owed deliveries and the messages they ride in. `storage.sending` takes them from there."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from storage import decisions
from storage.prepared import Prepared
from storage.suppressions import GONE
from storage.tables import ChangeRow, DeliveryRow, EventRow, MessageRow

# Fewer than the parameters that a statement may have.
_AT_ONCE = 5_000
_MESSAGES, _DELIVERIES = cast(Table, MessageRow.__table__), cast(Table, DeliveryRow.__table__)
_OWE = Prepared(
    insert(_DELIVERIES).values(
        {name: bindparam(name) for name in ("change_id", "recipient", "channel", "reasons", "message_id")}
    )
)
_MAKE = Prepared(
    insert(_MESSAGES).values(
        {name: bindparam(name) for name in ("id", "recipient", "channel", "created_at", "due_at", "state", "attempts")}
    )
)


@dataclass(frozen=True, slots=True)
class Owing:
    """One change that one recipient is owed by one channel, and why."""

    change_id: int
    recipient: str
    channel: str
    reasons: tuple[str, ...]
    # Changes with the same grouping ride in one message.
    grouping: str
    # Until then the message waits, for the official page or for quiet hours to end; None: for nothing.
    held_until: datetime | None = None
    # It rides in the message that tells the recipient of this event, where that waits still.
    beside: str | None = None


def owe(session: Session, owing: Owing, now: datetime) -> bool:
    """Put down that a change is owed; False when it was owed, or sent, before."""
    return owe_all(session, [owing], now) == 1


def owe_all(session: Session, owings: Sequence[Owing], now: datetime) -> int:
    """Put down all that is owed in a few statements, however many they are; says how many were not owed before."""
    known = set(
        session.execute(
            select(DeliveryRow.change_id, DeliveryRow.recipient, DeliveryRow.channel).where(
                DeliveryRow.change_id.in_({owing.change_id for owing in owings})
            )
        ).tuples()
    )
    fresh = {_key(owing): owing for owing in owings if _key(owing) not in known}
    if not fresh:
        return 0
    homes = _homes(session, list(fresh.values()), now)
    rows = [
        {
            "change_id": owing.change_id,
            "recipient": owing.recipient,
            "channel": owing.channel,
            "reasons": owing.reasons,
            "message_id": homes[key],
        }
        for key, owing in fresh.items()
    ]
    # Past the mapper, which takes longer over many rows than the database does.
    _OWE.run_many(session.connection(), rows)
    return len(rows)


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
    """Everyone, with the channel, who got something of this event, or is about to."""
    rows = session.execute(
        select(DeliveryRow.recipient, DeliveryRow.channel)
        .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
        .join(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .where(MessageRow.state.in_(("sent", "owed")))
        .where(ChangeRow.event_id.in_(_all_of(session, event_id)), DeliveryRow.recipient.not_like(f"{GONE}%"))
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


def _key(owing: Owing) -> tuple[int, str, str]:
    return owing.change_id, owing.recipient, owing.channel


def _homes(session: Session, owings: Sequence[Owing], now: datetime) -> dict[tuple[int, str, str], str]:
    """The message that each rides in, made where there is none.

    Where the one that it would have ridden in has left, or is leaving, it gets one of its own.
    """
    names = {_key(owing): _name(owing, "") for owing in owings}
    there = _states(session, set(names.values()))
    for owing in owings:
        if owing.beside is not None and (beside := _waiting_on(session, owing, owing.beside)) is not None:
            names[_key(owing)], there[beside] = beside, True
    left = [owing for owing in owings if there.get(names[_key(owing)]) is False]
    names |= {_key(owing): _name(owing, str(owing.change_id)) for owing in left}
    there |= _states(session, {names[_key(owing)] for owing in left})
    made = {
        names[_key(owing)]: {
            "id": names[_key(owing)],
            "recipient": owing.recipient,
            "channel": owing.channel,
            "created_at": now,
            "due_at": owing.held_until or now,
            "state": "owed",
            "attempts": 0,
        }
        for owing in owings
        if names[_key(owing)] not in there
    }
    joined = [owing for owing in owings if names[_key(owing)] in there]
    _hasten(session, {names[_key(owing)]: owing.held_until or now for owing in joined})
    if made:
        _MAKE.run_many(session.connection(), list(made.values()))
    return names


def _states(session: Session, names: Collection[str]) -> dict[str, bool]:
    """Those messages that are there, and whether they wait still; held until the commit, so that no sender takes one
    without what is to ride in it."""
    found: dict[str, bool] = {}
    wanted = iter(sorted(names))
    while some := list(islice(wanted, _AT_ONCE)):
        rows = session.execute(
            select(MessageRow.id, MessageRow.state, MessageRow.lease)
            .where(MessageRow.id.in_(some))
            .order_by(MessageRow.id)
            .with_for_update()
        )
        found |= {name: state == "owed" and lease is None for name, state, lease in rows}
    return found


def _hasten(session: Session, due: Mapping[str, datetime]) -> None:
    """Send messages sooner for what joins them and can't wait for as long as the rest of them could."""
    for moment in set(due.values()):
        names = iter([name for name, wanted in due.items() if wanted == moment])
        while some := list(islice(names, _AT_ONCE)):
            later = (MessageRow.id.in_(some), MessageRow.attempts == 0, MessageRow.due_at > moment)
            session.execute(update(MessageRow).where(*later).values(due_at=moment))


def _waiting_on(session: Session, owing: Owing, event_id: str) -> str | None:
    """The message that is to tell the recipient of an event, by its id."""
    return session.scalar(
        select(MessageRow.id)
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
