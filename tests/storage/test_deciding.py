"""What a person decides holds, whatever is reported, resolved or read later; undone, it is as if it had not been."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from alerts.owing import judge_and_owe
from storage import deciding, decisions, mentions
from storage.database import Database
from storage.deciding import Decided, Refused
from storage.tables import DecisionRow, EventRow, MentionRow
from tests.storage.stories import GAZETTEER, READER, Desk, changes_of, statement

BY = "Jo Editor"
VISIT: dict[str, Any] = {"kind": "focused_visit", "priority_actions": 3, "dates": {"start": "2019-07-02"}}
OTHER: dict[str, Any] = {"kind": "focused_visit", "priority_actions": 0, "dates": {"start": "2019-10-01"}}
RATED: dict[str, Any] = {"kind": "ilacs_standard", "judgements": {"overall": "inadequate"}}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def decide(desk: Desk, act: Callable[..., Decided], *names: Any) -> int:
    """Decide by the ids of events; gives the decision's number."""
    with desk.database.write() as session:
        rows = [session.get(EventRow, name) if isinstance(name, str) else None for name in names]
        arguments = [row or name for row, name in zip(rows, names, strict=True)]
        decided = act(session, *arguments, BY, desk.now)
        for resolved in decided.found:
            if judge_and_owe(session, resolved, (READER,), GAZETTEER, desk.now).alerts:
                desk.told.append(resolved.change.kind)
        return decided.decision.id


def undo(desk: Desk, number: int) -> None:
    with desk.database.write() as session:
        decided = deciding.undo(session, session.get_one(DecisionRow, number), BY, desk.now)
        for resolved in decided.found:
            if judge_and_owe(session, resolved, (READER,), GAZETTEER, desk.now).alerts:
                desk.told.append(resolved.change.kind)


def split(session: Any, event: EventRow, sources: list[str], by: str, now: Any) -> Decided:
    return deciding.split(session, event, sources, by, now)


def two_visits(desk: Desk) -> tuple[str, str]:
    a = desk.article("https://star.example/1", statement(VISIT, "visit_outcome"))
    b = desk.article("https://echo.example/2", statement(OTHER, "visit_outcome"))
    return desk.event_of(a), desk.event_of(b)


def one_visit(desk: Desk) -> tuple[str, int, int]:
    first = desk.article("https://star.example/1", statement(VISIT, "visit_outcome"))
    second = desk.article("https://echo.example/2", statement(VISIT, "visit_outcome"))
    assert desk.event_of(first) == desk.event_of(second)
    return desk.event_of(first), first, second


