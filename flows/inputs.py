"""What a command is pointed at: a file, standard input, or a web address, as bytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.exchange import Failure, Purpose, Reason, Request
from flows.settings import Settings
from flows.shop import Unreadable

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_BY_HAND = "save the page in a browser and name the file"
_SERVER = "try again later"
_BY_STATUS: Mapping[int, str] = {
    401: f"it wants a login: {_BY_HAND}",
    403: f"it lets no program in: {_BY_HAND}",
    404: "check the address",
    410: "check the address",
}
_BY_REASON: Mapping[Reason, str] = {
    "dns": "check the address, and that this machine is online",
    "connect": "check the address, or try again later",
    "tls": f"check the address, or {_BY_HAND}",
    "timeout": _SERVER,
    "busy": _SERVER,
    "too_large": "name a smaller page",
    "redirects": _BY_HAND,
    "robots": _BY_HAND,
    "decode": _BY_HAND,
    "other": "check the address",
}


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes, and where they come from. `url` is None for a file."""

    name: str
    body: bytes
    url: str | None = None
    content_type: str | None = None


def read_input(where: str, settings: Settings, purpose: Purpose = "page") -> Input:
    """Read a file, `-` for standard input, or fetch an http(s) address through the guard.

    Raises Unreadable with what is wrong and what to do.
    """
    if where == "-":
        return Input("standard input", sys.stdin.buffer.read())
    if where.lower().startswith(("http://", "https://")):
        return _fetched(where, settings, purpose)
    if _SCHEME.match(where):
        raise Unreadable(f"{where}: only http and https addresses are fetched; save it and name the file")
    path = Path(where)
    try:
        return Input(where, path.read_bytes(), content_type="text/plain" if path.suffix == ".txt" else None)
    except IsADirectoryError:
        raise Unreadable(f"{where} is a folder; name a file in it") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file can have that name"
        raise Unreadable(f"{where} can't be read: {why}; check the path") from None


def _fetched(url: str, settings: Settings, purpose: Purpose) -> Input:
    from flows.fetch import fetch_all

    (answer,) = fetch_all([Request(url, purpose=purpose)], settings.fetch_options(), settings.manners())
    if isinstance(answer, Failure):
        remedy = remedy_for(answer)
        raise Unreadable(f"{url}: {answer.detail}{f'; {remedy}' if remedy else ''}")
    return Input(url, answer.body, answer.final_url, answer.content_type)


def remedy_for(failure: Failure) -> str:
    """What the person can do; nothing where the detail says so itself."""
    if failure.reason == "http_status":
        return _BY_STATUS.get(failure.status or 0, _SERVER if (failure.status or 0) >= 500 else _BY_HAND)
    return _BY_REASON.get(failure.reason, "")
