"""Labelled pairs of statements: are they about one event? Most of the different ones share authority and family."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict
from parsers.model import london_day
from parsers.partial_date import Window
from parsers.sameness import Candidate, resolve
from parsers.settle import settle

CORPUS = Path(__file__).parents[2] / "seeds" / "corpus"
FLOOR = 0.97


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]


def claim(article: dict[str, Any], place: int) -> Claim:
    event = article["events"][place]
    day = london_day(datetime.fromisoformat(article["published"])) if article["published"] else None
    facts = facts_from_dict({key: value for key, value in event.items() if key not in ("type", "role")})
    return Claim(
        f"{article['id']}:{place}", article["id"], event["type"], event["role"], facts, Window(day, day)
    )  # fmt: skip


def says_same(earlier: Claim, later: Claim) -> bool:
    if earlier.family != later.family:
        return False
    known = settle([earlier])
    candidate = Candidate("known", earlier.family, known.facts, known.phase, known.timing, known.types)
    return resolve(later, [candidate]).event_id is not None


def test_pairs_are_told_apart_and_together() -> None:
    articles = {article["id"]: article for article in lines("articles.jsonl")}
    right = wrong = missed = 0
    for pair in lines("pairs.jsonl"):
        claims = [claim(articles[pair[side]], pair[f"{side}_event"]) for side in ("a", "b")]
        claims.sort(key=lambda item: item.seen.latest or date.max)
        same = says_same(*claims)
        right += same and pair["same"]
        wrong += same and not pair["same"]
        missed += pair["same"] and not same
    assert right / (right + wrong) >= FLOOR
    assert right / (right + missed) >= FLOOR
