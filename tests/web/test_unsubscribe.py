"""Unsubscribing as mail programs and readers do it: over HTTP, by the address that came with a real message."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from sqlalchemy import select, text

from alerts.desk import message_of, token
from flows import settings
from flows.settings import Settings
from flows.shop import open_shop
from flows.signing import signing_key
from flows.steps.unsubscribing import resume
from storage import subscribing
from storage.tables import MessageRow, SubscriptionRow
from tests.readers import story
from tests.test_end_to_end import ARTICLE, TODAY
from tests.town import Town
from web.app import app

KEY = "a-key-of-more-than-sixteen-characters"


@dataclass
class Answer:
    status: int
    body: str
    headers: dict[str, str]


@contextmanager
def served(known: Settings) -> Iterator[int]:
    """The web server on a port of its own."""
    server = uvicorn.Server(
        uvicorn.Config(app(lambda: open_shop(known)), host="127.0.0.1", port=0, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def ask(port: int, method: str, path: str, body: str | None = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return Answer(answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.getheaders()})


@pytest.fixture
def public(town: Town) -> Town:
    """The town with a public address, and a message in its mailbox."""
    town.settings = town.settings.model_copy(update={"public_url": "https://watch.example.org/", "signing_key": KEY})
    file = town.settings.subscriptions_file
    mail = f"mailto://127.0.0.1:{town.mailbox.port}?from=watch@example.org"
    file.write_text(
        f'[mail]\nurl = "{mail}"\n[[subscription]]\nname = "Mine"\nto = "reader@example.org"\n'
        'authorities = ["St Helens"]\n[[subscription]]\nname = "Other"\nto = "other@example.org"\n'
        'regions = ["England"]\n'
    )
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    return town


def to(town: Town, reader: str) -> list[str]:
    return [str(message["Subject"]) for message in town.mailbox.messages() if message["To"] == reader]


def path_for(town: Town, reader: str) -> str:
    """The path of the address in the header; the body has the same."""
    (message,) = [message for message in town.mailbox.messages() if message["To"] == reader]
    header = str(message["List-Unsubscribe"])
    assert str(message["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert str(message["List-Id"]) == "Watchkeeper <alerts.watchkeeper.example.org>"
    match = re.fullmatch(r"<(https://watch\.example\.org/unsubscribe/[0-9a-f]{32}\.[\w-]{24})>", header)
    assert match
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None and match[1] in part.get_content()
        assert "unsubscribe.invalid" not in part.get_content()
    return urlsplit(match[1]).path


def test_one_click_ends_the_messages_to_this_reader_and_to_nobody_else(public: Town) -> None:
    path = path_for(public, "reader@example.org")
    with served(public.settings) as port:
        shown = ask(port, "GET", path)
        assert shown.status == 200 and "<form method=post><button>" in shown.body
        assert "reader@example.org" in shown.body
        assert shown.headers["referrer-policy"] == "no-referrer" and shown.headers["cache-control"] == "no-store"
        assert ask(port, "HEAD", path).status == 200
        with public.shop() as shop:
            assert all(rule.channels for rule in shop.subscriptions)
        for _ in range(2):
            done = ask(port, "POST", path, "List-Unsubscribe=One-Click")
            assert done.status == 200 and "You are unsubscribed" in done.body
        assert "You are unsubscribed" in ask(port, "GET", path).body
    later = story("St Helens", 1)
    public.stand.publish(later, at=TODAY + timedelta(days=2), outlets=["star"])
    public.run(TODAY + timedelta(days=2, hours=1))
    assert (len(to(public, "reader@example.org")), len(to(public, "other@example.org"))) == (1, 2)
    public.run(TODAY + timedelta(days=9))
    assert len(to(public, "reader@example.org")) == 1
    with public.shop() as shop, shop.database.read() as session:
        assert [rule.name for rule in shop.subscriptions if not rule.channels] == ["Mine"]
        assert any("reader@example.org unsubscribed" in problem for problem in shop.problems)
        everything = session.execute(text("SELECT recipient FROM messages UNION SELECT recipient FROM deliveries"))
        assert "reader@example.org" not in {row[0] for row in everything}


def test_what_waits_is_withheld_and_whoever_asks_comes_back(public: Town) -> None:
    path = path_for(public, "reader@example.org")
    with public.shop() as shop, shop.database.read() as session:
        waiting = session.scalars(select(MessageRow).where(MessageRow.state == "owed")).all()
        assert "reader@example.org" in {row.recipient for row in waiting}
    with served(public.settings) as port:
        ask(port, "POST", path)
    with public.shop() as shop:
        with shop.database.read() as session:
            withheld = session.scalars(select(MessageRow).where(MessageRow.state == "withheld")).all()
            assert {row.detail for row in withheld} == {"the recipient unsubscribed"}
        assert resume(shop, "Reader@example.org") and not resume(shop, "reader@example.org")
    with public.shop() as shop:
        assert all(rule.channels for rule in shop.subscriptions)
    # The address of the old message is good again, and its page says how things stand.
    with served(public.settings) as port:
        shown = ask(port, "GET", path)
        assert "reader@example.org" in shown.body and "You are unsubscribed" not in shown.body
        assert "You are unsubscribed" in ask(port, "POST", path).body
        assert "You are unsubscribed" in ask(port, "GET", path).body
    with public.shop() as shop:
        assert [rule.name for rule in shop.subscriptions if not rule.channels] == ["Mine"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("change", ["signature", "message", "nonsense", "other key"])
def test_an_address_that_is_not_ours_unsubscribes_nobody(public: Town, method: str, change: str) -> None:
    path = path_for(public, "reader@example.org")
    name, signature = path.rpartition("/")[2].split(".")
    forged = {
        "signature": f"{name}.{'A' * 24}",
        "message": f"{'0' * 32}.{signature}",
        "nonsense": "..%2f..%2fetc",
        "other key": token(name, b"another key of some length"),
    }[change]
    with served(public.settings) as port:
        answer = ask(port, method, f"/unsubscribe/{forged}")
        assert answer.status == 404
    with public.shop() as shop:
        assert all(rule.channels for rule in shop.subscriptions)


def test_much_is_not_read_and_other_methods_are_refused(public: Town) -> None:
    path = path_for(public, "reader@example.org")
    with served(public.settings) as port:
        assert ask(port, "POST", path, "x" * 10_000).status == 413
        assert ask(port, "PUT", path).status == 405
        assert ask(port, "GET", "/health").body == "ok"
    with public.shop() as shop:
        assert all(rule.channels for rule in shop.subscriptions)


def test_a_subscription_of_the_database_ends_with_its_address(public: Town) -> None:
    rule = {"name": "Theirs", "to": "theirs@example.org", "authorities": ["St Helens"]}
    with public.shop() as shop, shop.database.write() as session:
        subscribing.put(session, "theirs", "Theirs", "database", rule, {}, TODAY)
    later = story("St Helens", 1)
    public.stand.publish(later, at=TODAY + timedelta(days=2), outlets=["star"])
    public.run(TODAY + timedelta(days=2, hours=1))
    with served(public.settings) as port:
        ask(port, "POST", path_for(public, "theirs@example.org"))
    with public.shop() as shop, shop.database.read() as session:
        assert "Theirs" not in {rule.name for rule in shop.subscriptions}
        row = session.get_one(SubscriptionRow, "theirs")
        assert (row.definition, row.form) == ({}, {})


def test_without_a_public_address_a_mail_to_the_operator_is_the_way(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    (message,) = town.mailbox.messages()
    assert str(message["List-Unsubscribe"]) == "<mailto:desk@example.org?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] is None
    part = message.get_body(("plain",))
    assert part is not None and "or stop: write to desk@example.org." in part.get_content()


def test_the_key_is_made_once_and_for_nobody_else_to_read(tmp_path: Path) -> None:
    known = settings.load(home=tmp_path)
    first = signing_key(known)
    assert first == signing_key(known) and len(first) == 64
    assert (tmp_path / "signing.key").stat().st_mode & 0o777 == 0o600
    assert signing_key(settings.load(home=tmp_path, signing_key=KEY)) == KEY.encode()
    (tmp_path / "signing.key").write_text("")
    with pytest.raises(settings.SettingProblem, match="holds no key"):
        signing_key(known)


def test_a_token_is_of_one_message_and_one_key() -> None:
    name = "0123456789abcdef" * 2
    assert message_of(token(name, b"k"), b"k") == name
    assert message_of(token(name, b"k"), b"other") is None
    assert message_of(token(name, b"k") + "x", b"k") is None
