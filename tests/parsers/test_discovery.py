"""Where feeds may be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from parsers.discovery import Candidate, announced, in_robots, kind_of, merit, usual
from parsers.feeds import read_feed
from parsers.model import Entry, Feed

NOW = datetime(2026, 6, 22, 9, tzinfo=UTC)
URL = "https://www.star.example/news/local/"


def test_what_a_page_announces_comes_before_what_it_links() -> None:
    page = b"""<html><head><link rel="stylesheet" href="/x.css"><link rel="alternate" type="text/html" href="/fr">
    <link rel="alternate" type="application/rss+xml; charset=utf-8" title="All &amp; more" href="/rss"></head><body>
    <a href="/feed/">Feed</a><a href="/feeding-birds">Birds</a><a href="https://other.example/feed">Other</a></body>"""
    assert announced(page, URL) == (
        Candidate("https://www.star.example/rss", "announced by the page", "All & more"),
        Candidate("https://www.star.example/feed/", "linked on the page", "Feed"),
    )


@pytest.mark.parametrize(
    ("url", "first"),
    [
        (URL, "https://www.star.example/news/local/feed/"),
        ("https://www.star.example", "https://www.star.example/feed/"),
        (
            "https://www.gov.uk/government/organisations/ofsted",
            "https://www.gov.uk/government/organisations/ofsted.atom",
        ),
        ("https://news.google.com/search?q=ofsted&hl=en-GB", "https://news.google.com/rss/search?q=ofsted&hl=en-GB"),
        ("https://www.bing.com/news/search?q=ofsted", "https://www.bing.com/news/search?q=ofsted&format=rss"),
    ],
)
def test_usual_places(url: str, first: str) -> None:
    assert usual(url)[0].url == first


def test_sitemaps_for_news_in_robots() -> None:
    robots = (
        b"User-agent: *\nSitemap: https://www.star.example/pages.xml\nsitemap: https://star.example/news-sitemap.xml\n"
    )
    robots += b"Sitemap: https://evil.example/news.xml\n"
    assert [one.url for one in in_robots(robots, URL)] == ["https://star.example/news-sitemap.xml"]


def test_the_best_has_news_of_these_weeks() -> None:
    def feed(title: str, days: int | None, form: str = "rss20") -> Feed:
        published = NOW - timedelta(days=days) if days is not None else None
        return Feed(title, form, (Entry("1", URL, "One", published),))

    link = Candidate(f"{URL}feed", "announced by the page")
    ordered = [
        feed("News", 1), feed("News", 1, "sitemap"), feed("Old", 900), feed("Undated", None),
        feed("Comments on News", 1), Feed("Empty", "rss20", ()),
    ]  # fmt: skip
    merits = [merit(link, one, NOW) for one in ordered]
    assert merits == sorted(merits, reverse=True)
    assert merit(link, ordered[0], NOW) > merit(Candidate(URL, "a usual place"), ordered[0], NOW)


def test_kinds() -> None:
    empty = b"<rss version='2.0'><channel><title>T</title></channel></rss>"
    assert kind_of(read_feed(empty), URL) == "rss"
    assert kind_of(Feed(None, None, ()), URL) is None
    assert kind_of(Feed(None, "moderngov", ()), "https://a.example/ieListMeetings.aspx?CId=1") == "moderngov"
    assert [kind_of(Feed(None, form, ()), URL) for form in ("atom10", "json", "sitemap", "sitemap index", "rss10")] == [
        "atom", "json", "sitemap", "sitemap", "rss",
    ]  # fmt: skip
