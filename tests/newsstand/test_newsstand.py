"""The newsstand is an honest internet until told otherwise, and what it prints can be read back."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from parsers.feeds import read_feed
from parsers.model import Article
from parsers.pages import read_page
from tests.newsstand import printing
from tests.newsstand.fixture import newsstand, seeded_newsstand  # noqa: F401 - a fixture
from tests.newsstand.printing import Outlet, Print, Style
from tests.newsstand.scenarios import SCENARIOS
from tests.newsstand.stand import Newsstand, Provider, Report, seed_articles

STYLES: tuple[Style, ...] = ("newsquest", "reach", "wordpress", "council", "govuk")
NOON = datetime(2026, 6, 22, 12, tzinfo=UTC)
STORY = Article("s1", "First paragraph of it.\n\nSecond paragraph of it.", title="Inspectors visit Exampleton")

# What the seed texts themselves have left of the pages they were taken from.
SEED_FURNITURE = (
    "Link to Instagram Link to Twitter", "Read more Make an Enquiry Contact Us", "Read Full Story",
    "Children’s services at St Helens deteriorate", "St Helens Star:",
)  # fmt: skip
# What the houses put around an article.
HOUSE_FURNITURE = (
    "newsletter", "Roadworks to close", "flood defences", "Market traders", "sacked over this", "Most read",
    "Dad found", "Asda shoppers", "schools closed", "warehouse fire", "hearing aid", "Picture: staff",
    "Adoption agency", "Very informative", "Was this page useful", "Bin collections", "cookies", "improve GOV.UK",
    "Crown copyright", "Share", "Sam Reporter",
)  # fmt: skip


def get(url: str, headers: Mapping[str, str] | None = None) -> tuple[int, Mapping[str, str], bytes]:
    """One request without following redirects or unpacking anything."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    try:
        connection.request(
            "GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=dict(headers or {})
        )
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.headers.items()}, response.read()
    finally:
        connection.close()


@pytest.fixture
def stand(newsstand: Newsstand) -> Iterator[Newsstand]:  # noqa: F811 - a fixture
    newsstand.open_outlet("gazette", "Exampleton Gazette")
    newsstand.publish(STORY, at=NOON, outlets=["gazette"])
    yield newsstand


def test_seeds_come_as_feeds_and_pages(seeded_newsstand: Newsstand) -> None:  # noqa: F811 - a fixture
    found = {}
    for outlet in seeded_newsstand.outlets():
        feed = read_feed(get(seeded_newsstand.feed_url(outlet.slug))[2], seeded_newsstand.feed_url(outlet.slug))
        assert (feed.title, feed.problems) == (outlet.name, ())
        for entry in feed.entries:
            assert entry.url is not None
            page = read_page(get(entry.url)[2], entry.url, "text/html; charset=utf-8")
            assert (page.kind, page.outlet, page.title) == ("article", outlet.name, entry.title)
            found[entry.url.split("/")[-2]] = entry.published.date().isoformat() if entry.published else None
    assert found == {
        "000": "2019-09-17",
        "001": "2020-01-22",
        "002": "2020-09-03",
        "003": "2018-12-06",
        "004": None,
    }


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("number", range(5))
def test_round_trip_through_every_house_style(style: Style, number: int) -> None:
    article, outlet = seed_articles()[number]
    printed = Print(article, Outlet("x", outlet.name, style), "/x/", article.published)
    page = read_page(printing.page(printed, "http://127.0.0.1").encode(), "http://127.0.0.1/x/", "text/html")
    body = page.body.split("\n\n")
    lost = [paragraph for paragraph in printed.paragraphs if paragraph not in body]
    assert all(paragraph.startswith(SEED_FURNITURE) for paragraph in lost), lost
    assert [paragraph for paragraph in body if paragraph not in printed.paragraphs] == []
    assert page.title == printed.title
    assert not [phrase for phrase in HOUSE_FURNITURE if phrase in page.body and phrase not in article.text]


def test_conditional_get(stand: Newsstand) -> None:
    url = stand.feed_url("gazette")
    _, headers, _ = get(url)
    assert get(url, {"If-None-Match": headers["etag"]})[0] == 304
    assert get(url, {"If-None-Match": f'"other", W/{headers["etag"]}'})[0] == 304
    assert get(url, {"If-Modified-Since": headers["last-modified"]})[0] == 304
    stand.publish(Article("s2", "Another."), at=NOON, outlets=["gazette"])
    assert get(url, {"If-None-Match": headers["etag"]})[0] == 200
    assert get(url, {"If-Modified-Since": headers["last-modified"]})[0] == 200
    assert stand.statuses("/outlet/gazette/feed") == [200, 304, 304, 304, 200, 200]
    assert stand.counts()["/outlet/gazette/feed", 304] == 3


