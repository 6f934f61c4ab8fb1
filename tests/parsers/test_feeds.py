"""Feeds as publishers really send them."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.feeds import read_feed
from parsers.model import Feed
from parsers.page_sheet import feed_to_dict

URL = "https://www.news.example/rss/all.xml"


def rss(
    *items: str, head: str = "<title>News</title><link>https://www.news.example/</link>", attributes: str = ""
) -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"{attributes}><channel>{head}{body}</channel></rss>'
    ).encode()


def item(number: int = 1, **changes: str) -> str:
    parts = {
        "title": f"Story {number}",
        "link": f"https://www.news.example/{number}",
        "guid": f"id-{number}",
        "pubDate": "Mon, 22 Jun 2026 10:00:00 GMT",
        "description": "What happened.",
    } | changes
    return "".join(f"<{name}>{text}</{name}>" for name, text in parts.items() if text)


ATOM_10 = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>GOV</title>
<link href="https://www.gov.example/"/><entry><id>tag:1</id><title type="html">Notice &amp;amp; direction</title>
<link rel="self" href="https://api.gov.example/1"/><link rel="alternate" href="/government/1"/>
<updated>2026-06-22T10:00:00+01:00</updated><summary>Said.</summary></entry></feed>"""
ATOM_03 = b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><entry><id>tag:1</id><title>One</title>
<link rel="alternate" href="https://a.example/1"/><modified>2004-06-22T10:00:00Z</modified></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>R</title>
<link>https://a.example/</link></channel><item rdf:about="https://a.example/1"><title>One</title>
<link>https://a.example/1</link><dc:date>2026-06-22T10:00:00Z</dc:date></item></rdf:RDF>"""
RSS_092 = b"""<rss version="0.92"><channel><title>T</title><item><title>One</title><link>https://a.example/1</link>
</item></channel></rss>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "items": [{"id": 7, "url": "/1", "content_html": "<p>A &amp; B</p>", "date_published": "2026-06-22T10:00:00Z"}],
    }
).encode()
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><news:news><news:publication_date>2026-06-22T10:00:00Z</news:publication_date>
<news:title>One</news:title></news:news></url></urlset>"""


@pytest.mark.parametrize(
    ("body", "form", "entry"),
    [
        (rss(item()), "rss20", ("id-1", "https://www.news.example/1", "Story 1")),
        (ATOM_10, "atom10", ("tag:1", "https://www.news.example/government/1", "Notice & direction")),
        (ATOM_03, "atom03", ("tag:1", "https://a.example/1", "One")),
        (RDF, "rss10", ("https://a.example/1", "https://a.example/1", "One")),
        (RSS_092, "rss092", ("https://a.example/1", "https://a.example/1", "One")),
        (JSON_FEED, "json", ("7", "https://www.news.example/1", None)),
        (SITEMAP, "sitemap", ("https://a.example/1", "https://a.example/1", "One")),
    ],
)
def test_formats(body: bytes, form: str, entry: tuple[str, str, str | None]) -> None:
    feed = read_feed(body, URL)
    assert (feed.format, feed.problems) == (form, ())
    assert [(one.id, one.url, one.title) for one in feed.entries] == [entry]
    if form not in ("rss092", "atom03"):
        assert feed.entries[0].published == datetime(2026, 6, 22, 9 if form == "atom10" else 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon, 22 Jun 2026 10:00:00 BST", "2026-06-22T09:00"),
        ("Mon, 22 Jun 2026 10:00:00 +0100", "2026-06-22T09:00"),
        ("Mon, 22 Jun 2026 10:00:00 GMT", "2026-06-22T10:00"),
        ("Mon, 22 Jun 2026 10:00:00 EST", "2026-06-22T15:00"),
        ("Mon, 22 Jun 2026 10:00:00", "2026-06-22T09:00"),
        ("Thu, 22 Jan 2026 10:00:00", "2026-01-22T10:00"),
        ("Sunday, 22 June 2026 10:00", "2026-06-22T09:00"),
        ("22/06/2026 10:00", "2026-06-22T09:00"),
        ("06/07/2026", "2026-07-05T23:00"),
        ("2026-06-22T10:00:00.123Z", "2026-06-22T10:00"),
        ("2026-06-22 10:00:00", "2026-06-22T09:00"),
        ("2026-06-22", "2026-06-21T23:00"),
        ("22nd June 2026, 2.30pm", "2026-06-22T13:30"),
        ("June 22, 2026 12:05 am", "2026-06-21T23:05"),
        ("Mon Jun 22 10:00:00 2026", "2026-06-22T09:00"),
        ("1782122400", "2026-06-22T10:00"),
        ("Mon, 22 Jun 2126 10:00:00 GMT", "2126-06-22T10:00"),
    ],
)
def test_dates(written: str, moment: str) -> None:
    published = read_feed(rss(item(pubDate=written))).entries[0].published
    assert published is not None
    assert published.utcoffset() is not None
    assert published.astimezone(UTC).isoformat()[:16] == moment


