"""The sender's desk: templates and contact, and the signed address by which each message's reader unsubscribes.

The address names the message and carries a signature (HMAC-SHA256), so that nobody can make up one of somebody
else's; it holds no mail address, and does not expire (RFC 8058 asks that it work as long as the message is kept).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from alerts.model import Rendered
from alerts.stationery import PLAIN, STOP, Stationery

# Where the page to unsubscribe is, below the public address.
UNSUBSCRIBE = "unsubscribe"
_SIGNATURE_BYTES = 18
_TOKEN = re.compile(r"([0-9a-f]{32})\.([A-Za-z0-9_-]{24})")


@dataclass(frozen=True, slots=True)
class Desk:
    """How messages are written and ended. `public_url` is where readers reach us, None where they can't."""

    stationery: Stationery = PLAIN
    public_url: str | None = None
    key: bytes | None = field(default=None, repr=False)

    def stop_for(self, message_id: str) -> str | None:
        """The address by which the reader of a message unsubscribes: a page of ours, or a mail to whoever runs this."""
        if self.public_url and self.key:
            return f"{self.public_url.rstrip('/')}/{UNSUBSCRIBE}/{token(message_id, self.key)}"
        contact = self.stationery.contact
        return f"mailto:{contact}?subject=unsubscribe" if contact and "@" in contact else None


NO_DESK = Desk()


def desk_of(folder: Path | None, contact: str | None, public_url: str | None, key: bytes | None) -> Desk:
    """A desk; messages hold the place of the address until it is known whose they are."""
    return Desk(Stationery(folder, STOP if public_url and key else None, contact), public_url, key)


def put_in(rendered: Rendered, stop: str | None) -> Rendered:
    """The message with its reader's own address in its foot."""
    if stop is None or STOP not in rendered.text:
        return rendered
    return replace(rendered, text=rendered.text.replace(STOP, stop), html=rendered.html.replace(STOP, stop))


def token(message_id: str, key: bytes) -> str:
    """The signed name of a message."""
    return f"{message_id}.{_signature(message_id, key)}"


def message_of(signed: str, key: bytes) -> str | None:
    """The message that a signed name stands for; None where the signature is not ours."""
    match = _TOKEN.fullmatch(signed)
    if match is None or not hmac.compare_digest(match[2], _signature(match[1], key)):
        return None
    return match[1]


def _signature(message_id: str, key: bytes) -> str:
    digest = hmac.new(key, f"unsubscribe {message_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode()
