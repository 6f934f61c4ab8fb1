"""Reading anew keeps what rests on a reading: ids, decisions, and the peace of readers who were told long ago."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from parsers.model import Mention, Reading, Span
from storage import deciding, rereading
from storage.database import Database
from storage.rereading import Difference, Scope
from storage.tables import EventRow, MentionRow, VersionRow
from tests.storage.stories import Desk, changes_of, statement
from tests.storage.test_deciding import decide, split, undo

VISIT: dict[str, Any] = {"kind": "focused_visit", "priority_actions": 3, "dates": {"start": "2019-07-02"}}
RATED: dict[str, Any] = {"kind": "ilacs_standard", "judgements": {"overall": "inadequate"}}
STAR = "https://star.example/1"


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def read_anew(desk: Desk, article_id: int, *said: Mention, read_by: str = "new reader") -> list[Difference]:
    """Read an article's latest version anew, and resolve it."""
    with desk.database.write() as session:
        version = session.scalars(
            select(VersionRow).where(VersionRow.article_id == article_id).order_by(VersionRow.id.desc())
        ).first()
        assert version is not None
        found = rereading.put(session, version, Reading(True, "anew", said), read_by, desk.now)
    desk.resolve(version.id)
    with desk.database.write() as session:
        session.get_one(VersionRow, version.id).resolved_at = desk.now
    return found


def rows(desk: Desk) -> list[MentionRow]:
    with desk.database.read() as session:
        return list(session.scalars(select(MentionRow).order_by(MentionRow.id)))


def test_what_is_read_the_same_changes_nothing(desk: Desk) -> None:
    article = desk.article(STAR, statement(VISIT, "visit_outcome"))
    before = desk.picture()
    assert read_anew(desk, article, statement(VISIT, "visit_outcome")) == []
    moved = replace(statement(VISIT, "visit_outcome"), span=Span(2, 9, "finer"), confidence=0.7)
    assert read_anew(desk, article, moved) == []
    assert desk.picture() == before
    (row,) = rows(desk)
    assert (row.start, row.end, row.rule, row.confidence) == (2, 9, "finer", 0.7)


def test_a_fact_read_otherwise_keeps_row_and_event(desk: Desk) -> None:
    article = desk.article(STAR, statement(VISIT, "visit_outcome"))
    event = desk.event_of(article)
    (was,) = rows(desk)
    better = VISIT | {"dates": {"start": "2018-07-02"}, "priority_actions": 2}
    assert len(read_anew(desk, article, statement(better, "visit_outcome"))) == 1
    (row,) = rows(desk)
    assert (row.id, row.event_id) == (was.id, event)
    assert desk.event(event).facts["priority_actions"] == 2
    assert list(desk.events()) == [event]


def test_it_moves_to_the_event_that_it_tells_of_indeed(desk: Desk) -> None:
    other = VISIT | {"dates": {"start": "2019-10-01"}}
    desk.article("https://echo.example/2", statement(VISIT, "visit_outcome"))
    known = desk.event_of(desk.article("https://mail.example/3", statement(other, "visit_outcome")))
    article = desk.article(STAR, statement(VISIT, "visit_outcome"))
    read_anew(desk, article, statement(other, "visit_outcome"))
    assert desk.event_of(article) == known
    assert len(desk.events()) == 2


def test_what_is_gone_is_retired_and_supports_nothing(desk: Desk) -> None:
    article = desk.article(STAR, statement(VISIT, "visit_outcome"))
    event = desk.event_of(article)
    read_anew(desk, article)
    (row,) = rows(desk)
    assert row.retired_at == desk.now
    assert desk.event(event).status == "retracted"
    (made, retracted) = changes_of(desk.database, event)
    assert (made.mention_id, retracted.kind) == (row.id, "retracted")


def test_what_comes_back_has_its_id_again(desk: Desk) -> None:
    article = desk.article(STAR, statement(VISIT, "visit_outcome"))
    event, before = desk.event_of(article), desk.picture()
    read_anew(desk, article, read_by="worse reader")
    assert desk.events() == {}
    read_anew(desk, article, statement(VISIT, "visit_outcome"))
    assert desk.picture() == before
    assert [row.kind for row in changes_of(desk.database, event)] == ["published", "retracted"]


