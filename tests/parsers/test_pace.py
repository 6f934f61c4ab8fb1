"""How often a source is looked at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.pace import next_look


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-06-22T09:00", "2026-06-22T09:15"),  # a Monday in summer: ten in London
        ("2026-06-22T05:10", "2026-06-22T06:00"),  # hourly, but first thing at seven in London
        ("2026-06-22T03:00", "2026-06-22T04:00"),
        ("2026-06-22T18:00", "2026-06-22T19:00"),  # closing time
        ("2026-06-20T09:00", "2026-06-20T10:00"),  # a Saturday
        ("2026-06-21T23:30", "2026-06-22T00:30"),
        ("2026-12-21T07:00", "2026-12-21T07:15"),  # in winter London is on UTC
        ("2026-12-21T06:50", "2026-12-21T07:05"),
        ("2026-12-21T06:30", "2026-12-21T07:00"),
    ],
)
def test_ofsted_is_looked_at_in_office_hours(now: str, due: str) -> None:
    found = next_look("ofsted_search", 15, datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_others_come_out_at_any_time() -> None:
    night = datetime(2026, 6, 20, 2, tzinfo=UTC)
    assert next_look("rss", 30, night) == datetime(2026, 6, 20, 2, 30, tzinfo=UTC)
    assert next_look("ofsted_search", 90, night) == datetime(2026, 6, 20, 3, 30, tzinfo=UTC)
