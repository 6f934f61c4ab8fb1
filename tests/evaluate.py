"""`make evaluate`: how well the reader does on the labelled corpus, and whether it does worse than before.

A quarter of the corpus, chosen by a hash of its cluster, stays closed to whoever writes rules: its errors are neither
printed nor written, not even those of items added since the last pin. `evaluation/baseline.json` holds each item's
fingerprint and counts at the last pin. The floor of a figure is what the items that have not changed since then came
to together: adding, changing or removing an item takes no other item's floor away. An item added or changed since has
none until `--pin`. A pin that would lower a floor needs `--allow-lower`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from parsers.authorities import load_authorities
from parsers.fact_sheet import mention_to_dict
from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article
from parsers.reader import gist, read
from tests.evaluation.confusion import Confusion, confusion_of, confusion_table
from tests.evaluation.folds import fold_table
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
EXPLAIN = ".venv/bin/watchkeeper explain seeds/corpus/articles.jsonl#"
CLOSED = ("closed", "new closed")
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
    bounds = item.get("bounds") or (None, None)
    return Article(item["id"], item["text"], item["url"], item["title"], item["outlet"], published, *bounds)


def score_items(items: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> Score:
    """The figures over all the given items."""
    total = Score()
    for item in items:
        total.add(_judged(item, lexicon)[0])
    return total


def _judged(item: Mapping[str, Any], lexicon: Lexicon) -> tuple[Score, Confusion]:
    """The figures of one item, and what was taken for what in it."""
    article = article_of(item)
    reading = read(article, lexicon)
    mentions = [mention_to_dict(mention, article) for mention in reading.mentions]
    return score_article(item, reading.relevant, mentions), confusion_of(item, mentions)


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


@dataclass(frozen=True, slots=True)
class Pinned:
    """An item as it was at the last pin: what it said and how it was labelled, and how the reader did on it."""

    fingerprint: str
    score: Score


def pinned_of(item: Mapping[str, Any], score: Score) -> dict[str, Any]:
    """What `--pin` writes of one item: hits, false ones and misses of each figure that has a floor."""
    counts = {
        name: [tally.hit, tally.false, tally.missed]
        for name, tally in score.tallies.items()
        if name in FLOORS and (tally.hit or tally.false or tally.missed)
    }
    return {"fingerprint": fingerprint(item), "counts": counts}


def load_baseline(path: Path) -> dict[str, Pinned]:
    """The items of the last pin by id; none where nothing was pinned yet."""
    if not path.exists():
        return {}
    pinned: dict[str, Pinned] = {}
    for name, entry in json.loads(path.read_text("utf-8"))["items"].items():
        score = Score({figure: Tally(*counts) for figure, counts in entry["counts"].items()})
        pinned[name] = Pinned(entry["fingerprint"], score)
    return pinned


def below(floor: Score, now: Score) -> list[str]:
    """The figures that fell below their floor, in words."""
    fallen = []
    for name in FLOORS:
        was = floor.tallies[name].f1 if name in floor.tallies else None
        value = now.tallies[name].f1 if name in now.tallies else None
        if was is not None and (value or 0.0) + _SLACK < was:
            fallen.append(f"{name}: {value or 0:.4f}, was {was:.4f}")
    return fallen


def fallen_since(
    baseline: Mapping[str, Pinned], items: Iterable[Mapping[str, Any]], scores: Mapping[str, Score]
) -> list[str]:
    """The figures that are worse than at the last pin, over the items that are still what they were."""
    floor, now = Score(), Score()
    for item in items:
        pinned = baseline.get(item["id"])
        if pinned is not None and pinned.fingerprint == fingerprint(item):
            floor.add(pinned.score)
            now.add(scores[item["id"]])
    return below(floor, now)


def main(arguments: list[str] | None = None) -> int:
    """Print both parts, write the report, compare with the floors; 1 when a figure fell below its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pin", action="store_true", help="make today's figures the floors")
    parser.add_argument("--allow-lower", action="store_true", help="with --pin: even where that lowers a floor")
    parser.add_argument("--errors", action="store_true", help="list the disagreements on the open part")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="labelled articles, one JSON object a line")
    parser.add_argument("--baseline", type=Path, default=BASELINE, help="the last pin")
    options = parser.parse_args(arguments)
    lexicon = load_lexicon(load_authorities((ROOT / "seeds" / "authorities.csv").read_text("utf-8")))
    items = load_corpus(options.corpus)
    judged = {item["id"]: _judged(item, lexicon) for item in items}
    scores = {name: score for name, (score, _) in judged.items()}
    baseline = load_baseline(options.baseline)
    parts = _parts(items, baseline)
    closed = {item["id"]: is_closed(item) for item in items}
    totals = {name: _total(scores[item["id"]] for item in part) for name, part in parts.items()}
    confusions = {name: sum((judged[item["id"]][1] for item in part), Confusion()) for name, part in parts.items()}
    for name, total in totals.items():
        print(table(f"{name} part, {len(parts[name])} articles", total), end="\n\n")
        print(confusion_table(confusions[name]), end="\n\n")
    from tests.evaluation.seeds import score_seeds  # it builds on this module

    print(table("five seeds", score_seeds(lexicon)), end="\n\n")
    print(fold_table(json.loads(gist.HOME.read_text("utf-8"))["folds"]), end="\n\n")
    if options.errors:
        opened = {name: score.errors for name, score in scores.items() if score.errors and not closed[name]}
        print("\n".join("\n".join([*errors, f"    {EXPLAIN}{name}"]) for name, errors in opened.items()))
    _write_report(totals, confusions)
    return _compare(baseline, items, scores, options)


