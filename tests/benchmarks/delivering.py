"""Sending beside a bare loop over `smtplib`, owing one event to ten thousand, and how soon an entry is a mail."""

from __future__ import annotations

import multiprocessing
import smtplib
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from alerts.channels.address import MailAddress, read_address
from alerts.channels.mail import compose
from alerts.channels.wire import Envelope, Unreachable, Wire
from flows import settings, steps
from flows.passes import direct_pass, prepare
from flows.steps import delivering, reading
from storage import migrate
from storage.database import Database
from storage.tables import DeliveryRow, MessageRow
from tests.alerts.channels.servers import smtp_server
from tests.newsstand.stand import Newsstand
from tests.readers import COUNCILS, publish, readers, shop_of, story, tell

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MAILS, SUBSCRIPTIONS, ENTRIES = 5_000, 10_000, 20
Say = Callable[[str, str, str], None]


def bench_delivering(say: Say) -> None:
    """The three of them, on the embedded database."""
    bench_mails(say)
    bench_owing(say)
    bench_latency(say)


def bench_mails(say: Say, mails: int = MAILS, events: int = 5) -> None:
    """Owed mails to a server in a process of its own, and as many of the same bytes by bare loops over `smtplib`: one
    that connects for each mail, and one that keeps its connection."""
    with _mail_server() as port, _embedded() as database:
        rules = readers(mails // events, port)
        shop = shop_of(database, rules)
        tell(shop, COUNCILS[-1], NOW)
        with database.read() as session:
            row = session.scalars(select(MessageRow).limit(1)).one()
            writer = shop.writer(session)
            prepared = writer.prepare(writer.load([row.id])[row.id])
            address = read_address(str(shop.address_of(row.recipient, row.channel)))
        assert isinstance(address, MailAddress)
        body = compose(address, Envelope(prepared.rendered, row.id), Wire(lambda *_: Unreachable(""), NOW))
        # What is loaded once in the life of a process is no part of it.
        _send(shop, mails // events)
        # In turns, so that what else the machine does meanwhile weighs on all.
        each = kept = ours = 0.0
        for council in COUNCILS[:events]:
            tell(shop, council, NOW)
            each += _seconds(partial(_connecting, address, body, mails // events))
            kept += _seconds(partial(_keeping, address, body, mails // events))
            ours += _seconds(partial(_send, shop, mails // events))
    say(
        f"sending {mails:,} mails",
        f"{mails / ours:.0f}/s",
        f"{each / ours:.2f} × a bare loop that connects for each, {kept / ours:.2f} × one that doesn't (aim: 0.8 ×)",
    )


def bench_owing(say: Say, subscriptions: int = SUBSCRIPTIONS) -> None:
    """One event to so many subscriptions: from a cold session to the commit of what is owed."""
    with _embedded() as database:
        shop = shop_of(database, readers(subscriptions, 25))
        # The first compiles the statements and the vocabulary, once in the life of a process.
        tell(shop_of(database, readers(2, 25)), COUNCILS[0], NOW)
        version = publish(shop, COUNCILS[1], NOW)
        reading._read(shop, version, NOW)

        def owe() -> None:
            with database.write() as session:
                reading.resolve(session, shop, [version], NOW)

        took = _seconds(owe)
        with database.read() as session:
            owed = session.scalar(select(func.count()).select_from(DeliveryRow)) or 0
        if owed < subscriptions:
            raise RuntimeError(f"only {owed} are owed")
    say(f"owing one event to {subscriptions:,} subscriptions", f"{took:.2f} s", "(aim: 1 s)")


def bench_latency(say: Say, entries: int = ENTRIES) -> None:
    """From an entry appearing at a source, polled at once, to its mail being taken by the mail server."""
    took = []
    with TemporaryDirectory() as folder, Newsstand() as stand, smtp_server() as mailbox:
        known = _home(Path(folder), stand, mailbox.port)
        prepare(known, NOW)
        with steps.open_shop(known) as shop:
            direct_pass(shop, lambda: NOW - timedelta(days=1))
            for number in range(entries):
                now = NOW + timedelta(hours=number)
                before = len(mailbox.raw)
                stand.publish(story(COUNCILS[number], number), now - timedelta(minutes=1), ["star"])
                began = time.perf_counter()
                direct_pass(shop, partial(_same, now))
                took.append(mailbox.taken_at[before] - began)
    say(f"from entry to mail, median of {entries}", f"{statistics.median(took):.2f} s",
        f"slowest {max(took):.2f} s (aim: 3 s)")  # fmt: skip


def _same(now: datetime) -> datetime:
    """A clock that stands still."""
    return now


def _keeping(address: MailAddress, body: bytes, mails: int) -> None:
    with smtplib.SMTP(address.host, address.port, local_hostname="bench") as server:
        for _ in range(mails):
            server.sendmail(address.sender, [address.recipient], body)


def _connecting(address: MailAddress, body: bytes, mails: int) -> None:
    for _ in range(mails):
        with smtplib.SMTP(address.host, address.port, local_hostname="bench") as server:
            server.sendmail(address.sender, [address.recipient], body)


def _send(shop: steps.Shop, mails: int) -> None:
    left = mails
    while left and (held := delivering.owed(shop, NOW, min(left, 500))):
        left -= delivering.deliver(shop, held, NOW).sent
    if left:
        raise RuntimeError(f"{left} mails were not sent")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _home(home: Path, stand: Newsstand, port: int) -> settings.Settings:
    stand.open_outlet("star", "Example Star")
    (home / "sources.toml").write_text(
        f'[[source]]\nid = "star"\nname = "Example Star"\nurl = "{stand.feed_url("star")}"\nkind = "rss"\n'
        'group = "local press"\nserves = ["St Helens"]\nevery = 5\n'
    )
    (home / "subscriptions.toml").write_text(
        f'[mail]\nurl = "mailto://127.0.0.1:{port}?from=watch@example.org"\n'
        '[[subscription]]\nname = "All"\nto = "desk@example.org"\nregions = ["England"]\n'
    )
    return settings.load(
        home=home, sources_file=home / "sources.toml", subscriptions_file=home / "subscriptions.toml",
        trusted_hosts="127.0.0.1", host_spacing=0, operator_contact="bench@example.org",
    )  # fmt: skip


@contextmanager
def _embedded() -> Iterator[Database]:
    with TemporaryDirectory() as folder, Database(f"sqlite:///{folder}/bench.db") as database:
        migrate.upgrade(database)
        yield database


@contextmanager
def _mail_server() -> Iterator[int]:
    context = multiprocessing.get_context("spawn")
    ports: Any = context.Queue()
    process = context.Process(target=_serve, args=(ports,), daemon=True)
    process.start()
    try:
        yield ports.get(timeout=60)
    finally:
        process.kill()
        process.join()


def _serve(ports: Any) -> None:
    with smtp_server() as mailbox:
        ports.put(mailbox.port)
        while True:
            time.sleep(1)
            mailbox.raw.clear()


if __name__ == "__main__":
    bench_delivering(lambda what, measured, beside: print(f"{what:<48} {measured:>14}   {beside}"))
