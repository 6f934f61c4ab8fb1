"""Money that the headline and the first lines tell: whose it is, and what beside it is no news of money."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article
from parsers.reader import read
from parsers.reader.gist import main_news

PUBLISHED = datetime(2024, 3, 14, tzinfo=UTC)
GOLD = Path(__file__).parents[2] / "gold" / "money_first.tsv"
with GOLD.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["headline"] for row in ROWS])
def test_the_news_is_told_from_what_money_stands_beside(row: dict[str, str], lexicon: Lexicon) -> None:
    """The news is a type of event, `none` (anything but funding) or `irrelevant`; a bar parts paragraphs."""
    text = row["text"].replace(" | ", "\n\n")
    found = read(Article(id="a", title=row["headline"], text=text, published=PUBLISHED), lexicon)
    told = main_news(found.mentions)
    if row["news"] == "irrelevant":
        assert not found.relevant
    elif row["news"] == "none":
        assert told != "funding"
    else:
        assert told == row["news"], found.why
