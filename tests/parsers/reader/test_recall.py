"""Words that look back, and those that only compare with what was."""

from __future__ import annotations

import pytest

from parsers.reader.recall import tells_of_past

PAST = [
    "since it was judged inadequate in the spring",
    "when it was last inspected, it was good",
    "at its last inspection the service was rated good",
    "back in 2019 it was inadequate",
    "two years ago inspectors called it weak",
]
TODAY = [
    "services have declined since the last inspection and ofsted has now rated them inadequate",
    "there has been good progress since its last full inspection, inspectors say",
    "ofsted has rated the service inadequate",
]


@pytest.mark.parametrize("low", PAST)
def test_words_that_look_back(low: str) -> None:
    assert tells_of_past(low)


@pytest.mark.parametrize("low", TODAY)
def test_what_is_compared_with_the_past_is_told_of_today(low: str) -> None:
    assert not tells_of_past(low)
