"""Bringing a database to the present schema, and saying where it stands."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from storage.database import Database, DatabaseProblem

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> str:
    """Apply every migration that is not applied yet; returns the revision reached.

    Raises DatabaseProblem when the database was written by a newer Watchkeeper, or can't be reached.
    """
    config = _config()
    at = current(database)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise DatabaseProblem(
            f"the database is at revision {at}, which this Watchkeeper does not know: it was written by a newer one. "
            "Install that version, or restore the backup made before it."
        )
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    return latest()


def current(database: Database) -> str | None:
    """The revision the database is at; None for an empty one."""
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise DatabaseProblem(
            f"can't open {database.engine.url.render_as_string(hide_password=True)}: {error.orig}. "
            "Check WATCHKEEPER_DATABASE_URL, and that the server runs and the folder can be written."
        ) from error


def latest() -> str:
    """The revision that this code wants."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("storage/migrations holds no revision")
    return head


def require_current(database: Database) -> None:
    """Raises DatabaseProblem unless the database is at the revision this code wants."""
    at = current(database)
    if at != latest():
        state = "is empty" if at is None else f"is at revision {at}"
        raise DatabaseProblem(f"the database {state}, this code wants {latest()}. Run: watchkeeper db upgrade")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config
