"""Digests at London's time on their days, whatever the clocks do; quiet hours and when they end."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.timetable import EVERY_DAY, MONDAY, WEEKDAYS, Quiet, Round, Timetable
from parsers.model import LONDON

MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(0, 60 * minutes)
)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
DAYS = st.sets(st.sampled_from(EVERY_DAY), min_size=1).map(lambda days: tuple(sorted(days)))


def at(text: str) -> datetime:
    """A London time as a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("turn", "moment", "expected"),
    [
        (Round("weekly", days=MONDAY), "2026-11-22T12:00", "2026-11-23T07:30"),
        (Round("weekly", days=MONDAY), "2026-11-23T07:29", "2026-11-23T07:30"),
        (Round("weekly", days=MONDAY), "2026-11-23T07:30", "2026-11-30T07:30"),
        (Round("daily", days=WEEKDAYS), "2026-11-20T08:00", "2026-11-23T07:30"),
        (Round("daily", time(17)), "2026-11-20T16:59", "2026-11-20T17:00"),
        (Round("hourly"), "2026-11-20T16:59", "2026-11-20T17:00"),
        # British Summer Time begins on 29 March 2026 and ends on 25 October: half past seven stays half past seven.
        (Round("daily"), "2026-03-28T08:00", "2026-03-29T07:30"),
        (Round("daily"), "2026-10-24T08:00", "2026-10-25T07:30"),
    ],
)
def test_the_next_turn(turn: Round, moment: str, expected: str) -> None:
    assert turn.after(at(moment)) == at(expected)


def test_summer_time_moves_the_moment_not_the_clock() -> None:
    weekly = Round("weekly", days=MONDAY)
    winter, summer = weekly.after(at("2026-03-20T12:00")), weekly.after(at("2026-03-27T12:00"))
    assert summer - winter == timedelta(days=7, hours=-1)


@pytest.mark.parametrize("moment", ["2026-03-28T12:00", "2026-10-24T12:00"])
@pytest.mark.parametrize("clock", [time(0, 30), time(1), time(1, 30), time(2)])
def test_an_hour_that_is_skipped_or_comes_twice_has_one_turn_a_day(moment: str, clock: time) -> None:
    turn = Round("daily", clock)
    turns = [turn.after(at(moment))]
    for _ in range(3):
        turns.append(turn.after(turns[-1]))
    days = [one.astimezone(LONDON).date() for one in turns]
    assert len(set(days)) == 4 and (days[-1] - days[0]).days == 3


@given(MOMENTS, CLOCKS, DAYS)
def test_turns_follow_each_other_and_leave_none_out(moment: datetime, clock: time, days: tuple[int, ...]) -> None:
    turn = Round("weekly", clock, days)
    following, last = turn.after(moment), turn.until(moment)
    assert last <= moment < following
    assert turn.after(last) == following
    assert turn.until(following) == following
    assert following - last <= timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        ("2026-11-20T19:59", "2026-11-20T19:59"),
        ("2026-11-19T20:00", "2026-11-20T07:00"),
        ("2026-11-19T06:59", "2026-11-19T07:00"),
        # Friday evening: the night leads into the weekend, and that into Monday's night.
        ("2026-11-20T20:00", "2026-11-23T07:00"),
        ("2026-11-21T12:00", "2026-11-23T07:00"),
        ("2026-10-24T23:00", "2026-10-26T07:00"),
    ],
)
def test_quiet_ends_in_the_morning_of_a_working_day(moment: str, ends: str) -> None:
    assert Quiet().ends(at(moment)) == at(ends)


@given(MOMENTS, CLOCKS, CLOCKS, DAYS.filter(lambda days: len(days) < 7))
def test_quiet_never_ends_in_quiet(moment: datetime, start: time, end: time, days: tuple[int, ...]) -> None:
    if start == end:
        return
    hours = Quiet(start, end, days)
    ends = hours.ends(moment)
    assert ends >= moment and hours.ends(ends) == ends
    assert ends - moment <= timedelta(days=8)


def test_news_of_a_pace_go_into_the_regular_digest_where_it_has_that_pace() -> None:
    table = Timetable(None, Round("weekly", time(9), (3,)), Round("daily", time(9)))
    assert str(table.round_of("weekly")) == "weekly 09:00 Thu"
    assert str(table.round_of("daily")) == "daily 09:00"
    assert str(table.round_of("hourly")) == "hourly"
    assert table.round_of("immediate") is None
    assert str(Timetable(None, None).round_of("weekly")) == "weekly 07:30 Mon"
