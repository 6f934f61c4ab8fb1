"""The fast way through plain Atom 1.0 says what feedparser says, or nothing."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from parsers.feed_document import open_document
from parsers.feeds import from_feedparser
from parsers.plain_atom import read_plain_atom
from tests.parsers.feed_words import TEXT

DECLARED = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:thr="http://purl.org/syndication/thread/1.0"'
)
HEAD = '<title>News</title><link rel="self" href="https://a.example/feed"/><link href="https://a.example/"/>'


def feed(entries: str, head: str = HEAD, root: str = "") -> etree._Element:
    document = open_document(f"<feed {DECLARED} {root}>{head}{entries}</feed>".encode(), None)
    assert document.tree is not None
    return document.tree


def both(tree: etree._Element) -> tuple[object, object]:
    plain = read_plain_atom(tree)
    title, link, form, items = from_feedparser(tree)
    assert plain is None or form == "atom10"
    return plain, ((title, link), items)


PLAIN = {
    "as GOV.UK writes it": "<entry><id>https://www.example/news/1#2026-11-02T09:00:00Z</id>"
    '<updated>2026-11-02T09:00:00Z</updated><link rel="alternate" type="text/html" href="https://www.example/news/1"/>'
    "<title>Notice &amp; direction</title><summary>The Secretary of State’s notice</summary></entry>",
    "as blogs write it": "<entry><id>tag:a.example,2026:1</id><published>2026-11-02T09:00:00+01:00</published>"
    '<updated>2026-11-03</updated><title type="html">A &amp;amp; B &lt;b&gt;c&lt;/b&gt;</title>'
    '<content type="html">&lt;p&gt;All of it&lt;/p&gt;</content><author><name>A Person</name><uri>https://x.example/'
    '</uri></author><category term="news" scheme="x"/><link rel="enclosure" href="https://a.example/1.mp3" length="9" '
    'type="audio/mpeg"/><link rel="alternate" href="https://a.example/1?a=1&amp;b=2" title="x" hreflang="en"/></entry>',
    "an identifier for a link": "<entry><id>https://a.example/1</id><title>A</title></entry>",
    "content before the summary": "<entry><content>All</content><summary>Some</summary></entry>",
    "an empty summary": '<entry><summary/><content type="text">All</content></entry>',
    "pictures": '<entry><title>A</title><media:thumbnail url="https://a.example/1.jpg"/></entry>',
    "letters read twice": "<entry><title>Itâ\u0080\u0099s the cafÃ©</title></entry>",
    "nothing": "<entry/>",
}


@pytest.mark.parametrize("entries", PLAIN.values(), ids=PLAIN.keys())
def test_plain_feeds_are_read_as_feedparser_reads_them(entries: str) -> None:
    plain, long_way = both(feed(entries))
    assert plain == long_way


def test_a_feed_may_name_its_language_and_hold_nothing() -> None:
    plain, long_way = both(feed("", head="<id>x</id><updated>2026</updated>", root='xml:lang="en-GB"'))
    assert plain == long_way


@pytest.mark.parametrize(
    "entries",
    [
        "<entry><title>A</title><title>B</title></entry>",
        '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A</div></title></entry>',
        '<entry><content type="application/pdf">QQ==</content></entry>',
        '<entry><content src="https://a.example/1"/></entry>',
        '<entry xml:base="https://b.example/"><link href="1"/></entry>',
        '<entry><link href="/1"/></entry>',
        '<entry><link rel="via" href="https://b.example/1"/></entry>',
        '<entry><link href="https://a.example/1"/><link href="https://a.example/2"/></entry>',
        '<entry><link type="application/pdf" href="https://a.example/1"/></entry>',
        "<entry><source><title>B</title></source></entry>",
        "<entry><thr:total>3</thr:total></entry>",
        "<entry/><title>late</title>",
    ],
)
def test_anything_else_is_left_to_feedparser(entries: str) -> None:
    assert read_plain_atom(feed(entries)) is None


def test_so_are_other_formats() -> None:
    for xml in (
        '<rss version="2.0"><channel/></rss>',
        '<feed xmlns="http://purl.org/atom/ns#" version="0.3"/>',
        "<feed/>",
    ):
        assert read_plain_atom(etree.fromstring(xml)) is None


LEAVES = ["id", "title", "summary", "content", "published", "updated", "author", "category", "rights", "subtitle"]
ADDRESSES = TEXT | st.sampled_from(
    ["https://a.example/1", "http://a.example/a b", "https://a.example//x/../y?q=é", " https://a.example/1 "]
)


@st.composite
def elements(draw: st.DrawFn) -> str:
    if draw(st.integers(0, 3)) == 0:
        rel = draw(st.sampled_from(["", ' rel="alternate"', ' rel="self"', ' rel="enclosure"', ' rel="via"']))
        form = draw(st.sampled_from(["", ' type="text/html"', ' type="image/png"']))
        return f"<link{rel}{form} href={quoteattr(draw(ADDRESSES))}/>"
    name = draw(st.sampled_from(LEAVES))
    form = draw(st.sampled_from(["", "", ' type="html"', ' type="text"', ' type="text/plain"', ' type="x"']))
    inner = f"<name>{escape(draw(TEXT))}</name>" if name == "author" else escape(draw(TEXT))
    return f"<{name}{form}>{inner}</{name}>"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(elements(), max_size=6), max_size=3), st.lists(elements(), max_size=3))
def test_feeds_made_at_random_are_read_alike(entries: list[list[str]], head: list[str]) -> None:
    tree = feed("".join(f"<entry>{''.join(entry)}</entry>" for entry in entries), head="".join(head))
    plain, long_way = both(tree)
    if plain is not None:
        assert plain == long_way
