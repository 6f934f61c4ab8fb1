"""What is owed is owed once, claimed once, and never lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import messages, sending
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
        (message,) = sending.claim_due(session, NOW, 10)
        sending.sent(session, message.message_id, "headline", None, NOW)
        messages.owe(session, owing(changes[2]), NOW)
    assert count(database, MessageRow) == 2


def test_a_claimed_message_is_not_claimed_again_until_its_lease_lapses(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        assert len(sending.claim_due(session, NOW, 10)) == 1
    with database.write() as session:
        assert sending.claim_due(session, NOW, 10) == []
        assert len(sending.claim_due(session, NOW + sending.LEASE + timedelta(seconds=1), 10)) == 1


def test_a_lease_that_another_took_over_is_lost(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        (mine,) = sending.claim_due(session, NOW, 10)
        assert sending.begin(session, mine, NOW + sending.LEASE)
        later = NOW + 2 * sending.LEASE + timedelta(seconds=1)
        (theirs,) = sending.claim_due(session, later, 10)
        assert not sending.begin(session, mine, later)
        assert sending.begin(session, theirs, later)


def test_what_joins_a_message_in_flight_gets_its_own(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        sending.claim_due(session, NOW, 10)
        messages.owe(session, owing(changes[1]), NOW)
    assert count(database, MessageRow) == 2


def test_what_is_not_taken_is_tried_for_two_days_and_then_put_aside(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
    now, waits = NOW, []
    while True:
        with database.write() as session:
            for message in sending.claim_due(session, now, 10):
                assert sending.begin(session, message, now)
                sending.failed(session, message.message_id, "headline", "451 try later", now)
        with database.read() as session:
            row = session.scalars(select(MessageRow)).one()
        if row.state != "owed":
            break
        assert row.due_at is not None
        waits.append(row.due_at - now)
        now = row.due_at
    assert row.state == "failed"
    assert sending.TRIED_FOR <= now - NOW < sending.TRIED_FOR + timedelta(hours=8)
    for number, wait in enumerate(waits):
        usual = min(sending.FIRST_WAIT * 2**number, sending.LONGEST_WAIT)
        assert 0.8 * usual <= wait <= 1.2 * usual
    assert len({wait / min(sending.FIRST_WAIT * 2**n, sending.LONGEST_WAIT) for n, wait in enumerate(waits)}) > 5


def test_what_is_refused_is_not_tried_again(database: Database, changes: list[int]) -> None:
    with database.write() as session:
        messages.owe(session, owing(changes[0]), NOW)
        (message,) = sending.claim_due(session, NOW, 10)
        sending.failed(session, message.message_id, "headline", "550 no such user", NOW, kind="refused")
        assert sending.claim_due(session, NOW + timedelta(days=3), 10) == []
        assert not sending.begin(session, message, NOW)


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
                mine = sending.claim_due(session, NOW, 3)
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
        (first,) = sending.claim_due(session, NOW, 10)
        sending.sent(session, first.message_id, "headline", None, NOW)
        assert messages.original_of(session, "e1", "newsdesk", "mailto-1", "another") == first.message_id
        assert messages.original_of(session, "e1", "somebody else", "mailto-1", "another") is None
        assert messages.recipients_of_event(session, "e1") == [("newsdesk", "mailto-1")]


def told_meanwhile(database: Database, act: Callable[[Session], object]) -> list[list[tuple[int, dict[str, int]]]]:
    """What a sender finds in the messages that it claims while another transaction has done `act`, uncommitted."""
    found: list[list[tuple[int, dict[str, int]]]] = []

    def send() -> None:
        with database.write() as session:
            for held in sending.claim_due(session, NOW, 10):
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
