"""Sending what is owed: from rows, under a lease, one message at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alerts.channels import Wire
from flows.batches import batched
from flows.shop import Shop
from flows.steps.counts import DeliverCount
from flows.steps.digesting import begin_digests
from flows.steps.sender import TOGETHER, Sender
from flows.steps.sweeping import seldom_swept
from storage import rolling, sending
from storage.sending import Held


def owed(shop: Shop, now: datetime, limit: int) -> list[Held]:
    """Claim messages that are due, bursts rolled up; another sender gets none of these until the lease lapses."""
    begin_digests(shop, now)
    with shop.database.write() as session:
        rolling.roll_up(session, now, shop.settings.roll_up_above)
        return sending.claim_due(session, now, limit)


def deliver(shop: Shop, held: Iterable[Held], now: datetime) -> DeliverCount:
    """Send each claimed message and put down what came of it; one that fails never stops the others.

    `now` is when the batch begins. Leases are renewed message by message, so that a slow server costs nobody else's.
    """
    from alerts.channels.mail_lines import MailLines

    with MailLines() as lines, seldom_swept():
        sender = Sender(shop, now, Wire(shop.poster, now, lines=lines))
        try:
            for some in batched(held, TOGETHER):
                sender.send_all(some)
            sender.send_late_ones()
        finally:
            sender.settle()
    return sender.total
