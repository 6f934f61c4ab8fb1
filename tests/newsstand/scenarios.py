"""How the internet misbehaves: named scenarios that a test mounts on a path of the newsstand.

A scenario gets the visit and answers it; `visit.resource` is what would have been served and `visit.plain()` the
honest answer. To add one, write it and give it a name: the name is what `Newsstand.mount` takes.
"""

from __future__ import annotations

import asyncio
import functools
import gzip
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

import brotli
from aiohttp import web

from tests.newsstand.visits import Resource, Scenario, Visit, answer

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdCompressor
else:
    from backports.zstd import ZstdCompressor

SCENARIOS: dict[str, Scenario] = {}
_PIECE = 64 * 1024
MEGABYTES = 200

_LOGIN = b"""<!DOCTYPE html><html lang="en"><head><title>Sign in to your account</title></head><body><h1>Sign in</h1>
<form><label>Email</label><input type="email"><label>Password</label><input type="password"><button>Sign in</button>
</form><p><a href="/forgot">Forgotten your password?</a></p></body></html>"""
_CONSENT = b"""<!DOCTYPE html><html lang="en"><head><title>Before you continue</title></head><body>
<h1>We value your privacy</h1><p>We and our 842 partners store and/or access information on a device.</p>
<p>You can manage your privacy settings at any time.</p><button>Accept all</button></body></html>"""
_CHALLENGE = b"""<!DOCTYPE html><html lang="en"><head><title>Just a moment...</title></head><body>
<h1>Checking your browser before you proceed</h1><p>Enable JavaScript and cookies to continue</p></body></html>"""
_OOPS = b"""<!DOCTYPE html><html lang="en"><head><title>Page not found</title></head><body><h1>Sorry, we can't find that
page</h1><p>It may have been moved or removed.</p></body></html>"""


def scenario(name: str) -> Callable[[Scenario], Scenario]:
    """Enters a function in the registry under `name`."""

    def enter(function: Scenario) -> Scenario:
        if name in SCENARIOS:
            raise ValueError(f"two scenarios are called {name!r}")
        SCENARIOS[name] = function
        return function

    return enter


def _html(body: bytes, status: int = 200, **headers: str) -> web.Response:
    return web.Response(status=status, body=body, headers={"Content-Type": "text/html; charset=utf-8", **headers})


# Validators that lie.


@scenario("lying_etag")
async def _lying_etag(visit: Visit) -> web.StreamResponse:
    """One ETag for ever: says "not modified" whatever has changed."""
    headers = {"ETag": '"always-the-same"', "Content-Type": visit.resource.content_type}
    if visit.request.headers.get("If-None-Match"):
        return web.Response(status=304, headers=headers)
    return web.Response(body=visit.resource.body, headers=headers)


@scenario("changing_etag")
async def _changing_etag(visit: Visit) -> web.StreamResponse:
    """A new ETag with each answer, and never a 304, though the body stays the same."""
    headers = {"ETag": f'"{visit.number}"', "Content-Type": visit.resource.content_type}
    return web.Response(body=visit.resource.body, headers=headers)


@scenario("no_validators")
async def _no_validators(visit: Visit) -> web.StreamResponse:
    return web.Response(body=visit.resource.body, headers={"Content-Type": visit.resource.content_type})


@scenario("not_modified_after_failure")
async def _not_modified_after_failure(visit: Visit) -> web.StreamResponse:
    """A good answer, a 500, then 304 for good."""
    if visit.number == 1:
        return visit.plain()
    return web.Response(status=500 if visit.number == 2 else 304)


# Refusals and failures.


@scenario("status")
async def _status(visit: Visit) -> web.StreamResponse:
    """Any `status`, with `headers` and `body` of choice; with `times`, only on the first so many visits."""
    if visit.number > visit.option("times", visit.number):
        return visit.plain()
    return web.Response(
        status=visit.option("status", 500), headers=visit.option("headers", {}), body=visit.option("body", b"")
    )