@pytest.mark.parametrize(
    "written",
    ["yesterday", "31/02/2026", "2026-06", "0001-01-01T00:00:00", "Mon, 99 Foo 2026", "Mon, 01 Jan 0001 00:00:00 GMT"],
)
def test_dates_that_are_none_are_named(written: str) -> None:
    feed = read_feed(rss(item(1), item(2, pubDate=written)))
    assert feed.entries[1].published is None
    assert len(feed.problems) == 1
    assert "Item 2" in feed.problems[0]
    assert "Story 2" in feed.problems[0]
    assert written in feed.problems[0]


def test_updated_stands_in_for_published() -> None:
    feed = read_feed(ATOM_10.replace(b"<updated>", b"<published>2026-06-01T00:00:00Z</published><updated>"))
    assert feed.entries[0].published == datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"<!DOCTYPE html><html><head><title>Log in</title></head></html>", "web page (“Log in”), not a feed"),
        (b"<html><body>Hello</body></html>", "web page"),
        (b"<div>Hello</div>", "web page"),
        (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"/>', "document type"),
        (b'<!-- x --><!doctype rss SYSTEM "http://a.example/rss.dtd"><rss version="0.91"/>', "document type"),
        ('<?xml version="1.0"?><!DOCTYPE rss><rss/>'.encode("utf-16"), "document type"),
        (b"<Error><Code>AccessDenied</Code></Error>", "<Error>"),
        (b"Not found", "Not found"),
        (b"%PDF-1.7", "PDF"),
        (gzip.compress(b"<rss/>", mtime=0), "compressed"),
        (b'{"error": "no such feed"}', "not a feed"),
        (b'{"items": ', "not a feed"),
        (b"[" * 100_000, "not a feed"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, said: str) -> None:
    feed = read_feed(body, URL)
    assert (feed.format, feed.entries) == (None, ())
    assert said in " ".join(feed.problems)


def test_doctype_quoted_inside_an_item_is_text() -> None:
    feed = read_feed(rss(item(description="<![CDATA[<!DOCTYPE html><p>Hello</p>]]>")))
    assert feed.entries[0].summary == "Hello"
    assert feed.problems == ()


def test_valid_but_empty() -> None:
    feed = read_feed(rss())
    assert (feed.format, feed.title, feed.entries, feed.problems) == ("rss20", "News", (), ())


def test_no_more_than_two_thousand_items() -> None:
    feed = read_feed(rss(*(item(number) for number in range(2_100))))
    assert len(feed.entries) == 2_000
    assert "2,100 items" in feed.problems[0]


def test_fields_are_bounded() -> None:
    feed = read_feed(rss(item(title="T" * 100_000, description="S" * 1_000_000, guid="G" * 50_000)))
    entry = feed.entries[0]
    assert entry.title is not None and entry.summary is not None
    assert (len(entry.title), len(entry.summary)) == (500, 20_000)
    assert len(entry.id) < 100


def test_body_is_bounded() -> None:
    feed = read_feed(rss(item(), head="<title>News</title>") + b" " * (11 * 1024 * 1024))
    assert len(feed.entries) == 1
    assert "only the first" in feed.problems[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Children&amp;#8217;s services", "Children’s services"),
        ("<![CDATA[Ofsted: <b>inadequate</b> &amp; worse]]>", "Ofsted: inadequate & worse"),
        ("&lt;p&gt;Ofsted&lt;/p&gt; visit", "Ofsted visit"),
        ("Q&amp;A: R&amp;D", "Q&A: R&D"),
        ("Profits &lt; 5% and 3 &lt; 4", "Profits < 5% and 3 < 4"),
        ("\n  Two \n lines ", "Two lines"),
    ],
)
def test_titles_are_plain_text(written: str, read: str) -> None:
    assert read_feed(rss(item(title=written))).entries[0].title == read


def test_summaries_are_plain_text_in_paragraphs() -> None:
    written = (
        "&lt;p&gt;One&amp;nbsp;a&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;ul&gt;&lt;li&gt;Two&lt;/li&gt;&lt;/ul&gt;"
    )
    assert read_feed(rss(item(description=written))).entries[0].summary == "One a\n\nTwo"


