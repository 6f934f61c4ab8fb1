"""The one guarded fetch: everything that leaves for a source, or for a webhook that a user typed, goes through here.

A request passes the address guard, the host's robots.txt (pages), a turn by the host's politeness, and then the
network under bounds of time, size and redirects; every redirect passes all of it again. What the world does wrong
comes back as a Failure: one bad URL never stops the others.
"""

from __future__ import annotations

import asyncio
import functools
import os
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from flows.decoding import ACCEPT_ENCODING, Body, TooLarge, Undecodable
from flows.exchange import ALLOWANCES, Allowance, Failure, FetchOptions, Purpose, Reason, Request, Response
from flows.politeness import Manners, Politeness, retry_after_seconds
from flows.redirects import REDIRECTS, Hop, Way
from flows.resolver import GuardedResolver, RefusedAddress, system_lookup
from flows.robots import Robots
from parsers.addresses import CheckedUrl, Refusal, checked_url

__all__ = [
    "ALLOWANCES", "Allowance", "Failure", "FetchOptions", "Fetcher", "Manners", "Politeness", "Purpose", "Reason",
    "Request", "Response", "fetch_all",
]  # fmt: skip

# A status that asks for patience, not a fault of the address (RFC 9110, 15.6.4; RFC 6585, 4).
_BUSY = frozenset({429, 503})
# A host that had too many requests and does not say how long to wait gets no other for so long.
_TOO_MANY_SECONDS = 60.0
# A redirect that asks for a longer wait is followed another time.
LONGEST_PAUSE_SECONDS = 10.0
_ERROR_PAGE_BYTES = 16 * 1024
_MAX_HEADER_BYTES = 16 * 1024


class Fetcher:
    """Fetches within `async with`. Give several fetchers the same manners and they keep them together."""

    def __init__(self, options: FetchOptions, manners: Manners | None = None) -> None:
        self._options = options
        self._manners = manners or Manners(Politeness(options.spacing))
        self._robots = Robots(self.fetch, self._manners)
        self._slots = asyncio.Semaphore(options.concurrency)
        self._hosts: dict[str, asyncio.Semaphore] = {}

    async def __aenter__(self) -> Fetcher:
        options = self._options
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=GuardedResolver(options.trusted, options.lookup or system_lookup),
                ssl=options.ssl or _tls(),
                limit=0,
            ),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=options.connect_timeout),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": options.user_agent, "Accept-Encoding": ACCEPT_ENCODING},
            auto_decompress=False,
            trust_env=False,
            max_field_size=_MAX_HEADER_BYTES,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def fetch_many(self, requests: Sequence[Request]) -> list[Response | Failure]:
        """All of them at once, as far as politeness and the bounds on concurrency allow; answers in the same order."""
        return list(await asyncio.gather(*(self.fetch(request) for request in requests)))

    async def fetch(self, request: Request) -> Response | Failure:
        """The answer to one request, redirects followed, or why there is none."""
        way = Way(request)
        current = request
        while True:
            checked = checked_url(current.url, self._options.trusted)
            if isinstance(checked, Refusal):
                return way.failure("refused_address", checked.reason, current.url)
            objection = way.enter(checked) or await self._objection(current, checked)
            if objection is not None:
                return replace(objection, url=request.url, final_url=checked.url)
            hop = await self._ask(current, checked, way)
            if isinstance(hop, Failure):
                return hop
            if hop.status not in REDIRECTS:
                return self._answer(request, hop, way)
            following = await self._following(current, hop, way)
            if isinstance(following, Failure):
                return following
            current = following

    async def _objection(self, request: Request, url: CheckedUrl) -> Failure | None:
        return await self._robots.objection(url) if request.purpose == "page" else None

    async def _following(self, request: Request, hop: Hop, way: Way) -> Request | Failure:
        """The request that a redirect asks for, after the wait that it asks for (RFC 9110, 10.2.3)."""
        wait = retry_after_seconds(hop.headers.get("retry-after"), datetime.now(UTC)) or 0.0
        if wait > LONGEST_PAUSE_SECONDS:
            return way.refused(hop, "busy", wait)
        await asyncio.sleep(wait)
        return way.follow(request, hop)

    async def _ask(self, request: Request, url: CheckedUrl, way: Way) -> Hop | Failure:
        async with self._turn(url):
            held = self._manners.politeness.held(url)
            if held is not None:
                return way.failure("busy", f"{url.host} asked to be left alone for {held:.0f} s", url.url, held)
            started = time.monotonic()
            try:
                async with asyncio.timeout(self._options.timeout or request.allowance.timeout):
                    return await self._exchange(request, url)
            except _EXPECTED as error:
                reason, detail = _explained(error, url.host)
                return way.failure(reason, detail, url.url)
            finally:
                way.elapsed += time.monotonic() - started

    @asynccontextmanager
    async def _turn(self, url: CheckedUrl) -> AsyncIterator[None]:
        async with self._host(url):
            await asyncio.sleep(self._manners.politeness.wait_for(url))
            async with self._slots:
                yield

    def _host(self, url: CheckedUrl) -> AbstractAsyncContextManager[Any]:
        if url.trusted:
            return nullcontext()
        return self._hosts.setdefault(url.host, asyncio.Semaphore(self._options.per_host))

    async def _exchange(self, request: Request, url: CheckedUrl) -> Hop:
        async with self._session.request(
            request.method,
            URL(url.url, encoded=True),
            headers=_headers(request),
            data=request.body,
            allow_redirects=False,
        ) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            body = b"" if answer.status in REDIRECTS else await _received(answer, request)
            return Hop(url, answer.status, headers, body)

    def _answer(self, request: Request, hop: Hop, way: Way) -> Response | Failure:
        if hop.status in _BUSY:
            wait = retry_after_seconds(hop.headers.get("retry-after"), datetime.now(UTC))
            unsaid = _TOO_MANY_SECONDS if hop.status == 429 else 0.0
            self._manners.politeness.hold(hop.url.origin, unsaid if wait is None else wait)
            return way.refused(hop, "busy", wait)
        if not 200 <= hop.status < 300 and not (hop.status == 304 and request.conditional):
            return way.refused(hop, "http_status")
        return Response(
            url=request.url,
            final_url=hop.url.url,
            status=hop.status,
            headers=hop.headers,
            body=hop.body,
            content_type=hop.headers.get("content-type"),
            etag=hop.headers.get("etag"),
            last_modified=hop.headers.get("last-modified"),
            moved_to=way.moved_to,
            elapsed=way.elapsed,
            hops=tuple(way.hops),
        )


