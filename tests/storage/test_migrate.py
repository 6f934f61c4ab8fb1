"""The schema: what migrations make is what the tables say, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text

from storage import migrate
from storage.database import Database, DatabaseProblem
from storage.tables import EventRow, MentionRow

STORED = (
    "INSERT INTO articles (id, key, first_seen_at, silent) VALUES (1, 'k', '2026-01-01', false)",
    "INSERT INTO versions (id, article_id, hash, seen_at, text, partial) VALUES (1, 1, 'h', '2026-01-01', 't', false)",
    (
        "INSERT INTO events (id, family, authority, types, status, phase, facts, provenance, first_seen_at, updated_at)"
        " VALUES ('e', 'inspection', 'x', '[]', 'reported', 'published', '{}', '{}', '2026-01-01', '2026-01-01')"
    ),
    (
        "INSERT INTO mentions (id, version_id, position, type, role, facts, evidence, span_start, span_end, rule,"
        " confidence, correction, event_id) VALUES (1, 1, 0, 'a', 'b', '{}', '{}', 0, 1, 'r', 1, false, 'e')"
    ),
)


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


def test_what_is_stored_survives_every_migration(empty_database_url: str) -> None:
    with Database(empty_database_url) as database:
        config = Config()
        config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
        with database.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.commit()
        with database.write() as session:
            for statement in STORED:
                session.execute(text(statement))
        migrate.upgrade(database)
        with database.read() as session:
            mention = session.scalars(select(MentionRow)).one()
            assert (mention.version.article.key, mention.event_id) == ("k", "e")
            assert session.get_one(EventRow, "e").decided is False
        if database.is_sqlite:
            with database.read() as session:
                assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
                assert session.execute(text("PRAGMA foreign_key_check")).all() == []


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
