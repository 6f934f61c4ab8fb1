"""The web server: what it answers at which address."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from alerts.desk import UNSUBSCRIBE
from web.subscriptions_api import SubscriptionsApi
from web.unsubscribe import OpenShop, UnsubscribePage


def app(open_shop: OpenShop) -> Starlette:
    """The application; `open_shop` gives it a shop of its own for each request."""
    page = UnsubscribePage(open_shop)
    return Starlette(
        routes=[
            Route("/health", _health),
            Route(f"/{UNSUBSCRIBE}/{{signed}}", page.show, methods=["GET"]),
            Route(f"/{UNSUBSCRIBE}/{{signed}}", page.end, methods=["POST"]),
            *SubscriptionsApi(open_shop).routes(),
        ]
    )


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok")


def serve(open_shop: OpenShop, host: str, port: int) -> None:
    """Answer until stopped."""
    import uvicorn

    # Addresses hold signatures: nothing of them goes into a log.
    uvicorn.run(app(open_shop), host=host, port=port, log_level="warning", access_log=False, server_header=False)
