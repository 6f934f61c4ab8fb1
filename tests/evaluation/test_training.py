"""What `make train` learns from, and what it makes of it."""

from __future__ import annotations

import json
from collections import Counter

from parsers.reader import gist
from tests.evaluate import CORPUS, is_closed, load_corpus
from tests.evaluation.folds import figures_of
from tests.evaluation.training import LEADS, Example, as_json, fingerprint_of_texts, gist_of_item, learn, most_likely


def example(words: str, label: str, number: int) -> Example:
    empty: Counter[str] = Counter()
    counts = Counter(words.split())
    blocks = {"headline": counts, "opening": counts, "lead": counts, "body": counts, "rules": empty + Counter(["x"])}
    return Example(blocks, gist.label_of(label), str(number))


TAUGHT = [
    *(example("inspectors arrived monday fortnight", "inspection_announced", n) for n in range(4)),
    *(example("million budget deficit cash", "funding", n) for n in range(4, 8)),
    *(example("director resigns successor interim", "leadership_change", n) for n in range(8, 12)),
]


def test_it_learns_what_tells_texts_apart() -> None:
    model = learn(TAUGHT)
    assert most_likely(model, example("the director and a successor", "none", 99).grams) == "leadership_change"
    assert most_likely(model, example("cash for a deficit", "none", 99).grams) == "funding"


def test_the_same_texts_make_the_same_model() -> None:
    assert as_json(learn(TAUGHT), {}) == as_json(learn(TAUGHT), {})


def test_the_packaged_model_is_of_todays_texts() -> None:
    """Fails when texts were added or changed without `make train`."""
    stored = json.loads(gist.HOME.read_text("utf-8"))
    assert stored["fingerprint"] == fingerprint_of_texts()
    assert stored["texts"] == len(load_corpus(LEADS)) + sum(not is_closed(item) for item in load_corpus(CORPUS))


def test_the_leads_are_labelled_with_what_the_model_tells_apart() -> None:
    leads = load_corpus(LEADS)
    assert {item["news"] for item in leads} == set(gist.model().gists)
    assert len({item["id"] for item in leads}) == len({item["text"] for item in leads}) == len(leads)


def test_the_news_of_a_labelled_article_is_its_first_new_event() -> None:
    events = [
        {"type": "judgement", "role": "retrospective", "quote": "once"},
        {"type": "funding", "role": "scheduled", "quote": "first"},
        {"type": "intervention", "role": "new", "quote": "then"},
    ]
    item = {"relevant": True, "text": "once first then", "events": events}
    assert gist_of_item(item) == "intervention"
    assert gist_of_item({**item, "events": events[:1]}) == "none"
    assert gist_of_item({**item, "relevant": False}) == "irrelevant"


def test_figures_of_folds_are_counted() -> None:
    pairs = [("funding", "funding"), ("funding", "none"), ("none", "none"), ("none", "none")]
    assert figures_of(pairs) == {
        "funding": [1.0, 0.5, 0.667, 2],
        "none": [0.667, 1.0, 0.8, 2],
        "all": [0.75, 0.75, 0.75, 4],
    }
