"""An official record of any size, as dense for each authority as the real one, laid down in minutes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Dialect, Table
from sqlalchemy.schema import CreateIndex

from parsers.model import Facts, OfficialRecord
from parsers.partial_date import PartialDate
from storage import baseline
from storage.base import Base
from storage.database import Database

NOW = datetime(2026, 1, 10, 9, tzinfo=UTC)
# As dense as the official record: about seven inspections and visits of one authority in ten years, and as many
# interventions and changes in post.
EVENTS_EACH = 14
# So many events are laid as the register is; the others are copies of them, made by the database.
_LAID = 1_000
_LAID_AUTHORITIES = _LAID // EVENTS_EACH
_FIRST, _LAST = date(2016, 1, 1), date(2025, 12, 31)
# The columns of a copy that are its own, and the order of copies in which indexes grow at their end.
_OWN = {
    "events": (("id", "authority"), "id"),
    "official_records": (("id", "authority", "event_id"), "id"),
    "changes": (("event_id", "record_id"), "event_id"),
}
# What is copied is right already, and nobody minds if it is lost.
_FAST = {
    "sqlite": ("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-500000"),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET synchronous_commit = off",
        "SET maintenance_work_mem = '500MB'",
        "SET work_mem = '200MB'",
    ),
}


def lay(database: Database, size: int) -> None:
    """Lay so many events, a round number of thousands, of as many authorities as that takes."""
    for number in range(_LAID_AUTHORITIES):
        with database.write() as session:
            baseline.lay(session, _records(number), NOW, "benchmark")
    _copy(database, size // _LAID - 1)


def any_record(size: int, chance: random.Random) -> OfficialRecord:
    """One of those that are laid."""
    times, number = divmod(chance.randrange(_LAID_AUTHORITIES * (size // _LAID)), _LAID_AUTHORITIES)
    record = chance.choice(list(_records(number)))
    copied = f"/{times}" if times else ""
    return OfficialRecord(record.id + copied, record.family, record.authority + copied, record.facts)


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


def _copy(database: Database, times: int) -> None:
    """Copy what is laid for other authorities: `Authority 7` for `Authority 7/1`, `Authority 7/2` and so on."""
    dialect, mark = database.engine.dialect, "?" if database.is_sqlite else "%s"
    connection = database.engine.raw_connection()
    # Nobody else shall have a connection that is careless.
    connection.detach()
    cursor = connection.cursor()
    for statement in _FAST[dialect.name]:
        cursor.execute(statement)
    cursor.execute("CREATE TEMPORARY TABLE copies (number varchar(9))")
    cursor.executemany(f"INSERT INTO copies VALUES ({mark})", [(f"/{number}",) for number in range(1, times + 1)])
    for name in _OWN:
        for statement in _copying(Base.metadata.tables[name], dialect):
            cursor.execute(statement)
    # A database that grew by itself has done this long ago.
    cursor.execute("ANALYZE")
    connection.commit()
    connection.close()


def _copying(table: Table, dialect: Dialect) -> Iterator[str]:
    """The statements that copy a table's rows; its indexes are made when it is full."""
    own, order = _OWN[table.name]
    columns = [f'"{column.name}"' for column in table.columns if column.name in own or not column.primary_key]
    values = [f"{column} || number" if column.strip('"') in own else column for column in columns]
    for index in table.indexes:
        yield f"DROP INDEX {index.name}"
    yield (
        f"INSERT INTO {table.name} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {table.name} CROSS JOIN copies ORDER BY {order} || number"
    )
    for index in table.indexes:
        yield str(CreateIndex(index).compile(dialect=dialect))
