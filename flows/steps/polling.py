"""Polling sources and fetching the articles they point to."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.exchange import Failure, Request, Response
from flows.fetch import fetch_all
from flows.shop import Shop, Unreadable, sync_sources
from flows.steps.counts import PollCount
from parsers.feeds import read_feed
from parsers.model import Feed, Page
from parsers.pages import read_page
from parsers.urls import canonical_url
from storage import articles, sources
from storage.columns import clean
from storage.sources import PollOutcome
from storage.tables import EntryRow, SourceRow

log = logging.getLogger(__name__)
FEEDS = ("rss", "atom", "json")
# One pass takes so many pages and leaves the rest to the next, so that a first poll of many sources stays polite.
PAGES_A_PASS = 300
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=15), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is needed of an entry outside its transaction."""

    id: int
    url: str | None
    title: str | None
    summary: str | None
    published: datetime | None
    outlet: str | None
    silent: bool
    failures: int


def due_sources(shop: Shop, now: datetime, limit: int) -> list[str]:
    """Claim feeds that are due; another worker gets none of these until the lease lapses.

    The list of sources is read first, so that an edit counts from the next pass; one that is broken changes nothing.
    """
    try:
        for problem in sync_sources(shop, now):
            log.error("%s; the other sources are polled", problem)
    except Unreadable as problem:
        log.error("%s; the sources stay as they were", problem)
    with shop.database.write() as session:
        return sources.claim_due(session, now, limit, FEEDS)


def poll(shop: Shop, source_ids: Iterable[str], now: datetime, pages: int = PAGES_A_PASS) -> PollCount:
    """Fetch the feeds of these sources, keep their new entries, then fetch the pages of entries that wait."""
    ids = list(source_ids)
    with shop.database.read() as session:
        rows = list(sources.get_many(session, ids))
    requests = [Request(row.url, row.etag, row.last_modified) for row in rows]
    total = PollCount()
    for row, answer in zip(rows, fetch_all(requests, shop.fetch_options, shop.manners), strict=True):
        try:
            total += _take_in(shop, row, answer, now)
        except Exception as fault:
            log.exception("source %s can't be taken in", row.id)
            total += _source_faulty(shop, row, fault, now)
    return total + fetch_pages(shop, ids, now, pages)


def fetch_pages(shop: Shop, source_ids: Sequence[str], now: datetime, limit: int = PAGES_A_PASS) -> PollCount:
    """Fetch the articles of these sources whose entries wait for their page, the newest first."""
    total = PollCount()
    with shop.database.write() as session:
        due = [
            _due(session.get_one(SourceRow, entry.source_id), entry)
            for entry in articles.due_entries(session, source_ids, now, limit)
            if not articles.known_already(session, entry)
        ]
    requests = [Request(entry.url, purpose="page") for entry in due if entry.url]
    answers = iter(fetch_all(requests, shop.fetch_options, shop.manners))
    for entry in due:
        answer = next(answers) if entry.url else None
        try:
            total += _keep_page(shop, entry, answer, now) if answer else _from_summary(shop, entry, "no address", now)
        except Exception as fault:
            # A fault of ours in one page must not stop the others; the entry is tried again, ever later.
            log.exception("entry %s can't be kept", entry.id)
            total += _try_later(shop, entry, f"a fault of ours: {type(fault).__name__}", None, now)
    return total


def _take_in(shop: Shop, row: SourceRow, answer: Response | Failure, now: datetime) -> PollCount:
    with shop.database.write() as session:
        source = session.get_one(SourceRow, row.id)
        if isinstance(answer, Failure):
            wait = timedelta(seconds=answer.retry_after) if answer.retry_after else None
            outcome = PollOutcome(answer.reason, False, answer.detail, answer.status, wait=wait)
        else:
            outcome = _outcome(source, answer)
            if outcome.ok and outcome.status == "ok":
                feed = read_feed(answer.body, answer.final_url, answer.content_type)
                outcome = _with_feed(outcome, feed)
                if outcome.ok:
                    outcome = replace(outcome, new=articles.add_entries(session, source, feed.entries, now))
        sources.record(session, source, outcome, now)
        if isinstance(answer, Response) and answer.moved_to:
            source.detail = f"moved for good to {answer.moved_to}: change its address"
    return PollCount(
        polled=1,
        unchanged=int(outcome.status == "unchanged"),
        failed=int(not outcome.ok),
        new_entries=outcome.new,
    )


