"""Killing passes at random instants, again and again, and counting what arrived."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import func, select

from storage import migrate
from storage.database import Database
from storage.tables import EntryRow, MessageRow, SourceRow
from tests.alerts.channels.servers import smtp_server
from tests.newsstand.stand import Newsstand
from tests.readers import COUNCILS, story
from tests.torture.victim import run_pass

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Past any lease of the one that was killed, and past the interval between polls.
_BETWEEN = timedelta(minutes=40)


@dataclass(frozen=True, slots=True)
class Toll:
    """What came of it.

    `owed` counts messages that were never sent, `lost` those that nobody received, `doubled` sends beyond the first of
    one message, and `unexplained` those of them that no kill caught in flight. `leased` counts the kills that struck
    while the source was being polled.
    """

    kills: int
    leased: int
    articles: int
    entries: int
    messages: int
    received: int
    owed: int
    lost: int
    in_flight: int
    doubled: int
    unexplained: int

    @property
    def sound(self) -> bool:
        """Nothing lost, and nothing doubled but what was in flight."""
        whole = (self.entries, self.received) == (self.articles, self.messages) and self.messages > 0
        return whole and not (self.owed or self.lost or self.unexplained) and self.doubled <= self.in_flight


def kill_passes(home: Path, kills: int, seed: int, articles: int = len(COUNCILS), readers: int = 27) -> Toll:
    """Kill `kills` passes while so many articles appear, each for so many readers; then let passes come to an end."""
    chance = random.Random(seed)
    flying: Counter[str] = Counter()
    leased = 0
    with Newsstand() as stand, smtp_server() as mailbox:
        _set_up(home, stand, mailbox.port, readers)
        _to_the_end(_begin(home, START - timedelta(days=1)))
        stand.publish(story(COUNCILS[0], 0), START - timedelta(hours=13), ["star"])
        # Half as long again as a pass that has something to do, so that some come to their end.
        longest = 1.5 * _to_the_end(_begin(home, START - timedelta(hours=12)))
        # The second is published before the first kill, the last long enough before the last.
        due = {number: (number - 1) * kills // articles for number in range(1, articles)}
        now = START
        with Database(f"sqlite:///{home}/watchkeeper.db") as database:
            for kill in range(kills):
                now = START + kill * _BETWEEN
                for number in [number for number, when in due.items() if when == kill]:
                    stand.publish(story(COUNCILS[number], number), now - timedelta(minutes=5), ["star"])
                victim = _begin(home, now)
                victim.join(chance.uniform(0.0, longest))
                victim.kill()
                victim.join()
                flying.update(_in_flight(database))
                leased += _is_leased(database, now)
            for hours in (1, 2, 3):
                _to_the_end(_begin(home, now + timedelta(hours=hours)))
            sent = Counter(str(message["Message-ID"]).strip("<>").split("@")[0] for message in mailbox.messages())
            return replace(_toll(database, kills, articles, sent, flying), leased=leased)


def _toll(database: Database, kills: int, articles: int, sent: Counter[str], flying: Counter[str]) -> Toll:
    with database.read() as session:
        entries = session.scalar(select(func.count()).select_from(EntryRow)) or 0
        # What was rolled into another message is told by that one.
        rows = session.execute(select(MessageRow.id, MessageRow.state).where(MessageRow.state != "rolled")).all()
    names = {name for name, _ in rows}
    return Toll(
        kills=kills,
        leased=0,
        articles=articles,
        entries=entries,
        messages=len(rows),
        received=len(sent),
        owed=sum(state != "sent" for _, state in rows),
        lost=len(names - set(sent)),
        in_flight=flying.total(),
        doubled=sent.total() - len(sent),
        unexplained=sum(max(0, times - 1 - flying[name]) for name, times in sent.items()) + len(set(sent) - names),
    )


def _in_flight(database: Database) -> list[str]:
    """What the one that was killed was just sending."""
    with database.read() as session:
        return list(session.scalars(select(MessageRow.id).where(MessageRow.sending_at.is_not(None))))


def _is_leased(database: Database, now: datetime) -> bool:
    """Whether the one that was killed was just polling."""
    with database.read() as session:
        return bool(session.scalar(select(func.count()).where(SourceRow.leased_until > now)))


def _begin(home: Path, now: datetime) -> BaseProcess:
    """A pass in a process of its own, as good as begun: what it imports is there already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.torture.victim"])
    line = context.Event()
    process = context.Process(target=run_pass, args=(str(home), now.isoformat(), line), daemon=True)
    process.start()
    assert line.wait(60)
    return process


def _to_the_end(process: BaseProcess) -> float:
    """Seconds that the pass took."""
    began = time.monotonic()
    process.join(120)
    assert process.exitcode == 0
    return time.monotonic() - began


def _set_up(home: Path, stand: Newsstand, mail: int, readers: int) -> None:
    stand.open_outlet("star", "Example Star")
    with Database(f"sqlite:///{home}/watchkeeper.db") as database:
        migrate.upgrade(database)
    (home / "sources.toml").write_text(
        f'[[source]]\nid = "star"\nname = "Example Star"\nurl = "{stand.feed_url("star")}"\nkind = "rss"\n'
        'group = "local press"\nserves = ["St Helens"]\nevery = 5\n'
    )
    (home / "subscriptions.toml").write_text(
        f'[mail]\nurl = "mailto://127.0.0.1:{mail}?from=watch@example.org"\n'
        + "".join(
            f'[[subscription]]\nname = "Reader {number}"\nto = "r{number}@example.org"\n'
            'regions = ["England"]\ndigest = "off"\n'
            for number in range(readers)
        )
    )
