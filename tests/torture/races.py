"""Two processes that read two reports of one event at the same moment, again and again."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy import func, select

from flows.replay import EVERYTHING
from flows.settings import Settings
from flows.shop import Shop, lend_shop, open_gazetteer
from flows.steps import reading
from storage import articles, migrate
from storage.database import Database
from storage.tables import DeliveryRow, EventRow, MentionRow

SEEDS = Path(__file__).parents[2] / "seeds"
START = datetime(2026, 11, 2, 12, tzinfo=UTC)
_TOGETHER = 10
_OUTLETS = ("Example Star", "Example Echo")


@dataclass(frozen=True, slots=True)
class Tie:
    """What came of all races: with one event and one delivery each, `events` and `deliveries` are `races`."""

    races: int
    events: int
    deliveries: int
    unread: int


def race(url: str, races: int) -> Tie:
    """Let two processes race `races` times in the database at `url`."""
    context = multiprocessing.get_context("spawn")
    line = context.Barrier(2)
    runners, ends = [], []
    with Database(url) as database:
        migrate.upgrade(database)
        for _ in _OUTLETS:
            mine, theirs = context.Pipe()
            runner = context.Process(target=_run, args=(url, theirs, line), daemon=True)
            runner.start()
            runners.append(runner)
            ends.append(mine)
        for numbers in _rounds(races):
            ours, others = zip(*(_publish(database, number) for number in numbers), strict=True)
            # Whoever takes them in the other order must not wait for the one that waits for him.
            for end, versions in zip(ends, (ours, others[::-1]), strict=True):
                end.send(versions)
            for end in ends:
                end.recv()
        for end, runner in zip(ends, runners, strict=True):
            end.send(None)
            runner.join(30)
        return _tie(database, races)


def _rounds(races: int) -> Iterator[range]:
    """Half of the races one by one, the others some at a time, as a pass reads them."""
    half = races // 2
    yield from (range(number, number + 1) for number in range(half))
    yield from (range(first, min(first + _TOGETHER, races)) for first in range(half, races, _TOGETHER))


def _run(url: str, orders: Connection, line: Barrier) -> None:
    """One process: wait for versions, wait for the other, read."""
    with Database(url) as database:
        shop = _shop(database)
        _ = shop.lexicon
        while (versions := orders.recv()) is not None:
            line.wait(60)
            reading.read(shop, versions, START)
            orders.send("done")


def _shop(database: Database) -> Shop:
    return replace(lend_shop(Settings(seeds=SEEDS), database), subscriptions=(EVERYTHING,))


def _publish(database: Database, number: int) -> tuple[int, ...]:
    """Two outlets' reports of one visit; each race is about another authority or another year."""
    names = [item.name for item in open_gazetteer(SEEDS).authorities if item.until is None and not item.ambiguity]
    name, years = names[number % len(names)], number // len(names)
    published = START - timedelta(days=366 * years)
    first = date(published.year, 9, 1) + timedelta(days=number % 20)
    told = f"{first.day} and {(first + timedelta(days=1)).day} September {first.year}"
    versions = []
    with database.write() as session:
        for outlet in _OUTLETS:
            text = (
                f"{name} Council's children's services have been given two areas for priority action by Ofsted after a "
                f"focused visit on {told}.\n\nThe letter was published today. {outlet} has asked for comment."
            )
            version = articles.put(
                session,
                articles.Text(text=text, outlet=outlet, published=published, ref=f"{outlet} {number}"),
                published,
                silent=False,
            )
            assert version is not None
            versions.append(version.id)
    return tuple(versions)


def _tie(database: Database, races: int) -> Tie:
    with database.read() as session:
        events = session.scalar(select(func.count()).select_from(EventRow).where(EventRow.family == "inspection"))
        deliveries = session.scalar(select(func.count()).select_from(DeliveryRow))
        lost = session.scalar(
            select(func.count()).select_from(MentionRow).where(MentionRow.event_id.is_(None), MentionRow.role == "new")
        )
    return Tie(races, events or 0, deliveries or 0, lost or 0)
