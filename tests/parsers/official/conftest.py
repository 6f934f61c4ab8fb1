"""What these tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.authorities import Gazetteer, load_authorities

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(load_authorities((SEEDS / "authorities.csv").read_text(encoding="utf-8")))