def _outcome(source: SourceRow, answer: Response) -> PollOutcome:
    digest = hashlib.sha256(answer.body).hexdigest()
    # Validators lie in both directions, so the body itself has the last word.
    unchanged = answer.status == 304 or digest == source.body_hash
    return PollOutcome(
        status="unchanged" if unchanged else "ok",
        ok=True,
        http_status=answer.status,
        elapsed_ms=round(answer.elapsed * 1000),
        etag=answer.etag,
        last_modified=answer.last_modified,
        body_hash=source.body_hash if answer.status == 304 else digest,
    )


def _with_feed(outcome: PollOutcome, feed: Feed) -> PollOutcome:
    problems = "; ".join(feed.problems[:3]) or None
    if not feed.entries and feed.problems:
        return replace(outcome, ok=False, status="not a feed", detail=problems, etag=None, last_modified=None)
    status = "empty" if not feed.entries else outcome.status
    return replace(outcome, status=status, detail=problems, entries=len(feed.entries))


def _due(source: SourceRow, entry: EntryRow) -> _Due:
    outlet = source.outlet or source.name
    return _Due(entry.id, entry.url, entry.title, entry.summary, entry.published, outlet, entry.silent, entry.failures)


def _keep_page(shop: Shop, entry: _Due, answer: Response | Failure, now: datetime) -> PollCount:
    if isinstance(answer, Failure):
        if answer.reason in ("robots", "refused_address", "too_large") or entry.failures + 1 >= articles.MOST_TRIES:
            return _from_summary(shop, entry, f"{answer.reason}: {answer.detail}", now)
        return _try_later(shop, entry, f"{answer.reason}: {answer.detail}", answer.retry_after, now)
    page = read_page(answer.body, answer.final_url, answer.content_type, outlets=shop.outlets)
    if page.kind != "article" or not page.body.strip():
        return _from_summary(shop, entry, f"a page of kind {page.kind}", now)
    text = _text(entry, page)
    with shop.database.write() as session:
        version = articles.put(session, text, now, silent=entry.silent, capture=(answer.body, answer.content_type))
        row = session.get_one(EntryRow, entry.id)
        article = articles.article_by_url(session, text.url) if text.url else None
        row.state, row.article_id = "fetched", version.article_id if version else article.id if article else None
    return PollCount(pages=1)


def _text(entry: _Due, page: Page) -> articles.Text:
    return articles.Text(
        text=page.body,
        url=page.url or entry.url,
        title=page.title or entry.title,
        byline=page.byline,
        outlet=page.outlet or entry.outlet,
        published=page.published or entry.published,
    )


def _from_summary(shop: Shop, entry: _Due, why: str, now: datetime) -> PollCount:
    """Where the page can't be had, what the feed itself says stands in for it, marked as partial."""
    parts: Sequence[str] = [part for part in (entry.title, entry.summary) if part]
    with shop.database.write() as session:
        row = session.get_one(EntryRow, entry.id)
        row.state, row.detail = "partial" if parts else "failed", why
        if parts:
            url = canonical_url(entry.url) if entry.url else None
            text = articles.Text(
                text="\n\n".join(parts), url=url, title=entry.title, outlet=entry.outlet,
                published=entry.published, partial=True,
            )  # fmt: skip
            version = articles.put(session, text, now, silent=entry.silent)
            row.article_id = version.article_id if version else None
    return PollCount(pages_failed=1)


def _try_later(shop: Shop, entry: _Due, why: str, retry_after: float | None, now: datetime) -> PollCount:
    with shop.database.write() as session:
        row = session.get_one(EntryRow, entry.id)
        row.failures, row.detail = row.failures + 1, clean(why)
        wait = timedelta(seconds=retry_after) if retry_after else min(FIRST_RETRY * 2**row.failures, LONGEST_RETRY)
        row.due_at = now + wait
    return PollCount(pages_failed=1)


def _source_faulty(shop: Shop, row: SourceRow, fault: Exception, now: datetime) -> PollCount:
    """A fault of ours in one source must not stop the others; it shows with the source, which is tried again."""
    outcome = PollOutcome("fault of ours", False, f"{type(fault).__name__}; the log has it whole")
    with shop.database.write() as session:
        sources.record(session, session.get_one(SourceRow, row.id), outcome, now)
    return PollCount(polled=1, failed=1)
