"""A short sample of the races of `make torture`, on both databases."""

from __future__ import annotations

import pytest

from tests.torture.races import Tie, race


@pytest.mark.torture
@pytest.mark.timeout(180)
def test_two_reports_at_once_are_one_event_and_one_message(empty_database_url: str) -> None:
    assert race(empty_database_url, 4) == Tie(races=4, events=4, deliveries=4, unread=0)
