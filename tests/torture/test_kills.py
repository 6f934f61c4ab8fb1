"""A short sample of `make torture`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from tests.torture.kills import kill_passes
from tests.torture.polls import kill_polls


@pytest.mark.torture
@pytest.mark.timeout(180)
def test_nothing_is_lost_whenever_a_pass_is_killed(tmp_path: Path) -> None:
    toll = kill_passes(tmp_path, kills=5, seed=20261122, articles=2, readers=20)
    print(asdict(toll))
    assert toll.sound, toll
    assert (toll.articles, toll.messages) == (2, 40)


@pytest.mark.torture
@pytest.mark.timeout(180)
def test_polls_that_are_killed_lose_no_entry_and_no_source(tmp_path: Path) -> None:
    toll = kill_polls(tmp_path, kills=5, seed=20261122)
    assert toll.sound, toll
