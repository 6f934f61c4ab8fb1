"""The page that shows an article with its evidence: complete, self-contained, and safe with any text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.screens.evidence_page import evidence_page
from flows.screens.explained import read_as_far_as
from flows.shop import open_lexicon
from parsers.model import Article, Reading, Span
from parsers.reader import READ_AT_MOST, read

SEEDS = Path(__file__).parents[2] / "seeds"
LEAD = "Ofsted has rated children's services at Wirral Council inadequate in a report published on Tuesday. "
HOSTILE = "<script>alert(1)</script><img src=x onerror=y> \u202egnorw {{ 7 * 7 }} \x1b[31m "


class Page(HTMLParser):
    """Its tags with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if name in (attributes.get("class") or "").split()]


def page_of(text: str, title: str = "A title", url: str = "https://gazette.example/a") -> Page:
    article = Article("a", text, url, title, "Gazette")
    return Page(evidence_page(article, read(article, open_lexicon(SEEDS))))


def test_evidence_facts_and_rules_are_shown() -> None:
    page = page_of(LEAD + "It was rated good in 2019.\n\nRead more: what is on this week")
    tips = [attributes.get("data-tip") or "" for attributes in page.of_class("fact")]
    assert any("judgements: overall · rule “grade”" in tip for tip in tips)
    assert page.of_class("furniture")
    assert {"e1", "m1"} <= {attributes.get("id") for _, attributes in page.tags}
    assert "Inadequate" in page.text
    assert "rule inspection.judgement" in page.text


def test_what_was_no_event_is_shown_with_its_reason() -> None:
    article = Article("a", LEAD + "It may be good.")
    dismissed = ((Span(len(LEAD), len(article.text), "dismissed"), "only said to be possible"),)
    page = Page(evidence_page(article, Reading(relevant=True, why="why", dismissed=dismissed)))
    assert "“It may be good.”" in page.text
    assert "only said to be possible" in page.text
    assert page.of_class("dismissed")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a@evil.example/", "https://gazette.example/?<script>"])
def test_hostile_text_stays_text(url: str) -> None:
    page = page_of(HOSTILE + LEAD + HOSTILE, HOSTILE, url)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "iframe", "object", "form", "base", "svg"})
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert "<script>alert(1)</script>" in page.text
    links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert all(address.startswith(("#", "https://gazette.example/")) for address in links)


def test_the_page_loads_nothing() -> None:
    page = page_of(LEAD)
    assert not any(tag == "link" or "src" in attributes for tag, attributes in page.tags)
    assert any("default-src 'none'" in (attributes.get("content") or "") for _, attributes in page.tags)


def test_a_text_that_was_not_read_to_its_end_says_so() -> None:
    text = LEAD + "word " * READ_AT_MOST
    assert f"{READ_AT_MOST:,} of {len(text):,}" in page_of(text).text
    assert read_as_far_as(Article("a", LEAD)) == ""
