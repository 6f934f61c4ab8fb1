"""`python -m tests.benchmarks.page_sets FOLDER…`: bodies read from public page sets, beside trafilatura's.

Bodies are compared as bags of four-word shingles, each page weighing the same, as the article extraction benchmark
does; where a set marks segments alone, by the segments found. Intervals are 95 % bootstrap intervals over pages.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import trafilatura

from parsers.pages import read_page
from tests.benchmarks.page_set_layouts import Sample, samples_in

_SHINGLE = 4
_RESAMPLES = 1_000
_WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """Of one page: how much was found rightly, wrongly and not at all, the three adding up to 1, or counted."""

    right: float
    wrong: float
    missed: float


class Tally(NamedTuple):
    """Of one set: each reader's scores, page by page, and the seconds it took."""

    scores: dict[str, list[Score]]
    seconds: dict[str, float]
    segments: bool


def _ours(sample: Sample) -> str:
    return read_page(sample.page, sample.url, "text/html").body


def _theirs(sample: Sample, precise: bool) -> str:
    return trafilatura.extract(sample.page, include_comments=False, favor_precision=precise) or ""


_READERS: dict[str, Callable[[Sample], str]] = {
    "ours": _ours,
    "trafilatura": partial(_theirs, precise=False),
    "trafilatura, precise": partial(_theirs, precise=True),
}


def main(folders: Sequence[str]) -> None:
    """One table a set: F1, precision, recall, and how far ours is from each of the others."""
    if not folders:
        raise SystemExit("Usage: python -m tests.benchmarks.page_sets FOLDER…, each a checkout of a public page set.")
    for folder in folders:
        try:
            name, samples = samples_in(Path(folder))
        except ValueError as error:
            raise SystemExit(str(error)) from error
        tally = measure(list(samples))
        print(f"\n{name}: {len(tally.scores['ours'])} pages")
        for line in _lines(tally):
            print(line)


def measure(samples: Sequence[Sample]) -> Tally:
    """Read every page with every reader."""
    scores: dict[str, list[Score]] = {name: [] for name in _READERS}
    seconds = dict.fromkeys(_READERS, 0.0)
    for sample in samples:
        for name, reader in _READERS.items():
            start = time.process_time()
            text = reader(sample)
            seconds[name] += time.process_time() - start
            scores[name].append(score(text, sample))
    return Tally(scores, seconds, any(sample.body is None for sample in samples))


def score(text: str, sample: Sample) -> Score:
    """Against the body that people marked, or the segments."""
    if sample.body is None:
        flat = " ".join(text.split())
        right = sum(" ".join(wanted.split()) in flat for wanted in sample.included)
        wrong = sum(" ".join(unwanted.split()) in flat for unwanted in sample.excluded)
        return Score(right, wrong, len(sample.included) - right)
    wanted, found = _shingles(sample.body), _shingles(text)
    right, everything = (wanted & found).total(), (wanted | found).total()
    if not everything:
        return Score(1, 0, 0)
    return Score(right / everything, (found - wanted).total() / everything, (wanted - found).total() / everything)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    runs = (tuple(words[start : start + _SHINGLE]) for start in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(run for run in runs if run)


def f1(scores: Sequence[Score], segments: bool) -> tuple[float, float, float]:
    """F1, precision and recall: means over pages of shares, or shares of all segments."""
    if segments:
        right, wrong, missed = (sum(column) for column in zip(*scores, strict=True))
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    else:
        precise = [one.right / (one.right + one.wrong) for one in scores if one.right + one.wrong]
        complete = [one.right / (one.right + one.missed) for one in scores if one.right + one.missed]
        precision, recall = (sum(shares) / max(len(shares), 1) for shares in (precise, complete))
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def interval(ours: Sequence[Score], theirs: Sequence[Score], segments: bool) -> tuple[float, float]:
    """Between which differences of F1 the middle 95 % of resamples of the pages lie."""
    chance = random.Random(0)
    differences = []
    for _ in range(_RESAMPLES):
        chosen = chance.choices(range(len(ours)), k=len(ours))
        one, other = ([scores[place] for place in chosen] for scores in (ours, theirs))
        differences.append(f1(one, segments)[0] - f1(other, segments)[0])
    differences.sort()
    return differences[_RESAMPLES // 40], differences[-_RESAMPLES // 40 - 1]


def _lines(tally: Tally) -> list[str]:
    lines = []
    for name, scores in tally.scores.items():
        whole, precision, recall = f1(scores, tally.segments)
        pace = 1_000 * tally.seconds[name] / len(scores)
        line = f"  {name:<22} F1 {whole:.4f}   precision {precision:.4f}   recall {recall:.4f}   {pace:6.1f} ms a page"
        if name != "ours":
            low, high = interval(tally.scores["ours"], scores, tally.segments)
            difference = f1(tally.scores["ours"], tally.segments)[0] - whole
            line += f"   ours {difference:+.4f} [{low:+.4f}, {high:+.4f}]"
        lines.append(line)
    return lines


if __name__ == "__main__":
    main(sys.argv[1:])
