"""Polling sources: what is due is leased, asked for, understood and put down."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from flows.batches import batched
from flows.exchange import Failure, Purpose, Request, Response
from flows.shop import Shop, Unreadable, sync_sources
from flows.steps import hosts
from flows.steps.contents import DEEP, KINDS, read_contents
from flows.steps.counts import PollCount
from flows.steps.pages import PAGES_A_PASS, fetch_pages
from parsers.answers import instead_of_a_feed, refused
from parsers.feed_hints import freshness, hints_of
from parsers.model import Entry, Feed
from parsers.poll_status import UNREACHED, WALLS
from storage import entries, polls, sources
from storage.entries import Added
from storage.polls import PollOutcome
from storage.tables import SourceRow

log = logging.getLogger(__name__)
_PAGES = frozenset(["html", "moderngov"])
# Where so many different hosts and nobody else answered, it is not they who are out of reach.
_HOSTS_TO_TELL = 4
# Sources put down in one transaction: fewer cost more, more hold others up.
_AT_ONCE = 25


def refresh(shop: Shop, now: datetime) -> None:
    """Read the list of sources, so that an edit counts from this pass on; one that is broken changes nothing."""
    try:
        for problem in sync_sources(shop, now):
            log.error("%s; the other sources are polled", problem)
    except Unreadable as problem:
        log.error("%s; the sources stay as they were", problem)


def due_count(shop: Shop, now: datetime) -> int:
    """How many feeds are due and nobody polls yet."""
    with shop.database.read() as session:
        return polls.due_count(session, now, KINDS)


def poll_due(shop: Shop, now: datetime, limit: int, pages: int = PAGES_A_PASS) -> PollCount:
    """Lease up to `limit` feeds that are due, and poll them; another worker gets none of these meanwhile."""
    with shop.database.write() as session:
        ids = polls.claim_due(session, now, limit, KINDS)
    return poll(shop, ids, now, pages)


def poll(shop: Shop, source_ids: Iterable[str], now: datetime, pages: int = PAGES_A_PASS) -> PollCount:
    """Fetch the feeds of these sources, keep their new entries, then fetch the pages of entries that wait."""
    ids = list(source_ids)
    with shop.database.read() as session:
        rows = list(sources.get_many(session, ids))
    requests = [_request(row, now) for row in rows]
    answers = hosts.fetch_all(shop, requests, now)
    offline = _nobody_answered(answers)
    total = PollCount()
    try:
        for some in batched(zip(rows, answers, strict=True), _AT_ONCE):
            total += _kept(shop, some, offline, now)
        with shop.database.write() as session:
            polls.hold(session, ids, now)
        return total + fetch_pages(shop, ids, now, pages)
    finally:
        with shop.database.write() as session:
            polls.release(session, ids, now)


def _nobody_answered(answers: Sequence[Response | Failure]) -> bool:
    """Whether it is our own network that is down."""
    if any(isinstance(answer, Response) or answer.reason not in UNREACHED for answer in answers):
        return False
    return len({urlsplit(answer.url).netloc for answer in answers}) >= _HOSTS_TO_TELL


def _kept(
    shop: Shop, answered: Sequence[tuple[SourceRow, Response | Failure]], offline: bool, now: datetime
) -> PollCount:
    """Put down what these sources answered, in one transaction; where that fails each in one of its own."""
    told = [(row.id, *_told(shop, row, answer, offline, now)) for row, answer in answered]
    try:
        # No source's rows are asked for by another, so what is put down may wait for the end, and go together.
        with shop.database.write() as session, session.no_autoflush:
            known = {source.id: source for source in sources.get_many(session, [name for name, _, _ in told])}
            outcomes = [_put_down(session, known[name], outcome, items, now) for name, outcome, items in told]
    except Exception:
        log.exception("%d sources can't be taken in together; each is taken in alone", len(told))
        outcomes = [_put_down_alone(shop, name, outcome, items, now) for name, outcome, items in told]
    return sum((_counted(outcome) for outcome in outcomes), PollCount())


def _told(
    shop: Shop, row: SourceRow, answer: Response | Failure, offline: bool, now: datetime
) -> tuple[PollOutcome, Sequence[Entry]]:
    if isinstance(answer, Failure):
        return _failed(answer, offline), ()
    try:
        return _understood(shop, row, answer, now)
    except Exception as fault:
        return _fault_of_ours(row.id, fault), ()


def _fault_of_ours(source_id: str, fault: Exception) -> PollOutcome:
    """A fault of ours in one source must not stop the others; it shows with the source, which is tried again."""
    log.error("source %s can't be taken in", source_id, exc_info=fault)
    return PollOutcome("fault_of_ours", f"{type(fault).__name__}; the log has it whole")


def _put_down_alone(
    shop: Shop, source_id: str, outcome: PollOutcome, items: Sequence[Entry], now: datetime
) -> PollOutcome:
    try:
        with shop.database.write() as session:
            return _put_down(session, session.get_one(SourceRow, source_id), outcome, items, now)
    except Exception as fault:
        broken = _fault_of_ours(source_id, fault)
        with shop.database.write() as session:
            polls.record(session, session.get_one(SourceRow, source_id), broken, now)
        return broken


def _counted(outcome: PollOutcome) -> PollCount:
    unchanged, failed = int(outcome.status == "unchanged"), int(not outcome.ok)
    return PollCount(polled=1, unchanged=unchanged, failed=failed, new_entries=outcome.new)


def _request(source: SourceRow, now: datetime) -> Request:
    purpose: Purpose = "page" if source.kind in _PAGES else "feed"
    known = (None, None) if source.kind in DEEP else polls.validators(source, now)
    return Request(polls.address(source), *known, purpose=purpose)


def _put_down(
    session: Session, source: SourceRow, outcome: PollOutcome, items: Sequence[Entry], now: datetime
) -> PollOutcome:
    if outcome.status == "ok":
        added = entries.add(session, source, items, now)
        detail = _renamed(added) or outcome.detail
        outcome = replace(outcome, new=added.new, latest=_latest(items, now), detail=detail)
    polls.record(session, source, outcome, now)
    return outcome


def _renamed(added: Added) -> str | None:
    return "it gave all its items other identifiers; none of them is told again" if added.moved else None


def _failed(answer: Failure, offline: bool) -> PollOutcome:
    status = refused(answer.status, answer.reason, answer.headers, answer.body)
    if answer.status is None and status == "busy":
        status = "held"
    elif offline:
        status = "offline"
    wait = timedelta(seconds=answer.retry_after) if answer.retry_after else None
    return PollOutcome(status, answer.detail, answer.status, wait=wait)


def _understood(shop: Shop, row: SourceRow, answer: Response, now: datetime) -> tuple[PollOutcome, Sequence[Entry]]:
    """What a good answer says, and the entries in it."""
    outcome = PollOutcome(
        "unchanged", http_status=answer.status, elapsed_ms=round(answer.elapsed * 1000), moved_to=answer.moved_to,
        fresh=freshness(answer.headers, now),
    )  # fmt: skip
    if row.status == "empty":
        outcome = replace(outcome, status="empty")
    if answer.status == 304:
        return outcome, ()
    digest = hashlib.sha256(answer.body).hexdigest()
    outcome = replace(
        outcome, whole=True, body_hash=digest, etag=answer.etag, last_modified=answer.last_modified,
        hints=hints_of(answer.body),
    )  # fmt: skip
    # Validators lie in both directions, so the body itself has the last word.
    if digest == row.body_hash and not row.failures and row.kind not in DEEP:
        return outcome, ()
    feed = read_contents(shop, row, answer, now)
    return _with_feed(outcome, row.kind, feed, answer), feed.entries


def _with_feed(outcome: PollOutcome, kind: str, feed: Feed, answer: Response) -> PollOutcome:
    detail = "; ".join(feed.problems[:3]) or None
    if feed.entries:
        return replace(outcome, status="ok", detail=detail, entries=len(feed.entries))
    if not feed.problems:
        return replace(outcome, status="empty")
    status = instead_of_a_feed(answer.body, answer.headers, answer.final_url, answer.content_type)
    if kind in _PAGES and status not in WALLS:
        status = "no_items"
    return PollOutcome(status, detail, answer.status, elapsed_ms=outcome.elapsed_ms)


def _latest(entries: Iterable[Entry], now: datetime) -> datetime | None:
    """The moment of the newest of what has one that can be true."""
    return max((entry.published for entry in entries if entry.published and entry.published <= now), default=None)
