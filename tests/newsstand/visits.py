"""What the newsstand's server and its scenarios pass to each other, and what it remembers of each request."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from aiohttp import web

# Nothing on the stand carries the real time: each change is a second later than the one before.
OPENED = datetime(2018, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Resource:
    """What lies at a path when nobody interferes."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    revision: int = 0
    status: int = 200

    @property
    def modified(self) -> datetime:
        """The moment of its last change, on the stand's own clock."""
        return OPENED + timedelta(seconds=self.revision)

    @property
    def etag(self) -> str:
        """A strong validator of exactly these bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


@dataclass(frozen=True, slots=True)
class Seen:
    """One request and what it was answered with; `status` is 0 where the connection was dropped."""

    method: str
    path: str
    query: str
    status: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request at a path where a scenario is mounted; `number` counts its visits from 1."""

    request: web.Request
    resource: Resource
    number: int
    base: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def option(self, name: str, default: Any) -> Any:
        """What the scenario was mounted with, else its default."""
        return self.options.get(name, default)

    def plain(self) -> web.Response:
        """The answer that the path gives without the scenario."""
        return answer(self.request, self.resource)


Scenario = Callable[[Visit], Awaitable[web.StreamResponse]]


def answer(request: web.Request, resource: Resource) -> web.Response:
    """An honest server's answer, with conditional GET by RFC 9110 section 13."""
    headers = {"ETag": resource.etag, "Last-Modified": format_datetime(resource.modified, usegmt=True)}
    if resource.status == 200 and _is_unchanged(request, resource):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = resource.content_type
    return web.Response(status=resource.status, body=resource.body, headers=headers)


def _is_unchanged(request: web.Request, resource: Resource) -> bool:
    known = request.headers.get("If-None-Match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "*" in tags or resource.etag in tags
    since = request.headers.get("If-Modified-Since")
    try:
        return since is not None and parsedate_to_datetime(since) >= resource.modified
    except (ValueError, TypeError):
        return False
