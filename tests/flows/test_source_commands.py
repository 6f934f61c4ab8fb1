"""`watchkeeper sources add|test|import|export`, against a site that is really there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows import settings
from flows.shop import open_gazetteer, open_shop
from flows.source_files import listed_sources
from flows.steps import rechecking
from parsers.model import Article
from parsers.sources import load_sources
from storage.tables import ArticleRow
from tests import moderngov
from tests.flows.test_cli import Cli, Done, cli, parsed  # noqa: F401 - a fixture
from tests.newsstand.fixture import newsstand  # noqa: F401 - a fixture
from tests.newsstand.stand import Newsstand

STORY = Article(
    id="one",
    title="Ofsted visits St Helens children's services",
    text="Ofsted inspectors visited St Helens Council's children's services on 3 and 4 November 2026. " * 8,
)
Run = Callable[..., Done]


@pytest.fixture
def stand(newsstand: Newsstand) -> Newsstand:  # noqa: F811 - a fixture
    newsstand.open_outlet("star", "Example Star")
    newsstand.publish(STORY, at=datetime.now(UTC) - timedelta(hours=2), outlets=["star"])
    return newsstand


@pytest.fixture
def run(cli: Cli, stand: Newsstand, tmp_path: Path) -> Run:  # noqa: F811 - a fixture
    def command(*arguments: str) -> Done:
        return cli(
            "sources", *arguments, WATCHKEEPER_TRUSTED_HOSTS="127.0.0.1", WATCHKEEPER_OPERATOR_CONTACT="a@example.org"
        )

    return command


def test_a_site_is_added_by_the_feed_that_it_announces(run: Run, stand: Newsstand, tmp_path: Path) -> None:
    done = run("add", f"{stand.base}/outlet/star", "--serves", "st helens council")
    assert done.returncode == 0, done.stderr
    assert stand.feed_url("star") in done.stdout
    (spec,) = load_sources((tmp_path / "sources.toml").read_text(), "s").specs
    assert (spec.id, spec.url, spec.kind, spec.group) == ("example-star", stand.feed_url("star"), "rss", "local press")
    assert (spec.serves, spec.outlet, spec.every) == (("St Helens",), "Example Star", 30)
    again = run("add", stand.feed_url("star"), "--serves", "St Helens")
    assert again.returncode == 3
    assert "in the list already, as example-star" in again.stderr


def test_of_several_feeds_the_best_is_taken_and_all_are_shown(run: Run, stand: Newsstand) -> None:
    base = stand.base
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'
        for title, path in (("Comments", "/comments/feed"), ("News", "/outlet/star/feed"), ("Gone", "/gone"))
    )
    stand.put("/front", f"<!DOCTYPE html><html><head><title>Front</title>{links}</head></html>".encode())
    comment = (
        '<rss version="2.0"><channel><title>Comments on Front</title><item><title>Re: x</title><link>/c</link>'
        "</item></channel></rss>"
    )
    stand.put("/comments/feed", comment.encode(), "text/xml")
    told = parsed(run("add", f"{base}/front", "--serves", "national", "--name", "Front", "--every", "60", "--json"))
    assert told["added"]["url"] == f"{base}/outlet/star/feed"
    assert [find["url"] for find in told["found"]] == [f"{base}/outlet/star/feed", f"{base}/comments/feed"]


@pytest.mark.parametrize("path", ["/feed/", "/rss.xml", "/atom.xml"])
def test_a_feed_that_nobody_announces_is_looked_for_where_feeds_lie(run: Run, stand: Newsstand, path: str) -> None:
    stand.put("/silent", b"<!DOCTYPE html><html><head><title>Silent</title></head></html>")
    stand.put(path, b'<rss version="2.0"><channel><title>T</title></channel></rss>', "text/xml")
    told = parsed(run("add", f"{stand.base}/silent", "--serves", "Kent", "--json"))
    assert (told["added"]["url"], told["found"][0]["how"]) == (stand.base + path, "a usual place")


def test_a_sitemap_in_robots_is_the_last_resort(run: Run, stand: Newsstand) -> None:
    stand.put("/silent", b"<!DOCTYPE html><html><head><title>Silent</title></head></html>")
    stand.robots = f"Sitemap: {stand.base}/pages.xml\nSitemap: {stand.base}/news.xml\n"
    stand.put("/news.xml", b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "text/xml")
    told = parsed(run("add", f"{stand.base}/silent", "--serves", "Kent", "--json"))
    assert (told["added"]["url"], told["added"]["kind"]) == (f"{stand.base}/news.xml", "sitemap")


def test_a_committee_is_added_as_what_it_is(run: Run, stand: Newsstand) -> None:
    stand.put("/ieListMeetings.aspx", moderngov.meetings("Scrutiny Panel", [(881, date(2026, 3, 16))]))
    told = parsed(run("add", f"{stand.base}/ieListMeetings.aspx?CommitteeId=197", "--serves", "Kent", "--json"))
    assert (told["added"]["kind"], told["added"]["name"]) == ("moderngov", "Scrutiny Panel")


def test_what_can_not_be_added_is_said(run: Run, stand: Newsstand, tmp_path: Path) -> None:
    unserved = run("add", stand.feed_url("star"))
    assert unserved.returncode == 3
    assert "whom does" in unserved.stderr and "--serves" in unserved.stderr
    wrong = run("add", stand.feed_url("star"), "--serves", "Knowsly")
    assert "did you mean 'Knowsley'" in wrong.stderr
    stand.put("/nothing", b"<!DOCTYPE html><html><head><title>N</title></head></html>")
    nothing = run("add", f"{stand.base}/nothing", "--serves", "Kent")
    assert "no feed was found there" in nothing.stderr
    stand.mount("/outlet/star/feed", "consent_wall")
    assert "no feed there: consent wall" in run("add", stand.feed_url("star"), "--serves", "Kent").stderr
    assert "not a feed: consent wall" in run("test", stand.feed_url("star")).stdout
    assert "https://moon.invalid: moon.invalid: host name" in run("add", "moon.invalid", "--serves", "Kent").stderr
    assert not (tmp_path / "sources.toml").exists()


def test_everything_that_was_seen_of_a_source_is_said(run: Run, stand: Newsstand) -> None:
    stand.mount("/old", "moved", to="/outlet/star/feed")
    done = run("test", f"{stand.base}/old")
    assert done.returncode == 0, done.stderr
    for told in (
        f"301 to {stand.feed_url('star')}", "moved for good", "200,", "ETag", "utf-8", "every 30 min", "rss20",
        "1, 1 with a date", "robots.txt allows it", "relevant: reports on children's services in St Helens",
        "Ofsted visits St Helens",
    ):  # fmt: skip
        assert told in done.stdout, told
    seen = parsed(run("test", f"{stand.base}/old", "--json"))
    assert (seen["good"], seen["format"], len(seen["items"]), seen["sample"]["relevant"]) == (True, "rss20", 1, True)


@pytest.mark.parametrize(
    ("scenario", "code", "said"),
    [
        ("error_with_200", 1, "web page"),
        ("server_error", 1, "answered 500"),
        ("empty_feed", 0, "0, 0 with a date"),
        ("entity_bomb", 1, "document type"),
        ("wrong_charset_in_header", 0, "utf-8 (said: application/rss+xml; charset=iso-8859-1)"),
    ],
)
def test_what_is_wrong_with_a_source_is_said(run: Run, stand: Newsstand, scenario: str, code: int, said: str) -> None:
    stand.mount("/outlet/star/feed", scenario)
    done = run("test", stand.feed_url("star"))
    assert done.returncode == code
    assert said in done.stdout


def test_a_page_that_robots_forbid_is_no_fault_of_the_feed(run: Run, stand: Newsstand) -> None:
    stand.mount("/robots.txt", "robots_forbid", below="/outlet/star/news")
    done = run("test", stand.feed_url("star"))
    assert done.returncode == 0
    assert "robots.txt forbids it" in done.stdout
    assert "summary would stand in" in done.stdout


def test_a_source_of_the_list_is_tested_by_its_id(run: Run, stand: Newsstand, tmp_path: Path) -> None:
    stand.put("/news", b'<ul><li class="n"><a href="/outlet/star/news/one/">One</a></li></ul>')
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nid = "page"\nname = "Page"\nurl = "{stand.base}/news"\nkind = "html"\ngroup = "local press"\n'
        'serves = ["Kent"]\nselect = { item = "li.n" }\n'
    )
    assert "html" in run("test", "page").stdout
    official = (tmp_path / "sources.toml").read_text().replace('kind = "html"', 'kind = "govuk"').split("select")[0]
    (tmp_path / "sources.toml").write_text(official)
    done = run("test", "page")
    assert (done.returncode, "the register's own reader" in done.stdout) == (0, True)
    assert run("test", "no-such").returncode == 3


def test_lists_go_out_and_come_back(run: Run, stand: Newsstand, tmp_path: Path) -> None:
    run("add", stand.feed_url("star"), "--serves", "St Helens")
    own = tmp_path / "sources.toml"
    before = load_sources(own.read_text(), "s").specs
    for flag in ("--toml", "--own"):
        listed = run("export", "--own", flag).stdout
        own.unlink()
        (tmp_path / "list").write_text(listed)
        done = run("import", "list", "--json")
        assert json.loads(done.stdout) == {"added": ["example-star"], "left_out": []}
        assert load_sources(own.read_text(), "s").specs == before
    twice = run("import", "list")
    assert (twice.returncode, "in the list already" in twice.stderr) == (1, True)
    assert run("export").stdout.count("xmlUrl=") == 176


def test_the_list_of_another_reader_is_taken_with_care(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/rss"/></body></opml>'
    )
    assert "serves must be" in run("import", "list.opml").stderr
    done = run("import", "list.opml", "--serves", "Kent", "--group", "trade")
    assert "1 sources added to sources.toml" in done.stdout
    (spec,) = load_sources((tmp_path / "sources.toml").read_text(), "s").specs
    assert (spec.group, spec.serves) == ("trade", ("Kent",))
    (tmp_path / "bomb.opml").write_text('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>')
    assert "it was refused" in run("import", "bomb.opml", "--serves", "Kent").stderr


def test_a_search_is_switched_on_and_off(run: Run, tmp_path: Path) -> None:
    done = run("enable", "google-news-director")
    assert done.returncode == 0, done.stderr
    own = tmp_path / "sources.toml"
    (spec,) = load_sources(own.read_text(), "s").specs
    assert (spec.id, spec.enabled) == ("google-news-director", True)
    assert "set enabled = false in its table there" in run("disable", "google-news-director").stderr
    assert "is on already" in run("enable", "govuk-ofsted").stderr
    assert "no source has the id" in run("enable", "no-such").stderr
    assert run("disable", "govuk-ofsted").returncode == 0
    listed = listed_sources(settings.load(), open_gazetteer(settings.load().seeds)).specs
    assert {one.id: one.enabled for one in listed if one.id in ("govuk-ofsted", "google-news-director")} == {
        "govuk-ofsted": False, "google-news-director": True,
    }  # fmt: skip
    assert len(listed) == 175


def test_coverage_and_edits_are_shown(run: Run, stand: Newsstand, cli: Cli, tmp_path: Path) -> None:  # noqa: F811 - a fixture
    run("add", stand.feed_url("star"), "--serves", "St Helens")
    alone = {"WATCHKEEPER_SOURCES_FILE": "sources.toml"}
    assert cli("db", "upgrade", **alone).returncode == 0
    assert cli("stage", "poll").returncode == 0
    edited = replace(STORY, text=STORY.text.replace("3 and 4", "4 and 5"))
    assert "nothing has changed" in cli("articles", "diff", "1").stdout
    stand.publish(edited, at=datetime.now(UTC) - timedelta(hours=2), outlets=["star"])
    with open_shop(settings.load()) as shop:
        with shop.database.write() as session:
            session.get_one(ArticleRow, 1).recheck_at = datetime.now(UTC)
        rechecking.recheck(shop, datetime.now(UTC))
    assert "[-3-]" in cli("articles", "diff", "1").stdout
    assert "{+4+}" in cli("articles", "diff", "1", "--from", "1", "--to", "2").stdout
    assert "has no version 9" in cli("articles", "diff", "1", "--to", "9").stderr
    assert "watchkeeper articles lists them" in cli("articles", "diff", "77").stderr
    assert parsed(cli("articles", "diff", "1", "--json"))["edit"]["to"] == 2
    assert "(2 versions)" in cli("articles").stdout
    assert "--reason" in cli("articles", "withdraw", "1").stderr
    assert "nothing of them is shown or sent" in cli("articles", "withdraw", "1", "--reason", "asked to").stdout
    assert "was withdrawn" in cli("articles", "diff", "1").stderr
    assert "(withdrawn)" in cli("articles").stdout
    assert "is shown again" in cli("articles", "restore", "1").stdout
    (known,) = parsed(cli("articles", "withdrawn", "--json"))
    assert (known["article"], known["reason"], known["undone_by"] is None) == (1, "asked to", False)
    (one,) = parsed(cli("coverage", "-a", "St Helens", "--json"))
    assert (one["thin"], [source["id"] for source in one["local"]]) == (True, ["example-star"])
    assert "Thin. Add one" in cli("coverage", "-a", "st helens council").stdout
    assert "153 of 153 have fewer than 2 local sources" in cli("coverage").stdout
