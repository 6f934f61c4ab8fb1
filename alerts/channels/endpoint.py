"""What a channel's messages go to: one server for all mailboxes behind it, one address each for everything else.

Its name holds no secret. `rate=30/m` in a channel's address sets its pace; without it that is the one its service
documents, and none for mail servers and webhooks of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from alerts.channels.address import (
    HookAddress,
    MailAddress,
    SlackAddress,
    SlackBotAddress,
    Unusable,
    options_of,
    read_address,
)
from alerts.channels.rate import Rate, read_rate

# Each as its service documents it: so many at once, then one each so often.
_SERVICES: Mapping[str, Rate] = {
    "discord": Rate(timedelta(seconds=2), 5),
    "msteams": Rate(timedelta(seconds=0.25), 4),
    "ntfy": Rate(timedelta(seconds=5), 60),
    "ntfys": Rate(timedelta(seconds=5), 60),
    "slack": Rate(timedelta(seconds=1), 3),
    "tgram": Rate(timedelta(seconds=1), 3),
    "workflow": Rate(timedelta(seconds=0.25), 4),
    "workflows": Rate(timedelta(seconds=0.25), 4),
}
_OTHERS = Rate(timedelta(seconds=1), 5)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server by name, and how fast it may be sent to; None: as fast as it takes."""

    name: str
    rate: Rate | None


def endpoint_of(url: str, channel: str) -> Endpoint:
    """The endpoint of an address, its secrets filled in; `channel` is the channel's id, and no secret."""
    address = read_address(url)
    if isinstance(address, Unusable):
        return Endpoint(channel, None)
    # Most addresses name no pace, and this runs for every message.
    asked = options_of(urlsplit(url.strip()).query).get("rate") if "rate=" in url or "%" in url else None
    rate = read_rate(asked) if asked else None
    match address:
        case MailAddress(host=host, port=port):
            return Endpoint(f"mail {host}:{port}", rate)
        case SlackAddress(url=hook):
            return Endpoint(f"slack {urlsplit(hook).hostname} {_last(channel)}", rate or _SERVICES["slack"])
        case SlackBotAddress():
            return Endpoint(f"slack bot {_last(channel)}", rate or _SERVICES["slack"])
        case HookAddress(url=hook):
            return Endpoint(f"webhook {urlsplit(hook).netloc} {_last(channel)}", rate)
        case _:
            return Endpoint(f"{address.scheme} {_last(channel)}", rate or _SERVICES.get(address.scheme, _OTHERS))


def _last(channel: str) -> str:
    return channel.rpartition("-")[2]
