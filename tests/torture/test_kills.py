"""A short sample of `make torture`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.kills import kill_passes


@pytest.mark.torture
@pytest.mark.timeout(180)
def test_nothing_is_lost_whenever_a_pass_is_killed(tmp_path: Path) -> None:
    toll = kill_passes(tmp_path, kills=5, seed=20261122)
    assert toll.entries == toll.kills
    assert (toll.messages, toll.received, toll.owed) == (toll.articles, toll.articles, 0)
    assert toll.doubled <= toll.kills
