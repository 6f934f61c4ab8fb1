"""What a try at a source came to: the closed list of statuses, and how heavily each failure weighs.

A heavy failure (a page in place of the feed, a refusal) is not over by itself and is waited out longer than a light one
(a name server that did not answer). No failure ends a source: many come back from what looks like death.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, cast

PollStatus = Literal[
    "ok", "unchanged", "empty",
    "offline", "held", "dns", "connect", "timeout", "tls", "busy", "server_error", "decode", "not_a_feed", "no_items",
    "not_found", "failed", "fault_of_ours",
    "http_status", "forbidden", "challenge", "consent_wall", "login_page", "error_page", "web_page", "too_large",
    "redirects", "refused_address", "robots", "gone", "other",
]  # fmt: skip

GOOD: frozenset[PollStatus] = frozenset(["ok", "unchanged", "empty"])
"""The source answered as it should; `empty` is a proper feed without anything in it."""

_LIGHT, _MIDDLING, _HEAVY = 0.25, 0.5, 1.0
WEIGHTS: Mapping[PollStatus, float] = MappingProxyType(
    {
        # No fault of the source: nobody at all could be reached, or its host wants to be left alone and was not asked.
        **dict.fromkeys(("offline", "held"), 0.0),
        **dict.fromkeys(("dns", "connect"), _LIGHT),
        **dict.fromkeys(
            (
                "timeout", "tls", "busy", "server_error", "decode", "not_a_feed", "no_items", "not_found", "failed",
                "fault_of_ours",
            ),
            _MIDDLING,
        ),
        **dict.fromkeys(
            (
                "http_status", "forbidden", "challenge", "consent_wall", "login_page", "error_page", "web_page",
                "too_large", "redirects", "refused_address", "robots", "gone", "other",
            ),
            _HEAVY,
        ),
    }
)  # fmt: skip

BLAMELESS: frozenset[PollStatus] = frozenset(["offline", "held"])
"""The source was not heard, through no fault of its own."""

WALLS: frozenset[PollStatus] = frozenset(["challenge", "consent_wall", "login_page"])
"""A page that stands before what was asked for."""

UNREACHED: frozenset[PollStatus] = frozenset(["dns", "connect", "timeout"])
"""Nothing came back: it may be the source, and it may be us."""

IN_WORDS: Mapping[PollStatus, str] = MappingProxyType(
    {
        "offline": "no network",
        "held": "host asks to wait",
        "dns": "host not found",
        "connect": "no connection",
        "timeout": "too slow",
        "tls": "bad certificate",
        "busy": "asks to wait",
        "server_error": "server error",
        "decode": "damaged body",
        "not_a_feed": "not a feed",
        "no_items": "nothing found on it",
        "not_found": "not found",
        "failed": "failing",
        "fault_of_ours": "fault of ours",
        "http_status": "refused",
        "forbidden": "forbidden",
        "challenge": "bot challenge",
        "consent_wall": "consent wall",
        "login_page": "login page",
        "error_page": "error page",
        "web_page": "web page, no feed",
        "too_large": "too large",
        "redirects": "bad redirect",
        "refused_address": "address refused",
        "robots": "robots forbid",
        "gone": "gone, parked",
        "other": "failing",
    }
)


def in_words(status: str) -> str:
    """A status in a few words for a person; one that is not in the list as it is."""
    return IN_WORDS.get(cast(PollStatus, status), status.replace("_", " "))


def is_good(status: str) -> bool:
    """Whether the source answered as it should."""
    return status in GOOD
