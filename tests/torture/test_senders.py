"""Two senders at once, on both databases."""

from __future__ import annotations

import pytest

from tests.torture.senders import send_at_once


@pytest.mark.torture
@pytest.mark.timeout(180)
def test_two_senders_send_nothing_twice(empty_database_url: str) -> None:
    came = send_at_once(empty_database_url, people=30, events=3)
    assert (came.messages, came.received, came.doubled, came.left) == (90, 90, 0, 0)
    assert min(came.by_each) > 0, "both had a part in it"
