"""Subscriptions over HTTP, for programs: those of both homes listed, those of the database changed.

Rules are the same JSON objects as the tables of `subscriptions.toml`, checked by the same reader, with its sentences.
Whoever asks shows the secret `API_TOKEN`: subscriptions hold people's addresses.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alerts.subscription import Subscription
from alerts.subscription_rule import KEYS
from flows.shop import Shop, Unreadable
from flows.steps import subscribing

PATH = "/api/v1/subscriptions"
TOKEN, SHORTEST_TOKEN = "API_TOKEN", 16
OpenShop = Callable[[], Shop]
# A rule that names every council is some five thousand bytes.
_LONGEST_BODY = 65_536
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Refused(Exception):
    """What can't be done, as a status and a sentence."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class SubscriptionsApi:
    """Answers below `/api/v1/subscriptions`. A shop is opened for each request: subscriptions change while it runs."""

    def __init__(self, open_shop: OpenShop) -> None:
        self._open_shop = open_shop

    def routes(self) -> list[Route]:
        """What is answered at which address."""
        return [
            Route(PATH, self._answering(_list), methods=["GET"]),
            Route(PATH, self._answering(_add), methods=["POST"]),
            Route(f"{PATH}/validate", self._answering(_validate), methods=["POST"]),
            Route(f"{PATH}/{{id}}", self._answering(_show), methods=["GET"]),
            Route(f"{PATH}/{{id}}", self._answering(_change), methods=["PATCH"]),
            Route(f"{PATH}/{{id}}", self._answering(_remove), methods=["DELETE"]),
            Route(f"{PATH}/{{id}}/pause", self._answering(_pause), methods=["POST"]),
            Route(f"{PATH}/{{id}}/pause", self._answering(_go_on), methods=["DELETE"]),
        ]

    def _answering(self, act: Callable[[Shop, Request, bytes], Response]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            try:
                return await run_in_threadpool(self._act, act, request, await _body(request))
            except Refused as refused:
                return _json({"error": str(refused)}, refused.status)
            except Unreadable as wrong:
                return _json({"error": str(wrong)}, 422)

        return answer

    def _act(self, act: Callable[[Shop, Request, bytes], Response], request: Request, body: bytes) -> Response:
        with self._open_shop() as shop:
            _require_token(shop, request)
            return act(shop, request, body)


def _list(shop: Shop, _: Request, __: bytes) -> Response:
    return _json({"subscriptions": subscribing.listed(shop), "problems": list(shop.problems)})


def _show(shop: Shop, request: Request, _: bytes) -> Response:
    return _json(subscribing.as_dict(_asked_for(shop, request)))


def _add(shop: Shop, request: Request, body: bytes) -> Response:
    rule = _rule(body)
    if any(one.name == rule.get("name") for one in shop.subscriptions):
        raise Refused(409, f"{rule['name']!r} is there already: PATCH it, or choose another name")
    return _put(shop, request, rule, False, 201)


def _validate(shop: Shop, _: Request, body: bytes) -> Response:
    """Whether a rule could be added, with what is wrong with it; a name that is there already is no fault."""
    rule = _rule(body)
    rule = {"name": "to be validated"} | rule
    known = {one.name for one in shop.subscriptions}
    if rule["name"] in known:
        rule["name"] = f"{rule['name']} (to be validated)"
    try:
        found = subscribing.put(shop, rule, datetime.now(UTC), change=False, dry_run=True)
    except Unreadable as wrong:
        return _json({"valid": False, "error": str(wrong)})
    return _json({"valid": True, "subscription": subscribing.as_dict(found)})


def _change(shop: Shop, request: Request, body: bytes) -> Response:
    found = _ours(shop, request)
    rule = {key: "" if value is None else value for key, value in _rule(body).items()}
    if rule.setdefault("name", found.name) != found.name:
        raise Refused(409, "a name can't be changed: add another subscription, and remove this one")
    return _put(shop, request, rule, True, 200)


def _pause(shop: Shop, request: Request, _: bytes) -> Response:
    return _put(shop, request, {"name": _ours(shop, request).name, "paused": True}, True, 200)


def _go_on(shop: Shop, request: Request, _: bytes) -> Response:
    return _put(shop, request, {"name": _ours(shop, request).name, "paused": ""}, True, 200)


def _remove(shop: Shop, request: Request, _: bytes) -> Response:
    found = subscribing.end(shop, _ours(shop, request).id, datetime.now(UTC), _only_tried(request))
    return _json(subscribing.as_dict(found) | {"removed": not _only_tried(request)})


def _put(shop: Shop, request: Request, rule: Mapping[str, Any], change: bool, status: int) -> Response:
    tried = _only_tried(request)
    found = subscribing.put(shop, rule, datetime.now(UTC), change, tried)
    return _json(subscribing.as_dict(found) | {"kept": not tried}, 200 if tried else status)


def _asked_for(shop: Shop, request: Request) -> Subscription:
    wanted = request.path_params["id"]
    found = next((rule for rule in shop.subscriptions if wanted in (rule.id, rule.name)), None)
    if found is None:
        raise Refused(404, f"no subscription is called {wanted!r}; GET {PATH} lists them")
    return found


def _ours(shop: Shop, request: Request) -> Subscription:
    """The one asked for, which has its home in the database."""
    found = _asked_for(shop, request)
    if found.origin != "database":
        raise Refused(409, f"{found.name!r} is at home in {shop.settings.subscriptions_file.name}: change it there")
    return found


def _only_tried(request: Request) -> bool:
    return request.query_params.get("dry_run") in ("1", "true")


def _rule(body: bytes) -> dict[str, Any]:
    try:
        rule = json.loads(body)
    except ValueError:
        raise Refused(400, "the body is no JSON") from None
    if not isinstance(rule, dict):
        raise Refused(400, f"send one JSON object with the keys of a subscription: {', '.join(KEYS)}")
    return rule


def _require_token(shop: Shop, request: Request) -> None:
    token = shop.secrets.get(TOKEN) or ""
    if len(token) < SHORTEST_TOKEN:
        raise Refused(403, f"closed: put {TOKEN}, of {SHORTEST_TOKEN} characters or more, into secrets.toml to open it")
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(shown.encode(), token.encode()):
        raise Refused(401, f"send the header Authorization: Bearer, with the secret {TOKEN}")


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_BODY:
            raise Refused(413, f"a rule has at most {_LONGEST_BODY} bytes")
    return body


def _json(content: Mapping[str, Any], status: int = 200) -> Response:
    headers = _HEADERS | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})
    return JSONResponse(content, status, headers)
