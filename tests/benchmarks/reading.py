"""What reading costs: articles a second on one core, and whether the cost grows no faster than the text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from flows.shop import open_lexicon
from parsers import reader
from parsers.lexicon import Lexicon
from parsers.manifest import load_items
from parsers.model import Article

SEEDS = Path(__file__).parents[2] / "seeds"
WORDS = 400
MEGABYTES = 2_000_000
_ROUNDS = 5
_REPORT = 15

Say = Callable[[str, str, str], None]


def bench_reading(say: Say) -> None:
    """Articles of 400 words, relevant ones and others; then longer and longer ones."""
    lexicon = open_lexicon(SEEDS)
    items = load_items((SEEDS / "corpus" / "articles.jsonl").read_text(encoding="utf-8"), "articles.jsonl")
    articles = [item.article() for item in items]
    relevant = [article for article in articles if reader.read(article, lexicon).relevant]
    others = [article for article in articles if not reader.read(article, lexicon).relevant]
    for kind, chosen, aim in (("relevant", relevant, 150), ("irrelevant", others, 1000)):
        texts = [of_length(article, chosen) for article in chosen]
        # What one article says of another place may make relevant what was not.
        texts = [text for text in texts if reader.read(text, lexicon).relevant == (kind == "relevant")]
        rate = len(texts) / seconds(texts, lexicon)
        say(f"reading {kind} articles of {WORDS} words", f"{rate:.0f} a second", f"(aim: {aim:,} on one core)")
    _growth(relevant, lexicon, say)


def of_length(article: Article, others: Sequence[Article]) -> Article:
    """The article with as many words: cut after its last paragraph, or carried on with the background of others."""
    paragraphs = article.text.split("\n\n")
    tails = (other.text.split("\n\n")[-3:] for other in others if other.id != article.id)
    paragraphs += [paragraph for tail in tails for paragraph in tail][: WORDS // 10]
    taken: list[str] = []
    count = 0
    for paragraph in paragraphs:
        if count >= WORDS:
            break
        words = paragraph.split(" ")[: WORDS - count]
        taken.append(" ".join(words))
        count += len(paragraph.split()[: WORDS - count])
    return replace(article, text="\n\n".join(taken))


def _growth(relevant: Sequence[Article], lexicon: Lexicon, say: Say) -> None:
    """A text twice as long must take about twice the time; 2 MB, of which the most is not read, less than 2 s."""
    long = "\n\n".join(paragraph for article in relevant for paragraph in _plain(article))
    half = reader.READ_AT_MOST // 2
    whole = replace(relevant[0], text=long[: 2 * half])
    # Both halves, because one may tell of more inspections than the other.
    halves = [replace(relevant[0], text=text) for text in (long[:half], long[half : 2 * half])]
    ratio = 2 * seconds([whole], lexicon) / seconds(halves, lexicon)
    say("reading a text twice as long", f"{ratio:.1f} × the time", "(linear: 2; at most 2.6)")
    huge = replace(relevant[0], text=(long * (MEGABYTES // len(long) + 1))[:MEGABYTES])
    say("reading a text of 2 MB", f"{seconds([huge], lexicon):.2f} s", "(aim: below 2 s)")


def _plain(article: Article) -> list[str]:
    """Its paragraphs of report: a heading of other stories would make furniture of all the articles after it."""
    paragraphs = article.text.split("\n\n")
    return [item for item in paragraphs if len(item.split()) >= _REPORT and item.rstrip()[-1] in ".\"”’'"]


def seconds(articles: Iterable[Article], lexicon: Lexicon) -> float:
    """Processor time for reading all of them once, the best of some rounds: others may use the machine too."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        for article in articles:
            reader.read(article, lexicon)
        best = min(best, time.process_time() - start)
    return best
