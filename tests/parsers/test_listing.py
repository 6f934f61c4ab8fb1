"""Pages that list news without a feed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.listing import read_listing
from parsers.model import Feed
from parsers.selectors import Selectors

URL = "https://www.council.example/news/"
PAGE = """<!DOCTYPE html><html><head><title>News | Council</title></head><body><nav><a href="/">Home</a></nav>
<ul class="news">
<li class="item"><h3><a href="/news/one">Ofsted visits the council</a></h3><time datetime="2026-06-22T09:00:00Z">22
 June</time><p>They came.</p></li>
<li class="item"><a href="two?utm_source=list"> Second <b>story</b></a><span class="when">06/07/2026</span></li>
<li class="item">No link</li>
<li class="item"><a href="javascript:open()">Script</a></li>
</ul></body></html>"""


def read(body: str = PAGE, **selectors: Any) -> Feed:
    return read_listing(body.encode(), URL, None, Selectors(**({"item": "li.item"} | selectors)))


def test_items_are_entries() -> None:
    feed = read(date="time, .when", summary="p")
    one, two, script = feed.entries
    assert (feed.format, feed.title) == ("html", "News | Council")
    assert (one.url, one.title, one.summary) == (
        "https://www.council.example/news/one", "Ofsted visits the council", "They came.",
    )  # fmt: skip
    assert one.published == datetime(2026, 6, 22, 9, tzinfo=UTC)
    assert (two.title, two.published) == ("Second story", datetime(2026, 7, 5, 23, tzinfo=UTC))
    assert two.id == "https://council.example/news/two"
    assert script.url is None


def test_an_item_may_be_the_link_itself() -> None:
    assert [entry.title for entry in read(item="li.item a").entries] == [
        "Ofsted visits the council", "Second story", "Script",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("selectors", "said"),
    [({"item": "div.gone"}, "item 'div.gone'"), ({"link": "a.gone"}, "link 'a.gone'")],
)
def test_a_page_that_was_built_anew_is_no_empty_feed(selectors: dict[str, str], said: str) -> None:
    feed = read(**selectors)
    assert (feed.format, feed.entries) == (None, ())
    assert said in feed.problems[0]
    assert "“News | Council”" in feed.problems[0]


@given(st.binary(max_size=300))
def test_anything_gives_a_feed(body: bytes) -> None:
    assert isinstance(read_listing(PAGE.encode()[:400] + body, URL, None, Selectors("li")), Feed)
