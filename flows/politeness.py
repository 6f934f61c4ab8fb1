"""Manners towards the hosts we poll: how often, how many at once, when they asked us to wait, what their rules are.

One `Politeness` serves a whole pass, from any number of threads: it holds only times. Whoever fetches asks it when
the next request to a host may start, and tells it when a host asked to be left alone.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from flows.exchange import Failure
from parsers.addresses import CheckedUrl

if TYPE_CHECKING:
    from protego import Protego

# Longer waits are cut to this: a host that asks for a year, or whose clock is wrong, is asked again tomorrow.
MAX_RETRY_AFTER_SECONDS = 86_400.0
MAX_CRAWL_DELAY_SECONDS = 30.0
_SECONDS = re.compile(r"^\d{1,10}$")


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """What a Retry-After header (RFC 9110, 10.2.3) asks for, in seconds from `now`; None when it says nothing.

    Both forms are read: seconds, and a date. A date in the past is 0; anything longer than a day is a day.
    """
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.match(text):
        return min(float(text), MAX_RETRY_AFTER_SECONDS)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), MAX_RETRY_AFTER_SECONDS)


class Politeness:
    """When each host may be asked next. Spacing counts from the start of one request to the start of the next.

    Trusted hosts are the operator's own and have a spacing of their own.
    """

    def __init__(
        self, spacing: float = 1.0, trusted_spacing: float = 0.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._spacing = spacing
        self._trusted_spacing = trusted_spacing
        self._clock = clock
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait_for(self, url: CheckedUrl) -> float:
        """Take the next free turn at this host; the seconds to wait for it."""
        pace = self.pace(url)
        with self._lock:
            now = self._clock()
            start = max(now, self._next.get(url.host, now))
            self._next[url.host] = start + pace
            return start - now

    def pace(self, url: CheckedUrl) -> float:
        """Seconds from the start of one request to this host to that of the next."""
        spacing = self._trusted_spacing if url.trusted else self._spacing
        with self._lock:
            return max(spacing, self._delays.get(url.host, 0.0))

    def give_way(self, host: str, seconds: float) -> None:
        """Start nothing more at this host for so many seconds: others have their turn there."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)

    def slow_down(self, url: CheckedUrl, delay: float) -> None:
        """Note the Crawl-delay of a host's robots.txt, in seconds; at most half a minute of it is kept."""
        with self._lock:
            self._delays[url.host] = min(delay, MAX_CRAWL_DELAY_SECONDS)

    def hold(self, origin: str, seconds: float) -> None:
        """The host asked to be left alone for so many seconds."""
        with self._lock:
            self._held[origin] = max(self._held.get(origin, 0.0), self._clock() + seconds)

    def holds(self) -> dict[str, float]:
        """The hosts, by origin, that want no request for so many seconds yet."""
        with self._lock:
            now = self._clock()
            return {origin: until - now for origin, until in self._held.items() if until > now}

    def held(self, url: CheckedUrl) -> float | None:
        """Seconds for which the host wants no request yet; None when it may be asked."""
        with self._lock:
            left = self._held.get(url.origin, 0.0) - self._clock()
        return left if left > 0 else None


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt came to: its text as parsed, or that all is allowed, or why all is forbidden.

    `text` is what may be remembered of it for a while; None where it was not to be had.
    """

    parsed: Protego | None = None
    objection: Failure | None = None
    text: str | None = None


@dataclass(slots=True)
class Manners:
    """What is learnt about hosts in one pass and shared by everything that fetches in it, in any thread."""

    politeness: Politeness = field(default_factory=Politeness)
    # By which other workers tell us from themselves.
    name: str = field(default_factory=lambda: uuid4().hex)
    rules: dict[str, Rules] = field(default_factory=dict)
    # What earlier passes learnt: the texts of robots.txt by origin, and whether they were looked up.
    texts: dict[str, str] = field(default_factory=dict)
    recalled: bool = False
