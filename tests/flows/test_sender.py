"""A sender with a batch: kept connections, servers that fail, their pace, and what a fault of ours leaves behind."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from alerts.timetable import Quiet, Timetable
from flows.alert_desk import retried
from flows.shop import Shop
from flows.steps import deciding, delivering
from storage import endpoints, events, messages
from storage.database import Database
from storage.sending import Held
from storage.tables import MessageRow
from tests.alerts.channels.servers import Mailbox, http_listener, smtp_server
from tests.alerts.channels.services import played_by, slack_api
from tests.readers import readers, shop_of, tell

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The embedded one: what is asked here is the same on both."""
    file = tmp_path / "watchkeeper.db"
    file.write_bytes(migrated_file.read_bytes())
    with Database(f"sqlite:///{file}") as opened:
        yield opened


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with smtp_server() as running:
        yield running


def owing(database: Database, people: int, port: int, options: str = "") -> Shop:
    """A shop whose readers are owed a mail each."""
    rules = tuple(replace(rule, channels=(rule.channels[0] + options,)) for rule in readers(people, port))
    shop = shop_of(database, rules)
    tell(shop, "Knowsley", NOW)
    return shop


def send(shop: Shop, now: datetime = NOW) -> dict[str, int]:
    return delivering.deliver(shop, delivering.owed(shop, now, 100), now).as_dict()


def rows(shop: Shop) -> list[MessageRow]:
    with shop.database.read() as session:
        return list(session.scalars(select(MessageRow)))


def test_all_mails_for_one_server_go_over_one_connection(database: Database, mailbox: Mailbox) -> None:
    assert send(owing(database, 12, mailbox.port))["sent"] == 12
    assert len(mailbox.raw) == 12
    assert len(set(mailbox.peers)) == 1


def test_a_server_that_had_enough_on_a_connection_gets_another_and_every_mail_once(
    database: Database, mailbox: Mailbox
) -> None:
    mailbox.most_each = 5
    assert send(owing(database, 12, mailbox.port))["sent"] == 12
    assert len(set(mailbox.peers)) == 3
    assert len({message["Message-ID"] for message in mailbox.messages()}) == len(mailbox.raw) == 12


def test_a_refused_recipient_costs_the_others_nothing(database: Database, mailbox: Mailbox) -> None:
    mailbox.answers["RCPT r3@example.org"] = "550 5.1.1 no such user"
    assert send(owing(database, 8, mailbox.port)) == {"sent": 7, "later": 0, "refused": 1}
    assert len(set(mailbox.peers)) == 1


def test_a_server_that_is_down_is_asked_five_times_and_then_left_alone(database: Database) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        shop = owing(database, 12, taken.getsockname()[1])
        assert send(shop) == {"sent": 0, "later": 12, "refused": 0}
        assert sorted(row.attempts for row in rows(shop)) == [0] * 7 + [1] * 5
        with database.read() as session:
            (server,) = endpoints.troubled(session)
            assert server.open_until is not None
            reopened = server.open_until
        # After its pause one message tries, and the others wait for what comes of that.
        later = reopened + timedelta(minutes=2)
        send(shop, later)
        assert sum(row.attempts for row in rows(shop)) == 6


def test_when_it_is_back_everything_goes_out(database: Database) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        shop = owing(database, 8, port)
        send(shop)
    with smtp_server(port=port) as mailbox:
        assert send(shop, NOW + timedelta(minutes=10))["sent"] == 8
        assert len(mailbox.raw) == 8
    with database.read() as session:
        assert endpoints.troubled(session) == []


def test_a_channel_is_sent_to_at_its_pace(database: Database, mailbox: Mailbox) -> None:
    shop = owing(database, 6, mailbox.port, "&rate=10/s")
    begun = time.perf_counter()
    assert send(shop)["sent"] == 6
    # From the beginning, not from the first: that one may come late, and those after it catch up.
    assert mailbox.taken_at[-1] - begun >= 0.45


