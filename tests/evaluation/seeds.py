"""The five seed articles as labelled items, beside the corpus in what `make evaluate` prints.

Their labels, `tests/parsers/reader/seeds_expected.json`, are held to the letter by the tests of the reader, so that no
floor is needed here.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, time
from typing import Any

from parsers.lexicon import Lexicon
from parsers.model import LONDON
from tests.evaluate import ROOT, score_items
from tests.evaluation.scoring import ALERTING, Score

_ARTICLES = ROOT / "seeds" / "articles"
_LABELS = ROOT / "tests" / "parsers" / "reader" / "seeds_expected.json"
# What a label says where it does not say otherwise; the seeds are all about one authority.
_SAID: dict[str, Any] = {
    "authority": "St Helens", "inspectorate": None, "kind": None, "judgements": {}, "previous_overall": None,
    "priority_actions": None, "areas_for_improvement": None, "dates": {}, "instrument": None, "action": None,
    "people": [], "amount_gbp": None, "quote": "\0",
}  # fmt: skip


# What these labels leave unsaid, so that nothing can be counted of it.
_UNLABELLED = ("evidence overlap", "inspectorate", "people")


def score_seeds(lexicon: Lexicon) -> Score:
    """The figures of the five seeds."""
    score = score_items(seed_items(), lexicon)
    for name in _UNLABELLED:
        score.tallies.pop(name, None)
    return score


def seed_items() -> list[dict[str, Any]]:
    """The seeds in the form of the corpus, each at noon of the day that it came out on; None where that is unknown."""
    labels = json.loads(_LABELS.read_text("utf-8"))
    manifest = tomllib.loads((_ARTICLES / "manifest.toml").read_text("utf-8"))["article"]
    return [
        {
            "id": f"seed {item['id']}",
            "outlet": item.get("outlet"),
            "url": item.get("url"),
            "published": _noon(item.get("published")),
            "bounds": [item.get("published_earliest"), item.get("published_latest")],
            "title": item.get("title"),
            "text": (_ARTICLES / item["file"]).read_text("utf-8"),
            "relevant": True,
            "events": [{**_SAID, **label, "alert": label["role"] in ALERTING} for label in labels[item["id"]]],
        }
        for item in manifest
    ]


def _noon(day: date | None) -> str | None:
    return datetime.combine(day, time(12), LONDON).isoformat() if day else None
