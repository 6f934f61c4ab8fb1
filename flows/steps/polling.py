"""Polling sources: what each answered, as entries kept and an outcome put down."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from flows.exchange import Failure, Purpose, Request, Response
from flows.fetch import fetch_all
from flows.shop import Shop, Unreadable, sync_sources
from flows.steps.contents import DEEP, KINDS, read_contents
from flows.steps.counts import PollCount
from flows.steps.pages import PAGES_A_PASS, fetch_pages
from parsers.model import Feed
from storage import entries, sources
from storage.entries import Added
from storage.sources import PollOutcome
from storage.tables import SourceRow

log = logging.getLogger(__name__)
_PAGES = frozenset(["html", "moderngov"])


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
        return sources.claim_due(session, now, limit, KINDS)


def poll(shop: Shop, source_ids: Iterable[str], now: datetime, pages: int = PAGES_A_PASS) -> PollCount:
    """Fetch the feeds of these sources, keep their new entries, then fetch the pages of entries that wait."""
    ids = list(source_ids)
    with shop.database.read() as session:
        rows = list(sources.get_many(session, ids))
    requests = [_request(row) for row in rows]
    total = PollCount()
    for row, answer in zip(rows, fetch_all(requests, shop.fetch_options, shop.manners), strict=True):
        try:
            total += _take_in(shop, row, answer, now)
        except Exception as fault:
            log.exception("source %s can't be taken in", row.id)
            total += _source_faulty(shop, row, fault, now)
    return total + fetch_pages(shop, ids, now, pages)


def _take_in(shop: Shop, row: SourceRow, answer: Response | Failure, now: datetime) -> PollCount:
    feed: Feed | None = None
    if isinstance(answer, Failure):
        wait = timedelta(seconds=answer.retry_after) if answer.retry_after else None
        outcome = PollOutcome(answer.reason, False, answer.detail, answer.status, wait=wait)
    else:
        outcome = _outcome(row, answer)
        if outcome.status == "ok":
            feed = read_contents(shop, row, answer, now)
            outcome = _with_feed(outcome, feed)
    with shop.database.write() as session:
        source = session.get_one(SourceRow, row.id)
        if feed is not None and outcome.ok:
            added = entries.add(session, source, feed.entries, now)
            outcome = replace(outcome, new=added.new, detail=_moved(added) or outcome.detail)
        sources.record(session, source, outcome, now)
        if isinstance(answer, Response) and answer.moved_to:
            source.detail = f"moved for good to {answer.moved_to}: change its address"
    return PollCount(
        polled=1,
        unchanged=int(outcome.status == "unchanged"),
        failed=int(not outcome.ok),
        new_entries=outcome.new,
    )


def _request(source: SourceRow) -> Request:
    purpose: Purpose = "page" if source.kind in _PAGES else "feed"
    if source.kind in DEEP:
        return Request(source.url, purpose=purpose)
    return Request(source.url, source.etag, source.last_modified, purpose=purpose)


def _moved(added: Added) -> str | None:
    return "it gave all its items other identifiers; none of them is told again" if added.moved else None


def _outcome(source: SourceRow, answer: Response) -> PollOutcome:
    digest = hashlib.sha256(answer.body).hexdigest()
    # Validators lie in both directions, so the body itself has the last word.
    unchanged = answer.status == 304 or (digest == source.body_hash and source.kind not in DEEP)
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


def _source_faulty(shop: Shop, row: SourceRow, fault: Exception, now: datetime) -> PollCount:
    """A fault of ours in one source must not stop the others; it shows with the source, which is tried again."""
    outcome = PollOutcome("fault of ours", False, f"{type(fault).__name__}; the log has it whole")
    with shop.database.write() as session:
        sources.record(session, session.get_one(SourceRow, row.id), outcome, now)
    return PollCount(polled=1, failed=1)