@scenario("gone")
async def _gone(visit: Visit) -> web.StreamResponse:
    return web.Response(status=410, text="Gone")


@scenario("too_many_requests")
async def _too_many_requests(visit: Visit) -> web.StreamResponse:
    """429, or `status`, with `retry_after` (seconds, a datetime, None); after `times` plain."""
    if visit.number > visit.option("times", visit.number):
        return visit.plain()
    after = visit.option("retry_after", 120)
    value = format_datetime(after.astimezone(UTC), usegmt=True) if isinstance(after, datetime) else str(after)
    headers = {} if after is None else {"Retry-After": value}
    return web.Response(status=visit.option("status", 429), headers=headers, text="Too many requests")


@scenario("server_error")
async def _server_error(visit: Visit) -> web.StreamResponse:
    """500 on the first `times` visits (always, if not said), then plain."""
    if visit.number > visit.option("times", visit.number):
        return visit.plain()
    return _html(b"<html><body><h1>Internal Server Error</h1></body></html>", 500)


@scenario("challenge")
async def _challenge(visit: Visit) -> web.StreamResponse:
    """A bot challenge, as content delivery networks send it."""
    return _html(_CHALLENGE, 403, Server="cloudflare", **{"cf-mitigated": "challenge"})


@scenario("dropped")
async def _dropped(visit: Visit) -> web.StreamResponse:
    """The connection closes without an answer."""
    transport = visit.request.transport
    if transport is not None:
        transport.close()
    return web.Response(status=500)


# Other pages in place of the right one, with status 200.


@scenario("error_with_200")
async def _error_with_200(visit: Visit) -> web.StreamResponse:
    return _html(_OOPS)


@scenario("login_page")
async def _login_page(visit: Visit) -> web.StreamResponse:
    return _html(_LOGIN)


@scenario("consent_wall")
async def _consent_wall(visit: Visit) -> web.StreamResponse:
    return _html(_CONSENT)


@scenario("empty")
async def _empty(visit: Visit) -> web.StreamResponse:
    return web.Response(body=b"", headers={"Content-Type": visit.resource.content_type})


@scenario("empty_feed")
async def _empty_feed(visit: Visit) -> web.StreamResponse:
    """A valid feed that has nothing in it."""
    body = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Quiet</title></channel></rss>'
    return answer(visit.request, Resource(body, "application/rss+xml"))


# Redirects.


@scenario("redirect")
async def _redirect(visit: Visit) -> web.StreamResponse:
    """To `to`, with `status` 302 unless said otherwise; the default leads to a closed port of this machine."""
    location = visit.option("to", "http://127.0.0.1:1/")
    headers = {"Location": location} | visit.option("headers", {})
    return web.Response(status=visit.option("status", 302), headers=headers)


@scenario("redirect_loop")
async def _redirect_loop(visit: Visit) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": f"{visit.request.path}?round={visit.number}"})


@scenario("moved")
async def _moved(visit: Visit) -> web.StreamResponse:
    """For good, to the path `to`."""
    return web.Response(status=301, headers={"Location": visit.base + visit.option("to", "/")})


# Time.


@scenario("slow_headers")
async def _slow_headers(visit: Visit) -> web.StreamResponse:
    """Nothing for `seconds`, then the plain answer."""
    await asyncio.sleep(visit.option("seconds", 5.0))
    return visit.plain()


@scenario("held")
async def _held(visit: Visit) -> web.StreamResponse:
    """Nothing until the event `until` is set, then the plain answer."""
    while not visit.options["until"].is_set():
        await asyncio.sleep(0.05)
    return visit.plain()


