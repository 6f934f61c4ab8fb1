"""Pages in, articles out: golden pages, odd pages, and any bytes at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.model import Page, london_day
from parsers.page_sheet import page_to_dict
from parsers.pages import read_page

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))
PARAGRAPH = "Inspectors said that the council had made progress since their last visit in the spring of 2021. "


def page_of(body: str, head: str = "", url: str | None = "https://news.example/a/1") -> Page:
    html = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), url, "text/html; charset=utf-8")


def article(extra: str = "", head: str = "") -> Page:
    paragraphs = "".join(f"<p>{number}. {PARAGRAPH}</p>" for number in range(4))
    return page_of(f"<article><h1>Council makes progress</h1>{extra}{paragraphs}</article>", head)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_golden_pages(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    got = page_to_dict(read_page(path.read_bytes(), wanted.pop("given_url"), "text/html"))
    for phrase in wanted.pop("furniture_includes"):
        assert phrase not in got["body"]
        assert any(phrase in piece for piece in got["furniture"]), phrase
    got["body"] = got["body"].split("\n\n") if got["body"] else []
    assert {key: got[key] for key in wanted} == wanted


def test_every_kind_has_a_golden_page() -> None:
    kinds = {json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["kind"] for path in PAGES}
    assert kinds == {"article", "paywall", "consent", "error", "index"}


def test_only_articles_are_without_problems() -> None:
    for path in PAGES:
        page = read_page(path.read_bytes(), None, "text/html")
        assert bool(page.problems) == (page.kind != "article"), path.stem


def test_public_format_has_its_fixed_fields_first() -> None:
    fixed = ["url", "title", "byline", "outlet", "published", "language", "kind", "body", "furniture"]
    assert list(page_to_dict(article()))[: len(fixed)] == fixed


@pytest.mark.parametrize(
    ("markup", "moment"),
    [
        ('<meta property="article:published_time" content="2024-07-25T14:05:00+01:00">', "2024-07-25T13:05:00+00:00"),
        ('<meta property="article:published_time" content="2024-07-25T14:05:00">', "2024-07-25T13:05:00+00:00"),
        ('<meta name="date" content="25/07/2024">', "2024-07-24T23:00:00+00:00"),
        (
            '<script type="application/ld+json">[{"@type": ["Article"], "datePublished": "2024-01-25 09:00"}]</script>',
            "2024-01-25T09:00:00+00:00",
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', None),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_published_from_the_head(markup: str, moment: str | None) -> None:
    published = article(head=markup).published
    assert (published.isoformat() if published else None) == moment


@pytest.mark.parametrize(
    ("script", "byline", "outlet"),
    [
        ('[{"@type":"NewsArticle","author":[{"name":"A. Lee"},{"name":"B. Roe"}]}]', "A. Lee, B. Roe", None),
        (('{"@graph":[{"@type":"WebPage"},{"@type":["Article"],"author":{"@id":"#a"},"publisher":{"@id":"#p"}},'
         '{"@type":"Person","@id":"#a","name":"A. Lee"},{"@id":"#p","name":"The Gazette"}]}'), "A. Lee", "The Gazette"),
        ('{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","author":"A. Lee"}}', "A. Lee", None),
        ('/*<![CDATA[*/{"@type":"NewsArticle","author":"A. Lee"}/*]]>*/', "A. Lee", None),
        ('<!-- {"@type":"NewsArticle","author":"A. Lee"}; -->', "A. Lee", None),
        ('{"@type":"NewsArticle","author":{"@id":"#nobody"}}', None, None),
    ],
)  # fmt: skip
def test_json_ld_in_graphs_and_lists(script: str, byline: str | None, outlet: str | None) -> None:
    page = article(head=f'<script type="application/ld+json">{script}</script>')
    assert page.byline == byline
    if outlet == "The Gazette":
        assert page.outlet == outlet


def test_broken_json_ld_still_gives_its_dates() -> None:
    broken = (
        '{"@type":"NewsArticle","headline":"They said "no" again",'
        '"datePublished":"2024-07-25T14:05:00+01:00","dateModified":"2024-07-26T09:00:00Z",}'
    )
    page = article(head=f'<script type="application/ld+json">{broken}</script>')
    assert page.published == datetime(2024, 7, 25, 13, 5, tzinfo=UTC)
    assert page.updated == datetime(2024, 7, 26, 9, tzinfo=UTC)
    assert page.title == "Council makes progress"


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<time datetime="2024-07-25T23:30:00Z">Thursday</time>', "2024-07-26"),
        ('<span itemprop="datePublished" content="2024-07-25">25 July</span>', "2024-07-25"),
        ('<p class="dateline">Thursday 25th July 2024, 10:15am</p>', "2024-07-25"),
        ("<p>Published: 25 July 2024</p>", "2024-07-25"),
        ('<div class="related-stories"><time datetime="2020-01-01">1 January</time></div>', None),
        ("<p>Last updated: 25 July 2024</p>", None),
    ],
)
def test_published_from_what_is_shown(markup: str, day: str | None) -> None:
    published = article(markup).published
    assert (london_day(published).isoformat() if published else None) == day


def test_feed_date_stands_in_only_where_the_page_has_none() -> None:
    feed = datetime(2024, 7, 25, 9, tzinfo=UTC)
    body = f"<h1>Progress</h1><p>{PARAGRAPH}</p>".encode()
    dated = body + b"<time datetime='2024-07-01T08:00:00Z'>1 July</time>"
    assert read_page(body, None, "text/html", fallback_published=feed).published == feed
    assert read_page(dated, None, "text/html", fallback_published=feed).published == datetime(2024, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.news.example/a/1", "https://www.news.example/a/1"),
        ("/a/1", "https://news.example/a/1"),
        ("https://elsewhere.example/a/1", "https://news.example/a/1?page=2"),
        ("https://news.example/", "https://news.example/a/1?page=2"),
        ("javascript:void(0)", "https://news.example/a/1?page=2"),
    ],
)
def test_canonical_address_is_believed_on_its_own_site_only(canonical: str, url: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    assert page_of(f"<h1>A</h1><p>{PARAGRAPH}</p>", head, "https://news.example/a/1?page=2").url == url


def test_paragraph_that_begins_with_a_link_is_kept() -> None:
    page = page_of(
        "<article><h1>Report</h1>"
        f"<div><p>First. {PARAGRAPH}</p></div>"
        '<div><p><a href="/r">Published today by Ofsted</a>, the report names two areas for priority action.</p></div>'
        '<div><p><a href="/x">Bus lane fines double in a year of roadworks</a></p></div>'
        f"<div><p>Last. {PARAGRAPH}</p></div></article>"
    )
    assert "two areas for priority action" in page.body
    assert "Bus lane" not in page.body


def _teasers(pattern: str, number: int = 12) -> str:
    return "".join(
        pattern.format(n=n, teaser=f"The leader said that it must save {n} million pounds.") for n in range(number)
    )


@pytest.mark.parametrize(
    "cards",
    [
        "<div><h3><a href='/{n}'>Row number {n} over the county's budget</a></h3><p>{teaser} {teaser}</p></div>",
        "<article><h3><a href='/{n}'>Row number {n} over the county's budget</a></h3><p>{teaser}</p></article>",
        "<a href='/{n}'><h3>Row number {n} over the county's budget</h3><p>{teaser}</p></a>",
        "<p><a href='/{n}'>Row number {n} over the county's budget</a><br>{teaser}</p>",
        "<li><a href='/{n}'>Row number {n} over the county's budget</a></li>",
    ],
)
def test_lists_of_stories_are_told_from_stories(cards: str) -> None:
    page = page_of(f"<main><h1>Council news</h1>{_teasers(cards)}</main>", url="https://news.example/topic/council")
    assert (page.kind, page.body) == ("index", "")


def test_links_around_and_in_a_story_make_no_list_of_it() -> None:
    card = "<li><a href='/{n}'>Row number {n} over the budget of the county council</a></li>"
    story = "".join(f"<p>{n}. {PARAGRAPH} <a href='/s/{n}'>See the report</a>.</p>" for n in range(9))
    links = f"<ul>{_teasers(card, 40)}</ul>"
    page = page_of(
        f"{links}<h1>Council makes progress</h1>{story}<ul>{_teasers(card, 4)}</ul><p>{PARAGRAPH}</p>{links}"
    )
    assert page.kind == "article"
    assert "8. Inspectors" in page.body


def test_introduction_is_found_by_name_or_by_what_the_page_says_it_is_about() -> None:
    lead = "Inspectors back the county's plan for its children's homes"
    story = "".join(f"<p>{number}. {PARAGRAPH * 3}</p>" for number in range(4))

    def body(markup: str, head: str = "") -> str:
        return page_of(f"<div><h1>Council makes progress</h1>{markup}</div><article>{story}</article>", head).body

    assert body(f"<p class='article-standfirst'>{lead}</p>").startswith(f"{lead}\n\n0. ")
    assert body(f"<p>{lead}</p>", f'<meta property="og:description" content="{lead}">').startswith(f"{lead}\n\n0. ")
    assert body(f"<p>{lead}</p>").startswith("0. ")


def test_repeated_lead_is_given_once() -> None:
    page = article(f'<p class="standfirst">0. {PARAGRAPH}</p>')
    assert page.body.count("0. Inspectors said") == 1


def test_social_care_is_not_a_share_box() -> None:
    page = page_of(
        f'<h1>News</h1><div class="social-care social_work_news"><p>{PARAGRAPH}</p><p>{PARAGRAPH}2</p></div>'
    )
    assert page.body.count("Inspectors said") == 2


def test_frame_with_a_furniture_name_is_kept() -> None:
    page = page_of(
        f'<div class="comments newsletter sidebar"><h1>Progress</h1><p>{PARAGRAPH}</p><p>More. {PARAGRAPH}</p></div>'
    )
    assert page.kind == "article"
    assert page.body.count("Inspectors said") == 2


def test_cookie_banner_on_a_short_article_makes_no_consent_wall() -> None:
    page = article('<div class="cookie-banner">We use cookies. Accept all cookies? We value your privacy.</div>')
    assert page.kind == "article"


def test_plain_text_is_all_body() -> None:
    page = read_page(b"Headline\r\n\r\nFirst  line.\r\nSecond line.\r\n\r\n\r\n\r\nEnd", "https://a.example/x.txt")
    assert (page.kind, page.title) == ("article", None)
    assert page.body == "Headline\n\nFirst line.\nSecond line.\n\nEnd"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Children’s services cost £5</p>".encode("cp1252"), "text/html"),
        ("<p>Children’s services cost £5</p>".encode(), "text/html; charset=iso-8859-1"),
        ('<meta charset="windows-1252"><p>Children’s services cost £5</p>'.encode(), "text/html"),
        ("<html><p>Children’s services cost £5</p></html>".encode("utf-16"), "text/html"),
    ],
)
def test_character_sets(body: bytes, content_type: str) -> None:
    page = read_page(body * 20, None, content_type)
    assert "Children’s services cost £5" in page.body + " ".join(page.furniture)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><body><img src=x></body></html>", "no text"),
        (b"<html><body></body></html>", "no text"),
    ],
)
def test_pages_without_text_say_so(body: bytes, said: str) -> None:
    page = read_page(body, "https://a.example/")
    assert page.kind == "error"
    assert page.body == ""
    assert said in " ".join(page.problems)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(PAGES),
    st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 60), st.binary(max_size=12)), max_size=6),
    st.sampled_from([None, "text/html", "text/html; charset=utf-16", "text/plain", "; ;"]),
)
def test_any_damage_gives_a_page(path: Path, cuts: list[tuple[int, int, bytes]], content_type: str | None) -> None:
    body = path.read_bytes()
    for place, length, junk in cuts:
        body = body[:place] + junk + body[place + length :]
    page = read_page(body, "https://a.example/b", content_type)
    assert page.published is None or page.published.tzinfo is not None
    assert bool(page.body) or page.problems or page.kind != "article"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=60))
def test_any_bytes_give_a_page(body: bytes, url: str) -> None:
    assert isinstance(read_page(body, url), Page)


@pytest.mark.parametrize(
    "piece",
    [
        "<div class='share'>",
        "<p>",
        "<a href='",
        "<!--",
        "<p>word <b>",
        "<li><p class=byline>By ",
        "&#",
        "<table><tr><td>x",
    ],
)
def test_hostile_markup_takes_bounded_time(piece: str) -> None:
    body = (piece * (2_000_000 // len(piece))).encode()
    read_page(body, "https://a.example/", "text/html")


@pytest.mark.parametrize("piece", ["<a href='/{}'>", "<p><b><i>", "<li><p class=byline>By x"])
def test_the_largest_page_that_is_read_takes_bounded_time(piece: str) -> None:
    elements = 30_000 // piece.count("<") - 10
    body = f"<html><body><p>{PARAGRAPH}</p>{''.join(piece.format(number) for number in range(elements))}"
    start = process_time()
    page = read_page(body.encode(), "https://a.example/", "text/html")
    assert not any("too many" in problem for problem in page.problems)
    # A second where nothing else runs; without a bound on what is looked at it would be many.
    assert process_time() - start < 10


@pytest.mark.parametrize(
    "body",
    [
        bytes(range(256)) * 12,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(range(0, 256, 3)) * 20,
        b"... 1234 -- 5678",
    ],
    ids=["any", "picture", "archive", "no letters"],
)
def test_what_is_no_text_is_no_article(body: bytes) -> None:
    page = read_page(body)
    assert (page.kind, page.body) == ("error", "")
    assert "not text" in page.problems[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_any_encoding_is_no_data(encoding: str) -> None:
    html = f"<html><body><article><h1>Café’s news</h1><p>{PARAGRAPH * 3}</p></article></body></html>"
    assert read_page(html.encode(encoding)).kind == "article"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "<div class='related share'>", "<p>", "<span>", "<blockquote><p>", "<ul><li>", "<x-card>",
                "<table><tr><td>",
                "<section hidden>", "</div>", "<a href='/x'>", "word ", "<figure>", "<time datetime='2024-01-01'>",
                '<script type="application/ld+json">{"@graph":[', "<meta property='og:title' content='", "<b><i>",
            ]
        ),
        min_size=1, max_size=4,
    ),
    st.sampled_from([40, 3_000, 30_000]),
)  # fmt: skip
def test_no_nesting_of_anything_raises_or_hangs(pieces: list[str], times: int) -> None:
    page = read_page(
        f"<html><body><p>{PARAGRAPH}</p>{''.join(pieces) * times}".encode(), "https://a.example/", "text/html"
    )
    assert page.kind in ("article", "error", "index", "paywall", "consent")


@pytest.mark.parametrize("name", ["class", "id", "style", "href", "data-x"])
def test_huge_attributes_are_borne(name: str) -> None:
    value = "related-share paywall ad- " * 60_000
    page = article(f'<div {name}="{value}"><p>Of no account, this one is, and is not to be taken for more.</p></div>')
    assert "4. Inspectors" not in page.body
    assert "3. Inspectors" in page.body


def _seconds(body: bytes) -> float:
    start = process_time()
    page = read_page(body, "https://a.example/b", "text/html")
    assert page.kind == "article"
    return process_time() - start


def test_time_grows_with_length_alone() -> None:
    def long_page(paragraphs: int) -> bytes:
        return "".join(f"<p>{number}. {PARAGRAPH * 3}</p>" for number in range(paragraphs)).encode()

    short, long = (min(_seconds(long_page(count)) for _ in range(2)) for count in (700, 5_600))
    assert long < 8 * short * 2.5


def test_story_shorter_than_what_stands_around_it() -> None:
    feedback = (
        "<div class='page-feedback'><h2>Was this page useful?</h2><p>Tell us what you think of this page.</p></div>"
    )
    page = page_of(
        f"<main><h1>Visit</h1><div><p>Inspectors came.</p><p>They found progress.</p></div>{feedback}</main>"
    )
    assert (page.kind, page.body) == ("article", "Inspectors came.\n\nThey found progress.")
