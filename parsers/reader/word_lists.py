"""Lists of words kept as data beside the code, in `vocabulary/`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_HOME = Path(__file__).parent / "vocabulary"


@cache
def word_lists(file: str) -> dict[str, dict[str, list[str]]]:
    """The tables of `vocabulary/<file>.toml`."""
    return tomllib.loads((_HOME / f"{file}.toml").read_text("utf-8"))


@cache
def word_list(file: str, table: str, key: str) -> frozenset[str]:
    """The words under that key of `vocabulary/<file>.toml`; KeyError when there is no such list."""
    return frozenset(word_lists(file)[table][key])
