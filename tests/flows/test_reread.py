"""Reading anew, with the reader of today: the same once or twice, in one go or killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from flows import settings
from flows.prefect_settings import environment
from flows.shop import Shop, lend_shop
from flows.steps import reading, rereading
from flows.up import healthy
from parsers import reader
from parsers.model import Mention, Reading
from storage import articles, mentions, migrate, resolution
from storage.database import Database
from storage.rereading import Scope
from storage.tables import EventRow, MentionRow, VersionRow
from tests.flows.conftest import empty_home
from tests.flows.test_cli import Cli, parsed
from tests.flows.test_cli import cli as cli

ROOT = Path(__file__).parents[2]
FIRST = datetime(2024, 3, 4, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
COUNCILS = ("Knowsley", "Halton", "Sefton", "Wigan", "Bolton", "Bury", "Rochdale", "Oldham")
TOLD = (
    "Ofsted has rated children's services at {council} Council inadequate. The report was published on {day}.",
    (
        "Ofsted inspectors who visited {council} Council's children's services in {month} found three areas for "
        "priority action. They had looked at the front door."
    ),
    "{council} Council has appointed Jo Day as its new director of children's services. She starts on {day}.",
)


def stories() -> Iterator[articles.Text]:
    for number in range(24):
        council, at = COUNCILS[number % len(COUNCILS)], FIRST + timedelta(days=9 * number)
        before = at - timedelta(days=40)
        told = TOLD[number % 3].format(
            council=council, day=f"{at.day} {at:%B} {at.year}", month=f"{before:%B} {before.year}"
        )
        yield articles.Text(f"{told}\n\nStory {number}.", url=f"https://star.example/{number}", published=at)


def older(number: int, made: Reading) -> Reading:
    """What an older reader made of a story: every third it missed, in every third it read a grade or number wrongly."""
    if number % 3 == 0:
        return replace(made, mentions=made.mentions[1:])
    if number % 3 == 1:
        return made
    return replace(made, mentions=tuple(misread(mention) for mention in made.mentions))


def misread(mention: Mention) -> Mention:
    return replace(mention, facts=replace(mention.facts, judgements={}, priority_actions=None, dates={}))


def read_by_an_older_one(shop: Shop) -> None:
    """Store the stories, as an older reader read them when they came out."""
    for number, text in enumerate(stories()):
        assert text.published is not None
        with shop.database.write() as session:
            version = articles.put(session, text, text.published, silent=False)
            assert version is not None
            made = older(number, reader.read(articles.as_read(version), shop.lexicon))
            mentions.store_reading(session, version, made, text.published, "older")
            list(resolution.Batch(session, [version.id], text.published).resolve())
            version.resolved_at = text.published


def read_anew(shop: Shop) -> Any:
    total = rereading.RereadCount()
    for ids in rereading.batches(shop, Scope(), 10):
        total += rereading.reread(shop, ids, NOW)
    return total


def picture(database: Database) -> Any:
    """Every event, and every statement with what it supports."""
    with database.read() as session:
        events = {
            row.id: (row.status, row.phase, row.facts, row.types, row.window_from, row.window_to, row.alerted_at)
            for row in session.scalars(select(EventRow))
        }
        told = [
            (row.version_id, row.position, row.type, row.role, row.facts, row.event_id, row.retired_at is None)
            for row in session.scalars(select(MentionRow).order_by(MentionRow.version_id, MentionRow.position))
        ]
        unresolved = session.scalar(select(func.count(VersionRow.id)).where(VersionRow.resolved_at.is_(None)))
        return events, told, unresolved


@contextmanager
def shop_on(url: str) -> Iterator[Shop]:
    with Database(url) as database:
        migrate.upgrade(database)
        yield lend_shop(settings.load(), database)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """How it comes out in one go."""
    with shop_on(f"sqlite:///{tmp_path_factory.mktemp('wanted')}/x.db") as shop:
        read_by_an_older_one(shop)
        before = picture(shop.database)
        count = read_anew(shop)
        assert (count.read, count.faults) == (24, 0)
        assert 8 <= count.changed < 24
        after = picture(shop.database)
        assert set(before[0]) <= set(after[0])
        return after


def test_a_second_time_changes_nothing(database_url: str, wanted: Any) -> None:
    with shop_on(database_url) as shop:
        read_by_an_older_one(shop)
        read_anew(shop)
        assert picture(shop.database) == wanted
        assert read_anew(shop).read == 0
        with shop.database.write() as session:
            for version in session.scalars(select(VersionRow)):
                version.read_by = "older still"
        again = read_anew(shop)
        assert (again.read, again.changed, again.changes) == (24, 0, 0)
        assert picture(shop.database) == wanted


def test_what_today_s_reader_read_is_not_read_again(tmp_path: Path) -> None:
    with shop_on(f"sqlite:///{tmp_path}/x.db") as shop:
        (first, *_) = stories()
        with shop.database.write() as session:
            version = articles.put(session, first, FIRST, silent=False)
            assert version is not None
        reading.read(shop, [version.id], FIRST)
        assert list(rereading.batches(shop, Scope(), 10)) == []


def test_killed_in_the_middle_it_is_taken_up_where_it_was(
    database_url: str, tmp_path: Path, wanted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop_on(database_url) as shop:
        read_by_an_older_one(shop)
        variables = os.environ | empty_home(tmp_path) | {"WATCHKEEPER_DATABASE_URL": database_url}
        for share in (7, 16):
            child = subprocess.Popen(
                [sys.executable, "-m", "flows.cli", "reread", "--batch", "3"], cwd=ROOT, env=variables,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
            while child.poll() is None and read_by_now(shop) < share:
                time.sleep(0.005)
            child.send_signal(signal.SIGKILL)
            child.wait()
            assert read_by_now(shop) >= share
        # What is left unresolved any ordinary run takes up, too.
        reading.read(shop, reading.unread(shop, 100), NOW)
        read_anew(shop)
        assert picture(shop.database) == wanted


def read_by_now(shop: Shop) -> int:
    with shop.database.read() as session:
        return session.scalar(select(func.count(VersionRow.id)).where(VersionRow.read_by == shop.read_by)) or 0


def test_the_command_foresees_then_does(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in empty_home(tmp_path).items():
        monkeypatch.setenv(name, value)
    with shop_on(settings.load().database) as shop:
        read_by_an_older_one(shop)
        before = picture(shop.database)
        foreseen = [json.loads(line) for line in cli("reread", "--dry-run", "--json").stdout.splitlines()]
        assert all(one["differences"] for one in foreseen)
        assert not any(change["alerts"] for one in foreseen for change in one["changes"])
        shown = cli("reread", "--dry-run").stdout
        assert "24 articles would be read anew" in shown
        assert "judgement, Knowsley: overall inadequate" in shown
        assert picture(shop.database) == before
        some = parsed(cli("reread", "--authority", "Knowsley", "--since", "2024-03-05", "--json"))
        assert some["read"] == 2
        rest = parsed(cli("reread", "--batch", "7", "--json"))
        assert (some["read"] + rest["read"], rest["faults"]) == (24, 0)
        assert some["changed"] + rest["changed"] == len(foreseen)
        assert "nothing to do" in cli("reread").stdout
    assert cli("reread", "--since", "soon").returncode == 3
    assert cli("reread", "--authority", "Atlantis").returncode == 3


FLOW = """
from flows.reread import reread
if __name__ == "__main__":
    print(type(reread.task_runner).__name__, reread(batch=5))
