"""One form for each page, whoever links to it."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.urls import canonical_url, host_of, join, same_site, unwrap_redirect

STORY = "https://exampletongazette.example/news/24475473.story"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.exampletongazette.example/news/24475473.story/",
        "HTTP://WWW.ExampletonGazette.example:80/news/24475473.story/?ref=rss",
        "https://exampletongazette.example:443/news/24475473.story?utm_source=x&UTM_Medium=y#comments",
        "https://www.exampletongazette.example/news/24475473.story/?fbclid=a&gclid=b&cmpid=c",
        "https://www.exampletongazette.example/news/24475473.story/?at_medium=RSS&at_campaign=rss&ns_source=z",
        "https://www.exampletongazette.example/news/24475473.story?service=rss",
        "https://amp.exampletongazette.example/news/24475473.story",
        "https://www.exampletongazette.example/news/24475473.story/amp/",
        "https://www.exampletongazette.example/news/24475473.story.amp?amp=1",
        "https://www.exampletongazette.example/sport/../news/./24475473.story",
        "https://www.exampletongazette.example/news/24475473%2Estory",
        "https://user:secret@www.exampletongazette.example./news/24475473.story",
        "https://www.google.com/url?rct=j&sa=t&url=https://www.exampletongazette.example/news/24475473.story/&ct=ga",
        "https://www.google.co.uk/amp/s/www.exampletongazette.example/news/24475473.story/amp/",
        "https://www-x.cdn.ampproject.org/c/s/www.exampletongazette.example/news/24475473.story",
        "http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fwww.exampletongazette.example%2fnews%2f24475473.story",
        "  https://www.exampletongazette.example/news/24475473.story \n",
    ],
)
def test_all_addresses_of_a_page_are_one(url: str) -> None:
    assert canonical_url(url) == STORY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example/plan?ref=24/0117", "https://a.example/plan?ref=24/0118"),
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8002/x"),
        ("https://a.example/camp", "https://a.example/c"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


def test_query_is_sorted_and_keeps_what_matters() -> None:
    url = "https://moderngov.example/ieListDocuments.aspx?MId=5950&CId=197&utm_id=3"
    assert canonical_url(url) == "https://moderngov.example/ieListDocuments.aspx?CId=197&MId=5950"


def test_letters_beyond_ascii_have_one_form() -> None:
    assert canonical_url("https://bücher.example/é") == canonical_url("https://xn--bcher-kva.example/%c3%a9")


@pytest.mark.parametrize("url", ["", "mailto:a@b.example", "javascript:alert(1)", "http://", "http://[::1", "news/1"])
def test_what_is_no_web_address_comes_back(url: str) -> None:
    assert canonical_url(url) == unwrap_redirect(url) == url
    assert host_of(url) is None


def test_google_news_links_are_read_where_they_can_be() -> None:
    record = b"\x08\x13\x22\x25" + STORY.encode() + b"\xd2\x01\x00"
    old = "https://news.google.com/rss/articles/" + base64.urlsafe_b64encode(record).decode().rstrip("=") + "?oc=5"
    new = "https://news.google.com/rss/articles/CBMiAU_yqLNwbG1u?oc=5"
    assert canonical_url(old) == STORY
    assert unwrap_redirect(new) == new


def test_redirect_to_something_else_is_not_followed() -> None:
    url = "https://www.google.com/url?url=javascript:alert(1)"
    assert unwrap_redirect(url) == url


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.bbc.co.uk/a", "https://feeds.bbc.co.uk/b", True),
        ("https://www.bbc.co.uk/a", "https://www.itv.co.uk/a", False),
        ("https://reports.ofsted.gov.uk/", "https://files.ofsted.gov.uk/v1", True),
        ("https://www.mockton.gov.uk/", "https://www.testham.gov.uk/", False),
        ("http://127.0.0.1:1/", "http://10.0.0.1:1/", False),
        ("mailto:a@b.example", "mailto:a@b.example", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("base", "url", "absolute"),
    [
        ("https://a.example/news/", "1.html", "https://a.example/news/1.html"),
        ("https://a.example/news/", "//b.example/1", "https://b.example/1"),
        ("https://a.example/news/", " /an \n other file.pdf ", "https://a.example/an%20%20other%20file.pdf"),
        (None, "https://a.example/", "https://a.example/"),
        (None, "/1", None),
        ("https://a.example/", "mailto:b@c.example", None),
        ("https://a.example/", "http://[", None),
    ],
)
def test_join(base: str | None, url: str, absolute: str | None) -> None:
    assert join(base, url) == absolute


WORDS = st.text(st.sampled_from("aB1é%/.?&=#:@[]\\ ~+-_;\x00\n"), max_size=30)
URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "HTTPS", "https"]),
    st.sampled_from(["www.", "amp.www.", "", "www.google.com/url?url=https://", "news.google.com/articles/"]),
    st.sampled_from(
        ["a.example", "A.example:443", "é.example", "127.0.0.1:80", "a.example:8080", "www.com", "bbc.co.uk/amp"]
    ),
    WORDS,
    WORDS,
    WORDS,
)


@given(st.one_of(URLS, WORDS, st.text(max_size=80)))
def test_canonical_form_is_its_own(url: str) -> None:
    canonical = canonical_url(url)
    assert canonical_url(canonical) == canonical


@given(st.one_of(URLS, st.text(max_size=80)), st.one_of(URLS, st.text(max_size=80)))
def test_nothing_raises(one: str, other: str) -> None:
    assert join(one, other) is None or host_of(join(one, other) or "") is not None
    assert same_site(one, other) is same_site(other, one)


USUAL = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(
        [
            "a.example", "www.a.example", "amp.www.a.example", "www.com", "127.0.0.1", "-a.-b", "www.google.com",
            "news.google.com", "facebook.com", "amp.com", "www.amp.com", "xn--bcher-kva.example",
        ]
    ),
    st.text(st.sampled_from("/ampxhtl.~:;@=&'A"), max_size=12).map("/{}".format)
    | st.sampled_from(["/news/1-x", "/url", "/a/amp", "/amp", "/x.amp", "/a/amp.html", "/..", "/a/./b", "/.amp", "/."]),
    st.sampled_from(["", "/", "?", "?a=1", "?utm_source=x", "?url=https://b.example/", "?b=2&a=[1]", "/?q"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(USUAL)
def test_usual_addresses_are_read_as_any_other(url: str) -> None:
    # No usual address has a fragment, and the long way leaves it alone or drops it.
    marked = f"{url}#x"
    assert canonical_url(url) == canonical_url(marked)
    for base in (None, "https://c.example/d/"):
        joined = join(base, marked)
        assert joined is not None
        assert (join(base, url) or "").rstrip("?") == joined.removesuffix("#x").rstrip("?")
    plain = unwrap_redirect(marked)
    assert unwrap_redirect(url) == (plain.removesuffix("#x") if plain == marked else plain)
