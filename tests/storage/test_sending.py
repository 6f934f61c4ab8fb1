"""From owed to sent: order, dead senders, servers that are left alone, and their pace; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import endpoints, messages, sending
from storage.database import Database
from storage.messages import Owing
from storage.tables import ChangeRow, EventRow, MessageRow

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SERVER = "mail smtp.example.org:587"


@pytest.fixture
def database(database: Database) -> Database:
    """With two events of two changes each: 1 and 2, 3 and 4."""
    with database.write() as session:
        for event in ("e1", "e2"):
            session.add(
                EventRow(
                    id=event, family="inspection", authority="St Helens", types=["judgement"], status="reported",
                    phase="published", facts={}, provenance={}, first_seen_at=NOW, updated_at=NOW,
                )
            )  # fmt: skip
        session.flush()
        for number, event in enumerate(("e1", "e1", "e2", "e2"), 1):
            session.add(
                ChangeRow(event_id=event, kind="published", facts_hash=str(number), facts={}, at=NOW, verdict="")
            )
            session.flush()
    return database


def owe(database: Database, change: int, reader: str = "reader", at: datetime = NOW) -> None:
    with database.write() as session:
        assert messages.owe(session, Owing(change, reader, "mailto-1", ("because",), f"g{change}"), at)


def claim(database: Database, now: datetime = NOW) -> list[sending.Held]:
    with database.write() as session:
        return sending.claim_due(session, now, 10)


def changes_held(database: Database, held: list[sending.Held]) -> list[int]:
    with database.read() as session:
        rows = [session.get_one(MessageRow, one.message_id) for one in held]
        return sorted(row.deliveries[0].change_id for row in rows)


class TestOrder:
    def test_what_comes_later_of_an_event_waits_for_what_came_before(self, database: Database) -> None:
        for change in (1, 2, 3):
            owe(database, change)
        first = claim(database)
        assert changes_held(database, first) == [1, 3]
        with database.write() as session:
            sending.failed(session, first[0].message_id, None, "451 later", NOW)
            sending.failed(session, first[1].message_id, None, "451 later", NOW)
        assert claim(database, NOW + timedelta(seconds=30)) == [], "the first is tried again before the second goes"
        again = claim(database, NOW + timedelta(minutes=5))
        assert changes_held(database, again) == [1, 3]
        with database.write() as session:
            for one in again:
                sending.sent(session, one.message_id, None, None, NOW)
        assert changes_held(database, claim(database, NOW + timedelta(minutes=5))) == [2]

    def test_other_readers_do_not_wait(self, database: Database) -> None:
        owe(database, 1, "a")
        owe(database, 2, "b")
        assert changes_held(database, claim(database)) == [1, 2]

    def test_what_was_given_up_keeps_nothing_back(self, database: Database) -> None:
        owe(database, 1)
        owe(database, 2)
        (first,) = claim(database)
        with database.write() as session:
            sending.failed(session, first.message_id, None, "550", NOW, "refused")
        assert changes_held(database, claim(database)) == [2]

    def test_what_is_not_due_yet_keeps_nothing_back(self, database: Database) -> None:
        """An announcement in Monday's digest does not hold up the outcome."""
        owing = Owing(1, "reader", "mailto-1", ("because",), "digest", held_until=NOW + timedelta(days=3))
        with database.write() as session:
            messages.owe(session, owing, NOW)
        owe(database, 2)
        assert changes_held(database, claim(database)) == [2]


class TestSweep:
    def test_what_a_dead_sender_held_goes_to_another_and_what_it_was_sending_counts_as_tried(
        self, database: Database
    ) -> None:
        owe(database, 1)
        owe(database, 3)
        flying, _ = claim(database)
        with database.write() as session:
            assert sending.begin(session, flying, NOW)
        later = NOW + sending.LEASE + timedelta(seconds=1)
        with database.write() as session:
            assert sending.sweep(session, NOW) == sending.Swept(0, 0)
            assert sending.sweep(session, later) == sending.Swept(waiting=1, flight=1)
            assert sending.sweep(session, later) == sending.Swept(0, 0)
        with database.read() as session:
            attempts = {row.id: row.attempts for row in session.scalars(select(MessageRow))}
        assert attempts.pop(flying.message_id) == 1
        assert list(attempts.values()) == [0]
        assert len(claim(database, later)) == 2

    def test_what_may_have_arrived_is_not_rewritten(self, database: Database) -> None:
        owe(database, 1)
        (held,) = claim(database)
        with database.write() as session:
            sending.begin(session, held, NOW)
            sending.sweep(session, NOW + timedelta(hours=1))
        with database.write() as session:
            assert not messages.amend_unsent(session, "e1", {"priority_actions": 2})


