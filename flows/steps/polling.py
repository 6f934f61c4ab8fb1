"""Polling sources: what is due is leased, asked for, understood and put down."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from flows.batches import batched
from flows.exchange import Failure, Purpose, Request, Response
from flows.shop import Shop, Unreadable, sync_sources
from flows.steps import hosts
from flows.steps.contents import DEEP, KINDS, read_contents
from flows.steps.counts import PollCount
from flows.steps.leased import Leased
from flows.steps.pages import PAGES_A_PASS, fetch_pages
from flows.steps.unreached import nobody_answered, outcome_of
from parsers.answers import instead_of_a_feed
from parsers.feed_hints import freshness, hints_of
from parsers.model import Entry, Feed
from parsers.poll_status import WALLS
from storage import captures, entries, polls, sources
from storage.captures import Received
from storage.entries import Added
from storage.polls import PollOutcome
from storage.tables import SourceRow

log = logging.getLogger(__name__)
_PAGES = frozenset(["html", "moderngov"])
# Sources put down in one transaction: fewer cost more, more hold others up.
_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Told:
    """What a source answered: what the try came to, its items, and the body itself."""

    source_id: str
    outcome: PollOutcome
    items: Sequence[Entry]
    body: Received


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
    return _poll(shop, Leased(shop.database, ids, now), pages)


def poll(shop: Shop, source_ids: Iterable[str], now: datetime, pages: int = PAGES_A_PASS) -> PollCount:
    """Poll these feeds, whether they are due or not, save those that another worker polls right now."""
    with shop.database.write() as session:
        ids = polls.claim(session, source_ids, now)
    return _poll(shop, Leased(shop.database, ids, now), pages)


def _poll(shop: Shop, leased: Leased, pages: int) -> PollCount:
    """Fetch the feeds of these sources, keep their new entries, then fetch the pages of entries that wait."""
    now = leased.since
    with shop.database.read() as session:
        rows = list(sources.get_many(session, leased.ids))
    total = PollCount()
    try:
        answers = hosts.fetch_all(shop, [_request(row, now) for row in rows], now)
        offline = nobody_answered(answers)
        for some in batched(zip(rows, answers, strict=True), _AT_ONCE):
            total += _kept(shop, some, offline, leased)
        return total + fetch_pages(shop, leased, now, pages)
    finally:
        leased.release()


def _kept(
    shop: Shop, answered: Sequence[tuple[SourceRow, Response | Failure]], offline: bool, leased: Leased
) -> PollCount:
    """Put down what these sources answered, in one transaction; where that fails each in one of its own.

    What another worker took over, because we were so slow that our lease lapsed, is his to put down.
    """
    now = leased.since
    told = [_told(shop, row, answer, offline, now) for row, answer in answered]
    try:
        # No source's rows are asked for by another, so what is put down may wait for the end, and go together.
        with shop.database.write() as session, session.no_autoflush:
            outcomes = _put_down(session, told, now)
    except Exception:
        log.exception("%d sources can't be taken in together; each is taken in alone", len(told))
        outcomes = [outcome for one in told for outcome in _put_down_alone(shop, one, now)]
    return sum((_counted(outcome) for outcome in outcomes), PollCount())


def _told(shop: Shop, row: SourceRow, answer: Response | Failure, offline: bool, now: datetime) -> Told:
    body = Received(answer.body, answer.headers.get("content-type"))
    if isinstance(answer, Failure):
        return Told(row.id, outcome_of(answer, offline), (), body)
    try:
        return Told(row.id, *_understood(shop, row, answer, now), body)
    except Exception as fault:
        return Told(row.id, _fault_of_ours(row.id, fault), (), body)


def _fault_of_ours(source_id: str, fault: Exception) -> PollOutcome:
    """A fault of ours in one source must not stop the others; it shows with the source, which is tried again."""
    log.error("source %s can't be taken in", source_id, exc_info=fault)
    return PollOutcome("fault_of_ours", f"{type(fault).__name__}; the log has it whole")


def _put_down_alone(shop: Shop, told: Told, now: datetime) -> Sequence[PollOutcome]:
    try:
        with shop.database.write() as session:
            return _put_down(session, [told], now)
    except Exception as fault:
        broken = replace(told, outcome=_fault_of_ours(told.source_id, fault), items=())
        with shop.database.write() as session:
            return _put_down(session, [broken], now)


def _counted(outcome: PollOutcome) -> PollCount:
    unchanged, failed = int(outcome.status == "unchanged"), int(not outcome.ok)
    return PollCount(polled=1, unchanged=unchanged, failed=failed, new_entries=outcome.new)


def _request(source: SourceRow, now: datetime) -> Request:
    purpose: Purpose = "page" if source.kind in _PAGES else "feed"
    known = (None, None) if source.kind in DEEP else polls.validators(source, now)
    return Request(polls.address(source), *known, purpose=purpose)


def _put_down(session: Session, told: Sequence[Told], now: datetime) -> Sequence[PollOutcome]:
    """Keep what is new, and how it went, of those that are ours still; what came where that may be looked into."""
    ours = {row.id: row for row in polls.held(session, [one.source_id for one in told], now)}
    outcomes, received = [], []
    for one in told:
        if (source := ours.get(one.source_id)) is None:
            continue
        outcome = _with_entries(session, source, one, now)
        worth_keeping = one.body.body and (outcome.new or not outcome.ok)
        if worth_keeping:
            received.append(one.body)
        polls.record(session, source, outcome, now, one.body.hash if worth_keeping else None)
        outcomes.append(outcome)
    captures.keep(session, received, now)
    return outcomes


def _with_entries(session: Session, source: SourceRow, told: Told, now: datetime) -> PollOutcome:
    if told.outcome.status != "ok":
        return told.outcome
    added = entries.add(session, source, told.items, now)
    detail = _renamed(added) or told.outcome.detail
    return replace(told.outcome, new=added.new, latest=_latest(told.items, now), detail=detail)


def _renamed(added: Added) -> str | None:
    return "it gave all its items other identifiers; none of them is told again" if added.moved else None


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