def _parts(items: list[dict[str, Any]], baseline: Mapping[str, Pinned]) -> dict[str, list[dict[str, Any]]]:
    """Open and closed as they were pinned, and what came since, likewise parted."""
    parts: dict[str, list[dict[str, Any]]] = {"open": [], "closed": [], "new open": [], "new closed": []}
    for item in items:
        since = "new " if baseline and item["id"] not in baseline else ""
        parts[f"{since}{'closed' if is_closed(item) else 'open'}"].append(item)
    return {name: part for name, part in parts.items() if part or name in ("open", "closed")}


def _total(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        total.add(score)
    return total


def _write_report(scores: Mapping[str, Score], confusions: Mapping[str, Confusion]) -> None:
    REPORT.parent.mkdir(exist_ok=True)
    report = {
        name: {
            "figures": figures(score),
            "confusion": [[*pair, count] for pair, count in sorted(confusions[name].items())],
            "errors": len(score.errors) if name in CLOSED else [_explained(error) for error in score.errors],
        }
        for name, score in scores.items()
    }
    REPORT.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def _explained(error: str) -> dict[str, str]:
    return {"error": error, "explain": f"{EXPLAIN}{error.partition(':')[0]}"}


def _compare(
    baseline: Mapping[str, Pinned],
    items: list[dict[str, Any]],
    scores: Mapping[str, Score],
    options: argparse.Namespace,
) -> int:
    fallen = fallen_since(baseline, items, scores)
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    present = {item["id"]: fingerprint(item) for item in items}
    changed = sum(present.get(name) != pinned.fingerprint for name, pinned in baseline.items())
    if changed:
        print(f"{changed} pinned items were changed or removed and have no floor until --pin.", file=sys.stderr)
    if not options.pin:
        return 1 if fallen else 0
    if fallen and not options.allow_lower:
        print("Not pinned: that would lower a floor. Use --allow-lower when this is meant.", file=sys.stderr)
        return 1
    pinned = {item["id"]: pinned_of(item, scores[item["id"]]) for item in items}
    lines = ",\n".join(f' "{name}": {json.dumps(entry, sort_keys=True)}' for name, entry in pinned.items())
    options.baseline.write_text(f'{{"items": {{\n{lines}\n}}}}\n', "utf-8")
    print(f"Pinned {len(items)} items.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
