"""How the internet misbehaves: named scenarios that a test mounts on a path of the newsstand.

A scenario gets the visit and answers it; `visit.resource` is what would have been served and `visit.plain()` the
honest answer. To add one, write it and give it a name: the name is what `Newsstand.mount` takes.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from email.utils import format_datetime

from aiohttp import web

from tests.newsstand.visits import Resource, Scenario, Visit, answer

SCENARIOS: dict[str, Scenario] = {}
_PIECE = 64 * 1024
_GUID = re.compile(r"(<guid[^>]*>)[^<]*")

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


def _changed(name: str, change: Callable[[Visit], bytes], content_type: str | None = None) -> None:
    """A scenario that serves other bytes than lie there, honestly otherwise."""

    @scenario(name)
    async def _serve(visit: Visit) -> web.StreamResponse:
        resource = replace(visit.resource, body=change(visit))
        return answer(visit.request, replace(resource, content_type=content_type or resource.content_type))


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
    """429 with `retry_after`: seconds as int, or a datetime, which is sent as a date; then plain after `times`."""
    if visit.number > visit.option("times", visit.number):
        return visit.plain()
    after = visit.option("retry_after", 120)
    value = str(after) if isinstance(after, int | str) else format_datetime(after.astimezone(UTC), usegmt=True)
    return web.Response(status=429, headers={"Retry-After": value}, text="Too many requests")


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
    return web.Response(status=visit.option("status", 302), headers={"Location": location})


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


@scenario("gzip_bomb")
async def _gzip_bomb(visit: Visit) -> web.StreamResponse:
    """`megabytes` of blanks (200 unless said otherwise) in a thousandth of their size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b" " * 1024 * 1024
    packed = b"".join([*(packer.compress(piece) for _ in range(visit.option("megabytes", 200))), packer.flush()])
    return web.Response(body=packed, headers={"Content-Encoding": "gzip", "Content-Type": "application/rss+xml"})


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


# Contents of feeds.


def _text(visit: Visit) -> str:
    return visit.resource.body.decode("utf-8")


def _recoded(visit: Visit, encoding: str, label: str) -> bytes:
    text = _text(visit).replace('encoding="UTF-8"', f'encoding="{label}"')
    return text.encode(encoding, "xmlcharrefreplace")


def _entity_bomb(visit: Visit) -> bytes:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>\n<rss'
    return _text(visit).replace("<rss", doctype, 1).replace("<title>", "<title>" + "&a;" * 2_000, 1).encode()


def _external_entity(visit: Visit) -> bytes:
    doctype = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<rss'
    return _text(visit).replace("<rss", doctype, 1).replace("<title>", "<title>&a;", 1).encode()


_changed("wrong_charset_in_header", lambda visit: visit.resource.body, "application/rss+xml; charset=iso-8859-1")
_changed("wrong_charset_in_xml", lambda visit: _text(visit).replace("UTF-8", "iso-8859-1").encode(), "text/xml")
_changed("utf16", lambda visit: _recoded(visit, "utf-16", "UTF-16"), "text/xml")
_changed("windows1252", lambda visit: _recoded(visit, "cp1252", "windows-1252"), "text/xml; charset=utf-8")
_changed("byte_order_mark", lambda visit: b"\xef\xbb\xbf" + visit.resource.body)
_changed("leading_blank_lines", lambda visit: b"\n\n  \n" + visit.resource.body)
_changed("warning_before_feed", lambda visit: b"<br />\n<b>Warning</b>: deprecated in x.php\n" + visit.resource.body)
_changed("cut_short", lambda visit: visit.resource.body[: int(len(visit.resource.body) * visit.option("share", 0.6))])
_changed(
    "undeclared_entities", lambda visit: visit.resource.body.replace(b"</title>", b"&nbsp;&pound;5 & more</title>")
)
_changed("entity_bomb", _entity_bomb)
_changed("external_entity", _external_entity)
_changed("one_guid_for_all", lambda visit: _GUID.sub(r"\1same", _text(visit)).encode())
_changed("new_guids_each_time", lambda visit: _text(visit).replace("</guid>", f"#{visit.number}</guid>").encode())
_changed("new_site", lambda visit: _GUID.sub(r"\1", _text(visit)).replace("/news/", "/stories/a-").encode())


# Permission.


@scenario("robots_forbid")
async def _robots_forbid(visit: Visit) -> web.StreamResponse:
    """For /robots.txt: nobody may read anything below `below`."""
    body = f"User-agent: *\nDisallow: {visit.option('below', '/')}\n".encode()
    return answer(visit.request, Resource(body, "text/plain; charset=utf-8"))
