"""Which reader this is: a fingerprint of its rules, vocabulary and model, so that an older reading can be told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_ROOM = Path(__file__).parents[1]
# Rules of other trades: what they change, no reading shows.
_ELSEWHERE = ("official", "sameness", "page", "feed", "settle", "changes", "corrections", "forecast", "sources")


def edition(additions: Iterable[str]) -> str:
    """A name for the reader as it is with these additions to its vocabulary; another one whenever it is another."""
    hashed = hashlib.sha256(_rules())
    for text in additions:
        hashed.update(hashlib.sha256(text.encode()).digest())
    return hashed.hexdigest()


@cache
def _rules() -> bytes:
    hashed = hashlib.sha256()
    for file in sorted(path for kind in ("*.py", "*.toml", "*.json") for path in _ROOM.rglob(kind)):
        name = file.relative_to(_ROOM).as_posix()
        if not name.startswith(_ELSEWHERE):
            hashed.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return hashed.digest()
