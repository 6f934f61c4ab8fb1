"""The command line as people and scripts use it: what it prints, its JSON, its exit codes."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from flows import settings
from flows.cli import app, main
from flows.exchange import Failure
from flows.inputs import remedy_for
from flows.shop import open_shop
from flows.steps import reading
from parsers.manifest import ManifestItem
from tests.flows.conftest import empty_home

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "articles" / "000_0a03101a8a01f1e4.txt"


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


Cli = Callable[..., Done]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str, stdin: str = "", **variables: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["watchkeeper", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        return Done(code, *capsys.readouterr())

    return run


def parsed(done: Done) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_help_imports_nothing_heavy(cli: Cli) -> None:
    code = """
import sys
sys.argv = ["watchkeeper", "--help"]
try:
    from flows.cli import main
    main()
except SystemExit:
    heavy = ("prefect", "sqlalchemy", "aiohttp", "trafilatura", "apprise")
    print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command",
    ["first-run", "run", "up", "replay", "events", "timeline", "ratings", "articles", "sources", "feed", "page",
     "read", "explain", "alerts", "stage", "db", "doctor"],
)  # fmt: skip
def test_every_command_is_in_the_help_and_in_the_readme(cli: Cli, command: str) -> None:
    assert command in getattr(get_command(app), "commands", ())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"watchkeeper {command}" in readme or f"make {command}" in readme, f"{command} is not in the README"


def test_feed_in_the_public_format(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        "<rss version='2.0'><channel><title>Star</title><item><title>One</title><link>https://star.example/1</link>"
        "<guid>1</guid><pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>"
    )
    found = parsed(cli("feed", "feed.xml", "--json"))
    assert list(found) == ["title", "format", "entries", "problems"]
    assert found["entries"] == [
        {
            "id": "1", "url": "https://star.example/1", "title": "One",
            "published": "2026-11-20T09:00:00+00:00", "summary": None,
        }
    ]  # fmt: skip


def test_a_page_instead_of_a_feed_is_said(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<!DOCTYPE html><title>Sorry</title><p>Not here any more.</p>")
    done = cli("feed", "feed.xml", "--json")
    assert done.returncode == 1
    assert "web page" in json.loads(done.stdout)["problems"][0]


def test_pages_in_the_public_format(cli: Cli, tmp_path: Path) -> None:
    paragraph = "Ofsted has published its report on children's services in St Helens, and the council welcomed it. "
    html = f"<html lang=en><head><title>News</title></head><body><article><h1>News</h1><p>{paragraph * 4}</p></article>"
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(html)
    one = parsed(cli("page", "a.html", "--url", "https://star.example/1", "--json"))
    keys = ["url", "title", "byline", "outlet", "published", "language", "kind", "body", "furniture"]
    assert list(one)[:9] == keys
    assert (one["kind"], one["url"], "Ofsted" in one["body"]) == ("article", "https://star.example/1", True)
    two = cli("page", "a.html", "b.html", "missing.html", "--json")
    assert two.returncode == 1
    assert len([json.loads(line) for line in two.stdout.splitlines()]) == 2
    assert "missing.html can't be read" in two.stderr


def test_read_gives_a_line_for_a_line(cli: Cli) -> None:
    article = {
        "id": "x", "url": None, "published": "2019-09-17T09:00:00+00:00", "title": "Ofsted to inspect",
        "text": SEED.read_text(encoding="utf-8"), "synthetic": True,
    }  # fmt: skip
    lines = [json.dumps(article), "{broken", json.dumps({"id": "y", "text": "A recipe for scones."})]
    done = cli("read", "-", "--json", stdin="\n".join(lines))
    assert done.returncode == 1
    assert "line 2" in done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["relevant"], second["relevant"], second["mentions"]) == ("x", True, False, [])
    mention = first["mentions"][0]
    start, end = mention["evidence"]
    assert article["text"][start:end] == mention["quote"]
    for key in ("type", "role", "authority", "kind", "judgements", "dates", "people", "rule", "confidence", "alert"):
        assert key in mention