class TestPuttingOff:
    def test_it_is_no_try_but_does_not_last_for_ever(self, database: Database) -> None:
        owe(database, 1)
        now, times = NOW, 0
        while held := claim(database, now):
            with database.write() as session:
                sending.put_off(session, held[0], now + timedelta(hours=1), "left alone", now)
            now, times = now + timedelta(hours=1, minutes=1), times + 1
        with database.read() as session:
            row = session.scalars(select(MessageRow)).one()
        assert (row.state, row.attempts, row.detail) == ("failed", 0, "left alone")
        assert sending.TRIED_FOR <= now - NOW < sending.TRIED_FOR + timedelta(hours=2)
        assert times > 40

    def test_a_person_can_have_it_tried_again(self, database: Database) -> None:
        owe(database, 1)
        (held,) = claim(database)
        with database.write() as session:
            sending.failed(session, held.message_id, None, "550", NOW, "refused")
            assert sending.retry(session, [held.message_id], NOW) == 1
            assert sending.retry(session, [held.message_id], NOW) == 0
        assert [one.message_id for one in claim(database)] == [held.message_id]

    def test_what_a_rule_bars_is_tried_at_leisure_and_kept_apart_from_what_is_refused(self, database: Database) -> None:
        owe(database, 1)
        now = NOW
        while held := claim(database, now):
            with database.write() as session:
                sending.failed(session, held[0].message_id, None, "550 5.7.1 blocked", now, "barred")
            with database.read() as session:
                row = session.scalars(select(MessageRow)).one()
            if row.due_at is None:
                break
            assert row.due_at - now >= sending.BARRED_WAIT
            now = row.due_at
        assert row.state == "barred"


class TestBreaker:
    def test_it_opens_after_five_failures_in_a_row_and_one_tries(self, database: Database) -> None:
        with database.write() as session:
            for _ in range(endpoints.MOST_FAILURES - 1):
                endpoints.failed(session, SERVER, "no connection", NOW)
            assert endpoints.closed_until(session, SERVER, NOW) is None
            endpoints.failed(session, SERVER, "no connection", NOW)
            opened = endpoints.closed_until(session, SERVER, NOW)
        assert opened == NOW + endpoints.FIRST_PAUSE
        with database.write() as session:
            assert endpoints.closed_until(session, SERVER, opened) is None, "this one tries"
            assert endpoints.closed_until(session, SERVER, opened) is not None, "the others wait"
            endpoints.failed(session, SERVER, "no connection", opened)
            assert endpoints.closed_until(session, SERVER, opened) == opened + 2 * endpoints.FIRST_PAUSE
            assert [row.name for row in endpoints.troubled(session)] == [SERVER]
            endpoints.worked(session, SERVER)
            assert endpoints.closed_until(session, SERVER, opened) is None
            assert endpoints.troubled(session) == []

    def test_a_server_that_asks_to_be_left_alone_is(self, database: Database) -> None:
        with database.write() as session:
            endpoints.failed(session, SERVER, "429", NOW, timedelta(minutes=10))
            assert endpoints.closed_until(session, SERVER, NOW) == NOW + timedelta(minutes=10)

    def test_a_success_in_between_keeps_it_closed(self, database: Database) -> None:
        with database.write() as session:
            for _ in range(3 * endpoints.MOST_FAILURES):
                endpoints.failed(session, SERVER, "timeout", NOW)
                endpoints.worked(session, SERVER)
            assert endpoints.closed_until(session, SERVER, NOW) is None


def test_a_pace_lets_a_few_go_at_once_and_then_one_at_a_time(database: Database) -> None:
    second = timedelta(seconds=1)
    with database.write() as session:
        waits = [endpoints.take_turn(session, "slack", NOW, second, 3) for _ in range(5)]
        assert waits == [timedelta(), timedelta(), timedelta(), second, second]
        assert endpoints.take_turn(session, "slack", NOW + second, second, 3) == timedelta()
        assert endpoints.take_turn(session, "slack", NOW + second, second, 3) == second
