"""The fast way through plain RSS 2.0 says what feedparser says, or nothing."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from parsers.feed_document import open_document
from parsers.feeds import from_feedparser
from parsers.plain_feed import read_plain
from tests.parsers.feed_words import TEXT

DECLARED = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
)


def feed(items: str, head: str = "<title>News</title><link>https://a.example/</link>") -> etree._Element:
    document = open_document(f'<rss version="2.0" {DECLARED}><channel>{head}{items}</channel></rss>'.encode(), None)
    assert document.tree is not None
    return document.tree


def both(tree: etree._Element) -> tuple[object, object]:
    plain = read_plain(tree)
    title, link, form, items = from_feedparser(tree)
    assert plain is None or form == "rss20"
    return plain, ((title, link), items)


PLAIN = {
    "as most write it": "<item><title>A</title><link>https://a.example/1</link><guid>https://a.example/1</guid>"
    "<pubDate>Mon, 02 Nov 2026 09:00:00 GMT</pubDate><description>Text</description></item>",
    "as WordPress writes it": "<item><title>Council&#8217;s &amp;amp; more</title><link>https://a.example/1?a=1&amp;b=2"
    "</link><dc:creator><![CDATA[A Person]]></dc:creator><category><![CDATA[News]]></category>"
    '<guid isPermaLink="false">https://a.example/?p=1</guid><description><![CDATA[<p>Text &#8211; more&hellip;</p>]]>'
    "</description><content:encoded><![CDATA[<p>All of it</p>]]></content:encoded><slash:comments>3</slash:comments>"
    "<wfw:commentRss>https://a.example/1/feed/</wfw:commentRss></item>",
    "a guid for a link": "<item><title>A</title><guid>https://a.example/1</guid></item>",
    "a guid that is none": '<item><title>A</title><guid isPermaLink="false">tag:1</guid></item>',
    "a guid before its link": "<item><guid>tag:1</guid><link>https://a.example/1</link></item>",
    "content alone": "<item><content:encoded>&lt;p&gt;All&lt;/p&gt;</content:encoded></item>",
    "an empty summary": "<item><description/><content:encoded>All</content:encoded></item>",
    "content before the summary": "<item><content:encoded>All</content:encoded><description>Some</description></item>",
    "dates of two kinds": "<item><title>A</title><dc:date>2026-11-02</dc:date><pubDate>2 Nov 2026</pubDate></item>",
    "letters read twice": "<item><title>Itâ\u0080\u0099s the cafÃ©</title></item>",
    "pictures": '<item><title>A</title><media:thumbnail url="https://a.example/1.jpg" width="9"/>'
    '<media:content url="https://a.example/1.jpg"/><enclosure url="https://a.example/1.mp3" type="audio/mpeg"/></item>',
    "nothing": "<item/>",
}


@pytest.mark.parametrize("items", PLAIN.values(), ids=PLAIN.keys())
def test_plain_feeds_are_read_as_feedparser_reads_them(items: str) -> None:
    plain, long_way = both(feed(items))
    assert plain == long_way


@pytest.mark.parametrize(
    "items",
    [
        "<item><title>A</title><title>B</title></item>",
        "<item><title>A <b>b</b></title></item>",
        '<item><title type="html">A</title></item>',
        '<item xml:base="https://b.example/"><link>1</link></item>',
        '<item><atom:link rel="alternate" href="https://b.example/"/></item>',
        '<item><source url="https://b.example/">B</source></item>',
        "<item><media:title>Other</media:title></item>",
        "<item><link>http:///a.example/1</link></item>",
        "<item><summary>Other</summary></item>",
    ],
)
def test_anything_else_is_left_to_feedparser(items: str) -> None:
    assert read_plain(feed(items)) is None


def test_so_are_other_formats() -> None:
    for xml in ('<feed xmlns="http://www.w3.org/2005/Atom"/>', '<rss version="0.91"><channel/></rss>', "<rss/>"):
        assert read_plain(etree.fromstring(xml)) is None


LEAVES = [
    "title",
    "link",
    "guid",
    "description",
    "pubDate",
    "content:encoded",
    "dc:date",
    "dc:creator",
    "category",
    "author",
]


@st.composite
def elements(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(LEAVES))
    says = draw(st.sampled_from(["", ' isPermaLink="false"', ' isPermaLink="true"'])) if name == "guid" else ""
    says += draw(st.sampled_from([""] * 9 + [f" domain={quoteattr(draw(TEXT))}"]))
    return f"<{name}{says}>{escape(draw(TEXT))}</{name}>"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(elements(), max_size=6), max_size=3), st.lists(elements(), max_size=3))
def test_feeds_made_at_random_are_read_alike(items: list[list[str]], head: list[str]) -> None:
    document = open_document(
        (
            f'<rss version="2.0" {DECLARED}><channel>{"".join(head)}'
            + "".join(f"<item>{''.join(item)}</item>" for item in items)
            + "</channel></rss>"
        ).encode(),
        None,
    )
    if document.tree is None:
        return
    plain, long_way = both(document.tree)
    if plain is not None:
        assert plain == long_way
