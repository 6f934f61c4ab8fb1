"""Opening the database: SQLite on one machine, or PostgreSQL for many workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_SECONDS = 60


class DatabaseProblem(Exception):
    """The database can't be used as configured; the text says what to do."""


class Database:
    """An engine and its sessions: `read()` to look, `write()` for one transaction, whole or not at all."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._writing = self.engine.execution_options(sqlite_begin="IMMEDIATE")

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of an embedded database; None for a server, and in memory."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    def __str__(self) -> str:
        """Where it is, as a person may see it: without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session to look with; whatever it changes is dropped, what it loaded may be kept."""
        with self._sessions() as session:
            yield session
            session.expunge_all()
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One write transaction.

        On SQLite it takes the write lock at its beginning: a transaction that read first and writes later would fail
        with "database is locked" as soon as another one wrote in between, however long it waited.
        """
        with self._sessions.begin() as session:
            if self.is_sqlite:
                session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
            yield session

    @contextmanager
    def write_plainly(self) -> Iterator[tuple[Connection, Session]]:
        """One write transaction, for statements that run for every message: a session of its own connection takes
        longer to begin than a few of them to run."""
        with self._writing.begin() as connection, Session(connection, expire_on_commit=False) as session:
            yield connection, session
            session.flush()

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseProblem(
            f"{url!r} is not a database address. Write sqlite:///var/watchkeeper.db or postgresql+psycopg://user@host/name."
        ) from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    raise DatabaseProblem(f"{parsed.get_backend_name()} is not supported: use sqlite or postgresql.")


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # The driver's own transaction handling begins too late and never IMMEDIATE; `begin` below does it instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_SECONDS * 1000}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine
