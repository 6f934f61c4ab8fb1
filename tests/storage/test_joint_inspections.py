"""Inspections by several inspectorates beside those of Ofsted: each has a life of its own, and none joins another."""

from __future__ import annotations

from typing import Any

import pytest

from storage.database import Database
from tests.storage.stories import Desk, statement

JOINT: dict[str, Any] = {"kind": "jtai", "dates": {"start": "2019-10-14", "end": "2019-10-18"}}
GRADED: dict[str, Any] = {"kind": "ilacs_standard", "dates": {"start": "2019-10-14", "end": "2019-10-25"}}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def url(number: int) -> str:
    return f"https://star.example/{number}"


def test_it_is_followed_from_its_announcement_to_its_letter(desk: Desk) -> None:
    announced = desk.article(url(1), statement(JOINT, "inspection_announced"))
    desk.later(days=40)
    told = desk.article(url(2), statement(JOINT | {"theme": "serious youth violence"}, "visit_outcome"))
    assert desk.event_of(announced) == desk.event_of(told)
    assert [kind for _, kind in desk.owed()] == ["announced", "published"]


def test_one_of_the_same_days_is_another_inspection(desk: Desk) -> None:
    joint = desk.article(url(1), statement(JOINT, "inspection_announced"))
    graded = desk.article(url(2), statement(GRADED, "inspection_announced"))
    assert desk.event_of(joint) != desk.event_of(graded)
    desk.later(days=40)
    outcome = statement({"kind": "jtai", "dates": {"start": "2019-10"}}, "visit_outcome")
    assert desk.event_of(desk.article(url(3), outcome)) == desk.event_of(joint)
    rated = statement({"kind": "ilacs_standard", "judgements": {"overall": "good"}})
    assert desk.event_of(desk.article(url(4), rated)) == desk.event_of(graded)
    assert {row.phase for row in desk.events().values()} == {"published"}


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "focused_visit", "priority_actions": 1, "dates": {"start": "2019-10-15"}},
        {"kind": "area_send", "dates": {"start": "2019-10-14"}, "judgements": {"outcome": "inconsistent"}},
        {"kind": "hmip_youth_justice", "inspectorate": "HMIP", "judgements": {"overall": "good"}},
    ],
    ids=lambda other: str(other["kind"]),
)
def test_no_other_kind_joins_it(desk: Desk, other: dict[str, Any]) -> None:
    joint = desk.article(url(1), statement(JOINT, "visit_outcome"))
    beside = desk.article(url(2), statement(other, "judgement" if "judgements" in other else "visit_outcome"))
    assert desk.event_of(joint) != desk.event_of(beside)


def test_the_official_letter_confirms_it_and_no_graded_inspection_of_that_month(desk: Desk) -> None:
    joint = desk.article(url(1), statement(JOINT, "visit_outcome"))
    graded = desk.article(url(2), statement(GRADED | {"judgements": {"overall": "good"}}))
    desk.record(
        "joint-1", JOINT | {"inspectorate": "Ofsted", "dates": {"start": "2019-10-14", "published": "2019-11-04"}}
    )
    assert desk.event(desk.event_of(joint)).status == "confirmed"
    assert desk.event(desk.event_of(graded)).status == "reported"
    assert len(desk.events()) == 2


def test_the_next_one_is_another(desk: Desk) -> None:
    first = desk.article(url(1), statement(JOINT, "visit_outcome"))
    desk.later(days=400)
    second = desk.article(url(2), statement({"kind": "jtai", "dates": {"start": "2020-11-16"}}, "visit_outcome"))
    assert desk.event_of(first) != desk.event_of(second)
    assert [kind for _, kind in desk.owed()] == ["published", "published"]