def test_what_was_put_aside_goes_out_when_a_person_says_so(database: Database, mailbox: Mailbox) -> None:
    mailbox.answers["RCPT"] = "550 5.1.1 no such user"
    shop = owing(database, 2, mailbox.port)
    assert send(shop)["refused"] == 2
    del mailbox.answers["RCPT"]
    name = rows(shop)[0].id
    assert retried(shop, [name[:8]], NOW) == 1
    assert send(shop)["sent"] == 1
    assert retried(shop, [], NOW) == 1
    assert send(shop)["sent"] == 1


def test_a_correction_stands_in_the_thread_of_the_original_in_slack(database: Database) -> None:
    with http_listener() as listener:
        played_by(listener, slack_api)
        (rule,) = readers(1, 25)
        channel = f"slackbot://xoxb-right-token@{listener.url}/C0123?tls=no"
        shop = shop_of(database, (replace(rule, channels=(channel,)),))
        tell(shop, "Knowsley", NOW)
        assert send(shop)["sent"] == 1
        with database.read() as session:
            (event,) = events.find(session)
        later = NOW + timedelta(hours=1)
        deciding.correct(shop, deciding.Decider("desk", later), event.id, ["judgements.overall=good"])
        assert send(shop, later)["sent"] == 1
        first, second = (json.loads(body) for _, _, body in listener.requests)
    assert "thread_ts" not in first
    assert second["thread_ts"] == "1503435956.000247"
    assert "CORRECTION" in second["text"]


def test_it_waits_for_no_message_that_is_being_changed_while_it_holds_another(
    database_url: str, mailbox: Mailbox
) -> None:
    """Whoever changes what both tell, in the other order, wants the one that was just sent."""
    with Database(database_url) as database:
        shop = shop_of(database, readers(1, mailbox.port))
        for council in ("Knowsley", "Halton"):
            tell(shop, council, NOW)
        held = delivering.owed(shop, NOW, 10)
        first, second = (row.deliveries[0].change.event_id for row in in_order(database, held))
        mailbox.let_go.clear()
        with ThreadPoolExecutor(1) as pool:
            sent = pool.submit(delivering.deliver, shop, held, NOW)
            assert mailbox.offered.wait(10)
            with database.write() as session:
                messages.amend_unsent(session, second, {})
                mailbox.let_go.set()
                # Time enough to come to the next message.
                wait([sent], 0.5)
                messages.amend_unsent(session, first, {})
            assert sent.result(10).as_dict() == {"sent": 2, "later": 0, "refused": 0}
        assert len(mailbox.raw) == 2


def in_order(database: Database, held: list[Held]) -> list[MessageRow]:
    with database.read() as session:
        found = [session.get_one(MessageRow, one.message_id) for one in held]
        assert all(row.deliveries[0].change for row in found)
        return found


@pytest.mark.parametrize(("wakes", "in_the_quiet"), [(False, 0), (True, 1)])
def test_what_is_tried_again_keeps_the_quiet_unless_it_is_grave(
    database: Database, mailbox: Mailbox, wakes: bool, in_the_quiet: int
) -> None:
    """Of a Friday evening until Monday: longer than the two days for which a message is tried."""
    (rule,) = readers(1, mailbox.port)
    quiet = {rule.channels[0]: Quiet()}
    shop = shop_of(database, (replace(rule, quiet=quiet, timetable=Timetable(wakes=wakes)),))
    evening = datetime(2026, 11, 20, 19, 58, tzinfo=UTC)
    tell(shop, "Knowsley", evening)
    mailbox.answers["DATA"] = "451 later"
    assert send(shop, evening)["later"] == 1
    mailbox.answers.clear()
    send(shop, evening + timedelta(minutes=5))
    assert len(mailbox.raw) == in_the_quiet
    (row,) = rows(shop)
    if not wakes:
        assert (row.state, row.attempts, row.due_at) == ("owed", 1, datetime(2026, 11, 23, 7, tzinfo=UTC))
    send(shop, datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert len(mailbox.raw) == in_the_quiet
    send(shop, datetime(2026, 11, 23, 7, 1, tzinfo=UTC))
    assert len(mailbox.raw) == 1
