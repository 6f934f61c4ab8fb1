"""Who is owed a change: each person once, for all of their reasons; corrections and withdrawals to those who heard."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from alerts.allotment import allot, also_told
from alerts.channels import channel_id
from alerts.examples.build import change
from alerts.noticing import Writer
from alerts.owing import judge_and_owe
from alerts.subscription import Subscription
from parsers.model import Facts
from storage import resolution
from storage.database import Database
from storage.tables import ChangeRow, DeliveryRow, EventRow, MessageRow
from tests.storage.stories import GAZETTEER, NOW, READER, Desk, statement

MAIL = "mailto://localhost?from=watch@example.org&to=ann@example.org"
GRADE = change(
    "published", "St Helens", Facts(inspectorate="Ofsted", judgements={"overall": "good"}), types=("judgement",)
)


def rule(name: str, recipient: str = "ann", channel: str = MAIL, **more: Any) -> Subscription:
    more = {"authorities": ("St Helens",), "regions": ()} | more
    return Subscription(id=name, name=name, recipient=recipient, channels=(channel,), **more)


def test_one_message_for_all_that_one_person_follows_with_every_reason() -> None:
    rules = [rule("mine"), rule("region", authorities=(), regions=("North West",))]
    (share,) = allot(rules, GRADE, NOW)
    assert share.reasons == ("because you follow St Helens", "because you follow the North West")


@pytest.mark.parametrize(
    "other",
    [
        MAIL,
        "mailto://localhost?to=Ann@example.org&from=watch@example.org",
        "mailtos://smtp.example.org?from=w@example.org&to=ann@example.org",
    ],
)
def test_one_person_by_two_names_is_told_once(other: str) -> None:
    rules = [rule("mine"), rule("theirs", "ann@example.org", other, authorities=(), regions=("North West",))]
    (share,) = allot(rules, GRADE, NOW)
    assert (share.recipient, share.channel) == ("ann", channel_id(MAIL))
    assert len(share.reasons) == 2
    again = also_told([share], [("ann@example.org", channel_id(other)), ("ann", channel_id(MAIL))], rules, GRADE, NOW)
    assert again == [share]


def test_two_people_are_two_messages() -> None:
    bob = MAIL.replace("ann@", "bob@")
    assert len(allot([rule("mine"), rule("his", "bob", bob)], GRADE, NOW)) == 2


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


LATER = Subscription(
    id="late",
    name="Late",
    recipient="late",
    authorities=("St Helens",),
    regions=(),
    channels=("mailto://localhost?to=late@example.org",),
)


def tell_all(desk: Desk, *subscriptions: Subscription) -> None:
    """Owe what resolving finds from now on to these."""

    def judge(session: Any, found: Any) -> None:
        for resolved in found:
            judge_and_owe(session, resolved, subscriptions, GAZETTEER, desk.now)

    desk._judge = judge  # type: ignore[method-assign]  # others subscribe meanwhile


def owed_to(desk: Desk, kind: str) -> list[str]:
    with desk.database.read() as session:
        rows = session.execute(
            select(DeliveryRow.recipient)
            .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
            .where(ChangeRow.kind == kind)
            .order_by(DeliveryRow.recipient)
        )
        return [recipient for (recipient,) in rows]


VISIT = {"inspectorate": "Ofsted", "kind": "focused_visit", "dates": {"start": "2019-10-01", "published": "2019-11-04"}}


def test_a_correction_goes_to_those_who_got_the_original_and_to_those_who_now_match(desk: Desk) -> None:
    desk.article("https://a.example/1", statement(VISIT | {"priority_actions": 3}, "visit_outcome"))
    desk.deliver()
    assert owed_to(desk, "published") == ["desk"]
    # Who got it has no subscription any more; who has one now did not get it.
    tell_all(desk, LATER)
    desk.later(days=1)
    desk.record("ofsted:1", VISIT | {"priority_actions": 2})
    assert owed_to(desk, "corrected") == ["desk", "late"]


def test_what_we_said_is_told_to_those_alone_who_heard_it(desk: Desk) -> None:
    desk.article("https://a.example/1", statement(VISIT | {"priority_actions": 3}, "visit_outcome"))
    desk.deliver()
    tell_all(desk, READER, LATER)
    desk.later(days=1)
    desk.record("ofsted:1", VISIT | {"priority_actions": 2})
    with desk.database.read() as session:
        writer = Writer(session, GAZETTEER, (READER, LATER))
        owed = session.scalars(select(MessageRow.id).where(MessageRow.state == "owed")).all()
        told = {row.recipient: writer.prepare(row) for row in writer.load(owed).values()}
    assert told["desk"].rendered.subject == "CORRECTION: St Helens: 2 priority actions, not 3"
    assert told["desk"].notice.replies_to is not None
    assert told["late"].rendered.subject == "St Helens: 2 areas for priority action (focused visit)"
    assert told["late"].notice.replies_to is None
    assert "we said" not in told["late"].rendered.text and "3" not in told["late"].rendered.subject


def test_a_withdrawal_goes_to_those_alone_who_got_the_original(desk: Desk) -> None:
    article = desk.article("https://a.example/1", statement(VISIT | {"priority_actions": 3}, "visit_outcome"))
    desk.deliver()
    tell_all(desk, READER, LATER)
    desk.later(days=1)
    with desk.database.write() as session:
        event = session.get_one(EventRow, desk.event_of(article))
        row = ChangeRow(
            event_id=event.id, kind="retracted", facts_hash="r", facts=event.facts, before=event.facts,
            at=desk.now, verdict="",
        )  # fmt: skip
        session.add(row)
        session.flush()
        found = resolution.Resolved(
            row, event, None, None, None, False, "published", resolution.Window(), learnt=desk.now
        )
        desk._judge(session, [found])
    assert owed_to(desk, "retracted") == ["desk"]


def test_who_never_got_the_original_is_not_told_that_it_was_wrong(desk: Desk) -> None:
    desk.article("https://a.example/1", statement(VISIT | {"priority_actions": 3}, "visit_outcome"))
    with desk.database.write() as session:
        (message,) = session.scalars(select(MessageRow))
        message.state, message.attempts = "refused", 1
    tell_all(desk)
    desk.later(days=1)
    desk.record("ofsted:1", VISIT | {"priority_actions": 2})
    assert owed_to(desk, "corrected") == []


def test_event_change_and_what_is_owed_commit_together_or_not_at_all(desk: Desk) -> None:
    class Fault(Exception):
        pass

    def break_down(session: Any, found: Any) -> None:
        for resolved in found:
            judge_and_owe(session, resolved, (READER,), GAZETTEER, desk.now)
        raise Fault

    sound, desk._judge = desk._judge, break_down  # type: ignore[method-assign]  # it dies just before the commit
    with pytest.raises(Fault):
        desk.article("https://a.example/1", statement(VISIT | {"priority_actions": 0}, "visit_outcome"))
    with desk.database.read() as session:
        for table in (EventRow, ChangeRow, DeliveryRow, MessageRow):
            assert session.scalars(select(table)).all() == []
    desk._judge = sound  # type: ignore[method-assign]  # it is whole again
    desk.later(minutes=1)
    desk.resolve(1)
    assert desk.told == ["published"]
