"""Subscriptions over real HTTP: the same rules and sentences as in the file, behind a token."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.tables import SubscriptionRow
from tests.test_end_to_end import ARTICLE, TODAY
from tests.town import Town
from tests.web.test_unsubscribe import served
from web.subscriptions_api import PATH

TOKEN = "a-token-of-more-than-sixteen-letters"
ANN = {"name": "Ann", "to": "ann@example.org", "authorities": ["St Helens"], "when": "immediate", "digest": "off"}
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def api(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    monkeypatch.setenv("API_TOKEN", TOKEN)
    file = town.settings.subscriptions_file
    file.write_text(f'[mail]\nurl = "mailto://127.0.0.1:{town.mailbox.port}?from=w@example.org"\n{file.read_text()}')
    with town.shop():
        pass
    with served(town.settings) as port:

        def ask(method: str, path: str = "", body: object = None, token: str | None = TOKEN) -> tuple[int, Any]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            sent = body if isinstance(body, str) or body is None else json.dumps(body)
            connection.request(method, PATH + path, sent, {"Authorization": f"Bearer {token}"} if token else {})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")

        yield ask


def rows(town: Town) -> dict[str, Any]:
    with town.shop() as shop, shop.database.read() as session:
        found = session.scalars(select(SubscriptionRow).where(SubscriptionRow.origin == "database"))
        return {row.name: row.definition for row in found if row.retired_at is None}


def test_a_rule_is_added_changed_paused_and_removed(town: Town, api: Ask) -> None:
    status, added = api("POST", "", ANN)
    assert (status, added["kept"], added["authorities"]) == (201, True, ["St Helens"])
    assert rows(town) == {"Ann": ANN}
    status, listed = api("GET")
    assert {rule["name"]: rule["origin"] for rule in listed["subscriptions"]} == {
        "North West": "file",
        "Ann": "database",
    }
    assert "secret=" not in json.dumps(listed)
    assert api("PATCH", "/ann", {"when": "daily", "digest": None})[0] == 200
    assert rows(town)["Ann"] == {key: value for key, value in ANN.items() if key != "digest"} | {"when": "daily"}
    assert api("POST", "/ann/pause")[1]["paused"] is True
    assert api("GET", "/Ann")[1]["paused"] is True
    assert "paused" not in api("DELETE", "/ann/pause")[1]
    assert api("DELETE", "/ann?dry_run=1")[1]["removed"] is False
    assert api("DELETE", "/ann")[1]["removed"] is True
    assert rows(town) == {} and api("GET", "/ann")[0] == 404


def test_what_is_wrong_is_said_in_the_words_of_the_file(town: Town, api: Ask) -> None:
    status, answer = api("POST", "", ANN | {"authorities": ["St Hellens"]})
    assert status == 422 and "St Helens" in answer["error"]
    checked = api("POST", "/validate", ANN | {"authorities": ["St Hellens"]})
    assert checked == (200, {"valid": False, "error": answer["error"]})
    assert api("POST", "/validate", ANN)[1]["valid"] is True
    assert (
        "holds a secret"
        in api("POST", "", ANN | {"channels": ["hooks://x.example/p?secret=sixteen-or-more-x"]})[1]["error"]
    )
    assert api("POST", "", "{")[0] == 400 and api("POST", "", "[]")[0] == 400
    assert api("POST", "", ANN | {"query": "x" * 70_000})[0] == 413
    assert rows(town) == {}


def test_a_rule_of_the_file_is_not_changed_and_no_name_taken_twice(town: Town, api: Ask) -> None:
    assert api("POST", "", ANN | {"name": "North West"})[0] == 409
    for method, path in (("PATCH", "/north-west"), ("DELETE", "/north-west"), ("POST", "/north-west/pause")):
        status, answer = api(method, path, {"when": "daily"})
        assert status == 409 and "subscriptions.toml" in answer["error"]
    api("POST", "", ANN)
    assert api("POST", "", ANN)[0] == 409
    assert api("PATCH", "/ann", {"name": "Bob"})[0] == 409


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_without_the_token_nothing_is_told(town: Town, api: Ask, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for token in (None, "", "wrong", TOKEN[:-1]):
        status, answer = api(method, "/north-west" if method == "DELETE" else "", None, token)
        assert (status, set(answer)) == (401, {"error"})
    monkeypatch.setenv("API_TOKEN", "short")
    assert api(method, "/north-west" if method == "DELETE" else "", None, "short")[0] == 403


def test_who_is_paused_hears_nothing_new_until_the_pause_ends(town: Town, api: Ask) -> None:
    api("POST", "", ANN)
    api("POST", "/ann/pause")
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    assert {message["To"] for message in town.mailbox.messages()} == {"desk@example.org"}
