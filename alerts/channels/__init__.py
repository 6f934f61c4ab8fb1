"""Channels: the only place that sends, and the only one that knows Apprise.

`send` gives one message to one address and says what came of it. Apprise takes most of a second to load, so that is
left until something is sent or an address of its own is checked.
"""

from __future__ import annotations

from alerts.channels.address import (
    ForeignAddress,
    MailAddress,
    Unusable,
    channel_id,
    holds_secret,
    masked,
    reached,
    read_address,
)
from alerts.channels.discretion import discreet
from alerts.channels.endpoint import Endpoint, endpoint_of
from alerts.channels.wire import Answer, Envelope, Poster, Unreachable, Wire
from alerts.model import Outcome, Rendered

__all__ = [
    "Answer", "Endpoint", "Envelope", "Poster", "Unreachable", "Wire", "channel_id", "check_url",
    "endpoint_of", "holds_secret", "masked", "reached", "say_ahead", "send",
]  # fmt: skip


def send(
    url: str,
    rendered: Rendered,
    message_id: str,
    in_reply_to: str | None,
    wire: Wire,
    unsubscribe: str | None = None,
    thread: str | None = None,
) -> Outcome:
    """Send one message to one address, its secrets filled in.

    `message_id` is the notice's id: it makes the Message-ID or the idempotency key, so that a repeat can be told.
    `unsubscribe` is the address of a one-click page for the List-Unsubscribe header, `thread` how the
    other side names the message that this one replies to. Never raises for what the other side does, and no outcome
    repeats the address.
    """
    from alerts.channels.plugins import deliver

    return discreet(deliver(url, Envelope(rendered, message_id, in_reply_to, unsubscribe, thread), wire), url)


def say_ahead(url: str, wire: Wire) -> None:
    """Let a server whose connection is kept know that a message of ours comes next; it costs no time to do so."""
    address = read_address(url)
    if wire.lines is not None and isinstance(address, MailAddress):
        wire.lines.say_ahead(address)


def check_url(url: str) -> str | None:
    """What is wrong with an address and what to write instead, or None when it can be used."""
    address = read_address(url)
    if isinstance(address, Unusable):
        return address.remedy
    if isinstance(address, ForeignAddress):
        from alerts.channels.plugins import foreign_fault

        return foreign_fault(address)
    return None
