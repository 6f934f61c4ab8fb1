"""The seam between channels and the outside world.

No channel makes an HTTP request itself: the caller hands in a `Poster`, which takes the request past its one guard of
addresses, sizes and times. Mail goes straight to the server that the operator named.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from alerts.model import Rendered

if TYPE_CHECKING:
    from alerts.channels.mail_lines import MailLines


@dataclass(frozen=True, slots=True)
class Answer:
    """What an HTTP server answered. Names of headers are compared without regard to case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """The header's value, or None."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer came. `why` is a sentence for the operator, without the address.

    `for_good` marks an address that the guard will never let pass, so that trying again is idle.
    """

    why: str
    for_good: bool = False


class Poster(Protocol):
    """Sends a POST and says what came of it. It never raises for what the network does."""

    def __call__(
        self, url: str, headers: Mapping[str, str], body: bytes, timeout_seconds: float
    ) -> Answer | Unreachable:
        """POST `body`; redirects are not followed."""
        ...


@dataclass(frozen=True, slots=True)
class Wire:
    """What a channel may use of the world. `tls` replaces the system's trust for mail servers of one's own.

    `lines` are connections to mail servers that are kept from one message to the next.
    """

    post: Poster
    now: datetime
    timeout_seconds: float = 20.0
    tls: ssl.SSLContext | None = None
    lines: MailLines | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message on its way. Ids are the notices' own; `unsubscribe` is the address of a one-click page (RFC 8058)."""

    rendered: Rendered
    message_id: str
    in_reply_to: str | None = None
    unsubscribe: str | None = None
    # How the other side names the message that this one replies to.
    thread: str | None = None
