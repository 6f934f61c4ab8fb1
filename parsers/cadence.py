"""When a source is tried next: a decision by what it was asked to be, what it does, and what it answered now.

A source that answers is polled at the pace that it publishes at, between the pace that the operator wants and four
times that, later where its publisher asks for it, and never sooner than every five minutes. One that fails is tried
ever less often by the weight of its failures, at least once a day, after a month at least once a week: nothing is ever
given up. One that says that it is gone for good is asked weekly.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from parsers.feed_hints import Hints
from parsers.poll_status import BLAMELESS, WEIGHTS, PollStatus, is_good

LEAST = timedelta(minutes=5)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# So long a source is tried daily though it fails; after that, weekly.
PATIENCE = timedelta(days=30)
# A wait that a host asks for is cut to this: its clock may be wrong.
LONGEST_WAIT = DAY
_SLOWEST = 4
_POLLS_A_GAP = 4
_BUSY_SPREAD = timedelta(hours=1)
_SPREAD = 0.1
_HEAVIEST = 16.0
# The second time that a source says that it is gone, it is believed.
_GONE_FOR_GOOD = 2
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class History:
    """What is remembered of a source: the wanted interval, its failures in a row, how often it has news.

    `steady` keeps the wanted interval whatever the source does: an official source is late when it matters most.
    """

    key: str
    every: timedelta
    failures: int = 0
    weight: float = 0.0
    failing_since: datetime | None = None
    usual_gap: timedelta | None = None
    steady: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """What one try came to. `wait` is what the host asked for by Retry-After, `fresh` what its caching headers say."""

    status: PollStatus
    entries: int = 0
    new: int = 0
    wait: timedelta | None = None
    hints: Hints = field(default_factory=Hints)
    fresh: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """When to try next, and what to remember of the failures in a row."""

    due_at: datetime
    failures: int
    weight: float
    failing_since: datetime | None


def plan(history: History, tried: Tried, now: datetime) -> Plan:
    """What follows from one try."""
    if is_good(tried.status):
        due = _awake(now + _spread(_interval(history, tried), history.key, now), tried.hints)
        return Plan(_not_before(due, tried, now), 0, 0.0, None)
    if tried.status in BLAMELESS:
        due = now + _spread(history.every, history.key, now)
        return Plan(_not_before(due, tried, now), history.failures, history.weight, history.failing_since)
    failures, since = history.failures + 1, history.failing_since or now
    weight = min(history.weight + WEIGHTS[tried.status], _HEAVIEST)
    longest = WEEK if now - since >= PATIENCE else DAY
    wait = min(history.every * 2**weight, max(longest, history.every))
    if tried.status == "gone":
        wait = WEEK if failures >= _GONE_FOR_GOOD else DAY
    due = now + _spread(wait, history.key, now)
    if tried.status == "busy" and tried.wait is None:
        due += _BUSY_SPREAD * _chance(history.key, now)
    return Plan(_not_before(due, tried, now), failures, weight, since)


def parked(status: str, failures: int) -> bool:
    """Whether a source said that it is gone, twice, and is only asked weekly whether it is back."""
    return status == "gone" and failures >= _GONE_FOR_GOOD


def slowest(history: History) -> timedelta:
    """The longest time between two polls of a source that answers."""
    return history.every if history.steady else max(min(history.every * _SLOWEST, DAY), history.every)


def _interval(history: History, tried: Tried) -> timedelta:
    if history.known and tried.new > 1 and tried.new == tried.entries:
        # All that it holds is new: what came in between may have dropped out of it already.
        return max(history.every / _POLLS_A_GAP, LEAST)
    ceiling = slowest(history)
    own = history.usual_gap / _POLLS_A_GAP if history.usual_gap else history.every
    asked = max((span for span in (tried.hints.least, tried.fresh) if span), default=timedelta())
    return max(history.every, min(max(own, asked), ceiling))


def _awake(due: datetime, hints: Hints) -> datetime:
    """Past the hours and days at which nothing appears, but no more than a day."""
    later = due.astimezone(UTC)
    while (later.hour in hints.skip_hours or later.weekday() in hints.skip_days) and later - due < DAY:
        later = later.replace(minute=0, second=0, microsecond=0) + _HOUR
    return min(later, due + DAY) if later > due else due


def _not_before(due: datetime, tried: Tried, now: datetime) -> datetime:
    return max(due, now + min(tried.wait or timedelta(), LONGEST_WAIT))


def _spread(wait: timedelta, key: str, now: datetime) -> timedelta:
    """A little sooner, by another little for each source and each time, so that they don't all come at once."""
    return max(wait * (1 - _SPREAD * _chance(key, now)), min(wait, LEAST))


def _chance(key: str, now: datetime) -> float:
    """A number from 0 to 1 that is the same when history is replayed."""
    return int.from_bytes(hashlib.sha256(f"{key}\x1f{now.isoformat()}".encode()).digest()[:4], "big") / 2**32