@pytest.mark.parametrize(
    ("command", "where", "said"),
    [
        ("feed", "ftp://star.example/feed", "only http and https"),
        ("page", "http://[::1/", "not a web address"),
        ("page", "http://127.0.0.1/", "WATCHKEEPER_TRUSTED_HOSTS"),
        ("page", "gone.html", "check the path"),
        ("explain", "empty.html", "is empty"),
        ("explain", "data.bin", "not text but data"),
        ("read", "article.txt", "watchkeeper explain article.txt"),
    ],
)
def test_what_cannot_be_read_is_said_once(cli: Cli, tmp_path: Path, command: str, where: str, said: str) -> None:
    (tmp_path / "empty.html").touch()
    (tmp_path / "data.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "article.txt").write_text("Ofsted has published\nits report.\n")
    done = cli(command, where)
    assert done.returncode == 3
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "try again" not in done.stderr
    assert done.stderr.count("TRUSTED_HOSTS") <= 1


@pytest.mark.parametrize(
    ("failure", "remedy"),
    [
        (Failure("u", "http_status", "x answered 404", 404), "check the address"),
        (Failure("u", "http_status", "x answered 503", 503), "try again later"),
        (Failure("u", "http_status", "x answered 403", 403), "save the page in a browser"),
        (Failure("u", "timeout", "no complete answer in time"), "try again later"),
        (Failure("u", "dns", "x: host name not found"), "online"),
    ],
)
def test_each_failure_has_its_own_remedy(failure: Failure, remedy: str) -> None:
    assert remedy in remedy_for(failure)


def test_a_page_that_is_none_fails(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "data.bin").write_bytes(bytes(range(256)) * 9)
    done = cli("page", "data.bin", "--json")
    assert (done.returncode, json.loads(done.stdout)["kind"]) == (1, "error")


def test_only_the_five_families_can_be_asked_for(cli: Cli) -> None:
    done = cli("events", "--family", "nonsense")
    assert done.returncode == 2
    assert "leadership" in done.stderr


def test_explain_marks_the_evidence(cli: Cli) -> None:
    done = cli("explain", str(SEED))
    assert done.returncode == 0, done.stderr
    assert "St Helens Reporter" in done.stdout
    assert "⟦1 " in done.stdout
    assert "⟧" in done.stdout
    assert "inspection_announced" in done.stdout


def test_explain_finds_a_labelled_article(cli: Cli) -> None:
    corpus = ROOT / "seeds" / "corpus" / "articles.jsonl"
    done = cli("explain", f"{corpus}#a001")
    assert done.returncode == 0, done.stderr
    assert "Tees Estuary News" in done.stdout
    unknown = cli("explain", f"{corpus}#a00")
    assert unknown.returncode == 3
    assert "has no article 'a00'; did you mean 'a0" in unknown.stderr


def test_a_users_own_words_are_read_from_one_file(cli: Cli, tmp_path: Path) -> None:
    text = "Children's services in Wirral are dunce of the shire, Ofsted said on Tuesday. Inspectors visited Wirral."
    (tmp_path / "article.txt").write_text(text)
    (tmp_path / "vocabulary.toml").write_text('[inspection.grade]\ninadequate = ["dunce of the shire"]\n')
    assert '"overall": "inadequate"' in cli("explain", "article.txt", "--json").stdout
    (tmp_path / "mine.toml").write_text('[inspection.grades]\ninadequate = ["dunce of the shire"]\n')
    refused = cli("explain", "article.txt", WATCHKEEPER_VOCABULARY_FILE="mine.toml")
    assert refused.returncode == 3
    assert "mine.toml, line 2: inspection.grades.inadequate: unknown key 'grades'; did you mean" in refused.stderr


def test_a_users_own_rules_for_an_outlet_are_read_from_a_folder(cli: Cli, tmp_path: Path) -> None:
    paragraph = "Inspectors said that the council had made progress since their last visit in the spring of 2021."
    (tmp_path / "page.html").write_text(
        f"<h1>Progress</h1><p>{paragraph}</p><p>Quoth the raven: buy a subscription.</p>"
    )
    page = ("page", "page.html", "--url", "https://raven.example/a", "--json")
    rules = 'name = "The Raven"\nhosts = ["raven.example"]\nchecked = 2026-11-22\nfurniture_openings = ["Quoth"]\n'
    for folder, text in (("outlets", rules), ("wrong", rules.replace("hosts", "host"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "raven.toml").write_text(text)
    found = json.loads(cli(*page).stdout)
    assert (found["outlet"], found["body"]) == ("The Raven", paragraph)
    assert "Quoth" in json.loads(cli(*page, WATCHKEEPER_OUTLETS_FOLDER="none").stdout)["body"]
    refused = cli(*page, WATCHKEEPER_OUTLETS_FOLDER="wrong")
    assert refused.returncode == 3
    assert "wrong/raven.toml: unknown key 'host'; did you mean 'hosts'?" in refused.stderr


def test_explain_writes_a_page(cli: Cli, tmp_path: Path) -> None:
    done = cli("explain", str(SEED), "--html", "evidence.html")
    assert done.returncode == 0, done.stderr
    assert "evidence.html" in done.stdout
    assert "inspection announced" in (tmp_path / "evidence.html").read_text("utf-8")
    refused = cli("explain", str(SEED), "--html", "nowhere/evidence.html")
    assert refused.returncode == 3
    assert "nowhere/evidence.html can't be written" in refused.stderr


def test_replay_in_the_public_format(cli: Cli, tmp_path: Path) -> None:
    found = parsed(cli("replay", str(ROOT / "seeds"), "--json"))
    assert list(found) == ["messages", "events"]
    assert set(found["messages"][0]) == {"at", "headline", "changes", "articles"}
    assert set(found["messages"][0]["changes"][0]) == {"event", "change", "learnt_late"}
    for key in ("id", "family", "types", "authority", "kind", "status", "articles"):
        assert key in found["events"][0]
    (tmp_path / "none.jsonl").write_text("{}\n")
    broken = cli("replay", "none.jsonl")
    assert broken.returncode == 3
    assert "none.jsonl, line 1" in broken.stderr
    bare = cli("replay", ".")
    assert bare.returncode == 3
    assert "no manifest.toml in it" in bare.stderr
    assert ".jsonl" in bare.stderr


def test_a_database_that_is_not_there_is_said(cli: Cli) -> None:
    done = cli("events")
    assert done.returncode == 3
    assert "watchkeeper db upgrade" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_database_and_what_looks_into_it(cli: Cli) -> None:
    assert cli("db", "current").returncode == 1
    upgraded = parsed(cli("db", "upgrade", "--json"))
    assert upgraded == {"current": upgraded["current"]}
    assert parsed(cli("db", "current", "--json"))["current"] is not None
    told = parsed(cli("timeline", "st. helen's", "--json"))
    assert told["authority"] == "St Helens"
    assert any(event["kind"] == "ilacs_standard" and event["status"] == "confirmed" for event in told["events"])
    ratings = {row["authority"]: row for row in parsed(cli("ratings", "--json"))}
    assert len(ratings) == 153
    assert ratings["St Helens"]["judgements"]["overall"] == "good"
    assert "overall" not in ratings["Trafford"]["judgements"]
    unknown = cli("timeline", "St Helans")
    assert unknown.returncode == 3
    assert "did you mean St Helens" in unknown.stderr
    assert len(parsed(cli("events", "--limit", "3", "--json"))) == 3
    assert parsed(cli("articles", "--json")) == []
    assert "No sources" in cli("sources").stdout


def test_nothing_is_polled_without_a_contact(cli: Cli) -> None:
    done = cli("run", "--direct")
    assert done.returncode == 3
    assert "WATCHKEEPER_OPERATOR_CONTACT" in done.stderr


def test_a_direct_pass_over_no_sources(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("")
    done = cli(
        "run",
        "--direct",
        "--json",
        WATCHKEEPER_OPERATOR_CONTACT="desk@example.org",
        WATCHKEEPER_SOURCES_FILE="sources.toml",
    )
    assert parsed(done)["poll"]["polled"] == 0


def test_a_pass_names_what_failed(cli: Cli, tmp_path: Path) -> None:
    source = '[[source]]\nid = "star"\nname = "Star"\nurl = "http://127.0.0.1/feed"\nkind = "rss"\ngroup = "trade"\n'
    (tmp_path / "sources.toml").write_text(source)
    variables = {"WATCHKEEPER_OPERATOR_CONTACT": "desk@example.org", "WATCHKEEPER_SOURCES_FILE": "sources.toml"}
    done = cli("run", "--direct", **variables)
    assert done.returncode == 1, "everything failed"
    assert "1 of 1 sources failed" in done.stdout
    assert "Star: 127.0.0.1 is not a public address" in done.stdout
    assert "http://127.0.0.1/feed" in done.stdout
    told = cli("sources")
    assert "address refused" in told.stdout
    assert "1 time" in told.stdout
    shown = cli("sources", "show", "star")
    assert "Star  address refused" in shown.stdout
    told_programs = parsed(cli("sources", "show", "Star", "--json"))
    assert [tried["status"] for tried in told_programs["attempts"]] == ["refused_address"]
    assert told_programs["state"] == "address refused"
    missing = cli("sources", "show", "moon")
    assert (missing.returncode, "no source has the id or name 'moon'" in missing.stderr) == (3, True)


def test_a_list_of_sources_that_is_gone_is_said_once(tmp_path: Path) -> None:
    variables = os.environ | empty_home(tmp_path) | {
        "WATCHKEEPER_OPERATOR_CONTACT": "desk@example.org", "WATCHKEEPER_SOURCES_FILE": "gone.toml",
        "WATCHKEEPER_SEEDS": str(tmp_path / "seeds"),
    }  # fmt: skip
    (tmp_path / "seeds").mkdir()
    shutil.copy(ROOT / "seeds" / "authorities.csv", tmp_path / "seeds")
    head = (ROOT / "seeds" / "register.csv").read_text(encoding="utf-8").partition("\n")[0]
    (tmp_path / "seeds" / "register.csv").write_text(f"{head}\n", encoding="utf-8")
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--direct"]
    done = subprocess.run(command, cwd=ROOT, env=variables, text=True, capture_output=True)
    assert done.returncode == 1
    assert done.stderr.count("can't be read") == 1
    assert "gone.toml" in done.stderr
    assert "flows.steps" not in done.stderr


def test_a_preview_names_outlets_and_says_why_it_is_empty(cli: Cli, tmp_path: Path) -> None:
    cli("db", "upgrade")
    (tmp_path / "subscriptions.toml").write_text(
        '[[subscription]]\nname = "A"\nto = "desk"\nregions = ["England"]\n'
        '[recipient.desk]\nchannels = ["json://127.0.0.1/"]\n'
    )
    done = cli("alerts", "preview", "--since", "2026-01-01")
    assert done.returncode == 0, done.stderr
    assert "No articles have come in since 1 January 2026" in done.stdout
    assert "replay seeds/" in done.stdout
    text = "Ofsted has rated Halton Council’s children’s services inadequate in a report published today."
    item = ManifestItem("77", datetime(2024, 7, 11, 9, 5, tzinfo=UTC), outlet="Example Star", text=text)
    with open_shop(settings.load()) as shop:
        reading.take_in(shop, item, datetime.now(UTC), silent=False)
    shown = cli("alerts", "preview").stdout
    assert "11 Jul 2024 Example Star  ALERT  Halton: Inadequate (was Requires improvement)" in shown
    assert " 77 " not in shown


def test_the_doctor_names_what_is_wrong(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "subscriptions.toml").write_text(
        '[[subscription]]\nname = "A"\nto = "a@example.org"\nregions = ["Nowhere"]\n'
    )
    cli("db", "upgrade")
    done = cli("doctor", "--json")
    assert done.returncode == 1
    bad = [finding["says"] for finding in json.loads(done.stdout) if finding["bad"]]
    assert any("subscriptions.toml:4" in says and "Nowhere" in says for says in bad)
    assert any("WATCHKEEPER_OPERATOR_CONTACT" in says for says in bad)


def test_a_misspelt_setting_is_said(cli: Cli) -> None:
    done = cli("doctor", WATCHKEEPER_DATABASE_ULR="sqlite:///x.db")
    assert "WATCHKEEPER_DATABASE_ULR" in done.stdout + done.stderr
    assert done.returncode in (1, 3)
