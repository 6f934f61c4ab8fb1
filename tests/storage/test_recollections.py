"""An event that was first heard of in passing, and its own news read later: told, and told once; on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from storage.database import Database
from tests.storage.stories import Desk, changes_of, statement

RATED: dict[str, Any] = {"kind": "ilacs_standard", "judgements": {"overall": "inadequate"}}
IN_JULY: dict[str, Any] = {**RATED, "dates": {"published": "2019-07"}}
ON_A_DAY: dict[str, Any] = {**RATED, "dates": {"published": "2019-07-15"}}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def recall(desk: Desk, facts: dict[str, Any] = IN_JULY, type: Any = "judgement") -> str:
    """An old story recalls it months later; nobody is told."""
    article = desk.article("https://star.example/recalls", statement(facts, type, "retrospective"))
    assert desk.told == []
    return desk.event_of(article)


def test_its_own_news_is_news_still(desk: Desk) -> None:
    recalled = recall(desk)
    desk.later(hours=2)
    desk.article("https://echo.example/news", statement(ON_A_DAY))
    assert desk.owed() == [(recalled, "published")]
    assert "15 July 2019" in desk.last_message()
    (change,) = [change for change in changes_of(desk.database, recalled) if change.alerts]
    assert (change.at, change.verdict) == (desk.now, "not known before")


def test_it_is_told_once(desk: Desk) -> None:
    recalled = recall(desk)
    for outlet in ("echo", "post"):
        desk.later(hours=2)
        desk.article(f"https://{outlet}.example/news", statement(ON_A_DAY))
    desk.resolve_again()
    assert desk.owed() == [(recalled, "published")]


def test_a_second_recollection_tells_nothing(desk: Desk) -> None:
    recall(desk)
    desk.article("https://echo.example/recalls", statement(ON_A_DAY, role="retrospective"))
    assert desk.owed() == []


def test_what_the_news_adds_is_in_the_one_message(desk: Desk) -> None:
    recalled = recall(desk)
    more = {**ON_A_DAY, "judgements": {"overall": "inadequate", "leaders": "requires_improvement"}}
    desk.article("https://echo.example/news", statement(more))
    assert desk.owed() == [(recalled, "published")]
    assert "Leaders RI" in desk.last_message()


def test_a_step_that_the_news_tells_of_is_the_news(desk: Desk) -> None:
    visited = {"kind": "ilacs_standard", "dates": {"start": "2019-07-01"}}
    recalled = recall(desk, visited, "inspection_announced")
    desk.article("https://echo.example/news", statement({**RATED, "dates": {"start": "2019-07-01"}}))
    assert desk.owed() == [(recalled, "published")]


def test_what_the_official_record_holds_is_no_news(desk: Desk) -> None:
    recalled = recall(desk)
    desk.record("ilacs:St Helens:2019-06-03", {**RATED, "dates": {"start": "2019-06-03", "published": "2019-07-15"}})
    told = desk.owed()
    desk.article("https://echo.example/news", statement(ON_A_DAY))
    assert desk.owed() == told
    assert len(desk.events()) == 1, recalled