class TestMerge:
    def test_one_is_left_with_all_that_is_said(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        decide(desk, deciding.merge, a, b)
        assert list(desk.events()) == [b]
        assert len(desk.event(b).provenance["sources"]) == 2
        assert (desk.event(a).status, desk.event(a).merged_into) == ("merged", b)
        with desk.database.read() as session:
            assert decisions.standing(session, session.get_one(EventRow, a)).id == b

    def test_a_later_report_of_either_supports_the_one(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        decide(desk, deciding.merge, a, b)
        third = desk.article("https://mail.example/3", statement(VISIT, "visit_outcome"))
        assert desk.event_of(third) == b
        desk.record("visit:2019-07-02", VISIT)
        assert list(desk.events()) == [b]
        assert desk.event(b).status == "confirmed"

    def test_it_survives_resolving_anew(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        decide(desk, deciding.merge, a, b)
        before = desk.picture()
        desk.resolve_again()
        assert desk.picture() == before

    def test_nobody_is_told_again(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        owed = desk.owed()
        decide(desk, deciding.merge, a, b)
        assert [change for change in desk.owed() if change not in owed and change[1] != "corrected"] == []

    def test_an_alert_on_the_one_counts_for_the_other(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        with desk.database.write() as session:
            session.get_one(EventRow, b).alerted_at = None
        number = decide(desk, deciding.merge, a, b)
        assert desk.event(b).alerted_at is not None
        undo(desk, number)
        assert desk.event(a).alerted_at is not None

    def test_undone_it_is_as_before_and_later_reports_find_their_own(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        before = desk.picture()
        number = decide(desk, deciding.merge, a, b)
        undo(desk, number)
        assert desk.picture() == before
        number = decide(desk, deciding.merge, a, b)
        third = desk.article("https://mail.example/3", statement(VISIT, "visit_outcome"))
        undo(desk, number)
        assert desk.event_of(third) == a
        assert set(desk.events()) == {a, b}

    def test_a_chain_leads_to_its_end_and_opens_link_by_link(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        c = desk.event_of(desk.article("https://mail.example/3", statement(RATED)))
        before = desk.picture()
        first = decide(desk, deciding.merge, a, b)
        second = decide(desk, deciding.merge, b, c)
        assert list(desk.events()) == [c]
        assert len(desk.event(c).provenance["sources"]) == 3
        undo(desk, first)
        assert set(desk.events()) == {a, c}
        undo(desk, second)
        assert desk.picture() == before

    def test_what_can_not_be_one_is_refused(self, desk: Desk) -> None:
        a, b = two_visits(desk)
        post = desk.article(
            "https://mail.example/3",
            statement({"people": [{"name": "Jo Day", "role": "director", "change": "in", "post": "dcs"}]},
                      "leadership_change"),
        )  # fmt: skip
        with pytest.raises(Refused, match="family"):
            decide(desk, deciding.merge, a, desk.event_of(post))
        with pytest.raises(Refused, match="one event already"):
            decide(desk, deciding.merge, a, a)
        decide(desk, deciding.merge, a, b)
        with pytest.raises(Refused, match=f"part of {b} already"):
            decide(desk, deciding.merge, a, b)
        with pytest.raises(Refused, match="one event already"):
            decide(desk, deciding.merge, b, a)


class TestSplit:
    def test_the_named_article_makes_an_event_of_its_own(self, desk: Desk) -> None:
        event, first, second = one_visit(desk)
        decide(desk, split, event, [desk.key(second)])
        assert desk.event_of(first) == event
        other = desk.event_of(second)
        assert set(desk.events()) == {event, other}
        assert desk.event(other).facts == desk.event(event).facts

    def test_it_survives_resolving_anew_and_edits(self, desk: Desk) -> None:
        event, _, second = one_visit(desk)
        decide(desk, split, event, [desk.key(second)])
        other, before = desk.event_of(second), desk.picture()
        desk.resolve_again()
        assert desk.picture() == before
        desk.article("https://echo.example/2", statement(VISIT, "visit_outcome"), text="The same, told anew.")
        with desk.database.read() as session:
            last = session.scalars(select(MentionRow).order_by(MentionRow.id.desc())).first()
            assert last is not None
            assert last.event_id == other

    def test_readers_hear_of_the_new_one_once_at_most(self, desk: Desk) -> None:
        event, first, second = one_visit(desk)
        assert desk.owed() == [(event, "published")]
        number = decide(desk, split, event, [desk.key(second)])
        other = desk.event_of(second)
        assert desk.owed() == [(event, "published"), (other, "published")]
        undo(desk, number)
        decide(desk, split, event, [desk.key(first)])
        assert desk.owed() == [(event, "published"), (other, "published")]

    def test_an_old_story_is_no_news_when_it_is_told_apart(self, desk: Desk) -> None:
        event, _, second = one_visit(desk)
        desk.later(days=90)
        decide(desk, split, event, [desk.key(second)])
        assert desk.owed() == [(event, "published")]

    def test_undone_it_is_one_again_also_for_what_came_meanwhile(self, desk: Desk) -> None:
        event, _, second = one_visit(desk)
        before = desk.picture()
        number = decide(desk, split, event, [desk.key(second)])
        undo(desk, number)
        assert desk.picture() == before
        number = decide(desk, split, event, [desk.key(second)])
        other = desk.event_of(second)
        third = desk.article("https://mail.example/3", statement(VISIT, "visit_outcome"))
        assert desk.event_of(third) in (event, other)
        undo(desk, number)
        assert list(desk.events()) == [event]
        assert desk.event_of(third) == event
        with desk.database.read() as session:
            assert decisions.standing(session, session.get_one(EventRow, other)).id == event

    def test_an_official_record_can_be_split_off(self, desk: Desk) -> None:
        event, *_ = one_visit(desk)
        desk.record("visit:2019-07-02", VISIT)
        assert desk.event(event).status == "confirmed"
        decide(desk, split, event, ["visit:2019-07-02"])
        assert desk.event(event).status == "reported"
        assert sorted(row.status for row in desk.events().values()) == ["confirmed", "reported"]

    def test_merged_back_it_stays_together(self, desk: Desk) -> None:
        event, _, second = one_visit(desk)
        before = desk.picture()
        first = decide(desk, split, event, [desk.key(second)])
        number = decide(desk, deciding.merge, desk.event_of(second), event)
        assert list(desk.events()) == [event]
        desk.resolve_again()
        assert list(desk.events()) == [event]
        with pytest.raises(Refused, match=f"undo {number} first"):
            undo(desk, first)
        undo(desk, number)
        assert len(desk.events()) == 2
        undo(desk, first)
        assert desk.picture() == before

    def test_what_can_not_be_split_is_refused(self, desk: Desk) -> None:
        event, first, second = one_visit(desk)
        with pytest.raises(Refused, match="no source of"):
            decide(desk, split, event, ["nobody"])
        with pytest.raises(Refused, match="name what is to be split off"):
            decide(desk, split, event, [])
        with pytest.raises(Refused, match="nothing else supports"):
            decide(desk, split, event, [desk.key(first), desk.key(second)])


class TestDismiss:
    def test_it_is_not_shown_and_takes_later_reports_silently(self, desk: Desk) -> None:
        event, *_ = one_visit(desk)
        owed = desk.owed()
        decide(desk, deciding.dismiss, event)
        assert desk.events() == {}
        third = desk.article("https://mail.example/3", statement(VISIT | {"priority_actions": 4}, "visit_outcome"))
        desk.record("visit:2019-07-02", VISIT | {"priority_actions": 5})
        assert desk.event_of(third) == event
        assert desk.events() == {}
        assert desk.owed() == owed
        desk.resolve_again()
        assert desk.events() == {}

    def test_it_stays_dismissed_when_its_support_goes_and_comes_back(self, desk: Desk) -> None:
        first = desk.article("https://star.example/1", statement(VISIT, "visit_outcome"))
        event = desk.event_of(first)
        decide(desk, deciding.dismiss, event)
        desk.article("https://star.example/1", text="Withdrawn.")
        second = desk.article("https://echo.example/2", statement(VISIT, "visit_outcome"))
        assert desk.event_of(second) == event
        assert desk.events() == {}
        desk.article("https://mail.example/3", statement(RATED))
        assert len(desk.events()) == 1

    def test_undone_it_is_shown_with_what_came_meanwhile(self, desk: Desk) -> None:
        event, *_ = one_visit(desk)
        before = desk.picture()
        number = decide(desk, deciding.dismiss, event)
        undo(desk, number)
        assert desk.picture() == before
        number = decide(desk, deciding.dismiss, event)
        desk.record("visit:2019-07-02", VISIT)
        undo(desk, number)
        assert desk.event(event).status == "confirmed"


class TestCorrect:
    def test_it_rules_over_the_official_record(self, desk: Desk) -> None:
        event, *_ = one_visit(desk)
        decide(desk, deciding.correct, event, ["priority_actions=2", "dates.start=2019-07-03"])
        desk.record("visit:2019-07-02", VISIT)
        desk.article("https://mail.example/3", statement(VISIT, "visit_outcome"))
        desk.resolve_again()
        (only,) = desk.events().values()
        assert (only.facts["priority_actions"], only.facts["dates"]["start"]) == (2, "2019-07-03")
        assert only.status == "confirmed"
        assert len(only.provenance["sources"]) == 4

    def test_readers_who_were_told_are_told_once(self, desk: Desk) -> None:
        event, *_ = one_visit(desk)
        desk.deliver()
        number = decide(desk, deciding.correct, event, ["priority_actions=2"])
        assert "Checked by hand, it is 2 priority actions." in desk.last_message()
        desk.deliver()
        assert desk.owed() == [(event, "published"), (event, "corrected")]
        desk.resolve_again()
        assert len(desk.owed()) == 2
        undo(desk, number)
        assert desk.owed()[2:] == [(event, "corrected")]
        assert desk.event(event).facts["priority_actions"] == 3

    def test_what_nobody_was_told_is_corrected_silently(self, desk: Desk) -> None:
        desk.record("visit:2019-07-02", VISIT | {"dates": {"start": "2018-07-02", "published": "2018-08-01"}})
        (event,) = desk.events()
        owed = desk.owed()
        decide(desk, deciding.correct, event, ["priority_actions=2"])
        assert desk.owed() == owed
        assert [change.kind for change in changes_of(desk.database, event)][1:] == ["enriched"]

    def test_a_fact_can_be_taken_out_and_the_latest_word_counts(self, desk: Desk) -> None:
        event = desk.event_of(desk.article("https://star.example/1", statement(RATED)))
        first = decide(desk, deciding.correct, event, ["judgements.overall="])
        assert "judgements" not in desk.event(event).facts
        second = decide(desk, deciding.correct, event, ["judgements.overall=good"])
        assert desk.event(event).facts["judgements"] == {"overall": "good"}
        undo(desk, second)
        assert "judgements" not in desk.event(event).facts
        undo(desk, first)
        assert desk.event(event).facts["judgements"] == {"overall": "inadequate"}

    def test_it_does_not_keep_alive_what_nothing_supports(self, desk: Desk) -> None:
        event = desk.event_of(desk.article("https://star.example/1", statement(RATED)))
        decide(desk, deciding.correct, event, ["judgements.overall=good"])
        desk.article("https://star.example/1", text="Withdrawn.")
        assert desk.events() == {}
        back = desk.article("https://echo.example/2", statement(RATED | {"judgements": {"overall": "good"}}))
        assert desk.event_of(back) == event
        assert desk.event(event).facts["judgements"] == {"overall": "good"}

    @pytest.mark.parametrize(
        ("assignment", "said"),
        [
            ("priority_actions", "path=value"),
            ("priority_actions=many", "whole number"),
            ("judgements.overall=goood", "outstanding, good"),
            ("dates.start=6 May", "2024-05-06"),
            ("people.1.name=Jo", "no fact of an event of family inspection|nobody's"),
            ("colour=red", "Known: inspectorate"),
        ],
    )
    def test_what_can_not_be_is_said(self, desk: Desk, assignment: str, said: str) -> None:
        event, *_ = one_visit(desk)
        with pytest.raises(Refused, match=said):
            decide(desk, deciding.correct, event, [assignment])
        with desk.database.read() as session:
            assert decisions.every(session) == []

    def test_people_are_put_right_one_by_one(self, desk: Desk) -> None:
        people = [{"name": "Jo Day", "role": "director", "change": "in", "post": "dcs"},
                  {"name": "Al Old", "role": "director", "change": "out", "post": "dcs"}]  # fmt: skip
        event = desk.event_of(
            desk.article("https://star.example/1", statement({"people": people}, "leadership_change"))
        )
        before = [person["name"] for person in desk.event(event).facts["people"]]
        number = decide(desk, deciding.correct, event, ["people.1.name=Joe Daye", "people.2="])
        assert [person["name"] for person in desk.event(event).facts["people"]] == ["Joe Daye"]
        undo(desk, number)
        assert [person["name"] for person in desk.event(event).facts["people"]] == before


def test_a_correction_and_a_note_go_where_their_event_goes(desk: Desk) -> None:
    a, b = two_visits(desk)
    decide(desk, deciding.note, a, "Asked the press office.")
    decide(desk, deciding.correct, a, ["theme=front door"])
    number = decide(desk, deciding.merge, a, b)
    with desk.database.read() as session:
        into = session.get_one(EventRow, b)
        assert decisions.notes_of(session, into) == ["Asked the press office."]
    assert desk.event(b).facts["theme"] == "front door"
    undo(desk, number)
    assert "theme" not in desk.event(b).facts
    assert desk.event(a).facts["theme"] == "front door"


def test_a_decision_is_undone_once(desk: Desk) -> None:
    event, *_ = one_visit(desk)
    number = decide(desk, deciding.note, event, "So it is said.")
    undo(desk, number)
    with desk.database.read() as session:
        row = session.get_one(DecisionRow, number)
        assert (row.by, row.undone_by, row.at, row.undone_at) == (BY, BY, desk.now, desk.now)
        assert decisions.notes_of(session, session.get_one(EventRow, event)) == []
    with pytest.raises(Refused, match=f"undone already, by {BY}"):
        undo(desk, number)


def test_an_undated_recollection_is_not_torn_between_two_that_are_one(desk: Desk) -> None:
    """A merged event is a candidate still, and fits as well as the one it is part of."""
    first = desk.article("https://star.example/1", statement(RATED))
    desk.later(hours=2)
    second = desk.article("https://echo.example/2", statement(RATED))
    event = desk.event_of(first)
    decide(desk, split, event, [desk.key(second)])
    decide(desk, deciding.merge, desk.event_of(second), event)
    desk.later(days=3)
    recalled = statement({"judgements": {"overall": "inadequate"}}, role="retrospective")
    third = desk.article("https://mail.example/3", recalled)
    assert desk.event_of(third) == event
    with desk.database.read() as session:
        assert len(mentions.claims_of(session, session.get_one(EventRow, event))) == 3
