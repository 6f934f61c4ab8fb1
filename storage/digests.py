"""Digests as rows: each has its message from the start, so that what is owed in it commits with the event."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from storage.locks import lock
from storage.tables import ChangeRow, DeliveryRow, DigestRow, MessageRow

After = Callable[[datetime], datetime]
# Fewer than the parameters that a statement may have.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Turn:
    """One recipient's digest by one channel, at one place in the week; `after` gives the turn that follows a moment."""

    recipient: str
    channel: str
    round: str
    after: After

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return self.recipient, self.channel, self.round


def owe_all(session: Session, change_id: int, shares: Sequence[tuple[Turn, Sequence[str]]], now: datetime) -> int:
    """Put down that a change is owed in the next digest of each turn, and why; how many were not owed it before."""
    if not shares:
        return 0
    pairs = select(DeliveryRow.recipient, DeliveryRow.channel).where(DeliveryRow.change_id == change_id)
    known = set(session.execute(pairs).tuples())
    fresh = [(turn, reasons) for turn, reasons in shares if turn.key[:2] not in known]
    homes = _open(session, [turn for turn, _ in fresh], now)
    rows = [
        {
            "change_id": change_id,
            "recipient": turn.recipient,
            "channel": turn.channel,
            "reasons": list(reasons),
            "message_id": homes[turn.key],
        }
        for turn, reasons in fresh
    ]
    if rows:
        session.execute(insert(DeliveryRow), rows)
    return len(rows)


def latest(session: Session) -> dict[tuple[str, str, str], datetime]:
    """For each turn the end of its last digest, gone or still to go."""
    rows = session.execute(
        select(DigestRow.recipient, DigestRow.channel, DigestRow.round, func.max(DigestRow.until_at)).group_by(
            DigestRow.recipient, DigestRow.channel, DigestRow.round
        )
    )
    return {(recipient, channel, round_): until for recipient, channel, round_, until in rows}


def begin(session: Session, turn: Turn, from_at: datetime, until_at: datetime, now: datetime) -> None:
    """Make the digest of a turn that ends then, unless it is there; it is due when it ends."""
    _make(session, {_name(turn, until_at): (turn, from_at, until_at)}, now)


def extend(session: Session, turn: Turn, until_at: datetime, to: datetime) -> bool:
    """Let a digest that was due while nothing ran cover what it missed as well; False where it has gone out."""
    _hold(session)
    found = session.execute(
        select(DigestRow, MessageRow)
        .join(MessageRow, MessageRow.id == DigestRow.message_id)
        .where(DigestRow.recipient == turn.recipient, DigestRow.channel == turn.channel)
        .where(DigestRow.round == turn.round, DigestRow.until_at == until_at)
        .where(MessageRow.state == "owed", MessageRow.lease.is_(None), MessageRow.attempts == 0)
        .with_for_update(of=MessageRow)
    ).first()
    if found is None:
        return False
    found[0].until_at = to
    session.flush()
    return True


def of_message(session: Session, message_id: str) -> DigestRow | None:
    """The digest that a message is, or None for any other message."""
    return session.get(DigestRow, message_id)


def is_first(session: Session, digest: DigestRow) -> bool:
    """Whether the recipient never had one of this turn before."""
    before = select(DigestRow.message_id).where(
        DigestRow.recipient == digest.recipient,
        DigestRow.channel == digest.channel,
        DigestRow.round == digest.round,
        DigestRow.until_at < digest.until_at,
    )
    return session.scalar(before.limit(1)) is None


def sent_meanwhile(session: Session, digest: DigestRow) -> Sequence[MessageRow]:
    """What the recipient got at once by the same channel while a digest was gathering, in that order."""
    return session.scalars(
        select(MessageRow)
        .where(
            MessageRow.recipient == digest.recipient,
            MessageRow.channel == digest.channel,
            MessageRow.state == "sent",
            MessageRow.sent_at > digest.from_at,
            MessageRow.sent_at <= digest.until_at,
            MessageRow.id.not_in(select(DigestRow.message_id)),
        )
        .order_by(MessageRow.sent_at, MessageRow.id)
    ).all()


def kinds_in(session: Session, message_id: str) -> set[str]:
    """The kinds of the changes that a message told."""
    changes = select(ChangeRow.kind).join(DeliveryRow, DeliveryRow.change_id == ChangeRow.id)
    return set(session.scalars(changes.where(DeliveryRow.message_id == message_id)))


def _name(turn: Turn, until_at: datetime) -> str:
    """The id of the message, the same for whoever makes it."""
    return hashlib.sha256("\x1f".join((*turn.key, until_at.isoformat())).encode()).hexdigest()[:32]


def _open(session: Session, turns: Sequence[Turn], now: datetime) -> dict[tuple[str, str, str], str]:
    """The digests that what comes now goes into, made where there are none yet, as ids of their messages.

    One that a sender has taken already is closed: the one after it then.
    """
    if not turns:
        return {}
    ends = {turn.key: turn.after(now) for turn in turns}
    last = latest(session)
    names = {turn.key: _name(turn, ends[turn.key]) for turn in turns}
    wanted = {
        names[turn.key]: (turn, min(last.get(turn.key, now), ends[turn.key], now), ends[turn.key]) for turn in turns
    }
    closed = _make(session, wanted, now)
    late = [
        Turn(turn.recipient, turn.channel, turn.round, _after(turn, ends[turn.key]))
        for turn in turns
        if names[turn.key] in closed
    ]
    return names | _open(session, late, now)


def _after(turn: Turn, end: datetime) -> After:
    """Turns from that end on only."""
    return lambda moment: turn.after(max(moment, end))


def _make(session: Session, wanted: Mapping[str, tuple[Turn, datetime, datetime]], now: datetime) -> set[str]:
    """Make the digests that are not there; gives those that are there but closed. Open ones are held."""
    _hold(session)
    there = _states(session, list(wanted))
    missing = [name for name in wanted if name not in there]
    if missing:
        session.execute(insert(MessageRow), [_message(name, *wanted[name], now) for name in missing])
        session.execute(insert(DigestRow), [_digest(name, *wanted[name]) for name in missing])
    return {name for name, is_open in there.items() if not is_open}


def _hold(session: Session) -> None:
    """Hold all digests until the commit: change after change goes into one and another of them, and two workers who
    began the same, or held each a few, would wait for each other."""
    lock(session, "digests")


def _states(session: Session, names: Sequence[str]) -> dict[str, bool]:
    """The messages that are there, and whether they are open."""
    found: dict[str, bool] = {}
    for start in range(0, len(names), _AT_ONCE):
        rows = session.execute(
            select(MessageRow.id, MessageRow.state, MessageRow.lease)
            .where(MessageRow.id.in_(sorted(names)[start : start + _AT_ONCE]))
            .order_by(MessageRow.id)
            .with_for_update()
        )
        found |= {name: state == "owed" and lease is None for name, state, lease in rows}
    return found


def _message(name: str, turn: Turn, _: datetime, until_at: datetime, now: datetime) -> dict[str, Any]:
    return {
        "id": name, "recipient": turn.recipient, "channel": turn.channel, "created_at": now, "due_at": until_at,
        "state": "owed", "attempts": 0,
    }  # fmt: skip


def _digest(name: str, turn: Turn, from_at: datetime, until_at: datetime) -> dict[str, Any]:
    return {
        "message_id": name, "recipient": turn.recipient, "channel": turn.channel, "round": turn.round,
        "from_at": from_at, "until_at": until_at,
    }  # fmt: skip
