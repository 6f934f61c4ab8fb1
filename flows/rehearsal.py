"""A pass rehearsed on a copy of the database: what it would send, with nothing sent and nothing kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select, text

from flows.alert_desk import due_now
from flows.passes import Trouble, poll_all, prepare, read_all, trouble_since
from flows.settings import Settings
from flows.shop import open_shop
from flows.steps import counts, verifying
from flows.steps.digesting import begin_digests
from storage import migrate, rolling
from storage.base import Base
from storage.database import Database

_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a pass would come to, and the messages that it would send now."""

    polled: counts.PollCount
    read: counts.ReadCount
    messages: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]
    trouble: Trouble


def rehearse(settings: Settings, now: datetime) -> Rehearsal:
    """Poll and read as a pass would, and find what it would send. Sources are asked; nobody is written to."""
    with _copied(settings) as known:
        prepare(known, now)
        with open_shop(known) as shop:
            polled, read = poll_all(shop, now), read_all(shop, now)
            for _ in verifying.verify(shop, now):
                pass
            begin_digests(shop, now)
            with shop.database.write() as session:
                rolling.roll_up(session, now, known.roll_up_above)
            return Rehearsal(polled, read, tuple(due_now(shop, now)), tuple(shop.problems), trouble_since(known, now))


@contextmanager
def _copied(settings: Settings) -> Iterator[Settings]:
    """The settings with a copy of the database, which is gone afterwards."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "copy.db"
        address = f"sqlite:///{file}"
        with Database(settings.database) as live:
            if live.file is not None and live.file.exists():
                with closing(sqlite3.connect(live.file)) as source, closing(sqlite3.connect(file)) as copy:
                    source.backup(copy)
            elif not live.is_sqlite:
                with Database(address) as target:
                    migrate.upgrade(target)
                    _copy(live, target)
        yield settings.model_copy(update={"database_url": address})


def _copy(live: Database, target: Database) -> None:
    """Every row, table by table, from one database to another of the same revision."""
    migrate.require_current(live)
    with live.engine.connect() as source, target.engine.begin() as copy:
        copy.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in Base.metadata.sorted_tables:
            rows = source.execution_options(yield_per=_ROWS).execute(select(table))
            for some in rows.mappings().partitions():
                copy.execute(insert(table), [dict(row) for row in some])
