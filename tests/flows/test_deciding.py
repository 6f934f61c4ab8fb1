"""Deciding by the command line: what it prints, what it keeps, what it sends, and what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from flows import settings
from flows.shop import open_shop
from flows.steps import delivering, reading
from parsers.manifest import ManifestItem
from storage.tables import ArticleRow, EventRow, MessageRow
from tests.flows.conftest import empty_home
from tests.flows.test_cli import Cli, Done, parsed
from tests.flows.test_cli import cli as cli

TODAY = datetime.now(UTC)
SUBSCRIBED = """
[[subscription]]
name = "Desk"
to = "desk"
authorities = ["St Helens"]
digest = "off"
[recipient.desk]
channels = ["hooks://127.0.0.1:9/hook?secret=sixteen-characters-and-more"]
"""
STORY = (
    "St Helens Council's children's services have been rated {grade} by Ofsted. Inspectors visited the authority, and "
    "the report was published on {day}.\n\nThe director of children's services said the council would study it."
)


@pytest.fixture
def told(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[int]]:
    """One event that two articles tell of, and the articles' numbers."""
    for name, value in empty_home(tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "subscriptions.toml").write_text(SUBSCRIBED)
    day = TODAY - timedelta(hours=5)
    for outlet in ("star", "echo"):
        publish(f"https://{outlet}.example/ofsted", "inadequate", day)
    with open_shop(settings.load()) as shop, shop.database.read() as session:
        (event,) = session.scalars(select(EventRow))
        return event.id, list(session.scalars(select(ArticleRow.id).order_by(ArticleRow.id)))


def publish(url: str, grade: str, day: datetime) -> None:
    """Take in a story."""
    text = STORY.format(grade=grade, day=f"{day.day} {day:%B} {day.year}") + f"\n\nRead more in {url}, our paper."
    item = ManifestItem(id=url, url=url, outlet=url.split("/")[2], published=day, text=text)
    with open_shop(settings.load()) as shop:
        reading.take_in(shop, item, TODAY, silent=False)


def states() -> list[str]:
    with open_shop(settings.load()) as shop, shop.database.read() as session:
        return [row.state for row in session.scalars(select(MessageRow).order_by(MessageRow.created_at, MessageRow.id))]


def deliver() -> None:
    """Try to send everything; nobody listens, so what is not withheld is tried again later."""
    later = TODAY + timedelta(hours=1)
    with open_shop(settings.load()) as shop:
        delivering.deliver(shop, delivering.owed(shop, later, 10), later)


def said(done: Done) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def shown(cli: Cli) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parsed(cli("events", "--json"))
    return found


