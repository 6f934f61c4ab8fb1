"""When an article is looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from parsers.recheck import first_check, next_check

OUT = datetime(2026, 6, 22, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "pause"),
    [
        (timedelta(), 15 * MINUTE),
        (179 * MINUTE, 15 * MINUTE),
        (3 * HOUR, HOUR),
        (DAY, 3 * HOUR),
        (7 * DAY, 3 * DAY),
        (30 * DAY, 30 * DAY),
        (359 * DAY, 30 * DAY),
        (360 * DAY, None),
    ],
)
def test_the_older_the_seldomer(age: timedelta, pause: timedelta | None) -> None:
    assert next_check(OUT, OUT + age) == (OUT + age + pause if pause else None)


def test_a_whole_life_is_a_bounded_number_of_looks() -> None:
    looks, at = 0, first_check(OUT, OUT)
    while at is not None:
        looks, at = looks + 1, next_check(OUT, at)
    assert 90 < looks < 120


def test_an_article_dated_ahead_is_as_old_as_we_know_it() -> None:
    assert first_check(OUT + 9 * DAY, OUT) == OUT + 15 * MINUTE
