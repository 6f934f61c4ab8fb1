"""What publishers say of how often they wish to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.feed_hints import Hints, freshness, hints_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "least"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl> 90 </ttl>", timedelta(minutes=90)),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", timedelta(minutes=30)),
        ("<sy:updatePeriod>\n\tdaily\t</sy:updatePeriod>", timedelta(days=1)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", timedelta(days=1)),
        ("<ttl>15</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        ("<title>A feed</title>", None),
    ],
)
def test_the_least_time_between_two_polls(head: str, least: timedelta | None) -> None:
    assert hints_of(f"<rss><channel>{head}<item/></channel></rss>".encode()).least == least


def test_hours_and_days_to_skip() -> None:
    head = (
        "<skipHours><hour>0</hour><hour> 7 </hour><hour>24</hour><hour>99</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>"
    )
    hints = hints_of(f"<rss><channel>{head}</channel></rss>".encode())
    assert (hints.skip_hours, hints.skip_days) == ({0, 7}, {5, 6})


def test_items_have_no_say() -> None:
    assert hints_of(b"<rss><channel><item><ttl>60</ttl></item></channel></rss>") == Hints()


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=900"}, timedelta(minutes=15)),
        ({"cache-control": "max-age=900", "age": "300"}, timedelta(minutes=10)),
        ({"cache-control": "max-age=60", "age": "300"}, None),
        ({"cache-control": "s-maxage=900"}, None),
        ({"cache-control": "no-cache, max-age=900"}, None),
        ({"cache-control": "max-age=9999999999"}, timedelta(days=365)),
        ({"expires": "Sun, 22 Nov 2026 12:30:00 GMT"}, timedelta(minutes=30)),
        ({"expires": "Sun, 22 Nov 2026 12:30:00 GMT", "date": "Sun, 22 Nov 2026 12:20:00 GMT"}, timedelta(minutes=10)),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, None),
        ({"expires": "0"}, None),
        ({"cache-control": "max-age=0", "expires": "Sun, 22 Nov 2026 12:30:00 GMT"}, None),
    ],
)
def test_freshness_by_headers(headers: Mapping[str, str], fresh: timedelta | None) -> None:
    assert freshness(headers, NOW) == fresh


@given(
    st.binary(max_size=300), st.dictionaries(st.sampled_from(["cache-control", "expires", "age", "date"]), st.text())
)
def test_no_bytes_and_no_headers_break_it(body: bytes, headers: dict[str, str]) -> None:
    hints = hints_of(b"<rss><channel>" + body)
    assert Hints.of(hints.as_dict()) == hints
    fresh = freshness(headers, NOW)
    assert fresh is None or fresh > timedelta()