def test_a_correction_shows_before_and_after_and_can_be_undone(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, _ = told
    out = said(cli("events", "correct", event, "judgements.overall=good", "--by", "Jo"))
    assert [line.split() for line in out.splitlines() if "judgements" in line] == [
        [event, "judgements.overall", "inadequate", "good"]
    ]
    assert "watchkeeper events undo 1" in out
    assert shown(cli)[0]["judgements"] == {"overall": "good"}
    (decision,) = parsed(cli("events", "decisions", event, "--json"))
    assert (decision["number"], decision["by"], decision["kind"], decision["what"]) == (
        1, "Jo", "correct", {"judgements.overall": "good"},
    )  # fmt: skip
    assert "undone" in said(cli("events", "undo", "1"))
    assert shown(cli)[0]["judgements"] == {"overall": "inadequate"}
    assert parsed(cli("events", "decisions", "--json"))[0]["undone_by"]


def test_a_dry_run_shows_and_changes_nothing(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, articles = told
    for command in (
        ["correct", event, "judgements.overall=good"],
        ["split", event, "--article", str(articles[1])],
        ["dismiss", event],
        ["note", event, "So they say."],
    ):
        out = said(cli("events", *command, "--dry-run"))
        assert event in out
        assert "nothing was changed" in out
    assert parsed(cli("events", "decisions", "--json")) == []
    assert [row["status"] for row in shown(cli)] == ["reported"]


def test_split_then_merge_and_a_merged_id_leads_on(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, articles = told
    made = parsed(cli("events", "split", event, "--article", str(articles[1]), "--json"))
    other = next(one["id"] for one in made["events"] if one["id"] != event)
    assert {row["id"] for row in shown(cli)} == {event, other}
    parsed(cli("events", "merge", other, event, "--json"))
    assert [row["id"] for row in shown(cli)] == [event]
    found = parsed(cli("events", "show", other, "--json"))
    assert (found["asked"], found["id"]) == (other, event)
    assert [source["name"] for source in found["sources"]] == [f"article {number}" for number in articles]
    assert [decision["kind"] for decision in found["decisions"]] == ["split", "merge"]
    assert f"{other} is part of {event}" in said(cli("events", "show", other))


def test_what_is_dismissed_is_not_sent_and_undone_it_is(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, _ = told
    assert states() == ["owed"]
    said(cli("events", "dismiss", event))
    assert shown(cli) == []
    assert "St Helens" not in said(cli("events"))
    assert parsed(cli("timeline", "St Helens", "--json"))["events"] == []
    deliver()
    assert states() == ["withheld"]
    publish("https://mail.example/ofsted", "inadequate", TODAY - timedelta(hours=3))
    assert (shown(cli), states()) == ([], ["withheld"])
    said(cli("events", "undo", "1"))
    assert [row["id"] for row in shown(cli)] == [event]
    assert states() == ["owed"]


def test_what_its_papers_take_back_before_it_is_sent_is_not_sent(cli: Cli, told: tuple[str, list[int]]) -> None:
    with open_shop(settings.load()) as shop:
        for outlet in ("star", "echo"):
            url = f"https://{outlet}.example/ofsted"
            item = ManifestItem(id=url, url=url, outlet=outlet, published=TODAY, text="The parish fete is on Saturday.")
            reading.take_in(shop, item, TODAY, silent=False)
    assert shown(cli) == []
    deliver()
    assert states() == ["withheld"]


def test_what_was_merged_into_something_dismissed_is_not_sent_either(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, articles = told
    made = parsed(cli("events", "split", event, "--article", str(articles[1]), "--json"))
    other = next(one["id"] for one in made["events"] if one["id"] != event)
    parsed(cli("events", "merge", event, other, "--json"))
    said(cli("events", "dismiss", other))
    deliver()
    assert set(states()) == {"withheld"}
    said(cli("events", "undo", "3"))
    assert set(states()) == {"owed"}


def test_a_preview_says_that_it_leaves_out_what_people_decided(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, _ = told
    said(cli("events", "note", event, "A note decides nothing."))
    assert "what people decided since" not in said(cli("alerts", "preview", "--since", "30d"))
    said(cli("events", "dismiss", event))
    assert "what people decided since" in said(cli("alerts", "preview", "--since", "30d"))
    assert parsed(cli("alerts", "preview", "--since", "30d", "--json"))["decisions_not_applied"] == 1
    said(cli("events", "undo", "2"))
    assert "what people decided since" not in said(cli("alerts", "preview", "--since", "30d"))


def test_posts_are_told_one_holder_after_another(cli: Cli, told: tuple[str, list[int]]) -> None:
    text = "St Helens Council's director of children's services, Jo Day, has resigned. She left on {day}."
    day = TODAY - timedelta(days=2)
    item = ManifestItem(
        id="post", url="https://star.example/post", outlet="Star", published=TODAY - timedelta(days=1),
        text=text.format(day=f"{day.day} {day:%B} {day.year}"),
    )  # fmt: skip
    with open_shop(settings.load()) as shop:
        reading.take_in(shop, item, TODAY, silent=False)
    out = said(cli("posts", "St Helens"))
    assert "Jo Day" in out
    assert "vacant" in out
    first, second = parsed(cli("posts", "St Helens", "--json"))
    assert (first["post"], first["name"], first["from"]) == ("dcs", "Jo Day", None)
    assert (second["holding"], second["from"]) == ("vacant", first["to"])


def test_a_note_stands_with_its_event(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, _ = told
    said(cli("events", "note", event, "The press office\x1b[31m denies it."))
    assert "note: The press office" in said(cli("timeline", "St Helens"))
    assert "\x1b[31m" not in said(cli("events", "show", event))
    assert shown(cli)[0]["notes"] == ["The press office\x1b[31m denies it."]


def test_errors_name_the_id_and_what_may_be_meant(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, articles = told
    for typed in (event[:6], event[:-1] + "x"):
        done = cli("events", "dismiss", typed)
        assert done.returncode == 3
        assert f"'{typed}'" in done.stderr
        assert f"did you mean {event}" in done.stderr
    done = cli("events", "split", event, "--article", "999")
    assert done.returncode == 3
    assert f"999 supports nothing of {event}" in done.stderr
    assert f"--article {articles[0]}, --article {articles[1]}" in done.stderr
    assert "lists them" in cli("events", "undo", "7").stderr
    assert "can't be. Known: outstanding" in cli("events", "correct", event, "judgements.overall=fine").stderr


def test_a_readers_correction_is_owed_once(cli: Cli, told: tuple[str, list[int]]) -> None:
    event, _ = told
    with open_shop(settings.load()) as shop, shop.database.write() as session:
        for message in session.scalars(select(MessageRow)):
            message.state, message.sent_at = "sent", TODAY
    made = parsed(cli("events", "correct", event, "judgements.overall=good", "--json"))
    assert made["told"] == ["corrected"]
    assert states() == ["sent", "owed"]
    assert json.loads(cli("events", "correct", event, "theme=front door", "--json").stdout)["told"] == []
    assert states() == ["sent", "owed"]
