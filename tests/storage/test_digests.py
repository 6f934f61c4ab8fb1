"""Digests as rows, on both databases."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from storage import digests
from storage.database import Database
from storage.digests import Turn
from storage.tables import ChangeRow, DeliveryRow, EventRow
from tests.storage.stories import NOW

FRIDAY = datetime(2019, 11, 8, 7, 30, tzinfo=UTC)


def turn(name: str) -> Turn:
    return Turn(name, "mail-1", "weekly 07:30 Fri", lambda moment: FRIDAY)


def change(database: Database, number: int) -> int:
    """A change of an event of its own, by its number."""
    with database.write() as session:
        event = EventRow(
            id=f"e{number}", family="funding", authority="St Helens", types=[], status="reported", phase="reported",
            facts={}, provenance={}, first_seen_at=NOW, updated_at=NOW,
        )  # fmt: skip
        row = ChangeRow(event_id=event.id, kind="reported", facts_hash="", facts={}, at=NOW, verdict="")
        session.add_all((event, row))
        session.flush()
        return row.id


def test_two_who_owe_the_same_digests_in_turn_never_wait_for_each_other(database: Database) -> None:
    with database.write() as session:
        for name in ("ann", "ben"):
            digests.begin(session, turn(name), NOW, FRIDAY, NOW)
    changes = [[change(database, 2 * worker + turn_) for turn_ in range(2)] for worker in range(2)]
    both = threading.Barrier(2)
    faults: list[Exception] = []

    def work(worker: int, names: tuple[str, ...]) -> None:
        try:
            with database.write() as session:
                for number, name in zip(changes[worker], names, strict=True):
                    digests.owe_all(session, number, [(turn(name), ["a"])], NOW + timedelta(minutes=1))
                    # As near to each other as they can come: where one has to wait for the other, it does.
                    with suppress(threading.BrokenBarrierError):
                        both.wait(1)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate((("ann", "ben"), ("ben", "ann")))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with database.read() as session:
        assert len(session.scalars(select(DeliveryRow)).all()) == 4
