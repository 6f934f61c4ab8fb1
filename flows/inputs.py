"""What a command is pointed at: a file, standard input, or a web address, as bytes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from flows.exchange import Failure, Purpose, Request
from flows.fetch import fetch_all
from flows.settings import Settings
from flows.shop import Unreadable


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
    if where.startswith(("http://", "https://")):
        return _fetched(where, settings, purpose)
    path = Path(where)
    try:
        return Input(where, path.read_bytes(), content_type="text/plain" if path.suffix == ".txt" else None)
    except IsADirectoryError:
        raise Unreadable(f"{where} is a folder; name a file in it") from None
    except OSError as error:
        raise Unreadable(f"{where} can't be read: {error.strerror}; check the path") from None


def _fetched(url: str, settings: Settings, purpose: Purpose) -> Input:
    (answer,) = fetch_all([Request(url, purpose=purpose)], settings.fetch_options(), settings.manners())
    if isinstance(answer, Failure):
        remedy = (
            "name the host in WATCHKEEPER_TRUSTED_HOSTS if it is yours" if answer.reason == "refused_address" else ""
        )
        raise Unreadable(f"{url}: {answer.detail}{f'; {remedy}' if remedy else '; try again later'}")
    return Input(url, answer.body, answer.final_url, answer.content_type)
