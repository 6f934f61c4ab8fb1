"""How often a publisher wishes to be asked: what the feed's head and the answer's headers say of it.

The head is searched as bytes, for a feed that is only asked how patient we are to be need not be parsed. A feed in
UTF-16 says nothing here, and is asked at the usual pace.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

_HEAD_BYTES = 16 * 1024
_FIRST_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD = re.compile(rb"<\w+:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<\w+:updateFrequency>\s*(\d{1,4})\s*<")
_SKIPPED_HOURS = re.compile(rb"<skipHours>(.{0,1024}?)</skipHours>", re.DOTALL)
_SKIPPED_DAYS = re.compile(rb"<skipDays>(.{0,1024}?)</skipDays>", re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>")
_DAY = re.compile(rb"<day>\s*(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})")
_DAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")
_PERIODS = {
    b"hourly": timedelta(hours=1),
    b"daily": timedelta(days=1),
    b"weekly": timedelta(days=7),
    b"monthly": timedelta(days=30),
    b"yearly": timedelta(days=365),
}
_LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Hints:
    """At least so long between two polls; and hours (GMT) and days (Monday is 0) at which nothing new appears."""

    least: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()

    def as_dict(self) -> dict[str, Any]:
        """To be stored; empty when nothing is asked."""
        said = {
            "least_seconds": int(self.least.total_seconds()) if self.least else None,
            "skip_hours": sorted(self.skip_hours),
            "skip_days": sorted(self.skip_days),
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> Hints:
        """What `as_dict` gave."""
        known = stored or {}
        seconds = known.get("least_seconds")
        return cls(
            timedelta(seconds=seconds) if seconds else None,
            frozenset(known.get("skip_hours", ())),
            frozenset(known.get("skip_days", ())),
        )


def hints_of(body: bytes) -> Hints:
    """RSS 2.0's ttl, skipHours and skipDays, and the syndication module's updatePeriod and updateFrequency."""
    head = body[:_HEAD_BYTES]
    first = _FIRST_ITEM.search(head)
    head = head[: first.start()] if first else head
    hours, days = _SKIPPED_HOURS.search(head), _SKIPPED_DAYS.search(head)
    return Hints(
        max((span for span in (_ttl(head), _period(head)) if span), default=None),
        # Early specifications count the hours from 1: 24 is midnight.
        frozenset(int(hour) % 24 for hour in _HOUR.findall(hours[1]) if int(hour) <= 24) if hours else frozenset(),
        frozenset(_DAYS.index(day.lower()) for day in _DAY.findall(days[1])) if days else frozenset(),
    )


def freshness(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How much longer the answer is fresh by its headers (RFC 9111, 4.2), named in lower case; None unless said."""
    said = headers.get("cache-control", "").lower()
    if "no-cache" in said or "no-store" in said:
        return None
    if found := _MAX_AGE.search(said):
        age = headers.get("age", "")
        seconds = int(found[1]) - (int(age) if age.isdecimal() and len(age) < 10 else 0)
        return min(timedelta(seconds=seconds), _LONGEST) if seconds > 0 else None
    until, since = _moment(headers.get("expires")), _moment(headers.get("date")) or now
    return min(until - since, _LONGEST) if until and until > since else None


def _ttl(head: bytes) -> timedelta | None:
    found = _TTL.search(head)
    return timedelta(minutes=int(found[1])) if found and int(found[1]) else None


def _period(head: bytes) -> timedelta | None:
    found = _PERIOD.search(head)
    if found is None:
        return None
    times = _FREQUENCY.search(head)
    return _PERIODS[found[1].lower()] / max(int(times[1]) if times else 1, 1)


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
