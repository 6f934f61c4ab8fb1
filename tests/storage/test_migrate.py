"""The schema: what migrations make is what the tables say, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from storage import migrate
from storage.database import Database, DatabaseProblem
from storage.tables import EventRow


def test_migrations_make_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, EventRow.metadata) == []


def test_an_empty_database_is_brought_up_and_again_is_nothing(empty_database_url: str) -> None:
    with Database(empty_database_url) as database:
        assert migrate.current(database) is None
        with pytest.raises(DatabaseProblem, match="watchkeeper db upgrade"):
            migrate.require_current(database)
        assert migrate.upgrade(database) == migrate.upgrade(database) == migrate.latest()
        migrate.require_current(database)


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseProblem, match="newer"):
        migrate.upgrade(database)


def test_a_database_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "note.db").write_text("this is no database, only a note of some length, longer than a header")
    with Database(f"sqlite:///{tmp_path}/note.db") as database, pytest.raises(DatabaseProblem):
        migrate.current(database)


@pytest.mark.parametrize("url", ["nonsense", "mysql://root@localhost/x", ""])
def test_an_address_that_is_none_is_said(url: str) -> None:
    with pytest.raises(DatabaseProblem, match="sqlite"):
        Database(url)


def test_a_write_is_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as session:
        session.execute(text("INSERT INTO captures (hash, at, body) VALUES ('x', '2026-01-01', '')"))
        raise RuntimeError
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM captures")).scalar() == 0
