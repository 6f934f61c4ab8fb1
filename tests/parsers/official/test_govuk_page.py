"""GOV.UK's own pages, as its content API has them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.exchange import Response
from flows.steps.pages import NoArticle, article_text, page_request
from parsers.official.govuk_page import content_address, read_content_page
from parsers.outlet_rules import Outlets

NEWS: dict[str, Any] = {
    "base_path": "/government/news/children-in-exampleshire",
    "schema_name": "news_article",
    "title": "Children’s services in Exampleshire &amp; beyond",
    "description": "An improvement notice was issued.",
    "locale": "en",
    "first_published_at": "2026-11-02T09:30:00.000+00:00",
    "public_updated_at": "2026-11-03T10:00:00Z",
    "details": {
        "body": "<div class='govspeak'><p>The notice of <strong>2 November</strong>.</p><ul><li>One</li></ul></div>"
    },
}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://www.gov.uk/government/news/a", "https://www.gov.uk/api/content/government/news/a"),
        ("http://www.gov.uk/government/news/a/?utm=1#top", "https://www.gov.uk/api/content/government/news/a"),
        ("https://www.gov.uk/api/content/government/news/a", None),
        ("https://www.gov.uk/government/organisations/ofsted.atom", None),
        ("https://www.gov.uk/government/uploads/system/a.pdf", None),
        ("https://www.gov.uk/", None),
        ("https://reports.ofsted.gov.uk/provider/44/80000", None),
        ("https://www.gov.uk.example/government/news/a", None),
    ],
)
def test_only_its_pages_are_asked_for_there(url: str, asked: str | None) -> None:
    assert content_address(url) == asked
    request = page_request(url)
    assert (request.url, request.purpose) == (asked or url, "page")


def test_a_page_is_an_article_under_its_own_address() -> None:
    page = read_content_page(json.dumps(NEWS))
    assert (page.kind, page.url) == ("article", "https://www.gov.uk/government/news/children-in-exampleshire")
    assert page.title == "Children’s services in Exampleshire & beyond"
    assert page.body == "An improvement notice was issued.\n\nThe notice of 2 November.\n\nOne"
    assert page.published == datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    assert page.updated == datetime(2026, 11, 3, 10, tzinfo=UTC)


def test_parts_and_forms_of_a_body_are_read() -> None:
    body = [{"content_type": "text/govspeak", "content": "# x"}, {"content_type": "text/html", "content": "<p>x</p>"}]
    parts = [{"title": "First", "body": body}, {"title": "Second", "body": "<p>y</p>"}]
    page = read_content_page(json.dumps(NEWS | {"description": None, "details": {"parts": parts}}))
    assert page.body == "First\n\nx\n\nSecond\n\ny"


def answer(body: bytes) -> Response:
    url = "https://www.gov.uk/api/content/government/news/a"
    return Response(url, url, 200, {}, body, "application/json", None, None, None, 0.0)


def test_what_is_fetched_there_becomes_the_articles_text() -> None:
    text = article_text(answer(json.dumps(NEWS).encode()), Outlets(()))
    assert (text.url, text.text.splitlines()[0]) == (
        "https://www.gov.uk/government/news/children-in-exampleshire", "An improvement notice was issued.",
    )  # fmt: skip


@pytest.mark.parametrize("body", ["<html>", "[]", '{"title": 1}', json.dumps(NEWS | {"schema_name": "gone"})])
def test_anything_else_is_no_article_and_says_why(body: str) -> None:
    with pytest.raises(NoArticle, match=r"GOV\.UK"):
        article_text(answer(body.encode()), Outlets(()))


ODD: tuple[Any, ...] = (
    None, 7, "", "x", [], [[]], {}, [{"body": 1}, 2], {"body": 3}, {"body": [None, {"content": 4}]}, {"parts": [5, {}]},
)  # fmt: skip


@pytest.mark.parametrize("name", NEWS)
def test_nothing_in_an_answer_raises(name: str) -> None:
    for value in ODD:
        assert read_content_page(json.dumps(NEWS | {name: value})).kind in ("article", "error")
