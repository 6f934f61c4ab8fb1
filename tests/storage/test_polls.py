"""Leases on sources: any number of workers, none meets another, and what a dead one held is taken up again."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

import pytest

from parsers.poll_status import PollStatus
from storage import polls
from storage.database import Database
from storage.polls import LEASE, PollOutcome
from storage.tables import SourceRow

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KINDS = ("rss",)
SOURCES, WORKERS, AT_ONCE = 120, 3, 7


def add_sources(database: Database, count: int) -> None:
    """So many sources, all of them due."""
    with database.write() as session:
        session.add_all(
            SourceRow(
                id=f"s{n:03}", name=f"S{n}", url=f"https://s{n}.example/", kind="rss", group="local press", serves=[],
                every_minutes=30, due_at=NOW - timedelta(minutes=n),
            )
            for n in range(count)
        )  # fmt: skip


def claim(database: Database, now: datetime = NOW, limit: int = 1_000) -> list[str]:
    """Lease what is due."""
    with database.write() as session:
        return polls.claim_due(session, now, limit, KINDS)


def work(url: str, ready: Barrier, results: Connection) -> None:
    """A worker: claims a few at a time, each time at the same moment as the others."""
    mine: list[str] = []
    with Database(url) as database:
        for _ in range(-(-SOURCES // (WORKERS * AT_ONCE))):
            ready.wait(60)
            mine += claim(database, limit=AT_ONCE)
    results.send(mine)


def die(url: str) -> None:
    """A worker that is killed while it holds leases."""
    with Database(url) as database:
        claim(database, limit=AT_ONCE)
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.timeout(120)
def test_workers_never_meet(database_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(WORKERS)
    with Database(database_url) as database:
        add_sources(database, SOURCES)
    ends, workers = [], []
    for _ in range(WORKERS):
        mine, theirs = context.Pipe(duplex=False)
        workers.append(context.Process(target=work, args=(database_url, ready, theirs), daemon=True))
        workers[-1].start()
        ends.append(mine)
    taken = [end.recv() for end in ends]
    for worker in workers:
        worker.join(30)
    assert sorted(name for names in taken for name in names) == [f"s{n:03}" for n in range(SOURCES)]
    assert all(taken)


@pytest.mark.timeout(120)
def test_what_a_dead_worker_held_is_taken_up_when_its_lease_lapses(database_url: str) -> None:
    with Database(database_url) as database:
        add_sources(database, 20)
        worker = multiprocessing.get_context("spawn").Process(target=die, args=(database_url,))
        worker.start()
        worker.join(60)
        assert worker.exitcode == -signal.SIGKILL
        others = claim(database)
        assert len(others) == 20 - AT_ONCE
        assert claim(database, NOW + LEASE) == []
        assert sorted(claim(database, NOW + LEASE + timedelta(seconds=1))) == [f"s{n:03}" for n in range(20)]


def test_the_longest_waiting_come_first(database: Database) -> None:
    add_sources(database, 10)
    assert claim(database, limit=3) == ["s009", "s008", "s007"]


def test_a_lease_that_another_took_over_is_not_let_go(database: Database) -> None:
    add_sources(database, 1)
    later = NOW + LEASE + timedelta(minutes=1)
    assert claim(database) == claim(database, later) == ["s000"]
    with database.write() as session:
        polls.release(session, ["s000"], NOW)
    assert claim(database, later) == []
    with database.write() as session:
        polls.release(session, ["s000"], later)
    assert claim(database, later) == ["s000"]


def test_a_lease_that_another_took_over_is_not_renewed(database: Database) -> None:
    add_sources(database, 2)
    assert claim(database, limit=1) == ["s001"]
    with database.write() as session:
        assert polls.claim(session, ["s000", "s001"], NOW) == ["s000"]
    later = NOW + LEASE + timedelta(minutes=1)
    assert claim(database, later, limit=1) == ["s001"]
    with database.write() as session:
        assert [row.id for row in polls.held(session, ["s000", "s001"], NOW)] == ["s000"]
        assert polls.renew(session, ["s000", "s001"], NOW, later) == ["s000"]
        assert polls.renew(session, ["s001"], later, later + timedelta(minutes=5)) == ["s001"]
    assert claim(database, later + LEASE) == []
    assert claim(database, later + LEASE + timedelta(minutes=1)) == ["s000"]


def test_nobody_takes_a_source_while_what_it_said_is_put_down(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("has one writer at a time")
    add_sources(database, 2)
    claim(database)
    with database.write() as session:
        polls.held(session, ["s000"], NOW)
        assert claim(database, NOW + LEASE + timedelta(minutes=1)) == ["s001"]


def test_a_try_keeps_the_lease_and_sets_the_next(database: Database) -> None:
    add_sources(database, 1)
    claim(database)
    with database.write() as session:
        row = session.get_one(SourceRow, "s000")
        polls.record(session, row, PollOutcome("ok", new=1, entries=40, whole=True, etag='"1"', body_hash="a"), NOW)
        assert row.leased_until == NOW + LEASE
        assert polls.validators(row, NOW + timedelta(hours=1)) == ('"1"', None)
        polls.record(session, row, PollOutcome("timeout"), NOW + timedelta(hours=1))
        assert polls.validators(row, NOW + timedelta(hours=2)) == (None, None)
        assert (row.failures, row.failing_since) == (1, NOW + timedelta(hours=1))
    assert claim(database, NOW + timedelta(hours=1)) == []


@pytest.mark.parametrize(("last", "offline"), [("offline", True), ("ok", False), ("dns", False)])
def test_what_was_found_out_last_says_whether_the_network_is_down(
    database: Database, last: PollStatus, offline: bool
) -> None:
    add_sources(database, 2)
    before: PollStatus = "ok" if offline else "offline"
    with database.write() as session:
        polls.record(session, session.get_one(SourceRow, "s000"), PollOutcome(before), NOW)
        polls.record(session, session.get_one(SourceRow, "s001"), PollOutcome(last), NOW)
    with database.read() as session:
        assert polls.offline(session, NOW) is offline
        assert not polls.offline(session, NOW + timedelta(hours=2))


def test_sources_that_nobody_wants_polled_are_left(database: Database) -> None:
    add_sources(database, 4)
    with database.write() as session:
        session.get_one(SourceRow, "s000").enabled = False
        session.get_one(SourceRow, "s001").followed = False
        session.get_one(SourceRow, "s002").retired_at = NOW
        assert polls.due_count(session, NOW, KINDS) == 1
    assert claim(database) == ["s003"]
