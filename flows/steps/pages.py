"""Fetching what entries point to: pages, and reports published as PDFs, as articles."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from flows.batches import batched
from flows.exchange import MEGABYTE, Failure, Request, Response
from flows.pdf import UnreadablePdf, read_pdf
from flows.shop import Shop
from flows.steps import hosts
from flows.steps.counts import PollCount
from flows.steps.leased import Leased
from parsers.official.govuk_page import content_address, is_content, read_content_page
from parsers.outlet_rules import Outlets
from parsers.pages import read_page
from parsers.paper_text import paper_text
from parsers.urls import canonical_url
from storage import articles, entries
from storage.captures import Received
from storage.columns import clean
from storage.tables import EntryRow, SourceRow

log = logging.getLogger(__name__)
# One pass takes so many pages and leaves the rest to the next, so that a first poll of many sources stays polite.
PAGES_A_PASS = 300
# After so many the lease is renewed, and what others brought meanwhile is looked up.
_AT_ONCE = 40
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=15), timedelta(days=1)
_PDF = re.compile(r"\.pdf$|/mgConvert2PDF\.aspx$", re.IGNORECASE)
_MOST_PDF = 30 * MEGABYTE
_HOPELESS = ("robots", "refused_address", "too_large")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is needed of an entry outside its transaction."""

    id: int
    url: str | None
    title: str | None
    summary: str | None
    published: datetime | None
    earliest: date | None
    latest: date | None
    outlet: str | None
    silent: bool
    failures: int


class NoArticle(Exception):
    """What was received is no article; the text says what it is."""


def fetch_pages(shop: Shop, leased: Leased, now: datetime, limit: int = PAGES_A_PASS) -> PollCount:
    """Fetch the articles of these sources whose entries wait for their page, the newest first."""
    with shop.database.read() as session:
        due = [entry.id for entry in entries.due(session, leased.ids, now, limit)]
    total = PollCount()
    for some in batched(due, _AT_ONCE):
        sources = leased.renew()
        with shop.database.write() as session:
            wanted = [
                _wanted(session.get_one(SourceRow, entry.source_id), entry)
                for entry in entries.still_due(session, some, sources)
                if not entries.known_already(session, entry)
            ]
        total += _fetch(shop, wanted, now)
    return total


def _fetch(shop: Shop, wanted: Sequence[Wanted], now: datetime) -> PollCount:
    total = PollCount()
    answers = hosts.fetch_each(shop, [page_request(entry.url) for entry in wanted if entry.url], now)
    for entry in wanted:
        answer = next(answers) if entry.url else None
        try:
            total += _keep(shop, entry, answer, now) if answer else _from_summary(shop, entry, "no address", now)
        except Exception as fault:
            # A fault of ours in one page must not stop the others; the entry is tried again, ever later.
            log.exception("entry %s can't be kept", entry.id)
            total += _try_later(shop, entry, f"a fault of ours: {type(fault).__name__}", None, now)
    return total


def wait_after(failures: int) -> timedelta:
    """How long an entry waits for its next try; a fault of ours may have it fail for months."""
    return min(FIRST_RETRY * 2.0 ** min(failures, 10), LONGEST_RETRY)


def page_request(url: str) -> Request:
    """Asks for an article, on GOV.UK by its content API; a document may be larger than a page."""
    content = content_address(url)
    if content is not None:
        return Request(content, purpose="page", accept="application/json")
    document = _PDF.search(urlsplit(url).path) is not None
    return Request(url, purpose="page", max_bytes=_MOST_PDF if document else None)


def article_text(answer: Response, outlets: Outlets) -> articles.Text:
    """The article that was received. Raises NoArticle where it is none."""
    if b"%PDF-" in answer.body[:1_024]:
        return _document_text(answer)
    if is_content(answer.final_url):
        page = read_content_page(answer.body)
    else:
        page = read_page(answer.body, answer.final_url, answer.content_type, outlets=outlets)
    if page.kind != "article" or not page.body.strip():
        raise NoArticle("; ".join(page.problems) or f"a page of kind {page.kind}")
    return articles.Text(
        text=page.body, url=page.url, title=page.title, byline=page.byline, outlet=page.outlet, published=page.published
    )


def _document_text(answer: Response) -> articles.Text:
    try:
        paper = paper_text(read_pdf(answer.body))
    except UnreadablePdf as problem:
        raise NoArticle(f"a PDF that can't be read: {problem}") from None
    if not paper.text.strip():
        raise NoArticle("a PDF without text: its pages are pictures")
    return articles.Text(text=paper.text, pages=paper.pages)


def _wanted(source: SourceRow, entry: EntryRow) -> Wanted:
    return Wanted(
        id=entry.id,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        published=entry.published,
        earliest=entry.earliest,
        latest=entry.latest,
        outlet=source.outlet or entry.outlet or source.name,
        silent=entry.silent,
        failures=entry.failures,
    )


def _keep(shop: Shop, entry: Wanted, answer: Response | Failure, now: datetime) -> PollCount:
    if isinstance(answer, Failure):
        why = f"{answer.reason}: {answer.detail}"
        if answer.reason in _HOPELESS or entry.failures + 1 >= entries.MOST_TRIES:
            return _from_summary(shop, entry, why, now)
        return _try_later(shop, entry, why, answer.retry_after, now)
    try:
        text = _credited(article_text(answer, shop.outlets), entry)
    except NoArticle as problem:
        return _from_summary(shop, entry, str(problem), now)
    with shop.database.write() as session:
        version = articles.put(
            session, text, now, silent=entry.silent, capture=Received(answer.body, answer.content_type)
        )
        row = session.get_one(EntryRow, entry.id)
        article = articles.article_by_url(session, text.url) if text.url else None
        row.state, row.article_id = "fetched", version.article_id if version else article.id if article else None
    return PollCount(pages=1)


def _credited(text: articles.Text, entry: Wanted) -> articles.Text:
    """The text with what its page does not say of itself and the feed does."""
    published = text.published or entry.published
    return replace(
        text,
        url=text.url or entry.url,
        title=text.title or entry.title,
        outlet=text.outlet or entry.outlet,
        published=published,
        earliest=None if published else entry.earliest,
        latest=None if published else entry.latest,
    )


def _from_summary(shop: Shop, entry: Wanted, why: str, now: datetime) -> PollCount:
    """Where the page can't be had, what the feed itself says stands in for it, marked as partial."""
    parts: Sequence[str] = [part for part in (entry.title, entry.summary) if part]
    with shop.database.write() as session:
        row = session.get_one(EntryRow, entry.id)
        row.state, row.detail = "partial" if parts else "failed", clean(why)
        if parts:
            url = canonical_url(entry.url) if entry.url else None
            said = articles.Text("\n\n".join(parts), partial=True)
            version = articles.put(session, _credited(replace(said, url=url), entry), now, silent=entry.silent)
            row.article_id = version.article_id if version else None
    return PollCount(pages_failed=1)


def _try_later(shop: Shop, entry: Wanted, why: str, retry_after: float | None, now: datetime) -> PollCount:
    with shop.database.write() as session:
        row = session.get_one(EntryRow, entry.id)
        row.failures, row.detail = row.failures + 1, clean(why)
        row.due_at = now + (timedelta(seconds=retry_after) if retry_after else wait_after(row.failures))
    return PollCount(pages_failed=1)
