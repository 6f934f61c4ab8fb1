"""One sender with a batch of messages: one at a time, each to its server at its pace."""

from __future__ import annotations

import logging
import time
import traceback
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from alerts.channels import Endpoint, Wire, endpoint_of, say_ahead, send
from alerts.channels.discretion import secrets_in, without
from alerts.digest import Digest
from alerts.model import Barred, Outcome, Refused, Retry, Sent
from alerts.noticing import Dismissed, Known, Prepared, Writer
from alerts.placeholders import Missing, fill
from alerts.quiet_hours import QuietHours
from flows.shop import Shop
from flows.steps.counts import DeliverCount
from storage import endpoints, sending, withholding
from storage.sending import Held
from storage.tables import MessageRow

log = logging.getLogger(__name__)

# So many are put into words together: few enough that nothing they tell grows old before it is sent.
TOGETHER = 100
# How long a message may wait in turn for its server's pace before it is put back.
_PATIENCE = timedelta(seconds=60)
# How long what is known of an event or a server is taken for granted.
_TRUSTED = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A message that can go out: in words, its address filled in, and the server that it goes to."""

    held: Held
    prepared: Prepared
    address: str
    endpoint: Endpoint


@dataclass(frozen=True, slots=True)
class _Ended:
    """A message that is not in flight any more, to be put down; `endpoint` is the server that had it.

    Without an outcome it is withheld: nothing of it is to be told any more.
    """

    held: Held
    headline: str | None
    outcome: Outcome | None
    endpoint: str | None = None


class Sender:
    """One batch on its way. What came of a message is put down as the next is begun, in one transaction.

    While that holds one message or server it waits for no other, which somebody else may hold who wants this one.
    """

    def __init__(self, shop: Shop, now: datetime, wire: Wire) -> None:
        self.total = DeliverCount()
        self._shop, self._wire, self._clock = shop, wire, _running_from(now)
        self._known, self._known_at = Known(), now
        self._quiet = QuietHours(shop.subscriptions)
        self._ended: _Ended | None = None
        # When each server was last found open, and which of them took something since.
        self._open_at: dict[str, datetime] = {}
        self._well: set[str] = set()
        # What waits for the pace of its server, and when that has a turn again.
        self._late: dict[str, deque[_Parcel]] = defaultdict(deque)
        self._turn_at: dict[str, datetime] = {}

    def send_all(self, held: Sequence[Held]) -> None:
        """Send these, one after the other; what has to wait for its server's pace is left for later."""
        self.settle()
        for parcel in self._parcels(held):
            if self._late[parcel.endpoint.name]:
                self._late[parcel.endpoint.name].append(parcel)
            else:
                self._offer(parcel)

    def send_late_ones(self) -> None:
        """Send what had to wait, each in its turn; what would wait too long is put back."""
        until = self._clock() + _PATIENCE
        while waiting := [name for name, parcels in self._late.items() if parcels]:
            name = min(waiting, key=self._turn_at.__getitem__)
            if self._turn_at[name] > until:
                break
            pause = (self._turn_at[name] - self._clock()).total_seconds()
            if pause > 0:
                self.settle()
                time.sleep(pause)
            self._offer(self._late[name].popleft())
        for parcel in [parcel for parcels in self._late.values() for parcel in parcels]:
            self._put_off(parcel, self._clock(), f"{parcel.endpoint.name} is sent to at its own pace")

    def settle(self) -> None:
        """Put down what came of the last message."""
        if self._ended is not None:
            with self._transaction():
                pass

    def _parcels(self, held: Sequence[Held]) -> Iterable[_Parcel]:
        """Those that can go out, in words; of the others what is wrong is put down."""
        now = self._clock()
        if now - self._known_at > _TRUSTED:
            self._known, self._known_at = Known(), now
        with self._shop.database.read() as session:
            writer = self._shop.writer(session, self._known)
            rows = writer.load([one.message_id for one in held])
            made = [(one, self._parcel(writer, rows, one)) for one in held]
        for one, parcel in made:
            if isinstance(parcel, _Parcel):
                yield parcel
            elif self._begun(one):
                self._ended = parcel

    def _parcel(self, writer: Writer, rows: Mapping[str, MessageRow], held: Held) -> _Parcel | _Ended:
        try:
            row = rows[held.message_id]
            prepared = writer.prepare(row)
        except Dismissed:
            return _Ended(held, None, None)
        except Exception as fault:
            # A fault of ours in one message must not stop the others; it is owed still.
            log.exception("message %s can't be put into words", held.message_id)
            return _Ended(held, None, Retry(f"a fault of ours: {type(fault).__name__}"))
        subject = prepared.rendered.subject
        channel = self._shop.address_of(prepared.recipient, prepared.channel)
        if channel is None:
            why = "its channel is not in the subscriptions now; watchkeeper doctor says what is wrong"
            return _Ended(held, subject, Retry(why))
        address = fill(channel, self._shop.secrets)
        if isinstance(address, Missing):
            return _Ended(held, subject, Retry(str(address)))
        return _Parcel(held, prepared, address, endpoint_of(address, prepared.channel))

    def _offer(self, parcel: _Parcel) -> None:
        """Send one, unless its reader wants quiet, or its server is to be left alone or is sent to at its pace."""
        endpoint, now = parcel.endpoint.name, self._clock()
        if (over := self._quiet_over(parcel.prepared, now)) > now:
            with self._transaction() as (_, session):
                sending.keep_still(session, parcel.held, over)
            self.total += DeliverCount(later=1)
            return
        if self._ended is not None and self._ended.endpoint not in (None, endpoint):
            # Two senders that each hold the server that the other wants would wait for each other.
            self.settle()
        alone = self._ended is None
        if parcel.endpoint.rate is None:
            say_ahead(parcel.address, self._wire)
        begun, wait = False, timedelta()
        with self._transaction() as (connection, session):
            until = self._closed_until(session, endpoint, now)
            if until is None and (rate := parcel.endpoint.rate):
                wait = endpoints.take_turn(session, endpoint, now, rate.every, rate.burst)
            if until is None and not wait and (begun := sending.begin(connection, parcel.held, now, patient=alone)):
                _set_apart(session, parcel.held.message_id, parcel.prepared.left_out)
        if until is not None:
            self._put_off(parcel, until, f"{endpoint} is left alone until {until:%H:%M} UTC")
        elif wait:
            self._turn_at[endpoint] = now + wait
            self._late[endpoint].appendleft(parcel)
        elif begun:
            self._ended = _Ended(parcel.held, parcel.prepared.rendered.subject, self._sent(parcel), endpoint)
        elif not alone:
            self._offer(parcel)

    def _quiet_over(self, prepared: Prepared, now: datetime) -> datetime:
        """When it may go out: a retry may fall into quiet hours. A digest has a time of its own."""
        if isinstance(prepared.notice, Digest):
            return now
        return self._quiet.over_at(prepared.channel, prepared.notice.changes, now)

    def _put_off(self, parcel: _Parcel, until: datetime, why: str) -> None:
        self.settle()
        with self._transaction() as (_, session):
            sending.put_off(session, parcel.held, until, why, self._clock())
        self.total += DeliverCount(later=1)

    def _sent(self, parcel: _Parcel) -> Outcome:
        prepared, wire = parcel.prepared, replace(self._wire, now=self._clock())
        try:
            notice = prepared.notice
            return send(
                parcel.address, prepared.rendered, notice.id, notice.replies_to, wire, prepared.unsubscribe,
                prepared.thread,
            )  # fmt: skip
        except Exception as fault:
            # What a fault says may hold the address, so it is told without it.
            told = without(traceback.format_exc(), secrets_in(parcel.address))
            log.error("message %s can't be sent\n%s", parcel.held.message_id, told)
            return Retry(f"a fault of ours: {type(fault).__name__}")

    def _begun(self, held: Held) -> bool:
        self.settle()
        with self._transaction() as (connection, _):
            return sending.begin(connection, held, self._clock())

    def _closed_until(self, session: Session, endpoint: str, now: datetime) -> datetime | None:
        """Until when a server is left alone; one that was open a moment ago is not looked up anew."""
        known = self._open_at.get(endpoint)
        if known is not None and now - known < _TRUSTED:
            return None
        until = endpoints.closed_until(session, endpoint, now)
        if until is None:
            self._open_at[endpoint] = now
        return until

    @contextmanager
    def _transaction(self) -> Iterator[tuple[Connection, Session]]:
        """A transaction that first puts down what came of the last message."""
        ended = self._ended
        with self._shop.database.write_plainly() as (connection, session):
            came = self._put_down(connection, session, ended, self._clock()) if ended else DeliverCount()
            yield connection, session
        self._ended = None
        self.total += came

    def _put_down(self, connection: Connection, session: Session, ended: _Ended, now: datetime) -> DeliverCount:
        name, headline, lease = ended.held.message_id, ended.headline, ended.held.lease
        match ended.outcome:
            case None:
                withholding.withhold(session, name)
                return DeliverCount()
            case Sent(detail, receipt):
                sending.sent(connection, name, headline, detail, now, receipt)
                self._note_success(session, ended.endpoint)
                return DeliverCount(sent=1)
            case Retry(detail, after, of_endpoint):
                wait = timedelta(seconds=after) if after else None
                sending.failed(session, name, headline, detail, now, after=wait, lease=lease)
                if of_endpoint:
                    self._note_failure(session, ended.endpoint, detail, now, wait)
                return DeliverCount(later=1)
            case Barred(detail):
                sending.failed(session, name, headline, detail, now, "barred", lease=lease)
                return DeliverCount(later=1)
            case Refused(detail):
                sending.failed(session, name, headline, detail, now, "refused", lease=lease)
                return DeliverCount(refused=1)

    def _note_success(self, session: Session, endpoint: str | None) -> None:
        if endpoint and endpoint not in self._well:
            endpoints.worked(session, endpoint)
            self._well.add(endpoint)

    def _note_failure(
        self, session: Session, endpoint: str | None, detail: str, now: datetime, wait: timedelta | None
    ) -> None:
        if endpoint:
            endpoints.failed(session, endpoint, detail, now, wait)
            self._well.discard(endpoint)
            self._open_at.pop(endpoint, None)


def _set_apart(session: Session, message_id: str, left_out: Collection[int]) -> None:
    """Keep what a message leaves out in a message of its own: whatever undoes the reason for that lets it go."""
    if left_out:
        for delivery in list(session.get_one(MessageRow, message_id).deliveries):
            if delivery.id in left_out:
                withholding.set_apart(session, delivery)


def _running_from(now: datetime) -> Callable[[], datetime]:
    begun = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - begun)
