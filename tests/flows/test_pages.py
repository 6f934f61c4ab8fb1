"""Pages of entries that are tried again."""

from __future__ import annotations

from datetime import timedelta

from flows.steps.pages import LONGEST_RETRY, wait_after


def test_an_entry_that_never_stops_failing_is_tried_daily() -> None:
    assert [wait_after(failures) for failures in (1, 2)] == [timedelta(minutes=30), timedelta(hours=1)]
    assert all(wait_after(failures) == LONGEST_RETRY for failures in (7, 40, 100_000))