def test_another_role_is_another_statement(desk: Desk) -> None:
    article = desk.article(STAR, statement(RATED))
    event = desk.event_of(article)
    dated = RATED | {"dates": {"published": "2019-11-04"}}
    read_anew(desk, article, statement(dated, role="retrospective"))
    assert [row.retired_at is None for row in rows(desk)] == [False, True]
    assert list(desk.events()) == [event]
    assert "retracted" not in [row.kind for row in changes_of(desk.database, event)]


class TestTelling:
    def test_what_is_found_in_an_old_article_is_no_news(self, desk: Desk) -> None:
        article = desk.article(STAR)
        desk.later(days=40)
        read_anew(desk, article, statement(VISIT, "visit_outcome"))
        assert len(desk.events()) == 1
        assert desk.owed() == []

    def test_what_is_found_in_a_fresh_one_is(self, desk: Desk) -> None:
        article = desk.article(STAR)
        desk.later(days=2)
        read_anew(desk, article, statement(VISIT, "visit_outcome"))
        assert [kind for _, kind in desk.owed()] == ["published"]

    @pytest.mark.parametrize(("days", "told"), [(10, ["published", "retracted"]), (40, ["published"])])
    def test_an_event_that_loses_its_support_is_taken_back_aloud_within_a_month(
        self, desk: Desk, days: int, told: list[str]
    ) -> None:
        article = desk.article(STAR, statement(VISIT, "visit_outcome"))
        desk.deliver()
        desk.later(days=days)
        read_anew(desk, article)
        assert desk.events() == {}
        assert [kind for _, kind in desk.owed()] == told

    def test_what_was_taken_back_aloud_and_is_there_again_is_told_to_stand_once(self, desk: Desk) -> None:
        article = desk.article(STAR, statement(RATED))
        event = desk.event_of(article)
        desk.deliver()
        desk.later(days=20)
        read_anew(desk, article, read_by="worse reader")
        desk.deliver()
        desk.later(days=20)
        read_anew(desk, article, statement(RATED))
        told = ["published", "retracted", "corrected"]
        assert [kind for _, kind in desk.owed()] == told
        assert "we withdrew: “St Helens: Inadequate”. That was wrong: it stands." in desk.last_message()
        desk.deliver()
        read_anew(desk, article, statement(RATED | {"theme": "front door"}), read_by="third reader")
        desk.resolve_again()
        assert [kind for _, kind in desk.owed()] == told
        assert list(desk.events()) == [event]

    def test_it_is_told_to_none_who_did_not_hear_that_it_was_taken_back(self, desk: Desk) -> None:
        article = desk.article(STAR, statement(RATED))
        desk.deliver()
        read_anew(desk, article, read_by="worse reader")
        read_anew(desk, article, statement(RATED))
        assert [kind for _, kind in desk.owed()] == ["published"]
        assert list(desk.events()) == [desk.event_of(article)]

    def test_taken_back_once_more_it_is_told_once_more(self, desk: Desk) -> None:
        article = desk.article(STAR, statement(RATED))
        for said in ((), (statement(RATED),), ()):
            desk.deliver()
            desk.later(days=2)
            read_anew(desk, article, *said)
        assert [kind for _, kind in desk.owed()] == ["published", "retracted", "corrected", "retracted"]

    @pytest.mark.parametrize(("days", "told"), [(10, ["published", "corrected"]), (40, ["published"])])
    def test_what_was_told_lately_is_put_right(self, desk: Desk, days: int, told: list[str]) -> None:
        article = desk.article(STAR, statement(RATED))
        desk.deliver()
        desk.later(days=days)
        read_anew(desk, article, statement(RATED | {"judgements": {"overall": "good"}}))
        assert [kind for _, kind in desk.owed()] == told

    def test_a_run_that_died_is_finished_by_any_other_without_waking_anybody(self, desk: Desk) -> None:
        """The ordinary run resolves what is left, and must not take a year-old judgement for news."""
        article = desk.article(STAR)
        desk.later(days=365)
        with desk.database.write() as session:
            version = session.scalars(select(VersionRow)).one()
            rereading.put(session, version, Reading(True, "anew", (statement(RATED),)), "new reader", desk.now)
            number = version.id
        desk.resolve(number)
        assert desk.event_of(article) in desk.events()
        assert desk.owed() == []


