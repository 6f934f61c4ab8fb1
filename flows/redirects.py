"""Where redirects lead: we follow them ourselves, so that each hop passes the guard like a first request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from flows.exchange import Failure, Reason, Request
from parsers.addresses import CheckedUrl

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_PRIVATE_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way, before it is known whether the way goes on."""

    url: CheckedUrl
    status: int
    headers: Mapping[str, str]
    body: bytes


class Way:
    """The way of one request through its redirects."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._seen: set[str] = set()
        self._permanent = True
        self.moved_to: str | None = None
        self.hops: list[tuple[int, str]] = []
        self.elapsed = 0.0

    def enter(self, url: CheckedUrl) -> Failure | None:
        """Note that the way comes through here; why it must not go on."""
        if url.url in self._seen:
            return self.failure("redirects", f"redirected in a circle, back to {url.url}", url.url)
        if len(self._seen) > MAX_REDIRECTS:
            return self.failure("redirects", f"redirected more than {MAX_REDIRECTS} times", url.url)
        self._seen.add(url.url)
        return None

    def follow(self, request: Request, hop: Hop) -> Request | Failure:
        """The request that a redirect asks for."""
        location = hop.headers.get("location")
        if not location:
            return self.refused(hop, "http_status")
        try:
            target = urljoin(hop.url.url, location.strip())
            netloc = urlsplit(target).netloc
        except ValueError:
            return self.failure("refused_address", f"redirected to {location!r}, which is no address", hop.url.url)
        if request.purpose == "webhook":
            # Followed as browsers do, a POST becomes a GET: the message would be lost behind a friendly 200.
            return self.failure("redirects", f"redirected to {target}; write that address", hop.url.url)
        self.hops.append((hop.status, target))
        self._permanent = self._permanent and hop.status in PERMANENT
        self.moved_to = target if self._permanent else self.moved_to
        headers = request.headers
        if netloc != urlsplit(hop.url.url).netloc:
            headers = {name: value for name, value in headers.items() if name.lower() not in _PRIVATE_HEADERS}
        return replace(request, url=target, headers=headers)

    def failure(self, reason: Reason, detail: str, at: str, retry_after: float | None = None) -> Failure:
        """Why there is no answer, without one from the server."""
        return Failure(self._request.url, reason, detail, retry_after=retry_after, final_url=at)

    def refused(self, hop: Hop, reason: Reason, retry_after: float | None = None) -> Failure:
        """Why there is no answer, by the server's own word."""
        detail = f"{hop.url.host} answered {hop.status}"
        if retry_after is not None:
            detail += f" and asks to wait {retry_after:.0f} s"
        return Failure(
            self._request.url, reason, detail, hop.status, retry_after, hop.url.url, hop.headers,
            hop.body,
        )  # fmt: skip