def test_edit_and_withdrawal(stand: Newsstand) -> None:
    [url] = stand.publish(Article("s1", "Changed.", title="Changed"), at=NOON, outlets=["gazette"])
    assert b"Changed." in get(url)[2]
    assert len(read_feed(get(stand.feed_url("gazette"))[2]).entries) == 1
    stand.withdraw("s1")
    assert get(url)[0] == 404
    assert read_feed(get(stand.feed_url("gazette"))[2]).entries == ()


def test_one_article_at_several_outlets(stand: Newsstand) -> None:
    stand.open_outlet("council", "Exampleton Council", "council", "atom")
    urls = stand.publish(STORY, at=NOON, outlets=["gazette", "council"])
    pages = [read_page(get(url)[2], url, "text/html") for url in urls]
    assert {page.outlet for page in pages} == {"Exampleton Gazette", "Exampleton Council"}
    assert {page.body for page in pages} == {STORY.text}


def test_feed_formats_say_the_same(stand: Newsstand) -> None:
    stand.open_outlet("post", "Post", feed="atom")
    stand.publish(STORY, at=NOON, outlets=["post"])
    rss, atom, flat = (
        read_feed(get(stand.base + path)[2])
        for path in ("/outlet/gazette/feed", "/outlet/post/feed", "/outlet/post/feed.json")
    )
    assert (rss.format, atom.format, flat.format) == ("rss20", "atom10", "json")
    assert [(e.title, e.published, e.summary) for e in rss.entries] == [
        (e.title, e.published, e.summary) for e in atom.entries
    ]
    assert [(e.id, e.published) for e in atom.entries] == [(e.id, e.published) for e in flat.entries]


def test_front_page_leads_to_the_feed(stand: Newsstand) -> None:
    soup = BeautifulSoup(get(f"{stand.base}/outlet/gazette/")[2], "lxml")
    [link] = soup.select("link[rel=alternate]")
    assert read_feed(get(stand.base + str(link.attrs["href"]))[2]).entries


def test_inspectorate(stand: Newsstand) -> None:
    newest = Report(50251, "Children's services inspection", date(2019, 11, 4), b"%PDF-1.4 it")
    older = Report(50250, "Children's services focused visit", date(2018, 12, 6))
    url = stand.add_provider(Provider(80560, "St Helens", "Inadequate", documents=(newest, older)))
    for urn in range(1, 121):
        stand.add_provider(Provider(urn, f"Authority {urn:03}"))
    first = BeautifulSoup(get(f"{stand.base}/search?q=&level_1_types=3&start=0&rows=200")[2], "lxml")
    assert [count.text for count in first.select("strong.results-count")] == ["121"]
    assert len(first.select("ul.results-list > li.search-result")) == 100
    [after] = first.select("a.pagination__next")
    second = BeautifulSoup(get(stand.base + str(after.attrs["href"]))[2], "lxml")
    result = second.select("li.search-result")[-1]
    assert [link.attrs["href"] for link in result.select("h3.search-result__title > a")] == ["/provider/44/80560"]
    assert "Latest report: 04 November 2019" in " ".join(result.text.split())
    links = BeautifulSoup(get(url)[2], "lxml").select("li.timeline__day a.publication-link")
    assert [name.text for link in links for name in link.select("span.nonvisual")[:1]] == [
        "Children's services inspection, pdf - 04 November 2019",
        "Children's services focused visit, pdf - 06 December 2018",
    ]
    assert get(str(links[0]["href"]))[2] == b"%PDF-1.4 it"


def test_robots(stand: Newsstand) -> None:
    assert get(f"{stand.base}/robots.txt")[2] == b"User-agent: *\nAllow: /\n"
    stand.mount("/robots.txt", "robots_forbid", below="/outlet/")
    assert b"Disallow: /outlet/" in get(f"{stand.base}/robots.txt")[2]


def test_unknown_scenario_names_those_there_are(stand: Newsstand) -> None:
    with pytest.raises(KeyError, match="lying_etag"):
        stand.mount("/x", "no_such_thing")


FEED = "/outlet/gazette/feed"