def test_full_content_stands_in_for_a_summary() -> None:
    body = rss(
        item(description="") + "<content:encoded><![CDATA[<p>All of it</p>]]></content:encoded>",
        attributes=' xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    )
    assert read_feed(body).entries[0].summary == "All of it"


def test_items_without_this_or_that() -> None:
    feed = read_feed(
        rss(
            "<description>Only text</description>",
            "<title>Only title</title>",
            "<link>https://www.news.example/only-link?utm_source=rss</link>",
            "",
            item(5, link="mailto:a@b.example"),
        ),
        URL,
    )
    text, title, link, nothing, mail = feed.entries
    assert (text.title, text.summary, text.url) == (None, "Only text", None)
    assert text.id.startswith("sha256:")
    assert title.id.startswith("sha256:")
    assert link.id == "https://news.example/only-link"
    assert link.url == "https://www.news.example/only-link?utm_source=rss"
    assert mail.url is None
    assert len({entry.id for entry in feed.entries}) == 5
    assert nothing.published is None
    assert [problem.split()[1] for problem in feed.problems] == ["4", "5"]


def test_guid_that_is_an_address_stands_in_for_the_link() -> None:
    feed = read_feed(rss(item(link="", guid="https://www.news.example/1")))
    assert feed.entries[0].url == "https://www.news.example/1"


def test_guid_is_kept_as_the_feed_has_it() -> None:
    feed = read_feed(rss(item(guid="  24475473 ")), URL)
    assert feed.entries[0].id == "24475473"


def test_shared_guids_are_told_apart_and_doubles_dropped() -> None:
    feed = read_feed(rss(item(1, guid="same"), item(2, guid="same"), item(2, guid="same"), item(3)))
    assert [entry.id for entry in feed.entries] == [
        "same|https://news.example/1",
        "same|https://news.example/2",
        "id-3",
    ]


def test_identity_does_not_depend_on_the_order_of_items() -> None:
    items = [item(1, guid="same"), item(2, guid="same"), item(3, guid=""), item(4, guid="", link="")]
    one, other = read_feed(rss(*items)), read_feed(rss(*reversed(items)))
    assert {entry.title: entry.id for entry in one.entries} == {entry.title: entry.id for entry in other.entries}


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("", "https://www.news.example/rss/a%20b"),
        (' xml:base="https://cdn.example/deep/"', "https://cdn.example/deep/a%20b"),
        (' xml:base="/deep/"', "https://www.news.example/deep/a%20b"),
    ],
)
def test_relative_links(base: str, link: str) -> None:
    assert read_feed(rss(item(link="a b"), attributes=base), URL).entries[0].url == link


def test_aggregators_are_undone() -> None:
    target = "https://www.exampletongazette.example/news/1/"
    items = (
        item(title="Ofsted visits - Exampleton Gazette")
        + '<source url="https://x.example">Exampleton Gazette</source>',
        item(2, title="A - B - Sampleford Post", link=f"https://www.google.com/url?url={target}&amp;ct=ga"),
    )
    feed = read_feed(rss(*items), "https://news.google.com/rss/search?q=ofsted")
    assert [entry.title for entry in feed.entries] == ["Ofsted visits", "A - B"]
    assert feed.entries[1].url == target
    assert read_feed(rss(items[1]), URL).entries[0].title == "A - B - Sampleford Post"


def test_aggregators_name_the_publisher() -> None:
    google = item(title="Ofsted visits - Exampleton Gazette")
    named = item(2, title="Report out") + '<source url="https://x.example">Sampleford Post</source>'
    feed = read_feed(rss(google, named), "https://news.google.com/rss/search?q=ofsted")
    assert [entry.outlet for entry in feed.entries] == ["Exampleton Gazette", "Sampleford Post"]
    bing = item(
        title="Report out",
        link="http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;tid=1&amp;url=https%3a%2f%2fpost.example%2f1&amp;c=2",
        guid="",
    )
    space = ' xmlns:News="https://www.bing.com/news/search?q=ofsted&amp;format=rss"'
    body = rss(bing + "<News:Source>Sampleford Post</News:Source>", attributes=space)
    (entry,) = read_feed(body, "https://www.bing.com/news/search?q=ofsted&format=rss").entries
    assert (entry.url, entry.outlet, entry.title) == ("https://post.example/1", "Sampleford Post", "Report out")
    assert read_feed(rss(item())).entries[0].outlet is None


def test_an_index_of_sitemaps_lists_its_newest() -> None:
    listed = "".join(
        f"<sitemap><loc>/news-{day}.xml</loc><lastmod>2026-06-{day}</lastmod></sitemap>" for day in range(10, 30)
    )
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'.encode()
    feed = read_feed(body, "https://a.example/sitemap.xml")
    assert (feed.format, feed.entries, feed.problems) == ("sitemap index", (), ())
    assert feed.parts == tuple(f"https://a.example/news-{day}.xml" for day in (29, 28, 27))


