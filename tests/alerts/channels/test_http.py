"""Slack, the signed webhook and a service of Apprise's own against a real HTTP listener."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from alerts.channels import Answer, Unreachable, Wire, send
from alerts.examples import example_notices
from alerts.model import Barred, Refused, Retry, Sent
from alerts.render import render
from tests.alerts.channels.servers import Listener, http_listener, post

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
MESSAGE = render(example_notices()["judgement"], "https://watchkeeper.example")
WIRE = Wire(post, NOW, timeout_seconds=5)
SECRET = "0123456789abcdef+/="


@pytest.fixture
def listener() -> Iterator[Listener]:
    with http_listener() as running:
        yield running


def hook(listener: Listener) -> str:
    return f"hook://{listener.url}/in?team=a%20b&secret=0123456789abcdef%2B%2F%3D"


def slack(listener: Listener) -> str:
    return f"slackhook://{listener.url}/services/T000/B000/XXXX?tls=no"


def test_the_webhook_is_signed_and_can_be_told_from_a_repeat(listener: Listener) -> None:
    for _ in range(2):
        assert isinstance(send(hook(listener), MESSAGE, "abc123", None, WIRE), Sent)
    (path, headers, body), (_, again, _) = listener.requests
    assert path == "/in?team=a%20b", "the secret stays here"
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Watchkeeper-Signature"] == f"sha256={expected}"
    assert headers["Idempotency-Key"] == again["Idempotency-Key"] == "abc123"
    assert json.loads(body) == MESSAGE.payload


def test_slack_gets_blocks_and_a_text_that_stands_in(listener: Listener) -> None:
    assert send(slack(listener), MESSAGE, "abc123", None, WIRE) == Sent("Slack said 200 ok")
    ((path, headers, body),) = listener.requests
    document = json.loads(body)
    assert path == "/services/T000/B000/XXXX"
    assert headers["Content-Type"].startswith("application/json")
    assert document["text"] == "🔴 Knowsley: Inadequate (was Requires improvement)"
    first = document["blocks"][0]["text"]["text"].splitlines()
    assert first[0] == "🔴 *Knowsley: Inadequate* (was Requires improvement)"
    assert first[1] == "Leaders, help and protection, care leavers Inadequate; in care RI."
    assert document["unfurl_links"] is False


def test_slacks_own_form_of_address_is_posted_to_slack() -> None:
    seen: list[str] = []

    def poster(url: str, *_: Any) -> Answer:
        seen.append(url)
        return Answer(200, {}, b"ok")

    url = "https://hooks.slack.com/services/T000/B000/XXXX"
    assert isinstance(send(url, MESSAGE, "abc123", None, Wire(poster, NOW)), Sent)
    assert seen == [url]


@pytest.mark.parametrize("channel", [hook, slack])
@pytest.mark.parametrize(
    ("status", "headers", "expected", "after"),
    [
        (201, {}, Sent, None),
        (429, {"Retry-After": "30"}, Retry, 30.0),
        (429, {"retry-after": "Thu, 20 Aug 2026 12:05:00 GMT"}, Retry, 300.0),
        (503, {"Retry-After": "9999999"}, Retry, 86400.0),
        (500, {"Retry-After": "soon"}, Retry, None),
        (500, {"Retry-After": "²"}, Retry, None),
        (429, {"Retry-After": "Thu, 20 Aug 2026 11:00:00 GMT"}, Retry, 0.0),
        (400, {}, Refused, None),
        (401, {}, Barred, None),
        (403, {}, Barred, None),
        (404, {}, Refused, None),
        (410, {}, Refused, None),
    ],
)
def test_what_each_answer_means(
    listener: Listener, channel: Any, status: int, headers: dict[str, str], expected: type, after: float | None
) -> None:
    listener.answer = lambda: (status, headers, b"no_service\r\n\x1b[31m")
    outcome = send(channel(listener), MESSAGE, "abc123", None, WIRE)
    assert isinstance(outcome, expected)
    assert outcome.detail.endswith(f"said {status} no_service [31m")
    if isinstance(outcome, Retry):
        assert outcome.after_seconds == after


@pytest.mark.parametrize(("for_good", "expected"), [(True, Barred), (False, Retry)])
def test_what_the_guard_says_stands(for_good: bool, expected: type) -> None:
    wire = Wire(lambda *_: Unreachable("10.0.0.1 is a private address", for_good), NOW)
    outcome = send("hooks://example.org/?secret=0123456789abcdef", MESSAGE, "abc123", None, wire)
    assert isinstance(outcome, expected)
    assert outcome.detail == "the webhook could not be reached: 10.0.0.1 is a private address"


def test_a_service_of_apprises_own_gets_text(listener: Listener) -> None:
    outcome = send(f"ntfy://{listener.url}/council", MESSAGE, "abc123", None, WIRE)
    assert outcome == Sent("ntfy:// took it")
    document = json.loads(listener.requests[0][2])
    assert document["title"] == MESSAGE.subject
    assert document["message"].startswith("Ofsted published its report today")


def test_a_service_that_fails_gets_another_try_and_no_second_at_once(listener: Listener) -> None:
    listener.answer = lambda: (500, {}, b"")
    outcome = send(f"ntfy://{listener.url}/council?retry=3", MESSAGE, "abc123", None, WIRE)
    assert outcome == Retry("Apprise's plugin for ntfy:// failed", endpoint=True)
    assert len(listener.requests) == 1


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("nosuch://host", "no service has the scheme nosuch://"),
        ("tgram://nonsense", "Apprise can't read this tgram:// address"),
        ("https://example.org/in", "write hooks://"),
        ("not an address", "take the spaces"),
        ("mailto://smtp.example.org", "say whom it is for"),
    ],
)
def test_an_address_that_cannot_work_is_refused_with_advice(url: str, advice: str) -> None:
    outcome = send(url, MESSAGE, "abc123", None, WIRE)
    assert isinstance(outcome, Refused)
    assert advice in outcome.detail


def test_no_secret_in_logs_outcomes_or_reprs(listener: Listener, caplog: pytest.LogCaptureFixture) -> None:
    listener.answer = lambda: (500, {}, b"")
    caplog.set_level(logging.DEBUG)
    urls = [
        f"hook://{listener.url}/tok3n?secret=tok3n-tok3n-tok3n",
        f"slackhook://{listener.url}/services/T/B/tok3n?tls=no",
        f"slackbot://tok3n-tok3n@{listener.url}/C0123?tls=no",
        f"ntfy://tok3n:tok3n@{listener.url}/tok3n",
        "tgram://tok3n",
        "mailto://user:tok3n@127.0.0.1:1?to=a@example.org&from=b@example.org",
    ]
    shown = repr([send(url, MESSAGE, "abc123", None, WIRE) for url in urls])
    assert "tok3n" not in shown
    assert not [record for record in caplog.records if record.name == "apprise" and "tok3n" in record.getMessage()]
