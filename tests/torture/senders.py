"""Two processes that send what is owed from one database at the same time."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier

from sqlalchemy import func, select

from flows.steps import delivering
from storage import migrate
from storage.database import Database
from storage.tables import MessageRow
from tests.alerts.channels.servers import smtp_server
from tests.readers import COUNCILS, readers, shop_of, tell

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Few, so that the two claim often.
_AT_ONCE = 7


@dataclass(frozen=True, slots=True)
class Sendings:
    """What came of it: so many messages, each received, none twice; `by_each` is what each process sent."""

    messages: int
    received: int
    doubled: int
    left: int
    by_each: tuple[int, ...]


def send_at_once(url: str, people: int, events: int, senders: int = 2) -> Sendings:
    """Owe `people` readers `events` messages each, and let the senders go."""
    context = multiprocessing.get_context("spawn")
    line, counts = context.Barrier(senders), context.Queue()
    with smtp_server() as mailbox, Database(url) as database:
        migrate.upgrade(database)
        shop = shop_of(database, readers(people, mailbox.port))
        for council in COUNCILS[:events]:
            tell(shop, council, START)
        running = [
            context.Process(target=_send, args=(url, people, mailbox.port, line, counts), daemon=True)
            for _ in range(senders)
        ]
        for process in running:
            process.start()
        by_each = tuple(counts.get(timeout=600) for _ in running)
        for process in running:
            process.join(30)
        with database.read() as session:
            left = session.scalar(select(func.count()).where(MessageRow.state != "sent")) or 0
            messages = session.scalar(select(func.count()).select_from(MessageRow)) or 0
        sent = Counter(str(message["Message-ID"]) for message in mailbox.messages())
    return Sendings(messages, len(sent), sent.total() - len(sent), left, by_each)


def _send(url: str, people: int, port: int, line: Barrier, counts: multiprocessing.Queue[int]) -> None:
    with Database(url) as database:
        shop = shop_of(database, readers(people, port))
        line.wait(60)
        sent = 0
        while held := delivering.owed(shop, START, _AT_ONCE):
            sent += delivering.deliver(shop, held, START).sent
        counts.put(sent)
