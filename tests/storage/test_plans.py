"""Whatever is asked while mentions are resolved is found by an index: with a few events, and so with a million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, insert, select, text

from flows.settings import Settings
from flows.shop import lend_shop
from flows.steps import reading
from storage.database import Database
from storage.tables import ArticleRow, EventRow, MentionRow, VersionRow
from tests.benchmarks.record import NOW, lay
from tests.benchmarks.resolving import stories
from tests.history.__main__ import SEEDS

_EVENTS = 20_000
# Tables that grow as the years go by. The others are asked for as a whole, or stay small.
_GROWING = ("events", "mentions", "versions", "articles", "official_records", "changes")

Asked = dict[str, Any]


def test_resolving_scans_nothing_that_grows(database: Database) -> None:
    lay(database, _EVENTS)
    _report_all(database)
    versions = stories(database, _EVENTS, 20)
    with _overheard(database.engine) as asked:
        count = reading.read(lend_shop(Settings(seeds=SEEDS), database), versions, NOW)
    assert (count.faults, count.changes) == (0, 20), count
    touched = {table for statement in asked for table in _GROWING if re.search(rf"\b{table}\b", statement)}
    assert touched == set(_GROWING)
    with database.read() as session:
        plans = {said: _scanned(session.connection(), said, parameters) for said, parameters in asked.items()}
    assert {said: tables for said, tables in plans.items() if tables} == {}


def _report_all(database: Database) -> None:
    """An article about each event."""
    with database.write() as session:
        known = session.execute(select(EventRow.id, EventRow.authority)).all()
        numbers = range(1, len(known) + 1)
        session.execute(
            insert(ArticleRow),
            [{"id": number, "key": f"{number:064}", "first_seen_at": NOW, "silent": True} for number in numbers],
        )
        session.execute(
            insert(VersionRow),
            [
                {
                    "id": number, "article_id": number, "hash": f"{number:064}", "seen_at": NOW, "read_at": NOW,
                    "resolved_at": NOW, "text": "Ofsted said so. " * 20, "partial": False,
                }
                for number in numbers
            ],
        )  # fmt: skip
        session.execute(
            insert(MentionRow),
            [
                {
                    "version_id": number, "position": 0, "type": "visit_outcome", "role": "new", "authority": authority,
                    "facts": {}, "evidence": {}, "start": 0, "end": 5, "rule": "test", "confidence": 0.8,
                    "event_id": event_id, "resolved_at": NOW,
                }
                for number, (event_id, authority) in zip(numbers, known, strict=True)
            ],
        )  # fmt: skip
        if not database.is_sqlite:
            # Explicit numbers don't move the sequences.
            for table in ("articles", "versions"):
                session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {len(known)})"))
        session.execute(text("ANALYZE"))


@contextmanager
def _overheard(engine: Engine) -> Iterator[Asked]:
    """Every statement that a database is asked meanwhile, with the parameters of the first time."""
    asked: Asked = {}

    def hear(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            asked.setdefault(statement, parameters[0] if many else parameters)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def _scanned(connection: Any, statement: str, parameters: Any) -> set[str]:
    """The growing tables that a statement reads from one end to the other, by the database's own plan."""
    if connection.dialect.name == "sqlite":
        plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        tables = {alias: name for name, alias in re.findall(r"\b(\w+) AS (\w+)", statement)}
        seen = [line.split()[1] for line in plan if line.startswith("SCAN")]
        return {tables.get(name, name) for name in seen} & set(_GROWING)
    plan = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)]
    return {found[1] for line in plan if (found := re.search(r"Seq Scan on (\w+)", line))} & set(_GROWING)
