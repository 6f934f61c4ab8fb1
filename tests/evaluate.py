"""`make evaluate`: how well the reader does on the labelled corpus, and whether it does worse than before.

A quarter of the corpus, chosen by a hash of its cluster, stays closed to whoever writes rules: its errors are not
printed. Floors for the items present at the last pin are in `evaluation/baseline.json`; an item added or changed since
then has no floor until `--pin`. A pin that would lower a floor needs `--allow-lower`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from parsers.authorities import load_authorities
from parsers.fact_sheet import mention_to_dict
from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article
from parsers.reader import read
from tests.evaluation.scoring import Score, Tally, score_article

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "seeds" / "corpus" / "articles.jsonl"
BASELINE = Path(__file__).parent / "evaluation" / "baseline.json"
REPORT = ROOT / "var" / "evaluation.json"
FLOORS = (
    "relevance",
    "type+role",
    "alert",
    "authority",
    "kind",
    "judgement overall",
    "priority_actions",
    "people",
    "instrument",
    "dates within precision",
)
_SLACK = 1e-9


def is_closed(item: Mapping[str, Any]) -> bool:
    """True for the quarter that rules are not written on."""
    key = str(item.get("cluster") or item["id"])
    return hashlib.sha256(key.encode()).digest()[0] % 4 == 0


def fingerprint(item: Mapping[str, Any]) -> str:
    """What the item says and how it is labelled, as a short hash."""
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


def load_corpus(path: Path = CORPUS) -> list[dict[str, Any]]:
    """The labelled articles in the order of the file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def article_of(item: Mapping[str, Any]) -> Article:
    """The item without its labels."""
    published = datetime.fromisoformat(item["published"]) if item["published"] else None
    return Article(item["id"], item["text"], item["url"], item["title"], item["outlet"], published)


def score_items(items: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> Score:
    """The figures over all the given items."""
    total = Score()
    for item in items:
        article = article_of(item)
        reading = read(article, lexicon)
        total.add(score_article(item, reading.relevant, [mention_to_dict(m, article) for m in reading.mentions]))
    return total


def figures(score: Score) -> dict[str, dict[str, float | int | None]]:
    """Every tally as plain numbers."""
    return {name: _numbers(tally) for name, tally in sorted(score.tallies.items())}


def _numbers(tally: Tally) -> dict[str, float | int | None]:
    return {
        "precision": _rounded(tally.precision), "recall": _rounded(tally.recall), "f1": _rounded(tally.f1),
        "hit": tally.hit, "false": tally.false, "missed": tally.missed,
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def table(title: str, score: Score) -> str:
    """The figures as lines with bars."""
    lines = [f"{title}", f"  {'':34}{'P':>6}{'R':>6}{'F1':>6}   n"]
    for name, tally in sorted(score.tallies.items(), key=lambda pair: ("/" in pair[0], pair[0])):
        bar = "█" * round(20 * (tally.f1 or 0))
        cells = "".join(
            "     –" if value is None else f"{value:6.2f}" for value in (tally.precision, tally.recall, tally.f1)
        )
        lines.append(f"  {name:34}{cells} {tally.hit + tally.missed:4} {bar}")
    return "\n".join(lines)


def floors_of(items: list[dict[str, Any]], score: Score) -> dict[str, Any]:
    """What `--pin` writes: who was present, and how well the reader did on them."""
    return {
        "items": {item["id"]: fingerprint(item) for item in items},
        "f1": {name: _rounded(score.tallies[name].f1) for name in FLOORS if name in score.tallies},
    }


def below(floors: Mapping[str, float], score: Score) -> list[str]:
    """The figures that fell below their floor, in words."""
    fallen = []
    for name, floor in floors.items():
        value = score.tallies[name].f1 if name in score.tallies else None
        if (value or 0.0) + _SLACK < floor - 5e-5:
            fallen.append(f"{name}: {value or 0:.4f}, was {floor:.4f}")
    return fallen


def main(arguments: list[str] | None = None) -> int:
    """Print both parts, write the report, compare with the floors; 1 when a figure fell below its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pin", action="store_true", help="make today's figures the floors")
    parser.add_argument("--allow-lower", action="store_true", help="with --pin: even where that lowers a floor")
    parser.add_argument("--errors", action="store_true", help="list the disagreements on the open part")
    options = parser.parse_args(arguments)
    lexicon = load_lexicon(load_authorities((ROOT / "seeds" / "authorities.csv").read_text("utf-8")))
    items = load_corpus()
    parts = {
        "open": [item for item in items if not is_closed(item)],
        "closed": [item for item in items if is_closed(item)],
    }
    scores = {name: score_items(part, lexicon) for name, part in parts.items()}
    for name, score in scores.items():
        print(table(f"{name} part, {len(parts[name])} articles", score), end="\n\n")
    if options.errors:
        print("\n".join(scores["open"].errors))
    _write_report(scores)
    return _compare(items, lexicon, options.pin, options.allow_lower)


def _write_report(scores: Mapping[str, Score]) -> None:
    REPORT.parent.mkdir(exist_ok=True)
    report = {
        name: {"figures": figures(score), "errors": score.errors if name == "open" else len(score.errors)}
        for name, score in scores.items()
    }
    REPORT.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def _compare(items: list[dict[str, Any]], lexicon: Lexicon, pin: bool, allow_lower: bool) -> int:
    baseline = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {"items": {}, "f1": {}}
    pinned = [item for item in items if baseline["items"].get(item["id"]) == fingerprint(item)]
    fallen = below(baseline["f1"], score_items(pinned, lexicon)) if len(pinned) == len(baseline["items"]) else []
    changed = len(baseline["items"]) - len(pinned)
    if changed:
        print(
            f"{changed} pinned items were changed or removed: their floors hold no longer. Pin anew.", file=sys.stderr
        )
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    if not pin:
        return 1 if fallen else 0
    if fallen and not allow_lower:
        print("Not pinned: that would lower a floor. Use --allow-lower when this is meant.", file=sys.stderr)
        return 1
    BASELINE.write_text(json.dumps(floors_of(items, score_items(items, lexicon)), indent=1) + "\n", "utf-8")
    print(f"Pinned {len(items)} items.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
