"""From owed to sent: claimed under a lease, begun, and put down with what came of it.

A message is begun in the transaction before it goes out and put down in the one after: whatever dies in between leaves
one message in flight, and that one is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast
from uuid import uuid4

from sqlalchemy import Connection, Select, Table, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.prepared import Prepared
from storage.tables import ChangeRow, DeliveryRow, MessageRow

LEASE = timedelta(minutes=5)
# Two minutes, four, eight … up to six hours apart, each a fifth more or less, for two days from the first try on.
FIRST_WAIT, LONGEST_WAIT, TRIED_FOR = timedelta(minutes=2), timedelta(hours=6), timedelta(days=2)
# What a rule of the other side bars waits for somebody to see to it.
BARRED_WAIT = timedelta(hours=1)
_JITTER = 0.2

_TABLE = cast(Table, MessageRow.__table__)
_HELD = (_TABLE.c.id == bindparam("name"), _TABLE.c.state == "owed", _TABLE.c.lease == bindparam("holder"))
_BEGUN = {
    "leased_until": bindparam("until"),
    "sending_at": bindparam("at"),
    "offered_at": func.coalesce(_TABLE.c.offered_at, bindparam("at")),
}
_BEGIN = Prepared(update(_TABLE).where(*_HELD).values(_BEGUN))
_BEGIN_IF_FREE = Prepared(
    update(_TABLE)
    .where(_TABLE.c.id == select(_TABLE.c.id).where(*_HELD).with_for_update(skip_locked=True).scalar_subquery())
    .values(_BEGUN)
)
_SENT = Prepared(
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("name"))
    .values(
        state="sent",
        sent_at=bindparam("at"),
        leased_until=None,
        sending_at=None,
        due_at=None,
        headline=bindparam("said_above"),
        detail=bindparam("said_back"),
        receipt=bindparam("known_as"),
        attempts=_TABLE.c.attempts + 1,
    )
)

# Not sent, and not tried any more unless a person asks for it.
PUT_ASIDE = ("refused", "barred", "failed")
Failure = Literal["later", "barred", "refused"]


@dataclass(frozen=True, slots=True)
class Held:
    """A message under a lease, and the lease by which its holder is known."""

    message_id: str
    lease: str


@dataclass(frozen=True, slots=True)
class Swept:
    """Messages whose sender died: so many were `waiting`, so many in `flight` and may have arrived."""

    waiting: int
    flight: int


def claim_due(session: Session, now: datetime, limit: int) -> list[Held]:
    """Lease up to `limit` messages that are owed and due, each only when all before it of its event have left.

    So what one recipient hears of an event keeps its order, whatever fails and is tried again.
    """
    sweep(session, now)
    lease = uuid4().hex
    names = session.scalars(_due(now).limit(limit).with_for_update(skip_locked=True, of=MessageRow)).all()
    taken = update(MessageRow).where(MessageRow.id.in_(names)).values(leased_until=now + LEASE, lease=lease)
    session.execute(taken)
    return [Held(name, lease) for name in names]


def sweep(session: Session, now: datetime) -> Swept:
    """Take messages from senders that died. One that was in flight counts as tried: it goes out again, as the same."""
    dead = (MessageRow.state == "owed", MessageRow.leased_until.is_not(None), MessageRow.leased_until < now)
    free: dict[str, Any] = {"lease": None, "leased_until": None}
    flight = session.execute(
        update(MessageRow)
        .where(*dead, MessageRow.sending_at.is_not(None))
        .values(**free, sending_at=None, attempts=MessageRow.attempts + 1, detail="its sender died while sending it")
    )
    waiting = session.execute(update(MessageRow).where(*dead, MessageRow.sending_at.is_(None)).values(**free))
    return Swept(_touched(waiting), _touched(flight))


def begin(on: Connection | Session, held: Held, now: datetime, *, patient: bool = True) -> bool:
    """Put down that a message goes out now; False when it was sent, or another sender took it over.

    Whoever holds other messages is not `patient`, and gets False too where somebody changes just now what this one
    tells: he may want those, and two would wait for each other.
    """
    told = {"name": held.message_id, "holder": held.lease, "at": now, "until": now + LEASE}
    return (_BEGIN if patient else _BEGIN_IF_FREE).run(_connection(on), told) == 1


def sent(
    on: Connection | Session, message_id: str, headline: str | None, detail: str | None, now: datetime,
    receipt: str | None = None,
) -> None:  # fmt: skip
    """Put down that the receiving server took it."""
    about = {"said_above": headline, "said_back": detail, "known_as": receipt}
    _SENT.run(_connection(on), {"name": message_id, "at": now, **about})


def failed(
    session: Session, message_id: str, headline: str | None, detail: str, now: datetime, kind: Failure = "later",
    after: timedelta | None = None, lease: str | None = None,
) -> None:  # fmt: skip
    """Put down that it was not taken, and when to try again.

    `refused` is final; `later` and `barred` are tried for two days, and then put aside as `failed` and `barred`. Of a
    message that is settled meanwhile, or that another took over from the holder of `lease`, nothing is put down.
    """
    row = session.get_one(MessageRow, message_id, populate_existing=True)
    if row.state != "owed" or lease not in (None, row.lease):
        return
    row.attempts += 1
    row.offered_at = row.offered_at or now
    row.headline, row.detail = headline, detail
    _let_go(row)
    if kind == "refused" or _given_up(row, now):
        row.state, row.due_at = "failed" if kind == "later" else kind, None
        return
    wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 20), LONGEST_WAIT) * _jitter(row)
    row.due_at = now + max(wait, after or timedelta(), BARRED_WAIT if kind == "barred" else timedelta())


def put_off(session: Session, held: Held, until: datetime, why: str, now: datetime) -> None:
    """Put a message that was not offered back until its server may be; no try, but two days end that all the same.

    Some seconds more or less keep what waits for one server from coming all at once.
    """
    row = session.get_one(MessageRow, held.message_id, populate_existing=True)
    if row.state != "owed" or row.lease != held.lease:
        return
    row.offered_at, row.detail = row.offered_at or now, why
    _let_go(row)
    if _given_up(row, now):
        row.state, row.due_at = "failed", None
        return
    row.due_at = until + timedelta(minutes=1) * (_jitter(row) - 1 + _JITTER)


def keep_still(session: Session, held: Held, until: datetime) -> None:
    """Put a message back until its reader's quiet is over. That counts neither as a try nor towards the two days, and
    keeps nothing back that breaks the quiet."""
    row = session.get_one(MessageRow, held.message_id, populate_existing=True)
    if row.state != "owed" or row.lease != held.lease:
        return
    row.offered_at, row.due_at, row.detail = None, until, f"quiet until {until:%H:%M} UTC"
    _let_go(row)


def retry(session: Session, message_ids: Sequence[str], now: datetime) -> int:
    """Owe anew what was put aside; says how many were."""
    found = session.scalars(
        select(MessageRow).where(MessageRow.id.in_(message_ids), MessageRow.state.in_(PUT_ASIDE))
    ).all()
    for row in found:
        row.state, row.due_at, row.offered_at = "owed", now, None
    return len(found)


def _due(now: datetime) -> Select[tuple[str]]:
    """The ids of those that are owed, due, free, and with nothing of the same event before it."""
    mine, change, before, theirs = (
        aliased(DeliveryRow), aliased(ChangeRow), aliased(ChangeRow), aliased(DeliveryRow)
    )  # fmt: skip
    earlier = aliased(MessageRow)
    first, theirs_first = aliased(DeliveryRow), aliased(DeliveryRow)
    # Which came first is told by the first delivery of each: one order for all, so that no two wait for each other.
    place = select(func.min(first.id)).where(first.message_id == MessageRow.id).correlate(MessageRow).scalar_subquery()
    their_place = (
        select(func.min(theirs_first.id))
        .where(theirs_first.message_id == earlier.id)
        .correlate(earlier)
        .scalar_subquery()
    )
    blocked = exists(
        select(earlier.id)
        .select_from(mine)
        .join(change, change.id == mine.change_id)
        .join(before, before.event_id == change.event_id)
        .join(
            theirs,
            and_(
                theirs.change_id == before.id,
                theirs.recipient == MessageRow.recipient,
                theirs.channel == MessageRow.channel,
            ),
        )
        .join(earlier, earlier.id == theirs.message_id)
        .where(
            mine.message_id == MessageRow.id,
            earlier.state == "owed",
            # What nobody tried yet, for it is not its time, keeps nothing back: a digest may wait for days.
            or_(earlier.offered_at.is_not(None), earlier.due_at.is_(None), earlier.due_at <= now),
            earlier.id != MessageRow.id,
            their_place < place,
        )
        .correlate(MessageRow)
    )
    return (
        select(MessageRow.id)
        .where(
            MessageRow.state == "owed",
            MessageRow.lease.is_(None),
            or_(MessageRow.due_at.is_(None), MessageRow.due_at <= now),
            ~blocked,
        )
        .order_by(MessageRow.created_at, MessageRow.id)
    )


def _let_go(row: MessageRow) -> None:
    row.lease = row.leased_until = row.sending_at = None


def _given_up(row: MessageRow, now: datetime) -> bool:
    return row.offered_at is not None and now - row.offered_at >= TRIED_FOR


def _jitter(row: MessageRow) -> float:
    """From 0.8 to 1.2, by the message and the try: chance that comes out the same in every replay."""
    number = int.from_bytes(hashlib.sha256(f"{row.id} {row.attempts}".encode()).digest()[:4], "big")
    return 1 - _JITTER + 2 * _JITTER * number / 2**32


def _connection(on: Connection | Session) -> Connection:
    return on if isinstance(on, Connection) else on.connection()


def _touched(result: Any) -> int:
    return int(result.rowcount)
