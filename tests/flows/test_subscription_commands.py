"""Subscriptions by command, `init`, previews with their weeks, and the gallery with one's own templates."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows import settings
from flows.replay import ReplayedMessage
from flows.screens.volume import show_volume
from flows.shop import open_shop
from flows.steps import reading
from flows.volume import Volume, Week, volume
from parsers.manifest import ManifestItem
from storage import endpoints
from storage.tables import MessageRow
from tests.alerts.channels.servers import smtp_server
from tests.flows.test_cli import Cli, cli, parsed  # noqa: F401 - a fixture is known by its name

FILE = """
[mail]
url = "mailto://relay.example.org?from=watch@example.org"
[[subscription]]
name = "Mersey"
to = "news@example.org"
authorities = ["St Helens"]
"""


@pytest.fixture
def ready(cli: Cli, tmp_path: Path) -> Cli:  # noqa: F811 - a fixture is known by its name
    """The command in a folder with a file of subscriptions and a database."""
    (tmp_path / "subscriptions.toml").write_text(FILE)
    cli("db", "upgrade")
    return cli


@pytest.fixture
def bare(cli: Cli) -> Cli:  # noqa: F811 - a fixture is known by its name
    """The command in an empty folder."""
    return cli


def names(ready: Cli) -> dict[str, str]:
    done = ready("subscriptions", "list", "--json")
    return {rule["name"]: rule["origin"] for rule in json.loads(done.stdout)["subscriptions"]}


def test_one_is_added_changed_and_ended_and_the_files_own_is_left_alone(ready: Cli) -> None:
    added = parsed(
        ready(
            "subscriptions", "add", "London", "--to", "desk@example.org", "-r", "London",
            "--set", "directions=worse,below good", "--set", "when=weekly", "--json",
        )
    )  # fmt: skip
    assert (added["kept"], added["directions"], added["digest"]) == (True, ["worse", "below_good"], "weekly 07:30 Mon")
    assert names(ready) == {"Mersey": "file", "London": "database"}
    changed = parsed(
        ready("subscriptions", "change", "London", "--set", "when=daily", "--set", "directions=", "--json")
    )
    assert (changed["directions"], changed["digest"], changed["regions"]) == ([], "daily 07:30", ["London"])
    for command in (("change", "Mersey", "--set", "when=daily"), ("remove", "Mersey")):
        done = ready("subscriptions", *command)
        assert done.returncode == 3 and "is at home in" in done.stderr
    assert parsed(ready("subscriptions", "remove", "London", "--json"))["removed"] is True
    assert names(ready) == {"Mersey": "file"}


def test_a_dry_run_changes_nothing(ready: Cli) -> None:
    done = ready("subscriptions", "add", "X", "--to", "x@example.org", "-a", "Leeds", "--dry-run")
    assert done.returncode == 0 and "Nothing was changed" in done.stdout
    assert names(ready) == {"Mersey": "file"}
    ready("subscriptions", "add", "X", "--to", "x@example.org", "-a", "Leeds")
    ready("subscriptions", "remove", "X", "--dry-run")
    assert "X" in names(ready)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("add", "Mersey", "--to", "x@example.org", "-a", "Leeds"), "is at home in"),
        (("add", "X", "--to", "x@example.org", "-a", "Leds"), "did you mean Leeds"),
        (("add", "X", "--to", "x@example.org"), "follows no place"),
        (("add", "X", "--to", "nobody", "-a", "Leeds"), "neither an e-mail address nor a recipient"),
        (("add", "X", "--to", "x@example.org", "-a", "Leeds", "--set", "when=dayly"), "did you mean 'daily'"),
        (("add", "X", "--to", "x@example.org", "-a", "Leeds", "--set", "wehn=daily"), "one of the keys"),
        (("add", "X", "--to", "d", "-a", "Leeds", "--set", "channels=https://hooks.slack.com/services/T/B/tok3n"),
         "the database keeps none"),
        (("change", "X", "--set", "when=daily"), "no subscription of the database is called 'X'"),
        (("remove", "X"), "no subscription is called 'X'"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_kept(ready: Cli, arguments: tuple[str, ...], why: str) -> None:
    done = ready("subscriptions", *arguments)
    assert done.returncode == 3 and why in done.stderr and "tok3n" not in done.stderr
    assert names(ready) == {"Mersey": "file"}


def test_list_and_doctor_say_what_is_in_force_while_a_rule_is_broken(ready: Cli, tmp_path: Path) -> None:
    assert ready("subscriptions", "list").returncode == 0
    (tmp_path / "subscriptions.toml").write_text(FILE.replace("St Helens", "St Helnes"))
    done = ready("subscriptions", "list")
    assert done.returncode == 1
    assert "subscriptions.toml:7: 'St Helnes' in authorities is not known" in done.stderr
    assert "'Mersey' is in force as it was on" in done.stderr
    findings = json.loads(ready("doctor", "--json").stdout)
    assert any("'Mersey' is in force as it was on" in finding["says"] for finding in findings if finding["bad"])
    assert "St Helens" in ready("subscriptions", "show", "Mersey").stdout


def begin(run: Cli, port: int, *more: str) -> Any:
    return run(
        "init", "--council", "st helens council, Knowsley", "--channel", "desk@example.org",
        "--mail-server", f"mailto://127.0.0.1:{port}?from=watch@example.org", "--contact", "me@example.org", *more,
    )  # fmt: skip


def test_init_writes_the_files_shows_a_year_and_sends_a_marked_test(bare: Cli, tmp_path: Path) -> None:
    with smtp_server() as mailbox:
        dry = begin(bare, mailbox.port, "--dry-run")
        assert dry.returncode == 0 and 'authorities = ["St Helens", "Knowsley"]' in dry.stdout
        assert not (tmp_path / "subscriptions.toml").exists()
        done = begin(bare, mailbox.port)
        assert done.returncode == 0, done.stderr
        assert "Messages a week" in done.stdout and "sent       desk@example.org" in done.stdout
        (message,) = mailbox.messages()
        assert str(message["Subject"]).startswith("TEST: ")
        again = begin(bare, mailbox.port)
        assert again.returncode == 3 and "is there already" in again.stderr
    assert (tmp_path / "watchkeeper.toml").read_text() == 'operator_contact = "me@example.org"\n'
    assert names(bare) == {"St Helens and Knowsley": "file"}


def test_init_keeps_secrets_where_nobody_else_reads_them(bare: Cli, tmp_path: Path) -> None:
    hook = "https://hooks.slack.com/services/T000/B000/tok3n"
    done = bare("init", "-c", "London", "--channel", hook, "--contact", "me@example.org", "--no-test", "--no-preview")
    assert done.returncode == 0, done.stderr
    assert "tok3n" not in done.stdout
    assert "tok3n" not in (tmp_path / "subscriptions.toml").read_text()
    kept = tmp_path / "secrets.toml"
    assert kept.read_text() == f'CHANNEL = "{hook}"\n' and kept.stat().st_mode & 0o777 == 0o600
    shown = parsed(bare("subscriptions", "show", "London", "--json"))
    assert (shown["regions"], shown["quiet"]) == (["London"], ["${CHANNEL}"])


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("-c", "St Helnes"), "did you mean St Helens"),
        (("-c", "Leeds"), "nobody is here to ask: give --channel"),
        (("-c", "Leeds", "--channel", "foo://x", "--contact", "m@example.org"), "does not work"),
        ((), "give --council"),
    ],
)
def test_init_without_anybody_to_ask_says_what_is_missing(
    bare: Cli,
    tmp_path: Path,
    arguments: tuple[str, ...],
    why: str,
) -> None:
    done = bare("init", *arguments)
    assert done.returncode == 3 and why in done.stderr
    assert not (tmp_path / "subscriptions.toml").exists()


def test_the_weeks_of_a_preview(ready: Cli) -> None:
    found = parsed(ready("alerts", "preview", "Mersey", "--since", "2w", "--json"))
    assert len(found["volume"]["weeks"]) == 3 and found["volume"]["warning"] is None


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def told(days_ago: int, digest: str | None = None) -> ReplayedMessage:
    notice: Any = None
    return ReplayedMessage(NOW - timedelta(days=days_ago), False, "x", notice, (), (), digest)


def test_weeks_begin_on_mondays_and_none_is_left_out() -> None:
    found = volume([told(0), told(1), told(1, "weekly 07:30 Mon"), told(15)], NOW - timedelta(days=21), NOW)
    assert found.weeks == (
        Week(date(2026, 11, 2), 1, 0), Week(date(2026, 11, 9), 0, 0), Week(date(2026, 11, 16), 1, 1),
        Week(date(2026, 11, 23), 1, 0),
    )  # fmt: skip
    assert found.average == 0.75 and found.warning is None


@pytest.mark.parametrize(("counts", "broad"), [([7] * 10, False), ([8] * 10, True), ([0] * 9 + [26], True)])
def test_too_broad_a_rule_warns(counts: list[int], broad: bool, capsys: pytest.CaptureFixture[str]) -> None:
    weeks = tuple(Week(date(2026, 1, 5) + timedelta(weeks=n), count, 0) for n, count in enumerate(counts))
    found = Volume(weeks)
    assert bool(found.warning) is broad
    show_volume(found)
    shown = capsys.readouterr().out
    assert ("Too broad" in shown) is broad
    assert "█" in shown and shown.count("·") == counts.count(0)


def test_the_gallery_uses_ones_own_templates_and_names_what_is_wrong_in_them(ready: Cli, tmp_path: Path) -> None:
    done = ready("alerts", "gallery", "out", "--json")
    assert parsed(done)["problems"] == [] and (tmp_path / "out" / "index.html").exists()
    own = tmp_path / "templates"
    own.mkdir()
    (own / "foot.txt.j2").write_text("OUR OWN FOOT\n")
    assert ready("alerts", "gallery", "out").returncode == 0
    assert "OUR OWN FOOT" in (tmp_path / "out" / "judgement.txt").read_text()
    (own / "digest.txt.j2").write_text("fine\n{% for chapter in chapters %}\n{{ chapter.nothing }}\n{% endfor %}\n")
    (own / "mesage.txt.j2").write_text("x")
    wrong = ready("alerts", "gallery", "out", "--json")
    assert wrong.returncode == 1
    problems = json.loads(wrong.stdout)["problems"]
    assert any("mesage.txt.j2: replaces no template" in problem for problem in problems)
    assert any("digest.txt.j2:3: " in problem and "nothing" in problem for problem in problems)
    assert "Checked: 24 councils" in (tmp_path / "out" / "digest.txt").read_text()


def test_what_would_go_out_now_is_shown_and_not_sent(ready: Cli) -> None:
    text = "Ofsted has rated St Helens Council’s children’s services inadequate in a report published today."
    item = ManifestItem("77", datetime.now(UTC), outlet="Example Star", text=text)
    with open_shop(settings.load()) as shop:
        reading.take_in(shop, item, datetime.now(UTC), silent=False)
    for _ in range(2):
        (due,) = parsed(ready("stage", "deliver", "--dry-run", "--json"))
        assert due["headline"].startswith("St Helens: Inadequate") and due["state"] == "owed"


def test_the_doctor_tries_ones_own_templates(ready: Cli, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "message.txt.j2").write_text("{{ nothing }}")
    findings = json.loads(ready("doctor", "--json").stdout)
    assert any("message.txt.j2:1: 'nothing' is undefined" in one["says"] for one in findings if one["bad"])


def test_the_doctor_names_servers_that_are_left_alone_and_counts_what_was_put_aside(ready: Cli) -> None:
    now = datetime.now(UTC)
    with open_shop(settings.load()) as shop, shop.database.write() as session:
        for _ in range(endpoints.MOST_FAILURES):
            endpoints.failed(session, "mail relay.example.org:25", "relay.example.org did not answer in time", now)
        session.add(MessageRow(id="m", recipient="a", channel="mailto-1", created_at=now, state="barred", attempts=9))
    found = {one["what"]: one["says"] for one in json.loads(ready("doctor", "--json").stdout) if one["warn"]}
    server = "mail relay.example.org:25 failed 5 times in a row, left alone until "
    assert found["server"].startswith(server) and found["server"].endswith("did not answer in time")
    assert found["messages"].startswith("1 could not be delivered") and "alerts retry" in found["messages"]
    with open_shop(settings.load()) as shop, shop.database.write() as session:
        endpoints.worked(session, "mail relay.example.org:25")
    assert "server" not in {one["what"] for one in json.loads(ready("doctor", "--json").stdout)}


def test_a_pause_is_put_down_and_ended(ready: Cli) -> None:
    ready("subscriptions", "add", "X", "--to", "x@example.org", "-a", "Leeds")
    assert "not now: paused" in ready("subscriptions", "pause", "X").stdout
    assert parsed(ready("subscriptions", "pause", "X", "--end", "--json")).get("paused") is None
