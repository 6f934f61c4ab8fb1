"""A burst: many reports on one day are one message to each person, and one document each for a program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flows.steps import deciding
from storage import events
from tests.readers import COUNCILS, story
from tests.town import Town

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


def publish(town: Town, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        town.stand.publish(story(COUNCILS[number], number), TODAY - timedelta(hours=1), ["star"])


def test_a_burst_is_one_mail_that_names_the_grave_ones_and_every_document_for_a_program(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    publish(town, 7)
    town.run(TODAY)
    assert len(town.posts) == 7
    (subject,) = town.mails
    assert subject.startswith("7 reports published")
    assert "grave: " in subject and "4 more" in subject
    body = town.mailbox.messages()[0].get_body(("plain",))
    assert body is not None
    for council in COUNCILS[:7]:
        assert f"{council}: Inadequate" in body.get_content()
    assert "because you follow the North West" in body.get_content()
    town.run(TODAY + timedelta(hours=1))
    assert len(town.mails) == 1, "nothing of it is told again"


def test_a_few_at_once_are_told_singly(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    publish(town, 5)
    town.run(TODAY)
    assert len(town.mails) == 5


def test_a_burst_that_comes_in_several_passes_is_rolled_up_from_the_sixth_on(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    publish(town, 4)
    town.run(TODAY)
    publish(town, 3, first=4)
    town.run(TODAY + timedelta(minutes=45))
    assert len(town.mails) == 5 and town.mails[4].startswith("3 reports published")
    assert len(town.posts) == 7
    publish(town, 3, first=7)
    town.run(TODAY + timedelta(hours=3))
    assert len(town.mails) == 8, "another day's few are told singly"


def test_what_puts_one_of_a_burst_right_replies_to_it(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    publish(town, 7)
    town.run(TODAY)
    with town.shop() as shop:
        with shop.database.read() as session:
            event = next(row for row in events.find(session) if row.authority == COUNCILS[0])
        later = TODAY + timedelta(hours=2)
        deciding.correct(shop, deciding.Decider("desk", later), event.id, ["judgements.overall=good"])
    town.run(later)
    roll_up, correction = town.mailbox.messages()
    assert str(correction["Subject"]).startswith("CORRECTION: ")
    assert correction["In-Reply-To"] == roll_up["Message-ID"]