@scenario("slow_body")
async def _slow_body(visit: Visit) -> web.StreamResponse:
    """The body in `pieces` spread over `seconds`."""
    pieces, seconds = visit.option("pieces", 10), visit.option("seconds", 5.0)
    response = await _begin(visit, None)
    size = max(1, -(-len(visit.resource.body) // pieces))
    for start in range(0, len(visit.resource.body), size):
        await response.write(visit.resource.body[start : start + size])
        await asyncio.sleep(seconds / pieces)
    return response


@scenario("stalled")
async def _stalled(visit: Visit) -> web.StreamResponse:
    """Half of the body, then silence for `seconds`."""
    response = await _begin(visit, len(visit.resource.body))
    await response.write(visit.resource.body[: len(visit.resource.body) // 2])
    await asyncio.sleep(visit.option("seconds", 60.0))
    return response


# Size and encoding of the transfer.


@scenario("truncated")
async def _truncated(visit: Visit) -> web.StreamResponse:
    """Half of the promised body, then the connection closes."""
    response = await _begin(visit, len(visit.resource.body))
    await response.write(visit.resource.body[: len(visit.resource.body) // 2])
    if visit.request.transport is not None:
        visit.request.transport.close()
    return response


@scenario("truncated_gzip")
async def _truncated_gzip(visit: Visit) -> web.StreamResponse:
    packed = gzip.compress(visit.resource.body, mtime=0)
    headers = {"Content-Encoding": "gzip", "Content-Type": visit.resource.content_type}
    return web.Response(body=packed[: len(packed) // 2], headers=headers)


@scenario("undeclared_gzip")
async def _undeclared_gzip(visit: Visit) -> web.StreamResponse:
    headers = {"Content-Type": visit.resource.content_type}
    return web.Response(body=gzip.compress(visit.resource.body, mtime=0), headers=headers)


@scenario("bomb")
async def _bomb(visit: Visit) -> web.StreamResponse:
    """`megabytes` of blanks (200 unless said otherwise) in a thousandth of their size, packed by `encoding`."""
    encoding = visit.option("encoding", "gzip")
    body = packed(encoding, visit.option("megabytes", MEGABYTES))
    return web.Response(body=body, headers={"Content-Encoding": encoding, "Content-Type": "application/rss+xml"})


@functools.cache
def packed(encoding: str, megabytes: int) -> bytes:
    """A bomb, built once: it takes longer than most fetches may."""
    piece = b" " * 1024 * 1024
    if encoding == "br":
        packer = brotli.Compressor(quality=5)
        return b"".join([*(packer.process(piece) for _ in range(megabytes)), packer.finish()])
    if encoding == "zstd":
        zipper = ZstdCompressor()
        return b"".join([*(zipper.compress(piece) for _ in range(megabytes)), zipper.flush()])
    zlibber = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(zlibber.compress(piece) for _ in range(megabytes)), zlibber.flush()])


@scenario("announces_too_much")
async def _announces_too_much(visit: Visit) -> web.StreamResponse:
    """A Content-Length of `megabytes`, 100 unless said otherwise."""
    response = await _begin(visit, visit.option("megabytes", 100) * 1024 * 1024)
    await response.write(visit.resource.body)
    return response


@scenario("endless")
async def _endless(visit: Visit) -> web.StreamResponse:
    """A body of `megabytes` (100 unless said otherwise), without a Content-Length."""
    response = await _begin(visit, None)
    await response.write(visit.resource.body)
    for _ in range(visit.option("megabytes", 100) * 1024 * 1024 // _PIECE):
        await response.write(b" " * _PIECE)
    return response


async def _begin(visit: Visit, length: int | None) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": visit.resource.content_type})
    if length is not None:
        response.content_length = length
    await response.prepare(visit.request)
    return response


# Permission.


@scenario("robots_forbid")
async def _robots_forbid(visit: Visit) -> web.StreamResponse:
    """For /robots.txt: nobody may read anything below `below`."""
    body = f"User-agent: *\nDisallow: {visit.option('below', '/')}\n".encode()
    return answer(visit.request, Resource(body, "text/plain; charset=utf-8"))
