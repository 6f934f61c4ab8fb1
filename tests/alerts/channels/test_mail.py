"""Mail against a real SMTP server: what goes over the wire, and what each answer means."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from alerts.channels import Wire, say_ahead, send
from alerts.channels.mail_lines import MailLines
from alerts.examples import example_notices
from alerts.model import Barred, Refused, Retry, Sent
from alerts.render import render
from tests.alerts.channels.servers import Mailbox, post, smtp_server

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
MESSAGE = render(example_notices()["judgement"], "https://watchkeeper.example")
WIRE = Wire(post, NOW, timeout_seconds=5)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with smtp_server() as running:
        yield running


def address(mailbox: Mailbox) -> str:
    return f"mailto://127.0.0.1:{mailbox.port}?from=watch@example.org&to=news%2Bdesk@example.org&name=Wächter"


def test_text_and_html_arrive_as_they_were_written(mailbox: Mailbox) -> None:
    outcome = send(address(mailbox), MESSAGE, "abc123", None, WIRE, "https://watchkeeper.example/stop?t=1")
    assert outcome == Sent("127.0.0.1 took it")
    (mail,) = mailbox.messages()
    assert mail["Subject"] == "Knowsley: Inadequate (was Requires improvement)"
    assert mail["To"] == "news+desk@example.org"
    assert mail["From"] == "Wächter <watch@example.org>"
    assert mail["Message-ID"] == "<abc123@example.org>"
    assert mail["In-Reply-To"] is None
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://watchkeeper.example/stop?t=1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsedate_to_datetime(mail["Date"]) == NOW
    text, html = mail.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert html.get_content().replace("\r\n", "\n").strip() == MESSAGE.html.strip()
    assert all(len(line) <= 998 for line in mailbox.raw[0].splitlines())
    assert mailbox.raw[0].isascii()


def test_a_correction_replies_to_what_it_corrects(mailbox: Mailbox) -> None:
    send(address(mailbox), MESSAGE, "second", "first", WIRE)
    (mail,) = mailbox.messages()
    assert mail["In-Reply-To"] == mail["References"] == "<first@example.org>"
    assert mail["List-Unsubscribe"] is None


def test_whom_a_mail_is_from_may_be_said_ahead_and_may_turn_out_otherwise(mailbox: Mailbox) -> None:
    other = address(mailbox).replace("watch@", "desk@")
    with MailLines() as lines:
        wire = Wire(post, NOW, timeout_seconds=5, lines=lines)
        say_ahead(address(mailbox), wire)
        assert not mailbox.peers, "no connection is made for that"
        assert isinstance(send(address(mailbox), MESSAGE, "first", None, wire), Sent)
        say_ahead(address(mailbox), wire)
        assert isinstance(send(other, MESSAGE, "second", None, wire), Sent)
        say_ahead(address(mailbox), wire)
        say_ahead(other, wire)
        assert isinstance(send(address(mailbox), MESSAGE, "third", None, wire), Sent)
        say_ahead(address(mailbox), wire)
    senders = [mail["From"].addresses[0].addr_spec for mail in mailbox.messages()]
    assert senders == ["watch@example.org", "desk@example.org", "watch@example.org"]
    assert len(set(mailbox.peers)) == 1


def test_the_same_message_has_the_same_id_at_every_try(mailbox: Mailbox) -> None:
    for _ in range(2):
        send(address(mailbox), MESSAGE, "abc123", None, WIRE)
    assert mailbox.raw[0] == mailbox.raw[1]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [("451 4.7.1 greylisted", Retry), ("550 5.1.1 no such user", Refused), ("550 5.7.1 blocked", Barred)],
)
def test_the_servers_answer_decides(mailbox: Mailbox, command: str, answer: str, kind: type) -> None:
    mailbox.answers[command] = answer
    outcome = send(address(mailbox), MESSAGE, "abc123", None, WIRE)
    assert isinstance(outcome, kind)
    assert outcome.detail == f"127.0.0.1 said {answer}"


def test_a_server_that_wants_a_login_refuses_no_message(mailbox: Mailbox) -> None:
    mailbox.answers["MAIL"] = "530 5.7.0 authentication required"
    outcome = send(address(mailbox), MESSAGE, "abc123", None, WIRE)
    assert outcome == Retry("127.0.0.1 said 530 5.7.0 authentication required", 900.0, endpoint=True)


def test_a_server_that_hangs_up_gets_another_try(mailbox: Mailbox) -> None:
    mailbox.answers["DATA"] = "drop"
    outcome = send(address(mailbox), MESSAGE, "abc123", None, WIRE)
    assert outcome == Retry("127.0.0.1 closed the connection", endpoint=True)


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        outcome = send(address(Mailbox(taken.getsockname()[1])), MESSAGE, "abc123", None, WIRE)
    assert outcome == Retry("127.0.0.1 could not be reached: ConnectionRefusedError", endpoint=True)


def test_a_host_name_that_cannot_be_one() -> None:
    outcome = send("mailto://a..b.example?from=w@example.org&to=n@example.org", MESSAGE, "abc123", None, WIRE)
    assert outcome == Retry("a..b.example could not be reached: UnicodeError", endpoint=True)


def test_a_server_that_never_speaks_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        wire = Wire(post, NOW, timeout_seconds=0.2)
        outcome = send(address(Mailbox(silent.getsockname()[1])), MESSAGE, "abc123", None, wire)
    assert outcome == Retry("127.0.0.1 did not answer in time", endpoint=True)


def test_a_busy_greeting_gets_another_try() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()

        def turn_away() -> None:
            connection, _ = busy.accept()
            with connection:
                connection.sendall(b"554 no service today\r\n")

        thread = Thread(target=turn_away)
        thread.start()
        outcome = send(address(Mailbox(busy.getsockname()[1])), MESSAGE, "abc123", None, WIRE)
        thread.join(5)
    assert outcome == Retry("127.0.0.1 said 554 no service today", endpoint=True)


def test_starttls_and_login(certificate: tuple[Path, Path]) -> None:
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(*certificate)

    def authenticate(*about: Any) -> AuthResult:
        login = about[-1]
        return AuthResult(success=(login.login, login.password) == (b"watch", b"s3cret/:@"), handled=False)

    trusting = Wire(post, NOW, 5, ssl.create_default_context(cafile=str(certificate[0])))
    with smtp_server(tls_context=server_side, require_starttls=True, auth_required=True,
                     authenticator=authenticate) as mailbox:  # fmt: skip
        url = "mailtos://watch:{}@127.0.0.1:{}?from=watch@example.org&to=news@example.org"
        right, wrong = url.format("s3cret%2F%3A%40", mailbox.port), url.format("wr0ng-pass", mailbox.port)
        refused = send(wrong, MESSAGE, "abc123", None, trusting)
        untrusted = send(right, MESSAGE, "abc123", None, WIRE)
        taken = send(right, MESSAGE, "abc123", None, trusting)
    assert refused == Retry("127.0.0.1 did not accept user and password", 900.0, endpoint=True)
    assert isinstance(untrusted, Retry) and "certificate that is not trusted" in untrusted.detail
    assert isinstance(taken, Sent)
    assert len(mailbox.raw) == 1


def test_mailtos_never_goes_unencrypted(mailbox: Mailbox) -> None:
    url = f"mailtos://127.0.0.1:{mailbox.port}?from=watch@example.org&to=news@example.org"
    outcome = send(url, MESSAGE, "abc123", None, WIRE)
    assert isinstance(outcome, Retry) and "offers no STARTTLS" in outcome.detail
    assert mailbox.raw == []
