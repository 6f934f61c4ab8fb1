"""The newsstand as pytest fixtures. A test module takes them by

from tests.newsstand.fixture import newsstand, seeded_newsstand  # noqa: F401 - a fixture
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.newsstand.stand import Newsstand


@pytest.fixture
def newsstand() -> Iterator[Newsstand]:
    """An empty newsstand, running."""
    with Newsstand() as stand:
        yield stand


@pytest.fixture
def seeded_newsstand() -> Iterator[Newsstand]:
    """A newsstand with the five seed articles, running."""
    with Newsstand.with_seeds() as stand:
        yield stand