TEXT = "Children’s café £5"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss(item(title=TEXT)), "text/xml; charset=iso-8859-1"),
        (rss(item(title=TEXT)).replace(b"UTF-8", b"ISO-8859-1"), None),
        (rss(item(title=TEXT)).replace(b"UTF-8", b"no-such-set"), "text/xml; charset=hex"),
        (rss(item(title=TEXT)).decode().encode("cp1252"), "text/xml"),
        (rss(item(title=TEXT)).decode().replace("UTF-8", "windows-1252").encode("cp1252"), "text/xml; charset=utf-8"),
        (rss(item(title=TEXT)).decode().replace("UTF-8", "UTF-16").encode("utf-16"), None),
        (rss(item(title=TEXT)).decode().encode("utf-16-be"), "application/xml"),
        (b"\xef\xbb\xbf" + rss(item(title=TEXT)), None),
        (b"\n\n  \n" + rss(item(title=TEXT)), None),
        (b"<br />\n<b>Warning</b>: old in x.php\n" + rss(item(title=TEXT)), None),
        (rss(item(title=TEXT + "\x00\x0b")), None),
    ],
)
def test_character_sets_and_junk_in_front(body: bytes, content_type: str | None) -> None:
    feed = read_feed(body, URL, content_type)
    assert [entry.title for entry in feed.entries] == [TEXT]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Story 1", b"Story&nbsp;1"),
        (b"What happened.", b"Fish & chips"),
        (b"<guid>id-1", b"<media:thumbnail url='x'/><guid>id-1"),
        (b"</rss>", b""),
        (b"</rss>", b"</rss><script>track()</script>"),
    ],
)
def test_broken_xml_is_mended_and_named(old: bytes, new: bytes) -> None:
    feed = read_feed(rss(item(1), item(2)).replace(old, new, 1))
    assert [entry.id for entry in feed.entries] == ["id-1", "id-2"]
    assert len(feed.problems) == 1
    assert "broken" in feed.problems[0]
    assert "line 1" in feed.problems[0]


def test_cut_short_gives_the_items_so_far() -> None:
    whole = rss(*(item(number) for number in range(10)))
    feed = read_feed(whole[: len(whole) * 6 // 10])
    assert 5 <= len(feed.entries) <= 7
    assert feed.problems


def test_entities_never_unfold() -> None:
    bomb = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>'.encode()
    body = rss(item(title="&a;" * 2_000)).replace(b"<rss", bomb + b"<rss", 1)
    assert read_feed(body).entries == ()


def test_public_format() -> None:
    assert feed_to_dict(read_feed(rss(item()), URL)) == {
        "title": "News",
        "format": "rss20",
        "entries": [
            {
                "id": "id-1",
                "url": "https://www.news.example/1",
                "title": "Story 1",
                "published": "2026-06-22T10:00:00+00:00",
                "summary": "What happened.",
            }
        ],
        "problems": [],
    }


SAMPLES = st.sampled_from([rss(item(1), item(2)), ATOM_10, ATOM_03, RDF, JSON_FEED, SITEMAP])


def check(feed: Feed) -> None:
    assert feed.format is not None or feed.problems
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.id
        assert entry.published is None or entry.published.utcoffset() is not None
        assert entry.url is None or entry.url.startswith(("http://", "https://"))


@settings(max_examples=500, deadline=None)
@given(SAMPLES, st.lists(st.tuples(st.integers(0, 900), st.integers(0, 40), st.binary(max_size=8)), max_size=5))
def test_any_damage_gives_a_feed(body: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for place, length, junk in cuts:
        body = body[:place] + junk + body[place + length :]
    check(read_feed(body, URL))


MARKUP = st.sampled_from(
    [
        "<rss>", "<channel>", "<item>", "</item>", "<title>", "<link>", "<guid isPermaLink='true'>", "<pubDate>",
        "<entry>", "<![CDATA[", "]]>", "<!--", "-->", "&nbsp;", "&", "<media:x a='", "'/>", "http://[", "x",
        "<content type='base64'>",
    ]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(MARKUP, max_size=40), st.binary(max_size=20), st.text(max_size=40))
def test_any_markup_gives_a_feed(pieces: list[str], junk: bytes, content_type: str) -> None:
    check(read_feed(b"<rss version='2.0'>" + "".join(pieces).encode() + junk, URL, content_type))


@pytest.mark.parametrize(
    "piece", ["<item>", "<item><title>x</title></item>", "<a b='c'>", "<!--", "<![CDATA[", "<x/>", "&#", "<?x "]
)
def test_hostile_feeds_take_bounded_time(piece: str) -> None:
    body = b"<rss version='2.0'><channel>" + (piece * (2_000_000 // len(piece))).encode()
    check(read_feed(body))
