"""The ground the tests stand on."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError
from sqlalchemy import inspect, text

from storage import migrate
from storage.database import Database


def test_an_empty_database_is_empty_and_can_be_migrated(empty_database_url: str) -> None:
    with Database(empty_database_url) as database:
        assert inspect(database.engine).get_table_names() == []
        assert migrate.upgrade(database) == migrate.latest()


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_a_database_of_its_own_at_the_present_schema(database: Database, turn: int) -> None:
    migrate.require_current(database)
    with database.write() as session:
        session.execute(text("CREATE TABLE left_behind (turn integer)"))


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_reaches_beyond_this_machine() -> None:
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))
