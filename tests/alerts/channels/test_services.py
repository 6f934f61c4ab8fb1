"""Every kind of message, and a hostile one, is something that each service takes."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from apprise.plugins.discord import NotifyDiscord

from alerts.channels import Wire, send
from alerts.examples import example_notices
from alerts.model import Barred, Refused, Rendered, Retry, Sent
from alerts.render import render
from tests.alerts.channels import services
from tests.alerts.channels.servers import Listener, http_listener, post
from tests.alerts.channels.services import HOOK_SECRET, played_by
from tests.alerts.test_hostile import ALL, hostile

WIRE = Wire(post, datetime(2026, 8, 20, 12, tzinfo=UTC), timeout_seconds=5)
MESSAGES = {
    **{name: render(notice, "https://watchkeeper.example") for name, notice in example_notices().items()},
    **{f"hostile {number}": hostile(text) for number, text in enumerate(ALL)},
}
Service = Callable[[], tuple[Listener, str]]


@pytest.fixture
def listener() -> Iterator[Listener]:
    with http_listener() as running:
        yield running


@pytest.fixture
def secure_listener(certificate: tuple[Path, Path]) -> Iterator[Listener]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*certificate)
    with http_listener(tls) as running:
        yield running


def all_taken(listener: Listener, url: str) -> None:
    for name, message in MESSAGES.items():
        ours = replace(message, payload=message.payload | {"id": name})
        outcome = send(url, ours, name, None, WIRE)
        assert isinstance(outcome, Sent), (name, outcome, listener.requests[-1])
    assert len(listener.requests) == len(MESSAGES)


def test_slack(listener: Listener) -> None:
    played_by(listener, services.slack)
    all_taken(listener, f"slackhook://{listener.url}/services/T000/B000/XXXX?tls=no&rate=1000/s")


def test_slacks_no_is_final(listener: Listener) -> None:
    played_by(listener, services.slack)
    nothing = replace(MESSAGES["judgement"], slack_text="")
    outcome = send(f"slackhook://{listener.url}/services/T000/B000/XXXX?tls=no", nothing, "id", None, WIRE)
    assert outcome == Refused("Slack said 400 no_text")


def bot(listener: Listener, token: str = "xoxb-right-token") -> str:
    return f"slackbot://{token}@{listener.url}/C0123?tls=no"


def test_slack_by_a_bot(listener: Listener) -> None:
    played_by(listener, services.slack_api)
    all_taken(listener, bot(listener))


def test_a_bot_replies_in_the_thread_and_in_the_channel(listener: Listener) -> None:
    played_by(listener, services.slack_api)
    first = send(bot(listener), MESSAGES["judgement"], "one", None, WIRE)
    assert first == Sent("Slack took it", "1503435956.000247")
    send(bot(listener), MESSAGES["corrected"], "two", "one", WIRE, thread=first.receipt)
    document = json.loads(listener.requests[-1][2])
    assert (document["thread_ts"], document["reply_broadcast"]) == ("1503435956.000247", True)
    assert document["metadata"]["event_payload"] == {"id": "two"}


@pytest.mark.parametrize(
    ("error", "kind"),
    [("ratelimited", Retry), ("invalid_auth", Barred), ("not_in_channel", Barred), ("invalid_blocks", Refused)],
)
def test_what_slack_says_in_the_body_counts(listener: Listener, error: str, kind: type) -> None:
    listener.answer = lambda: (200, {"Retry-After": "30"}, json.dumps({"ok": False, "error": error}).encode())
    outcome = send(bot(listener), MESSAGES["judgement"], "id", None, WIRE)
    assert isinstance(outcome, kind)
    assert outcome.detail == f"Slack said {error}"


def test_teams(secure_listener: Listener) -> None:
    played_by(secure_listener, services.teams)
    all_taken(secure_listener, f"workflows://{secure_listener.url}/workflow1/signature1?verify=no")
    last = json.loads(secure_listener.requests[-1][2])
    assert "entities" not in last["attachments"][0]["content"]["msteams"], "nobody is mentioned"


def test_ntfy(listener: Listener) -> None:
    played_by(listener, services.ntfy)
    all_taken(listener, f"ntfy://{listener.url}/council")


def test_discord(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"http://{listener.url}/api/webhooks")
    played_by(listener, services.discord)
    all_taken(listener, "discord://4174216298/jHZfy25Ypbe3Na1A5QyXg")


def test_a_hook_of_ones_own(listener: Listener) -> None:
    played_by(listener, services.json_hook)
    all_taken(listener, f"hook://{listener.url}/in?secret={HOOK_SECRET}")


def test_a_hook_with_another_secret_bars_us(listener: Listener) -> None:
    played_by(listener, services.json_hook)
    outcome = send(
        f"hook://{listener.url}/in?secret=another-secret-than-theirs", MESSAGES["judgement"], "id", None, WIRE
    )
    assert outcome == Barred("the webhook said 401 wrong signature")


@pytest.mark.parametrize("text", ["<at>everyone</at>", "<At>x</aT>"])
def test_no_text_of_an_article_mentions_anybody_in_teams(secure_listener: Listener, text: str) -> None:
    message: Rendered = hostile(text)
    send(f"workflows://{secure_listener.url}/workflow1/signature1?verify=no", message, "id", None, WIRE)
    assert b'"mention"' not in secure_listener.requests[-1][2]
