"""The operator: told once of what is broken, reminded after a day, told when it is over; and the watchdog's ping."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows import steps
from flows.settings import Settings
from storage import sources
from tests.readers import COUNCILS, story
from tests.town import Town

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
FEED = "/outlet/star/feed"


@pytest.fixture
def operated(town: Town) -> Town:
    address = f"mailto://127.0.0.1:{town.mailbox.port}?from=watch@example.org&to=operator@example.org"
    values = town.settings.model_dump() | {"operator_channel": address, "ping_url": f"http://{town.hook.url}/ping"}
    town.settings = Settings(**values)
    return town


def test_a_source_that_stays_broken_is_told_once_then_daily_then_over(operated: Town) -> None:
    operated.open_outlet("star", "Example Star")
    operated.open_outlet("echo", "Example Echo")
    operated.run(TODAY)
    assert operated.mails == []
    operated.stand.mount(FEED, "server_error")
    hours = 0
    while not operated.mails and hours < 48:
        hours += 2
        operated.run(TODAY + timedelta(hours=hours))
    assert len(operated.mails) == 1
    assert operated.mails[0].startswith("Watchkeeper needs you")
    body = operated.mailbox.messages()[0].get_body(("plain",))
    assert body is not None
    assert "Example Star failed" in body.get_content()
    operated.run(TODAY + timedelta(hours=hours + 3))
    assert len(operated.mails) == 1
    operated.run(TODAY + timedelta(hours=hours + 25))
    assert len(operated.mails) == 2
    operated.run(TODAY + timedelta(hours=hours + 50))
    assert len(operated.mails) == 3
    names = [str(message["Message-ID"]) for message in operated.mailbox.messages()]
    assert len(set(names)) == 3, "a reminder is no repeat of the one before"
    operated.stand.unmount(FEED)
    operated.run(TODAY + timedelta(hours=hours + 80))
    assert operated.mails[-1].startswith("Watchkeeper recovered")
    count = len(operated.mails)
    operated.run(TODAY + timedelta(hours=hours + 82))
    assert len(operated.mails) == count


def test_a_channel_that_is_down_delays_the_note_and_loses_nothing(operated: Town) -> None:
    operated.open_outlet("star", "Example Star")
    operated.run(TODAY)
    operated.stand.mount(FEED, "server_error")
    operated.mailbox.answers["DATA"] = "451 try again later"
    for hours in range(2, 40, 2):
        operated.run(TODAY + timedelta(hours=hours))
    assert operated.mails == []
    del operated.mailbox.answers["DATA"]
    operated.run(TODAY + timedelta(hours=41))
    assert len(operated.mails) == 1


def test_a_pass_that_went_well_pings_the_watchdog(operated: Town) -> None:
    operated.open_outlet("star", "Example Star")
    operated.run(TODAY)
    assert [path for path, _, _ in operated.hook.requests] == ["/ping"]


def test_without_a_channel_nobody_is_told(town: Town) -> None:
    with town.shop() as shop:
        assert steps.tell_operator(shop, TODAY) is None
        assert steps.ping(shop) is None
        secret = replace(shop, settings=Settings(**(town.settings.model_dump() | {"operator_channel": "${GONE}"})))
        assert "GONE" not in repr(secret.settings)


def test_a_source_among_many_that_fail_is_not_told_to_be_over(operated: Town) -> None:
    for number in range(6):
        operated.open_outlet(f"paper{number}", f"Example {number}")
    with operated.shop() as shop:
        steps.sync_sources(shop, TODAY)
        for failing in (5, 6):
            with shop.database.write() as session:
                for row in sources.every(session)[:failing]:
                    row.failures = 3
            steps.tell_operator(shop, TODAY)
    bodies = [message.get_body(("plain",)) for message in operated.mailbox.messages()]
    first, second = (body.get_content() for body in bodies if body is not None)
    assert first.count(" failed 3 times") == 5
    assert "6 sources fail" in second
    assert "Over:" not in second


def test_a_server_that_fails_for_long_is_told_once_and_when_it_is_back(operated: Town) -> None:
    """Five failures open its breaker; half an hour later it is the operator's."""
    operated.open_outlet("star", "Example Star")
    operated.run(TODAY - timedelta(days=1))
    operated.hook.answer = lambda: (503, {}, b"")
    for number in range(5):
        operated.stand.publish(story(COUNCILS[number], number), TODAY - timedelta(hours=1), ["star"])
    operated.run(TODAY)
    assert notes(operated) == []
    for minutes in (10, 25, 45, 60):
        operated.run(TODAY + timedelta(minutes=minutes))
    (told,) = notes(operated)
    assert f"webhook {operated.hook.url}" in told and "has failed since 20 November 12:00 UTC" in told
    assert "5 messages wait to be sent" in told
    operated.hook.answer = lambda: (200, {}, b"")
    for hours in range(2, 9):
        operated.run(TODAY + timedelta(hours=hours))
    assert len({json.loads(body)["headline"] for _, _, body in operated.hook.requests if body}) == 5
    first, last = subjects(operated)
    assert first.startswith("Watchkeeper needs you") and last.startswith("Watchkeeper recovered")


def subjects(town: Town) -> list[str]:
    return [str(mail["Subject"]) for mail in town.mailbox.messages() if mail["To"] == "operator@example.org"]


def notes(town: Town) -> list[str]:
    found = [mail.get_body(("plain",)) for mail in town.mailbox.messages() if mail["To"] == "operator@example.org"]
    return [" ".join(body.get_content().split()) for body in found if body is not None]