def test_etags_that_lie(stand: Newsstand) -> None:
    stand.mount(FEED, "lying_etag")
    etag = get(stand.base + FEED)[1]["etag"]
    stand.publish(Article("s2", "Another."), at=NOON, outlets=["gazette"])
    assert get(stand.base + FEED, {"If-None-Match": etag})[0] == 304
    stand.mount(FEED, "changing_etag")
    assert len({get(stand.base + FEED)[1]["etag"] for _ in range(3)}) == 3
    stand.mount(FEED, "not_modified_after_failure")
    assert [get(stand.base + FEED)[0] for _ in range(4)] == [200, 500, 304, 304]


def test_too_many_requests_in_both_forms(stand: Newsstand) -> None:
    stand.mount(FEED, "too_many_requests", retry_after=30, times=1)
    assert get(stand.base + FEED)[1]["retry-after"] == "30"
    assert get(stand.base + FEED)[0] == 200
    stand.mount(FEED, "too_many_requests", retry_after=NOON)
    assert get(stand.base + FEED)[1]["retry-after"] == "Mon, 22 Jun 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("scenario", "status"),
    [
        ("gone", 410),
        ("server_error", 500),
        ("challenge", 403),
        ("moved", 301),
        ("redirect", 302),
        ("redirect_loop", 302),
    ],
)
def test_statuses(stand: Newsstand, scenario: str, status: int) -> None:
    stand.mount(FEED, scenario)
    assert get(stand.base + FEED)[0] == status


@pytest.mark.parametrize(
    ("scenario", "entries", "said"),
    [
        ("error_with_200", 0, "web page"),
        ("login_page", 0, "web page"),
        ("consent_wall", 0, "web page"),
        ("empty", 0, "empty"),
        ("empty_feed", 0, ""),
        ("undeclared_gzip", 0, "compressed"),
        ("wrong_charset_in_header", 1, ""),
        ("wrong_charset_in_xml", 1, ""),
        ("utf16", 1, ""),
        ("windows1252", 1, ""),
        ("byte_order_mark", 1, ""),
        ("leading_blank_lines", 1, ""),
        ("warning_before_feed", 1, ""),
        ("cut_short", 1, "broken"),
        ("undeclared_entities", 1, "broken"),
        ("entity_bomb", 0, "document type"),
        ("external_entity", 0, "document type"),
        ("one_guid_for_all", 1, ""),
        ("new_guids_each_time", 1, ""),
    ],
)
def test_feeds_in_trouble_are_read_or_refused(stand: Newsstand, scenario: str, entries: int, said: str) -> None:
    stand.mount(FEED, scenario, share=0.9)
    _, headers, body = get(stand.base + FEED)
    feed = read_feed(body, stand.base + FEED, headers.get("content-type"))
    assert len(feed.entries) == entries
    assert said in " ".join(feed.problems)
    assert bool(feed.problems) == bool(said)


@pytest.mark.parametrize(
    ("scenario", "kind"),
    [
        ("error_with_200", "error"),
        ("login_page", "paywall"),
        ("consent_wall", "consent"),
        ("challenge", "error"),
        ("empty", "error"),
    ],
)
def test_pages_in_place_of_an_article(stand: Newsstand, scenario: str, kind: str) -> None:
    path = "/outlet/gazette/news/s1/"
    stand.mount(path, scenario)
    page = read_page(get(stand.base + path)[2], stand.base + path, "text/html")
    assert (page.kind, page.body) == (kind, "")


def test_slow_and_broken_transfers(stand: Newsstand) -> None:
    stand.mount(FEED, "slow_headers", seconds=0.2)
    started = time.perf_counter()
    assert get(stand.base + FEED)[0] == 200
    assert time.perf_counter() - started >= 0.2
    stand.mount(FEED, "slow_body", seconds=0.2, pieces=4)
    assert read_feed(get(stand.base + FEED)[2]).entries
    stand.mount(FEED, "truncated")
    with pytest.raises(http.client.IncompleteRead):
        get(stand.base + FEED)
    stand.mount(FEED, "dropped")
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        get(stand.base + FEED)
    assert stand.statuses(FEED) == [200, 200, 0, 0]


def test_bombs_are_small_on_the_wire(stand: Newsstand) -> None:
    stand.mount(FEED, "bomb", megabytes=20)
    _, headers, body = get(stand.base + FEED)
    assert headers["content-encoding"] == "gzip"
    assert len(body) < 100_000


def test_unmounting_restores_honesty(stand: Newsstand) -> None:
    stand.mount(FEED, "gone")
    stand.unmount(FEED)
    assert get(stand.base + FEED)[0] == 200
    stand.forget()
    assert stand.log == []


def test_there_are_scenarios_to_choose_from() -> None:
    assert len(SCENARIOS) >= 50
