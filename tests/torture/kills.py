"""Killing a pass at random instants, again and again, and counting what arrived."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from parsers.model import Article
from storage import migrate
from storage.database import Database
from storage.tables import EntryRow, MessageRow
from tests.alerts.channels.servers import smtp_server
from tests.newsstand.stand import Newsstand

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 20, 12, tzinfo=UTC)
COUNCILS = (
    "Knowsley", "Halton", "Sefton", "Wigan", "Bolton", "Bury", "Rochdale", "Oldham", "Tameside", "Trafford",
    "Salford", "Stockport", "Warrington", "Cumberland", "Lancashire", "Blackpool",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Toll:
    """What came of it. `doubled` counts sends beyond the first of one message; each needs a kill in the middle."""

    kills: int
    articles: int
    entries: int
    owed: int
    messages: int
    received: int
    doubled: int


def kill_passes(home: Path, kills: int, seed: int) -> Toll:
    """Kill a pass `kills` times while articles keep appearing, then let one come to its end."""
    chance = random.Random(seed)
    with Newsstand() as stand, smtp_server() as mailbox:
        _set_up(home, stand, mailbox.port)
        _pass(home, START - timedelta(days=1), None)
        now = START
        for number in range(kills):
            council = COUNCILS[number % len(COUNCILS)]
            stand.publish(_article(council, number), now - timedelta(minutes=5), ["star"])
            # Past any lease of the killed one, and past the interval between polls.
            now += timedelta(minutes=40)
            _pass(home, now, chance.uniform(0.0, 1.5))
        _pass(home, now + timedelta(hours=1), None)
        _pass(home, now + timedelta(hours=2), None)
        sent = Counter(str(message["Message-ID"]) for message in mailbox.messages())
    with Database(f"sqlite:///{home}/watchkeeper.db") as database, database.read() as session:
        entries = session.scalar(select(func.count()).select_from(EntryRow)) or 0
        messages = session.scalar(select(func.count()).select_from(MessageRow)) or 0
        owed = session.scalar(select(func.count()).where(MessageRow.state != "sent")) or 0
    return Toll(kills, min(kills, len(COUNCILS)), entries, owed, messages, len(sent), sum(sent.values()) - len(sent))


def _pass(home: Path, now: datetime, kill_after: float | None) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.victim", str(home), now.isoformat()],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    if kill_after is not None:
        time.sleep(kill_after)
        process.kill()
    process.wait(120)
    process.stdout.close()
    assert kill_after is not None or process.returncode == 0


def _set_up(home: Path, stand: Newsstand, mail: int) -> None:
    stand.open_outlet("star", "Example Star")
    with Database(f"sqlite:///{home}/watchkeeper.db") as database:
        migrate.upgrade(database)
    (home / "sources.toml").write_text(
        f'[[source]]\nid = "star"\nname = "Example Star"\nurl = "{stand.feed_url("star")}"\nkind = "rss"\n'
        'group = "local press"\nserves = ["St Helens"]\nevery = 30\n'
    )
    (home / "subscriptions.toml").write_text(
        f'[[subscription]]\nname = "All"\nto = "desk@example.org"\nregions = ["England"]\n'
        f'channels = ["mailto://127.0.0.1:{mail}?from=watch@example.org&to=desk@example.org"]\n'
    )


def _article(council: str, number: int) -> Article:
    return Article(
        id=f"story-{number}",
        title=f"{council} children's services rated inadequate by Ofsted",
        text=(
            f"Ofsted has judged children's services at {council} Council to be inadequate.\n\n"
            "Inspectors visited the council between 28 September and 9 October 2026, and their report was published "
            "this week.\n\nThe council said that it accepted the findings in full."
        ),
    )
