"""Unsubscribing: what a signed address stands for, and ending all messages to whom it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from alerts.channels import channel_id, reached
from alerts.desk import message_of
from flows.shop import Shop
from storage import subscribing, suppressions
from storage.suppressions import GONE, key_of
from storage.tables import MessageRow


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a message went to: `recipient` by a `channel`. `gone` when they have unsubscribed."""

    recipient: str
    channel: str
    gone: bool = False


def reader_of(shop: Shop, signed: str) -> Reader | None:
    """The reader of the message that a signed name stands for; None where the name is not one of ours."""
    message_id = message_of(signed, shop.desk.key) if shop.desk.key else None
    if message_id is None:
        return None
    with shop.database.read() as session:
        row = session.get(MessageRow, message_id)
        if row is None:
            return None
        if not row.recipient.startswith(GONE):
            return Reader(row.recipient, row.channel)
        # Who came back is no more known by the message's own rows, but by what is in force.
        back = None if suppressions.stands(session, row.recipient) else _recipient_by(shop, row.channel)
        return Reader(back or row.recipient, row.channel, gone=back is None)


def _recipient_by(shop: Shop, channel: str) -> str | None:
    """Whom a channel reaches by the subscriptions of now."""
    found = (rule for rule in shop.subscriptions if channel in map(channel_id, rule.channels))
    return next((rule.recipient for rule in found), None)


def unsubscribe(shop: Shop, signed: str, now: datetime) -> Reader | None:
    """End all messages to the reader of a message; None where the name is not one of ours. Again it changes nothing.

    What is kept is a hash of the address, so that no list brings it back; a subscription of the database that reached
    nobody else ends, and its address is forgotten.
    """
    reader = reader_of(shop, signed)
    if reader is None or reader.gone:
        return reader
    address = shop.channels.get(reader.channel)
    with shop.database.write() as session:
        # An address that left the subscriptions since is known by its channel alone.
        key = key_of(reached(address) if address else reader.channel)
        suppressions.suppress(session, key, now)
        suppressions.stop_owed(session, reader.recipient, reader.channel)
        suppressions.forget(session, reader.recipient, reader.channel, key)
        _end_rules(session, shop, reader, now)
    return Reader(reader.recipient, reader.channel, gone=True)


def resume(shop: Shop, address: str) -> bool:
    """Let messages go to an address again, as its owner asked; False when nothing was against it."""
    with shop.database.write() as session:
        return suppressions.lift(session, key_of(address))


def _end_rules(session: Session, shop: Shop, reader: Reader, now: datetime) -> None:
    """Retire subscriptions of the database that were to this address alone."""
    for rule in shop.subscriptions:
        theirs = rule.recipient == reader.recipient and {channel_id(one) for one in rule.channels} <= {reader.channel}
        if rule.origin == subscribing.DATABASE and theirs:
            subscribing.retire(session, [rule.id], now, forget=True)
