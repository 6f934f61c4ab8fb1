"""What the reader's tests share: the lexicon, and a short way to read a text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from parsers.authorities import load_authorities
from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Reading
from parsers.reader import read

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(load_authorities((ROOT / "seeds" / "authorities.csv").read_text("utf-8")))


@pytest.fixture(scope="session")
def read_text(lexicon: Lexicon) -> Callable[..., Reading]:
    def read_it(text: str, published: str | None = "2024-06-14T09:00:00+00:00", title: str | None = None) -> Reading:
        moment = datetime.fromisoformat(published) if published else None
        return read(Article("test", text, title=title, published=moment), lexicon)

    return read_it
