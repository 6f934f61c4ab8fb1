"""What is owed is owed once, claimed once, and never lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import messages
from storage.database import Database
from storage.messages import Owing
from storage.tables import ChangeRow, DeliveryRow, EventRow, MessageRow

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def changes(database: Database) -> list[int]:
    with database.write() as session:
        event = EventRow(
            id="e1", family="inspection", authority="St Helens", types=[], status="reported", phase="published",
            facts={}, provenance={}, first_seen_at=NOW, updated_at=NOW,
        )  # fmt: skip
        session.add(event)
        session.flush()
        rows = [
            ChangeRow(event_id="e1", kind="published", facts_hash=str(n), facts={}, at=NOW, verdict="")
            for n in range(3)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def owing(change: int, grouping: str = "g", recipient: str = "newsdesk") -> Owing:
    return Owing(change, recipient, "mailto-1", ("because you follow St Helens",), grouping)


def count(database: Database, table: type[MessageRow] | type[DeliveryRow]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_change_is_owed_once(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        assert messages.owe(session, owing(changes[0]), NOW)
        assert not messages.owe(session, owing(changes[0]), NOW)
    assert count(database, DeliveryRow) == 1


def test_changes_of_one_grouping_ride_together_until_it_has_left(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        messages.owe(session, owing(changes[1]), NOW)
    assert count(database, MessageRow) == 1
    with database.write() as session:
        (message,) = messages.claim_due(session, NOW, 10)
        messages.sent(session, message.message_id, "headline", None, NOW)
        messages.owe(session, owing(changes[2]), NOW)
    assert count(database, MessageRow) == 2


def test_a_claimed_message_is_not_claimed_again_until_its_lease_lapses(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        assert len(messages.claim_due(session, NOW, 10)) == 1
    with database.write() as session:
        assert messages.claim_due(session, NOW, 10) == []
        assert len(messages.claim_due(session, NOW + messages.LEASE + timedelta(seconds=1), 10)) == 1


def test_a_lease_that_another_took_over_is_lost(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        (mine,) = messages.claim_due(session, NOW, 10)
        assert messages.renew(session, mine, NOW + messages.LEASE) is not None
        later = NOW + 2 * messages.LEASE + timedelta(seconds=1)
        (theirs,) = messages.claim_due(session, later, 10)
        assert messages.renew(session, mine, later) is None
        assert messages.renew(session, theirs, later) is not None


def test_what_joins_a_message_in_flight_gets_its_own(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        messages.claim_due(session, NOW, 10)
        messages.owe(session, owing(changes[1]), NOW)
    assert count(database, MessageRow) == 2


def test_what_is_not_taken_is_tried_for_two_days_and_then_put_aside(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
    now, tries = NOW, 0
    while True:
        with database.write() as session:
            claimed = messages.claim_due(session, now, 10)
            for message in claimed:
                messages.failed(session, message.message_id, "headline", "451 try later", now, for_good=False)
                tries += 1
            row = session.scalars(select(MessageRow)).one()
            if row.state != "owed":
                break
            assert row.due_at is not None
            now = row.due_at
    assert tries == messages.MOST_TRIES
    assert timedelta(days=2) < now - NOW < timedelta(days=3)
    assert row.state == "failed"


def test_what_is_refused_is_not_tried_again(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        (message,) = messages.claim_due(session, NOW, 10)
        messages.failed(session, message.message_id, "headline", "550 no such user", NOW, for_good=True)
        assert messages.claim_due(session, NOW + timedelta(days=3), 10) == []
        assert messages.renew(session, message, NOW) is None


def test_two_senders_never_claim_the_same_message(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        for number in range(20):
            messages.owe(session, owing(changes[0], f"g{number}", f"reader {number}"), NOW)
    claimed: list[str] = []
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        while True:
            with database.write() as session:
                mine = messages.claim_due(session, NOW, 3)
            if not mine:
                return
            claimed.extend(held.message_id for held in mine)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == len(set(claimed)) == 20


def test_a_correction_finds_the_message_it_corrects(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        (first,) = messages.claim_due(session, NOW, 10)
        messages.sent(session, first.message_id, "headline", None, NOW)
        assert messages.original_of(session, "e1", "newsdesk", "mailto-1", "another") == first.message_id
        assert messages.original_of(session, "e1", "somebody else", "mailto-1", "another") is None
        assert messages.recipients_of_event(session, "e1") == [("newsdesk", "mailto-1")]


def told_meanwhile(database: Database, act: Callable[[Session], object]) -> list[list[tuple[int, dict[str, int]]]]:
    """What a sender finds in the messages that it claims while another transaction has done `act`, uncommitted."""
    found: list[list[tuple[int, dict[str, int]]]] = []

    def send() -> None:
        with database.write() as session:
            for held in messages.claim_due(session, NOW, 10):
                deliveries = session.get_one(MessageRow, held.message_id).deliveries
                found.append([(delivery.change_id, delivery.change.facts) for delivery in deliveries])

    sender = threading.Thread(target=send)
    with database.write() as session:
        act(session)
        sender.start()
        sender.join(0.5)
    sender.join()
    return found


def test_nobody_sends_what_is_being_put_right(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
    found = told_meanwhile(database, lambda session: messages.amend_unsent(session, "e1", {"priority_actions": 2}))
    assert found in ([], [[(changes[0], {"priority_actions": 2})]])


def test_nobody_sends_a_message_without_what_is_being_added(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
    found = told_meanwhile(database, lambda session: messages.owe(session, owing(changes[1]), NOW))
    assert found in ([], [[(changes[0], {}), (changes[1], {})]])
