"""Floors bind the items that are still what they were at the last pin, whatever happens to the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article, Reading
from parsers.reader import read
from tests import evaluate

Corpus = list[dict[str, Any]]


def article(name: str, authority: str, grade: str) -> dict[str, Any]:
    quote = f"Children's services in {authority} have been rated {grade} by Ofsted."
    label: dict[str, Any] = {
        "type": "judgement", "role": "new", "authority": authority, "inspectorate": "Ofsted", "kind": None,
        "judgements": {"overall": grade}, "previous_overall": None, "priority_actions": None,
        "areas_for_improvement": None, "dates": {}, "instrument": None, "action": None, "people": [],
        "amount_gbp": None, "quote": quote, "alert": True,
    }  # fmt: skip
    return {
        "id": name, "url": "https://gazette.example/a", "title": None, "outlet": "Gazette", "cluster": None,
        "published": "2024-06-14T09:00:00+00:00", "text": quote + " Inspectors praised staff.", "relevant": True,
        "events": [label],
    }  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setattr(evaluate, "REPORT", tmp_path / "evaluation.json")

    def run_it(corpus: Corpus, *arguments: str) -> int:
        path = tmp_path / "articles.jsonl"
        path.write_text("\n".join(json.dumps(item) for item in corpus), "utf-8")
        return evaluate.main(["--corpus", str(path), "--baseline", str(tmp_path / "baseline.json"), *arguments])

    return run_it


@pytest.fixture
def corpus() -> Corpus:
    return [article("one", "Wirral", "inadequate"), article("two", "Kent", "good")]


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the reader worse: it reads nothing of Kent any more."""
    nothing = Reading(relevant=False, why="forgotten")

    def read_less(article: Article, lexicon: Lexicon) -> Reading:
        return nothing if "Kent" in article.text else read(article, lexicon)

    monkeypatch.setattr(evaluate, "read", read_less)


def test_a_run_below_a_floor_exits_with_an_error(
    run: Callable[..., int], corpus: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(corpus, "--pin") == 0
    assert run(corpus) == 0
    forget(monkeypatch)
    assert run(corpus) == 1
    assert "below its floor: alert" in capsys.readouterr().err


@pytest.mark.parametrize("others", ["changed", "removed", "added"])
def test_floors_hold_for_the_rest_when_one_item_is(
    others: str, run: Callable[..., int], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, "--pin")
    if others == "changed":
        corpus[0]["events"][0]["quote"] = "rated inadequate"
    elif others == "removed":
        del corpus[0]
    else:
        corpus.append(article("three", "Leeds", "outstanding"))
    assert run(corpus) == 0
    forget(monkeypatch)
    assert run(corpus) == 1


def test_a_hard_item_added_never_fails_until_it_is_pinned(run: Callable[..., int], corpus: Corpus) -> None:
    run(corpus, "--pin")
    hard = article("hard", "Leeds", "good")
    hard["events"][0]["judgements"] = {"overall": "outstanding"}
    assert run([*corpus, hard]) == 0


def test_lowering_a_floor_is_refused_unless_meant(
    run: Callable[..., int], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, "--pin")
    forget(monkeypatch)
    assert run(corpus, "--pin") == 1
    assert run(corpus) == 1
    assert run(corpus, "--pin", "--allow-lower") == 0
    assert run(corpus) == 0


def test_errors_of_the_closed_quarter_are_neither_printed_nor_written(
    run: Callable[..., int], corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(corpus, "--pin")
    added = [article(f"added-{number}", "Leeds", "good") for number in range(12)]
    for item in added:
        item["events"][0]["judgements"] = {"overall": "outstanding"}
    run([*corpus, *added], "--errors")
    shown = capsys.readouterr().out + (tmp_path / "evaluation.json").read_text("utf-8")
    told = {item["id"] for item in added if f"{item['id']}:" in shown}
    assert told == {item["id"] for item in added if not evaluate.is_closed(item)}
    assert 0 < len(told) < len(added)
    assert all(f"explain seeds/corpus/articles.jsonl#{name}" in shown for name in told)
