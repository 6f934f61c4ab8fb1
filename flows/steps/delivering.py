"""Sending what is owed: from rows, under a lease, one message at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from alerts import briefing
from alerts.channels import Wire, send
from alerts.model import Notice, Outcome, Refused, Rendered, Retry, Sent
from alerts.placeholders import Missing, fill
from alerts.render import render
from flows.shop import Shop
from flows.steps.counts import DeliverCount
from storage import decisions, messages, withholding
from storage.messages import Held
from storage.tables import DeliveryRow, MessageRow

log = logging.getLogger(__name__)


class Dismissed(Exception):
    """All that a message tells of was dismissed by a person, taken back before anybody was told, or told before."""


def owed(shop: Shop, now: datetime, limit: int) -> list[Held]:
    """Claim messages that are due; another sender gets none of these until the lease lapses."""
    with shop.database.write() as session:
        return messages.claim_due(session, now, limit)


def deliver(shop: Shop, held: Iterable[Held], now: datetime) -> DeliverCount:
    """Send each claimed message and put down what came of it; one that fails never stops the others.

    `now` is when the batch begins. Leases are renewed message by message, so that a slow server costs nobody else's.
    """
    clock = _running_from(now)
    total = DeliverCount()
    for one in held:
        total += _deliver_one(shop, one, clock)
    return total


def notice_of(session: Session, shop: Shop, message: MessageRow) -> Notice:
    """The message as a notice: its changes in the order in which they came about, and why the recipient gets it.

    What a person dismissed since or made one with what was told, or nothing supports any more, is left out; raises
    Dismissed when that is all of it.
    """
    owed = [delivery for delivery in message.deliveries if _is_to_be_told(session, delivery)]
    if not owed:
        raise Dismissed
    views = tuple(briefing.view(session, delivery.change, shop.gazetteer) for delivery in owed)
    reasons = tuple(dict.fromkeys(reason for delivery in owed for reason in delivery.reasons))
    first = views[0]
    original = None
    if first.kind in ("corrected", "retracted"):
        original = messages.original_of(session, first.event_id, message.recipient, message.channel, message.id)
    return Notice(message.id, message.recipient, views, reasons, message.created_at, original)


def _is_to_be_told(session: Session, delivery: DeliveryRow) -> bool:
    standing = decisions.standing(session, delivery.change.event)
    if standing.status == "dismissed" or withholding.stands_retracted(session, standing):
        return False
    return not withholding.tells_again(session, delivery)


def _set_apart(shop: Shop, message_id: str, told: Collection[int]) -> None:
    """Keep what a message leaves out in a message of its own: whatever undoes the reason for that lets it go."""
    with shop.database.write() as session:
        for delivery in list(session.get_one(MessageRow, message_id).deliveries):
            if delivery.change_id not in told:
                withholding.set_apart(session, delivery)


def _running_from(now: datetime) -> Callable[[], datetime]:
    begun = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - begun)


def _deliver_one(shop: Shop, held: Held, clock: Callable[[], datetime]) -> DeliverCount:
    with shop.database.write() as session:
        message = messages.renew(session, held, clock())
        if message is None:
            return DeliverCount()
    subject = None
    try:
        with shop.database.read() as session:
            message = session.get_one(MessageRow, held.message_id)
            address = shop.address_of(message.recipient, message.channel)
            notice = notice_of(session, shop, message)
            whole = len(notice.changes) == len(message.deliveries)
        if not whole:
            _set_apart(shop, held.message_id, {change.id for change in notice.changes})
        rendered = render(notice)
        subject = rendered.subject
        outcome = _send(shop, address, notice, rendered, clock())
    except Dismissed:
        with shop.database.write() as session:
            withholding.withhold(session, held.message_id)
        return DeliverCount()
    except Exception as fault:
        # A fault of ours in one message must not stop the others; it is owed still.
        log.exception("message %s can't be sent", held.message_id)
        outcome = Retry(f"a fault of ours: {type(fault).__name__}")
    with shop.database.write() as session:
        return _put_down(session, held.message_id, subject, outcome, clock())


def _send(shop: Shop, channel: str | None, notice: Notice, rendered: Rendered, now: datetime) -> Outcome:
    if channel is None:
        return Retry("its channel is not in the subscriptions now; watchkeeper doctor says what is wrong")
    address = fill(channel, shop.secrets)
    if isinstance(address, Missing):
        return Retry(str(address))
    return send(address, rendered, notice.id, notice.replies_to, Wire(shop.poster, now))


def _put_down(session: Session, message_id: str, headline: str | None, outcome: Outcome, now: datetime) -> DeliverCount:
    match outcome:
        case Sent(detail):
            messages.sent(session, message_id, headline, detail, now)
            return DeliverCount(sent=1)
        case Retry(detail, after):
            wait = timedelta(seconds=after) if after else None
            messages.failed(session, message_id, headline, detail, now, for_good=False, after=wait)
            return DeliverCount(later=1)
        case Refused(detail):
            messages.failed(session, message_id, headline, detail, now, for_good=True)
            return DeliverCount(refused=1)
