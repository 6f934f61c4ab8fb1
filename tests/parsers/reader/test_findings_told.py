"""What inspectors found, told by a reaction, by its contrast to what was before, or by the headline alone."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
GOLD = Path(__file__).parents[2] / "gold" / "findings_told.tsv"
with GOLD.open(encoding="utf-8", newline="") as file:
    ROWS = [tuple(row.values()) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("news", "grade", "title", "paragraphs"), ROWS)
def test_what_inspectors_found_is_told(read_text: Read, news: str, grade: str, title: str, paragraphs: str) -> None:
    mentions = read_text(paragraphs.replace(" | ", "\n\n"), title=title).mentions
    found = [item for item in mentions if item.role == "new" and item.type in ("judgement", "visit_outcome")]
    assert [item.type for item in found] == ([] if news == "none" else [news])
    assert [item.facts.judgements.get("overall") for item in found] == ([] if news == "none" else [grade or None])
