from __future__ import annotations

from typing import Any

import pytest

from tests import evaluate
from tests.evaluation.confusion import confusion_of, confusion_table
from tests.evaluation.scoring import Score, Tally, score_article

QUOTE = "rated inadequate"
LABEL: dict[str, Any] = {
    "type": "judgement", "role": "new", "authority": "Wirral", "quote": QUOTE, "alert": True,
    "judgements": {"overall": "inadequate"}, "dates": {"published": "2024-06-11"}, "people": [],
}  # fmt: skip
ITEM: dict[str, Any] = {"id": "x", "relevant": True, "text": f"It was {QUOTE}.", "events": [LABEL]}


def found(**changes: Any) -> dict[str, Any]:
    return {**LABEL, "evidence": [0, 20], **changes}


def f1(score: Score, name: str) -> float | None:
    return score.tallies[name].f1


def test_a_reading_that_agrees_scores_full_marks_and_no_errors() -> None:
    score = score_article(ITEM, True, [found()])
    assert score.errors == []
    assert {tally.f1 for tally in score.tallies.values()} == {1.0}


def test_a_wrong_role_costs_the_role_and_the_alert() -> None:
    score = score_article(ITEM, True, [found(role="retrospective")])
    assert (f1(score, "type+role"), f1(score, "alert"), f1(score, "authority")) == (0.0, 0.0, 1.0)


def test_an_alert_about_the_wrong_authority_is_false_and_missed() -> None:
    tally = score_article(ITEM, True, [found(authority="Kent")]).tallies["alert"]
    assert (tally.hit, tally.false, tally.missed) == (0, 1, 1)


def test_a_month_agrees_with_its_day_but_is_not_exact() -> None:
    score = score_article(ITEM, True, [found(dates={"published": "2024-06"})])
    assert (f1(score, "dates within precision"), f1(score, "dates exact")) == (1.0, 0.0)


def test_what_is_not_there_is_held_against_the_reader() -> None:
    score = score_article({**ITEM, "events": []}, True, [found()])
    assert score.tallies["type+role"] == Tally(0, 1, 0)
    assert len(score.errors) == 1


@pytest.mark.parametrize(("value", "fallen"), [(Tally(9, 1, 0), True), (Tally(10, 0, 0), False)])
def test_a_figure_below_its_floor_is_named(value: Tally, fallen: bool) -> None:
    assert bool(evaluate.below(Score({"alert": Tally(10, 0, 0)}), Score({"alert": value}))) is fallen


def test_the_closed_quarter_keeps_reports_of_one_event_together() -> None:
    parts: dict[str, set[bool]] = {}
    items = evaluate.load_corpus()
    for item in items:
        parts.setdefault(str(item.get("cluster") or item["id"]), set()).add(evaluate.is_closed(item))
    assert all(len(part) == 1 for part in parts.values())
    assert 0.15 < sum(map(evaluate.is_closed, items)) / len(items) < 0.35


def test_a_label_that_changes_changes_the_fingerprint() -> None:
    assert evaluate.fingerprint(ITEM) != evaluate.fingerprint({**ITEM, "relevant": False})


@pytest.mark.parametrize(
    ("mentions", "taken"),
    [
        ([found()], "judgement/new"),
        ([found(role="retrospective")], "judgement/retrospective"),
        ([found(type="visit_outcome")], "visit_outcome/new"),
        ([found(confidence=0.1)], "nothing"),
        ([], "nothing"),
    ],
)
def test_the_confusion_table_says_what_a_label_was_taken_for(mentions: list[dict[str, Any]], taken: str) -> None:
    confusion = confusion_of(ITEM, mentions)
    assert confusion == {("judgement/new", taken): 1}
    assert (f"{taken} 1" in confusion_table(confusion)) is (taken != "judgement/new")


def test_what_no_label_asked_for_is_in_the_table_too() -> None:
    assert confusion_of({**ITEM, "events": []}, [found()]) == {("nothing", "judgement/new"): 1}
