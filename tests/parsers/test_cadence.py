"""When a source is tried next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.cadence import DAY, LEAST, PATIENCE, WEEK, History, Tried, parked, plan, slowest
from parsers.feed_hints import Hints
from parsers.poll_status import GOOD, WEIGHTS, PollStatus

NOW = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)  # a Thursday
HALF_HOUR = timedelta(minutes=30)
STAR = History("star", HALF_HOUR)
FAULTS: tuple[PollStatus, ...] = tuple(status for status in get_args(PollStatus) if status not in GOOD)


def wait(history: History, tried: Tried) -> timedelta:
    """How long after now the next try is."""
    return plan(history, tried, NOW).due_at - NOW


def about(wanted: timedelta) -> tuple[timedelta, timedelta]:
    """The bounds within which a wait is spread."""
    return wanted * 0.9, wanted


def test_every_status_has_its_weight() -> None:
    assert set(WEIGHTS) == set(FAULTS)


def test_a_source_that_answers_keeps_its_pace() -> None:
    low, high = about(HALF_HOUR)
    for status in GOOD:
        assert low <= wait(STAR, Tried(status, 40, 2)) <= high
    after = plan(replace(STAR, failures=7, weight=3.5, failing_since=NOW - DAY), Tried("unchanged"), NOW)
    assert (after.failures, after.weight, after.failing_since) == (0, 0.0, None)


def test_sources_are_spread_and_replay_alike() -> None:
    waits = {wait(replace(STAR, key=f"s{n}"), Tried("ok", 40, 1)) for n in range(50)}
    assert len(waits) == 50
    assert wait(STAR, Tried("ok", 40, 1)) == wait(STAR, Tried("ok", 40, 1))


@pytest.mark.parametrize(
    ("gap", "wanted"),
    [
        (timedelta(minutes=20), HALF_HOUR),
        (timedelta(hours=4), timedelta(hours=1)),
        (timedelta(days=3), timedelta(hours=2)),
    ],
)
def test_the_pace_follows_the_news_between_floor_and_ceiling(gap: timedelta, wanted: timedelta) -> None:
    low, high = about(wanted)
    assert low <= wait(replace(STAR, usual_gap=gap), Tried("unchanged")) <= high


def test_an_official_source_is_never_stretched() -> None:
    steady = replace(STAR, usual_gap=timedelta(days=30), steady=True)
    asked = Tried("unchanged", hints=Hints(least=DAY), fresh=WEEK)
    assert wait(steady, asked) <= HALF_HOUR
    assert slowest(steady) == HALF_HOUR


def test_a_feed_of_new_items_alone_is_asked_again_soon() -> None:
    """What came in between may have dropped out of it."""
    low, high = about(HALF_HOUR / 4)
    assert low <= wait(STAR, Tried("ok", 40, 40)) <= high
    assert wait(replace(STAR, known=False), Tried("ok", 40, 40)) >= HALF_HOUR * 0.9
    assert wait(replace(STAR, every=LEAST), Tried("ok", 40, 40)) == LEAST


@pytest.mark.parametrize(
    "tried",
    [
        Tried("ok", 40, 1, hints=Hints(least=timedelta(hours=1))),
        Tried("ok", 40, 1, fresh=timedelta(hours=1)),
        Tried("ok", 40, 1, hints=Hints(least=timedelta(minutes=45)), fresh=timedelta(hours=1)),
    ],
)
def test_what_the_publisher_asks_for_is_honoured(tried: Tried) -> None:
    low, high = about(timedelta(hours=1))
    assert low <= wait(STAR, tried) <= high


def test_nobody_parks_a_source_by_asking() -> None:
    year = timedelta(days=365)
    assert wait(STAR, Tried("ok", 40, 1, hints=Hints(least=year), fresh=year)) <= 4 * HALF_HOUR
    assert wait(STAR, Tried("busy", wait=year)) <= DAY
    always = Hints(skip_hours=frozenset(range(24)), skip_days=frozenset(range(7)))
    assert wait(STAR, Tried("ok", 40, 1, hints=always)) <= DAY + HALF_HOUR


def test_hours_and_days_without_news_are_slept_through() -> None:
    hours = Tried("ok", 40, 1, hints=Hints(skip_hours=frozenset([12, 13, 14])))
    assert plan(STAR, hours, NOW).due_at == NOW.replace(hour=15)
    days = Tried("ok", 40, 1, hints=Hints(skip_days=frozenset([3])))
    assert plan(STAR, days, NOW).due_at == NOW.replace(day=20, hour=0)


def test_a_wait_that_is_asked_for_is_kept() -> None:
    for status in ("busy", "server_error"):
        assert wait(STAR, Tried(status, wait=timedelta(hours=3))) >= timedelta(hours=3)


def test_failures_weigh_differently() -> None:
    def waited(status: PollStatus) -> timedelta:
        history = STAR
        for _ in range(4):
            after = plan(history, Tried(status), NOW)
            history = replace(history, failures=after.failures, weight=after.weight, failing_since=after.failing_since)
        return after.due_at - NOW

    assert timedelta(minutes=50) < waited("dns") <= timedelta(hours=1)
    assert timedelta(hours=1.8) <= waited("timeout") <= timedelta(hours=2)
    assert timedelta(hours=7) < waited("challenge") <= timedelta(hours=8)


def test_our_own_outage_is_held_against_nobody() -> None:
    after = plan(replace(STAR, failures=1, weight=0.5, failing_since=NOW - DAY), Tried("offline"), NOW)
    assert (after.failures, after.weight, after.failing_since) == (1, 0.5, NOW - DAY)
    assert after.due_at - NOW <= HALF_HOUR


def test_what_is_gone_twice_is_parked_and_asked_weekly() -> None:
    first = plan(STAR, Tried("gone"), NOW)
    assert first.due_at - NOW <= DAY
    assert not parked("gone", first.failures)
    again = plan(replace(STAR, failures=first.failures, weight=first.weight), Tried("gone"), NOW)
    assert DAY < again.due_at - NOW <= WEEK
    assert parked("gone", again.failures)


@given(
    st.integers(5, 7 * 24 * 60),
    st.lists(st.sampled_from(FAULTS), max_size=60),
    st.floats(0, 1e9),
)
def test_nothing_is_ever_given_up(every: int, faults: list[PollStatus], asked: float) -> None:
    """Whatever fails however often: at most a day between two tries, after a month at most a week."""
    now, history = NOW, History("any", timedelta(minutes=every))
    for fault in faults:
        after = plan(history, Tried(fault, wait=timedelta(seconds=asked)), now)
        waited, since = after.due_at - now, after.failing_since or now
        longest = WEEK if fault == "gone" or now - since >= PATIENCE else DAY
        assert LEAST <= waited <= max(longest, history.every) + timedelta(hours=1)
        history = replace(history, failures=after.failures, weight=after.weight, failing_since=after.failing_since)
        now = after.due_at