"""


def flow_in(home: Path, variables: Mapping[str, str]) -> str:
    """What the flow says, run by a process of its own."""
    (home / "go.py").write_text(FLOW)
    done = subprocess.run(
        [sys.executable, home / "go.py"], cwd=home, env=variables, capture_output=True, text=True, timeout=270
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.flow
@pytest.mark.xdist_group("prefect")
@pytest.mark.timeout(300)
def test_the_flow_does_the_same(tmp_path: Path, wanted: Any) -> None:
    variables = os.environ | empty_home(tmp_path)
    known = settings.load(home=tmp_path)
    with shop_on(known.database) as shop:
        read_by_an_older_one(shop)
        assert "24 read" in flow_in(tmp_path, environment(known, variables))
        assert picture(shop.database) == wanted


@contextmanager
def prefect_server(variables: Mapping[str, str]) -> Iterator[str]:
    """A Prefect server, for all processes of a test; gives the address of its API."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)], env=variables,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not healthy(port):
            assert server.poll() is None
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/api"
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.flow
@pytest.mark.xdist_group("prefect")
@pytest.mark.timeout(300)
def test_on_a_dask_cluster_it_comes_out_the_same(
    database_url: str, tmp_path: Path, wanted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes beside that of the flow, as on two machines of a cluster."""
    pytest.importorskip("prefect_dask", reason="the extra dask is not installed")
    from distributed import Client, LocalCluster

    for name, value in (empty_home(tmp_path) | {"WATCHKEEPER_DATABASE_URL": database_url}).items():
        monkeypatch.setenv(name, value)
    known = settings.load()
    with prefect_server(environment(known, os.environ)) as api:
        # Its workers inherit what stands in the environment of this process.
        for name, value in environment(known, os.environ, api).items():
            monkeypatch.setenv(name, value)
        with shop_on(database_url) as shop, LocalCluster(2, threads_per_worker=1, dashboard_address=":0") as cluster:
            read_by_an_older_one(shop)
            said = flow_in(tmp_path, os.environ | {"WATCHKEEPER_DASK_SCHEDULER": cluster.scheduler_address})
            assert "DaskTaskRunner 24 read" in said
            with Client(cluster) as client:
                worked = client.run(lambda dask_worker: dask_worker.state.executed_count)
            assert len(worked) == 2
            assert sum(worked.values()) >= 5
            assert picture(shop.database) == wanted
