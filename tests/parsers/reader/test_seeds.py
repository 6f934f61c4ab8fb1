"""The five seed articles come out as they were labelled by hand, whether the day of publication is known or bounded."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from parsers.fact_sheet import facts_to_dict
from parsers.lexicon import Lexicon
from parsers.model import LONDON, Article, Mention, Reading
from parsers.reader import read

HERE = Path(__file__).parent
ARTICLES = HERE.parents[2] / "seeds" / "articles"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((HERE / "seeds_expected.json").read_text("utf-8"))
MANIFEST = {item["id"]: item for item in tomllib.loads((ARTICLES / "manifest.toml").read_text("utf-8"))["article"]}


def seed(name: str, exact: bool) -> Article:
    item = MANIFEST[name]
    day = item.get("published") if exact else None
    moment = datetime.combine(date.fromisoformat(str(day)), time(12), LONDON) if day else None
    bounds = [item.get(key) for key in ("published_earliest", "published_latest")]
    text = (ARTICLES / item["file"]).read_text("utf-8")
    return Article(name, text, item.get("url"), item.get("title"), item.get("outlet"), moment, *bounds)


def agrees(mention: Mention, wanted: dict[str, Any]) -> bool:
    facts = {"type": mention.type, "role": mention.role, "dates": {}, **facts_to_dict(mention.facts)}
    if wanted.get("dates") == {} and facts["dates"]:
        return False
    dates = wanted.get("dates", {}).items()
    plain = {key: value for key, value in wanted.items() if key != "dates"}.items()
    return all(facts["dates"].get(k) == v for k, v in dates) and all(facts.get(k) == v for k, v in plain)


def readings(lexicon: Lexicon, name: str) -> list[Reading]:
    return [read(seed(name, exact), lexicon) for exact in (True, False)]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_labelled_mention_is_read_once(name: str, lexicon: Lexicon) -> None:
    for reading in readings(lexicon, name):
        for wanted in EXPECTED[name]:
            found = [mention for mention in reading.mentions if agrees(mention, wanted)]
            assert len(found) == 1, (wanted, [(m.type, m.role, facts_to_dict(m.facts)) for m in reading.mentions])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_nothing_but_standing_facts_is_read_beside_them(name: str, lexicon: Lexicon) -> None:
    for reading in readings(lexicon, name):
        told = [mention for mention in reading.mentions if mention.role not in ("state", "conditional")]
        wanted = [item for item in EXPECTED[name] if item["role"] != "state"]
        assert len(told) == len(wanted), [(m.type, m.role, facts_to_dict(m.facts)) for m in told]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_all_are_about_st_helens(name: str, lexicon: Lexicon) -> None:
    for reading in readings(lexicon, name):
        assert reading.relevant
        assert {mention.authority for mention in reading.mentions} == {"St Helens"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_furniture_supports_nothing(name: str, lexicon: Lexicon) -> None:
    for reading in readings(lexicon, name):
        for mention in reading.mentions:
            spans = [mention.span, *mention.evidence.values()]
            assert not any(s.start < end and start < s.end for s in spans for start, end in reading.furniture)


def test_the_furniture_of_a_trade_site_is_set_apart(lexicon: Lexicon) -> None:
    article = seed("004", True)
    apart = " ".join(article.text[start:end] for start, end in read(article, lexicon).furniture)
    for words in ("Remote Assessment Service", "Cardiff, was rated inadequate", "176 new children", "closechevron"):
        assert words in apart
