"""Killing the polling alone at random instants, and counting what became of entries and leases."""

from __future__ import annotations

import multiprocessing
import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import func, select

from storage import migrate
from storage.database import Database
from storage.polls import LEASE
from storage.tables import ArticleRow, EntryRow, SourceRow
from tests.newsstand.stand import Newsstand
from tests.readers import story
from tests.torture.kills import COUNCILS, START
from tests.torture.victim import run_polls

# Past any lease of the one that was killed, and past the longest interval of a source wanted every five minutes.
_BETWEEN = LEASE + timedelta(minutes=10)
_OUTLETS = 12


@dataclass(frozen=True, slots=True)
class PollToll:
    """What came of it: with nothing lost or doubled, `entries` and `articles` are `stories`.

    `struck` counts the kills that left leases behind, `stuck` the sources that were not polled to the end all the same.
    """

    kills: int
    struck: int
    stories: int
    entries: int
    articles: int
    stuck: int

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing doubled, nobody's lease for ever."""
        return self.entries == self.articles == self.stories and not self.stuck and self.struck > 0


def kill_polls(home: Path, kills: int, seed: int) -> PollToll:
    """Kill the polling of twelve outlets so often, while each time one of them has a story more."""
    chance = random.Random(seed)
    struck = 0
    with Newsstand() as stand, Database(f"sqlite:///{home}/watchkeeper.db") as database:
        migrate.upgrade(database)
        _set_up(home, stand)
        longest = _to_the_end(home, START - _BETWEEN)
        now = START
        for kill in range(kills):
            now = START + kill * _BETWEEN
            stand.publish(story(COUNCILS[kill % len(COUNCILS)], kill), now, [f"paper{kill % _OUTLETS}"])
            victim = _begin(home, now.isoformat())
            victim.join(chance.uniform(0.0, longest))
            victim.kill()
            victim.join()
            struck += _leased(database, now + timedelta(seconds=1)) > 0
        for _ in range(2):
            now += _BETWEEN
            _to_the_end(home, now)
        with database.read() as session:
            entries, articles = (
                session.scalar(select(func.count()).select_from(table)) or 0 for table in (EntryRow, ArticleRow)
            )
            late = SourceRow.last_success_at.is_(None) | (SourceRow.last_success_at < now - _BETWEEN)
            stuck = session.scalar(select(func.count()).select_from(SourceRow).where(late)) or 0
        return PollToll(kills, struck, kills, entries, articles, stuck + _leased(database, now))


def _leased(database: Database, now: datetime) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(SourceRow).where(SourceRow.leased_until > now)) or 0


def _begin(home: Path, now: str) -> BaseProcess:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.torture.victim"])
    line = context.Event()
    process = context.Process(target=run_polls, args=(str(home), now, line), daemon=True)
    process.start()
    assert line.wait(60)
    return process


def _to_the_end(home: Path, now: datetime) -> float:
    """Seconds that it took to poll all that was due."""
    process = _begin(home, now.isoformat())
    began = time.monotonic()
    process.join(120)
    assert process.exitcode == 0
    return time.monotonic() - began


def _set_up(home: Path, stand: Newsstand) -> None:
    """Outlets that are slow to answer, so that most kills strike in the middle."""
    tables = []
    for number in range(_OUTLETS):
        stand.open_outlet(f"paper{number}", f"Example {number}")
        stand.mount(f"/outlet/paper{number}/feed", "slow_headers", seconds=0.1)
        tables.append(
            f'[[source]]\nid = "paper{number}"\nname = "Example {number}"\nkind = "rss"\ngroup = "local press"\n'
            f'url = "{stand.feed_url(f"paper{number}")}"\nserves = "national"\nevery = 5\n'
        )
    (home / "sources.toml").write_text("\n".join(tables))
    (home / "subscriptions.toml").write_text("")