class TestDecisionsHold:
    def test_merge(self, desk: Desk) -> None:
        other = VISIT | {"dates": {"start": "2019-10-01"}}
        article = desk.article(STAR, statement(VISIT, "visit_outcome"))
        a, b = (
            desk.event_of(article),
            desk.event_of(desk.article("https://e.example/2", statement(other, "visit_outcome"))),
        )
        number = decide(desk, deciding.merge, a, b)
        read_anew(desk, article, statement(VISIT | {"theme": "front door"}, "visit_outcome"))
        assert list(desk.events()) == [b]
        assert desk.event(b).facts["theme"] == "front door"
        undo(desk, number)
        assert desk.event_of(article) == a
        assert desk.event(a).facts["theme"] == "front door"

    def test_split(self, desk: Desk) -> None:
        first = desk.article(STAR, statement(VISIT, "visit_outcome"))
        second = desk.article("https://echo.example/2", statement(VISIT, "visit_outcome"))
        event = desk.event_of(first)
        number = decide(desk, split, event, [desk.key(second)])
        other = desk.event_of(second)
        read_anew(desk, second, statement(VISIT | {"theme": "front door"}, "visit_outcome"))
        assert desk.event_of(second) == other
        assert set(desk.events()) == {event, other}
        undo(desk, number)
        assert desk.event_of(second) == event
        assert list(desk.events()) == [event]

    def test_dismiss(self, desk: Desk) -> None:
        article = desk.article(STAR, statement(VISIT, "visit_outcome"))
        number = decide(desk, deciding.dismiss, desk.event_of(article))
        owed = desk.owed()
        read_anew(desk, article, statement(VISIT | {"priority_actions": 2}, "visit_outcome"))
        read_anew(desk, article, read_by="worse reader")
        read_anew(desk, article, statement(VISIT | {"priority_actions": 2}, "visit_outcome"), read_by="third reader")
        assert desk.events() == {}
        assert desk.owed() == owed
        undo(desk, number)
        (event,) = desk.events().values()
        assert event.facts["priority_actions"] == 2

    def test_correct(self, desk: Desk) -> None:
        article = desk.article(STAR, statement(VISIT, "visit_outcome"))
        event = desk.event_of(article)
        number = decide(desk, deciding.correct, event, ["priority_actions=1"])
        read_anew(desk, article, statement(VISIT | {"priority_actions": 2}, "visit_outcome"))
        assert desk.event(event).facts["priority_actions"] == 1
        read_anew(desk, article, read_by="worse reader")
        read_anew(desk, article, statement(VISIT | {"priority_actions": 2}, "visit_outcome"), read_by="third reader")
        assert desk.event(event).facts["priority_actions"] == 1
        undo(desk, number)
        assert desk.event(event).facts["priority_actions"] == 2


def test_what_waits_is_the_latest_of_each_that_another_reader_read(desk: Desk) -> None:
    first = desk.article(STAR, text="On St Helens, told first.")
    desk.article(STAR, statement(VISIT, "visit_outcome"), text="On St Helens, told better.")
    desk.later(days=3)
    second = desk.article("https://echo.example/2", text="Of another town.")
    with desk.database.write() as session:
        for version in session.scalars(select(VersionRow)):
            version.resolved_at = desk.now
    with desk.database.read() as session:

        def found(**scope: Any) -> list[int]:
            ids = rereading.waiting(session, scope.pop("read_by", "new reader"), Scope(**scope), 0, 10)
            return [session.get_one(VersionRow, version).article_id for version in ids]

        assert found() == [first, second]
        assert found(read_by="old reader") == []
        assert found(since=desk.now.date()) == [second]
        assert found(names=("St Helens",)) == [first]
        assert rereading.count(session, "new reader", Scope()) == 2
        assert session.scalars(select(EventRow)).one().status == "reported"
