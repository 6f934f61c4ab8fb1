"""Our own Apprise plugins, and every other service through Apprise's: the only module that imports it.

Apprise answers with one boolean, gives every mail a Message-ID of its own and posts to webhooks itself. The plugins
here take the place of its mail and add Slack's webhook and the signed webhook; they know the envelope, and keep the
outcome.
"""

# Apprise is typed in part: its constructors are not, and the names of its schemes are declared as None.
# mypy: disable-error-code="no-untyped-call, assignment"

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from apprise import Apprise, NotifyBase, NotifyFormat
from apprise.manager_plugins import NotificationManager

from alerts.channels.address import (
    Address,
    ForeignAddress,
    HookAddress,
    MailAddress,
    SlackAddress,
    SlackBotAddress,
    Unusable,
    masked,
    read_address,
)
from alerts.channels.mail import deliver_mail
from alerts.channels.slack import deliver_slack
from alerts.channels.slack_bot import deliver_slack_bot
from alerts.channels.webhook import deliver_webhook
from alerts.channels.wire import Envelope, Wire
from alerts.model import Outcome, Refused, Rendered, Retry, Sent

# Its lines may hold a channel's address, tokens and all.
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
# Chat services read these as a call to everyone, a mention, or a link whose label may say anything.
_CALLS = re.compile(r"@(?=everyone|here|channel|all\b)", re.IGNORECASE)
_MENTIONS = re.compile(r"<(?=[@!#&:]|/?at\b)", re.IGNORECASE)
_LINKS = re.compile(r"\](?=\()")


# Where Apprise allows more than the service takes as a message: ntfy makes a file of what is longer.
_LONGEST_BYTES: Mapping[str, int] = {"ntfy": 4_096, "ntfys": 4_096}


class TypedPlugin(NotifyBase):
    """An Apprise plugin that is given an address and an envelope, and keeps a typed outcome."""

    request_rate_per_sec = 0
    address_type: ClassVar[type]
    deliver: ClassVar[Callable[[Any, Envelope, Wire], Outcome]]

    def __init__(self, address: Address, **more: Any) -> None:
        super().__init__(**more)
        self.address = address
        self.envelope: Envelope | None = None
        self.wire: Wire | None = None
        self.outcome: Outcome | None = None

    @classmethod
    def parse_url(cls, url: str, *_: Any, **__: Any) -> dict[str, Any] | None:
        """What Apprise hands to the constructor; None for an address that can't work."""
        address = read_address(url)
        return {"schema": _SCHEMA[cls], "address": address} if isinstance(address, cls.address_type) else None

    def send(self, *_: Any, **__: Any) -> bool:
        """Apprise's call: sends the envelope, of which body and title are only a part."""
        if self.envelope is None or self.wire is None:
            return False
        self.outcome = type(self).deliver(self.address, self.envelope, self.wire)
        return isinstance(self.outcome, Sent)

    def url(self, *_: Any, **__: Any) -> str:
        """No address is ever given back, for it holds secrets."""
        return f"{_SCHEMA[type(self)]}://"


class MailPlugin(TypedPlugin):
    """Mail, in place of Apprise's own."""

    service_name = "Watchkeeper mail"
    protocol = "mailto"
    secure_protocol = "mailtos"
    address_type = MailAddress
    deliver = deliver_mail


class SlackPlugin(TypedPlugin):
    """Slack's incoming webhook."""

    service_name = "Watchkeeper Slack"
    secure_protocol = "slackhook"
    address_type = SlackAddress
    deliver = deliver_slack


class SlackBotPlugin(TypedPlugin):
    """A bot of one's own in Slack."""

    service_name = "Watchkeeper Slack bot"
    secure_protocol = "slackbot"
    address_type = SlackBotAddress
    deliver = deliver_slack_bot


class WebhookPlugin(TypedPlugin):
    """The signed webhook."""

    service_name = "Watchkeeper webhook"
    protocol = "hook"
    secure_protocol = "hooks"
    address_type = HookAddress
    deliver = deliver_webhook


_SCHEMA: dict[type[TypedPlugin], str] = {
    MailPlugin: "mailtos",
    SlackPlugin: "slackhook",
    SlackBotPlugin: "slackbot",
    WebhookPlugin: "hooks",
}
_KNOWN = NotificationManager()
for _plugin in _SCHEMA:
    _KNOWN.add(_plugin, force=True)


def deliver(url: str, envelope: Envelope, wire: Wire) -> Outcome:
    """Send one message to one address."""
    address = read_address(url)
    if isinstance(address, Unusable):
        return Refused(f"the channel {masked(url)} does not work: {address.remedy}")
    if isinstance(address, ForeignAddress):
        return _by_apprise(address, envelope.rendered)
    plugin = next(ours for ours in _SCHEMA if isinstance(address, ours.address_type))(address)
    plugin.envelope, plugin.wire = envelope, wire
    plugin.notify(body=envelope.rendered.short, title=envelope.rendered.subject)
    return plugin.outcome or Retry("Apprise did not call the channel")


def foreign_fault(address: ForeignAddress) -> str | None:
    """What is wrong with an address for Apprise's own plugins, or None."""
    found = _foreign(address)
    return found if isinstance(found, str) else None


def _foreign(address: ForeignAddress) -> NotifyBase | str:
    """Apprise's own plugin for an address, or what is wrong with the address."""
    if address.scheme not in _KNOWN:
        return f"no service has the scheme {address.scheme}://; see Apprise's list of services for the form to write"
    return Apprise.instantiate(address.url) or (
        f"Apprise can't read this {address.scheme}:// address; see its page on that service for the form to write"
    )


def _by_apprise(address: ForeignAddress, rendered: Rendered) -> Outcome:
    """Best effort: Apprise tells success from failure and no more."""
    plugin = _foreign(address)
    if isinstance(plugin, str):
        return Refused(f"the channel {address.scheme}://… does not work: {plugin}")
    whole = f"{rendered.subject}\n\n{rendered.text}"
    longest = _LONGEST_BYTES.get(address.scheme, 4 * plugin.body_maxlen)
    fits = len(whole) <= plugin.body_maxlen and len(whole.encode()) <= longest
    service = Apprise()
    service.add(plugin)
    # Trying again is for the caller, who knows what was sent.
    plugin.retry = 0
    try:
        taken = service.notify(
            title=tame(rendered.subject),
            body=tame(rendered.text if fits else rendered.short),
            body_format=NotifyFormat.TEXT,
        )
    except Exception as error:
        # Whatever a plugin raises may hold its address, so only the kind of error is told.
        return Retry(f"Apprise's plugin for {address.scheme}:// failed with {type(error).__name__}", endpoint=True)
    if taken:
        return Sent(f"{address.scheme}:// took it")
    return Retry(f"Apprise's plugin for {address.scheme}:// failed", endpoint=True)


def tame(text: str) -> str:
    """Text for services whose markup is not known: no calls to everyone, no mentions, no labelled links."""
    return _LINKS.sub("] ", _MENTIONS.sub("‹", _CALLS.sub("＠", text)))