async def _received(answer: aiohttp.ClientResponse, request: Request) -> bytes:
    good = 200 <= answer.status < 300
    limit = (request.max_bytes or request.allowance.max_bytes) if good else _ERROR_PAGE_BYTES
    if request.method == "HEAD" or answer.status in (204, 304):
        return b""
    try:
        if good and (answer.content_length or 0) > limit:
            raise TooLarge(f"announces {answer.content_length:,} bytes, more than {limit:,}")
        body = Body(answer.headers.get("Content-Encoding", ""), limit)
        async for piece in answer.content.iter_any():
            body.add(piece)
        return body.whole()
    except (TooLarge, Undecodable):
        if good:
            raise
        return b""


def _headers(request: Request) -> dict[str, str]:
    headers = {"Accept": request.accept or request.allowance.accept}
    if request.etag is not None:
        headers["If-None-Match"] = request.etag
    if request.last_modified is not None:
        headers["If-Modified-Since"] = request.last_modified
    return headers | dict(request.headers)


# `{said}` is what the error says of itself; where that is long and for programmers, it is left out.
_EXPLANATIONS: tuple[tuple[type[Exception], Reason, str], ...] = (
    (RefusedAddress, "refused_address", "{said}"),
    (TooLarge, "too_large", "the body is too large: {said}"),
    (Undecodable, "decode", "{said}"),
    (TimeoutError, "timeout", "no complete answer in time"),
    (aiohttp.ClientConnectorDNSError, "dns", "{host}: host name not found (offline?)"),
    (aiohttp.ClientConnectorCertificateError, "tls", "{host}: its certificate is not valid ({certificate})"),
    (aiohttp.ClientSSLError, "tls", "{host}: no secure connection"),
    (aiohttp.ClientConnectorError, "connect", "{host}: {system}"),
    (aiohttp.ServerDisconnectedError, "connect", "{host}: the server hung up"),
    (aiohttp.ClientPayloadError, "connect", "{host}: the body broke off"),
    (aiohttp.InvalidURL, "refused_address", "not a web address: {said}"),
    (aiohttp.ClientResponseError, "other", "{host}: not proper HTTP"),
    (HttpProcessingError, "other", "{host}: not proper HTTP"),
    (aiohttp.ClientError, "connect", "{host}: {said}"),
    (OSError, "connect", "{host}: {system}"),
    (ValueError, "other", "the request can't be made: {said}"),
)
_EXPECTED = tuple(kind for kind, _, _ in _EXPLANATIONS)


def _explained(error: Exception, host: str) -> tuple[Reason, str]:
    for kind, reason, sentence in _EXPLANATIONS:
        if isinstance(error, kind):
            said = str(error) or type(error).__name__
            certificate = getattr(getattr(error, "certificate_error", None), "verify_message", "") or "not trusted"
            return reason, sentence.format(host=host, said=said, system=_system(error), certificate=certificate)
    raise error


def _system(error: Exception) -> str:
    """What the operating system says: `connection refused`."""
    number = getattr(error, "errno", None)
    return os.strerror(number).lower() if isinstance(number, int) and number > 0 else "no connection"


@functools.cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def fetch_all(
    requests: Sequence[Request], options: FetchOptions, manners: Manners | None = None
) -> list[Response | Failure]:
    """Fetch from synchronous code: all answers, in order. Pass the same manners for all batches of one pass."""

    async def run() -> list[Response | Failure]:
        async with Fetcher(options, manners) as fetcher:
            return await fetcher.fetch_many(requests)

    return asyncio.run(run())
