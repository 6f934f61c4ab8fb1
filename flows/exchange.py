"""What is asked of the network and what comes back: frozen records, failures included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import ssl

Purpose = Literal["feed", "page", "robots", "official", "webhook"]
Reason = Literal[
    "refused_address", "dns", "connect", "tls", "timeout", "too_large", "redirects", "robots", "http_status", "busy",
    "decode", "other",
]  # fmt: skip

Lookup = Callable[[str, int], list[str]]
"""Host and port to addresses; raises OSError when there are none."""

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How to fetch. Times in seconds; `timeout` None leaves each purpose its own; `lookup` None asks the system."""

    user_agent: str
    trusted: frozenset[str] = frozenset()
    spacing: float = 1.0
    per_host: int = 2
    concurrency: int = 50
    connect_timeout: float = 10.0
    timeout: float | None = None
    lookup: Lookup | None = None
    ssl: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a request of one purpose may cost, and what it says it would like: bytes unpacked, seconds per hop."""

    max_bytes: int
    timeout: float
    accept: str


ALLOWANCES: Mapping[Purpose, Allowance] = {
    "feed": Allowance(
        10 * MEGABYTE,
        30.0,
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        "application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.5, */*;q=0.3",
    ),
    "page": Allowance(5 * MEGABYTE, 30.0, "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.3"),
    # RFC 9309, 2.5: at least 500 kibibytes.
    "robots": Allowance(512 * 1024, 15.0, "text/plain, */*;q=0.3"),
    "official": Allowance(50 * MEGABYTE, 120.0, "*/*"),
    "webhook": Allowance(256 * 1024, 15.0, "application/json, */*;q=0.3"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch. `etag` and `last_modified` are what the server sent last time, and make it conditional.

    `max_bytes` bounds the body, both as sent and as unpacked; None takes the bound of the purpose.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str | None = None
    purpose: Purpose = "feed"
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int | None = None

    @property
    def conditional(self) -> bool:
        """True when "not modified" is a proper answer."""
        return self.etag is not None or self.last_modified is not None

    @property
    def allowance(self) -> Allowance:
        """The bounds and wishes of its purpose."""
        return ALLOWANCES[self.purpose]


@dataclass(frozen=True, slots=True)
class Response:
    """A good answer: any 2xx, or 304 to a conditional request. Header names are in lower case.

    `moved_to` is where permanent redirects (301, 308) lead, as far as no temporary one came before; a source is
    moved there. `hops` are the redirects on the way, each with its status and where it led. `elapsed` counts seconds on
    the network, not the wait for a turn.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str | None
    etag: str | None
    last_modified: str | None
    moved_to: str | None
    elapsed: float
    hops: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """No good answer. `detail` is a sentence for a person, `retry_after` the seconds the host asked us to wait.

    `headers` and the beginning of the `body` of an error page are kept, so that a challenge can be told from a fault.
    """

    url: str
    reason: Reason
    detail: str
    status: int | None = None
    retry_after: float | None = None
    final_url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
