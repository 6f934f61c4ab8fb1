"""Bringing a database to the present schema, and saying where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DatabaseError

from storage.database import Database, DatabaseProblem

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> str:
    """Apply every migration that is not applied yet; returns the revision reached.

    Raises DatabaseProblem when the database was written by a newer Watchkeeper, or can't be reached.
    """
    config = _config()
    _make_room(database)
    at = current(database)
    _require_known(database, at)
    with database.engine.connect() as connection, _tables_may_be_copied(database, connection):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    return latest()


def current(database: Database) -> str | None:
    """The revision the database is at; None for an empty one, or one that is not there: looking makes no file.

    Raises DatabaseProblem when it can't be opened, or holds the tables of another program.
    """
    if database.file is not None and not database.file.exists():
        return None
    try:
        with database.engine.connect() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
            foreign = [] if at else inspect(connection).get_table_names()
    except DatabaseError as error:
        raise DatabaseProblem(
            f"can't open {database}: {error.orig}. Check WATCHKEEPER_DATABASE_URL; that the server runs, and the file "
            "is a database that can be written. If it is damaged, restore the backup (deploy/README.md)."
        ) from error
    if foreign:
        raise DatabaseProblem(
            f"{database} holds tables of another program ({', '.join(foreign[:3])}). Name another database in "
            "WATCHKEEPER_DATABASE_URL."
        )
    return at


def latest() -> str:
    """The revision that this code wants."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("storage/migrations holds no revision")
    return head


def require_current(database: Database) -> None:
    """Raises DatabaseProblem unless the database is at the revision this code wants."""
    at = current(database)
    _require_known(database, at)
    if at != latest():
        state = "is not set up" if at is None else f"is at revision {at}, this code wants {latest()}"
        raise DatabaseProblem(f"the database {database} {state}. Run: watchkeeper db upgrade")


@contextmanager
def _tables_may_be_copied(database: Database, connection: Connection) -> Iterator[None]:
    """On SQLite a table is altered by copying it and dropping the old one, which other tables' keys must not forbid."""
    if not database.is_sqlite:
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    # Inside a transaction the pragma would do nothing.
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _require_known(database: Database, at: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if at is not None and at not in known:
        raise DatabaseProblem(
            f"the database {database} is at revision {at}, which this Watchkeeper does not know: it was written by a "
            "newer one. Install that version, or restore the backup made before it."
        )


def _make_room(database: Database) -> None:
    if database.file is None:
        return
    try:
        database.file.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseProblem(
            f"can't make the folder of {database}: {error.strerror}. Change WATCHKEEPER_HOME."
        ) from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config
