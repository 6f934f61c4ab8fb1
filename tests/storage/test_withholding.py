"""What is kept back and let go again: never what is to nobody any more, and never a digest with it; both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import digests, messages, sending, suppressions, withholding
from storage.database import Database
from storage.digests import Turn
from storage.messages import Owing
from storage.tables import ChangeRow, DeliveryRow, DigestRow, EventRow, MessageRow

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
TURN = Turn("reader", "mailto-1", "weekly 07:30 Mon", lambda _: MONDAY)


@pytest.fixture
def change(database: Database) -> int:
    """The one change of an event."""
    with database.write() as session:
        session.add(
            EventRow(
                id="e1", family="inspection", authority="St Helens", types=["judgement"], status="reported",
                phase="published", facts={}, provenance={}, first_seen_at=NOW, updated_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        row = ChangeRow(event_id="e1", kind="published", facts_hash="1", facts={}, at=NOW, verdict="")
        session.add(row)
        session.flush()
        return row.id


def test_what_is_let_go_again_is_not_owed_to_who_unsubscribed_meanwhile(database: Database, change: int) -> None:
    with database.write() as session:
        for reader in ("reader", "other"):
            messages.owe(session, Owing(change, reader, "mailto-1", ("because",), "g"), NOW)
        for row in session.scalars(select(MessageRow)):
            withholding.withhold(session, row.id)
        suppressions.stop_owed(session, "reader", "mailto-1")
        suppressions.forget(session, "reader", "mailto-1", suppressions.key_of("reader@example.org"))
    with database.write() as session:
        assert withholding.release(session, "e1", NOW)
        assert session.scalars(select(MessageRow.recipient).where(MessageRow.state == "owed")).all() == ["other"]


def test_a_digest_goes_out_though_the_last_of_its_news_was_taken_back(database: Database, change: int) -> None:
    with database.write() as session:
        assert digests.owe_all(session, change, [(TURN, ("because",))], NOW) == 1
    with database.write() as session:
        assert withholding.take_back(session, session.get_one(ChangeRow, change)) == []
    with database.write() as session:
        assert session.scalars(select(DeliveryRow)).all() == []
        (digest,) = session.scalars(select(DigestRow)).all()
        (held,) = sending.claim_due(session, MONDAY, 10)
        assert held.message_id == digest.message_id


def test_what_a_slow_sender_failed_at_is_not_taken_from_who_took_it_over(database: Database, change: int) -> None:
    with database.write() as session:
        messages.owe(session, Owing(change, "reader", "mailto-1", ("because",), "g"), NOW)
        (slow,) = sending.claim_due(session, NOW, 10)
        assert sending.begin(session, slow, NOW)
    later = NOW + sending.LEASE + timedelta(minutes=1)
    with database.write() as session:
        (quick,) = sending.claim_due(session, later, 10)
        assert sending.begin(session, quick, later)
    with database.write() as session:
        sending.failed(session, slow.message_id, None, "no answer", later, lease=slow.lease)
    with database.write() as session:
        assert sending.claim_due(session, later + timedelta(minutes=4), 10) == []
        sending.sent(session, quick.message_id, None, None, later)
        sending.failed(session, slow.message_id, None, "no such mailbox", later, "refused", lease=slow.lease)
        assert session.get_one(MessageRow, quick.message_id, populate_existing=True).state == "sent"
