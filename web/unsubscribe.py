"""The page to unsubscribe, by RFC 8058: a POST ends the messages at once, a GET only shows a button.

Mail programs and virus scanners open links; none of them may unsubscribe anybody by that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from flows.shop import Shop
from flows.steps.unsubscribing import reader_of, unsubscribe

OpenShop = Callable[[], Shop]
# A one-click body is some thirty bytes; nothing larger is read.
_LONGEST_BODY = 4_096
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
}
_UNKNOWN = (
    "This link is not one of ours",
    "<p>Part of it may be missing. Copy all of it from the message, or write to whoever sends you these messages.</p>",
)


class UnsubscribePage:
    """Answers at `/unsubscribe/{signed}`. A shop is opened for each request: subscriptions change while it runs."""

    def __init__(self, open_shop: OpenShop) -> None:
        self._open_shop = open_shop

    async def show(self, request: Request) -> Response:
        """The page with its button; it changes nothing."""
        return await run_in_threadpool(self._shown, request.path_params["signed"])

    async def end(self, request: Request) -> Response:
        """End the messages, whatever the body says: the signed address is what counts."""
        length = 0
        async for part in request.stream():
            length += len(part)
            if length > _LONGEST_BODY:
                return _page("Too much was sent", "<p>Use the button on the page.</p>", 413)
        return await run_in_threadpool(self._ended, request.path_params["signed"])

    def _shown(self, signed: str) -> Response:
        with self._open_shop() as shop:
            reader = reader_of(shop, signed)
        if reader is None:
            return _page(*_UNKNOWN, 404)
        if reader.gone:
            return _done()
        return _page(
            "Unsubscribe?",
            f"<p>Watchkeeper would send no more messages to <b>{escape(reader.recipient)}</b> by the way this one came."
            "</p><form method=post><button>Unsubscribe</button></form>",
        )

    def _ended(self, signed: str) -> Response:
        with self._open_shop() as shop:
            reader = unsubscribe(shop, signed, datetime.now(UTC))
        return _page(*_UNKNOWN, 404) if reader is None else _done()


def _done() -> Response:
    return _page(
        "You are unsubscribed",
        "<p>Nothing more is sent to you. Of your address we keep a hash, so that nothing is sent by mistake.</p>"
        "<p>To come back, write to whoever runs this Watchkeeper.</p>",
    )


def _page(title: str, body: str, status: int = 200) -> Response:
    return HTMLResponse(
        "<!doctype html><html lang=en-GB><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        "<meta name=color-scheme content='light dark'>"
        f"<title>{escape(title)}</title><style>"
        "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem;"
        "color:#1b1e21;background:#fff}h1{font-size:1.5rem;line-height:1.3}b{overflow-wrap:anywhere}"
        "button{font:inherit;font-weight:700;padding:.6rem 1.2rem;border:0;border-radius:4px;color:#fff;"
        "background:#1d5fa8;cursor:pointer}button:focus-visible{outline:3px solid #ffb547;outline-offset:2px}"
        "@media(prefers-color-scheme:dark){body{color:#f1f2f3;background:#1b1e21}button{background:#2f72bd}}"
        f"</style><h1>{escape(title)}</h1>{body}",
        status,
        _HEADERS,
    )
