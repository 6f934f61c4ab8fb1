"""Moments as feeds write them: the quick way for RFC 822 says what the long way says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.timestamps import read_timestamp

MOMENTS = st.builds(
    "{}{} {} {} {}:{}:{} {}".format,
    st.sampled_from(["Mon, ", "Sat, ", "Thu, ", ""]),
    st.integers(0, 32).map(str) | st.integers(1, 31).map("{:02}".format),
    st.sampled_from(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
    st.integers(1990, 2030) | st.sampled_from(["0001", "9999", "1989"]),
    st.integers(0, 25).map("{:02}".format),
    st.integers(0, 61).map("{:02}".format),
    st.integers(0, 61).map("{:02}".format),
    st.sampled_from(["GMT", "UTC", "BST", "EST", "Z", "+0000", "-0000", "+0100", "-0530", "+1459", "-1400", "+2500"]),
)


@settings(max_examples=200, deadline=None)
@given(MOMENTS)
def test_the_usual_form_is_read_as_any_other(text: str) -> None:
    # The quick way knows no month in small letters.
    assert read_timestamp(text) == read_timestamp(text.lower())


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 22 Jun 2026 10:15:30 BST", datetime(2026, 6, 22, 9, 15, 30, tzinfo=UTC)),
        ("22 Jun 2026 10:15:30 -0530", datetime(2026, 6, 22, 15, 45, 30, tzinfo=UTC)),
        ("Mon, 22 Jun 2026 10:15:30 +0100", datetime(2026, 6, 22, 9, 15, 30, tzinfo=UTC)),
        ("Sun, 31 Feb 2026 10:15:30 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
    ],
)
def test_zones_and_days_that_cannot_be(text: str, moment: datetime | None) -> None:
    assert read_timestamp(text) == moment
