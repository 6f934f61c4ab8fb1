"""The official document and the press on one event: it confirms, adds, or comes first, and the message says so."""

from __future__ import annotations

from typing import Any

import pytest

from storage.database import Database
from tests.storage.stories import Desk, statement

RATED: dict[str, Any] = {"kind": "ilacs_standard", "judgements": {"overall": "inadequate"}}
DATES = {"start": "2019-09-23", "end": "2019-10-04", "published": "2019-11-04"}
AREAS = {"overall": "inadequate", "leaders": "inadequate", "help_and_protection": "inadequate", "in_care": "good"}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_a_report_that_says_what_was_told_is_told_to_nobody(desk: Desk) -> None:
    desk.article("https://star.example/1", statement(RATED))
    assert "Not yet confirmed by Ofsted" in desk.last_message()
    desk.deliver()
    desk.record("ilacs:St Helens:2019-09-23", RATED | {"dates": DATES})
    assert desk.told == ["published"]
    (event,) = desk.events().values()
    assert event.status == "confirmed"


def test_a_report_that_adds_judgements_is_told_as_confirming(desk: Desk) -> None:
    desk.article("https://star.example/1", statement(RATED))
    desk.deliver()
    desk.record("ilacs:St Helens:2019-09-23", RATED | {"judgements": AREAS, "dates": DATES})
    assert desk.told == ["published", "grade_added"]
    told = desk.last_message()
    assert told.startswith("Confirmed by the report, with grades added to what we told you before.")
    assert "Leaders Inadequate Help, protection Inadequate In care Good" in told
    assert "Confirmed: Ofsted report. Press: star.example" in told


def test_a_report_before_the_press_is_told_as_such_and_the_press_adds_nothing(desk: Desk) -> None:
    desk.record("ilacs:St Helens:2019-09-23", RATED | {"judgements": AREAS, "dates": DATES})
    assert desk.told == ["published"]
    assert "Press: none seen yet" in desk.last_message()
    desk.deliver()
    desk.article("https://star.example/1", statement(RATED))
    assert desk.told == ["published"]
    assert len(desk.events()) == 1
