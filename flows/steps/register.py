"""The official register: its baseline at the start, and what Ofsted's site shows that is newer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy.orm import Session

from alerts.owing import judge_and_owe
from flows.exchange import Failure, Request, Response
from flows.shop import Shop
from flows.steps import documents, hosts
from flows.steps.counts import RegisterCount
from flows.steps.documents import NotHad
from flows.steps.leased import Leased
from flows.steps.unreached import outcome_of
from parsers.model import OfficialRecord, london_day
from parsers.official.ofsted_search import (
    SearchPage,
    SearchResult,
    latest_reports,
    new_reports,
    read_provider_page,
    read_search_page,
)
from parsers.official.register import load_register
from parsers.poll_status import UNREACHED
from storage import baseline, official, official_documents, polls, resolution, sources
from storage.official_documents import Listed
from storage.polls import PollOutcome
from storage.tables import SourceRow

KIND = "ofsted_search"
# The site lists 153 authorities a hundred at a time; a loop of links would have no end.
MOST_PAGES = 10
LATELY = timedelta(days=14)
HISTORY = "history: taken in without alerts"
_Ticker = Callable[[int], None]


def no_tick(_: int) -> None:
    """Nobody is watching."""


def baseline_size(seeds: Path) -> int:
    """How many records the project ships with."""
    return _baseline_text(seeds).count("\n") - 1


def import_baseline(shop: Shop, now: datetime, tick: _Ticker = no_tick) -> RegisterCount:
    """Take in the register that the project ships with. It never alerts, and doing it twice does nothing more."""
    return take_in(shop, load_register(_baseline_text(shop.settings.seeds)), now, silent=True, tick=tick)


def take_in(
    shop: Shop, records: Iterable[OfficialRecord], now: datetime, *, silent: bool, tick: _Ticker = no_tick
) -> RegisterCount:
    """Store records and resolve those that are new or changed, one transaction an authority."""
    total = RegisterCount()
    done = 0
    ordered = sorted(records, key=lambda record: record.authority)
    for _, group in groupby(ordered, key=lambda record: record.authority):
        batch = list(group)
        total += _take_in_authority(shop, batch, now, silent)
        done += len(batch)
        tick(done)
    return total


def check_ofsted(shop: Shop, now: datetime, most: int = documents.MOST_AT_ONCE) -> RegisterCount:
    """Poll Ofsted's search page for reports that are not known, and take them in.

    What it shows when it is polled for the first time is the baseline: stored, never alerted. At most `most` documents
    are read in one run.
    """
    with shop.database.write() as session:
        leased = Leased(shop.database, polls.claim_due(session, now, 20, (KIND,)), now)
    with shop.database.read() as session:
        rows = list(sources.get_many(session, leased.ids))
    try:
        return sum((_check_source(shop, row, now, most) for row in rows), RegisterCount())
    finally:
        leased.release()


def _baseline_text(seeds: Path) -> str:
    return (seeds / "register.csv").read_text(encoding="utf-8")


def _check_source(shop: Shop, row: SourceRow, now: datetime, most: int) -> RegisterCount:
    pages, problem = _search_pages(shop, row.url, now)
    results = [result for page in pages for result in page.results]
    silent = row.first_polled_at is None
    with shop.database.read() as session:
        known = official.every(session)
    fresh = worth_a_look(results, latest_reports(known, shop.gazetteer.authorities), now)
    total, unreadable = look_at(shop, fresh, now, silent=silent, most=most)
    detail = _shortfall(unreadable, "authority pages") or _shortfall(total.failed, "documents")
    fared = problem or PollOutcome("ok", detail)
    with shop.database.write() as session:
        for source in polls.held(session, [row.id], now):
            polls.record(session, source, replace(fared, entries=len(results), new=total.new), now)
    return total + RegisterCount(pages=len(pages), failed=int(problem is not None) + unreadable)


def _shortfall(count: int, what: str) -> str | None:
    return f"{count} {what} could not be read" if count else None


def look_at(
    shop: Shop,
    fresh: Sequence[SearchResult],
    now: datetime,
    *,
    silent: bool,
    most: int = documents.MOST_AT_ONCE,
    only: Collection[str] | None = None,
) -> tuple[RegisterCount, int]:
    """Look at the pages of these authorities, read what is new on them and take it in; and how many pages failed.

    At most `most` documents are read, the latest first, `only` of those authorities if any are named; what is left,
    other looks read.
    """
    with shop.database.read() as session:
        known, seen = official.every(session), official_documents.urls(session)
    listed, failed = _documents(shop, fresh, known, seen, now)
    with shop.database.write() as session:
        official_documents.put(session, listed, now, silent=silent)
    linked = _take_in_links(shop, listed, now) if silent else RegisterCount()
    return linked + read_documents(shop, now, most, only), failed


def _search_pages(shop: Shop, url: str, now: datetime) -> tuple[list[SearchPage], PollOutcome | None]:
    """Every page of results, as far as they can be had; and what was wrong, if anything."""
    pages: list[SearchPage] = []
    following: str | None = url
    while following is not None and len(pages) < MOST_PAGES:
        (answer,) = hosts.fetch_all(shop, [Request(following, purpose="official")], now)
        if isinstance(answer, Failure):
            return pages, unanswered(shop, answer, now)
        page = read_search_page(answer.body, answer.final_url)
        if not page.results and page.problems:
            return pages, PollOutcome("failed", "; ".join(page.problems))
        pages.append(page)
        following = page.next_url
    return pages, None


def unanswered(shop: Shop, failure: Failure, now: datetime) -> PollOutcome:
    """What it says of an official site that it did not answer; nothing where nobody else can be reached either."""
    with shop.database.read() as session:
        offline = failure.reason in UNREACHED and polls.offline(session, now)
    return outcome_of(failure, offline)


def worth_a_look(results: Sequence[SearchResult], latest: Mapping[int, date], now: datetime) -> Sequence[SearchResult]:
    """Authorities with a report newer than any that is known, or one of these days: letters come out in pairs."""
    newer = new_reports(results, latest)
    since = london_day(now) - LATELY
    lately = [result for result in results if result.latest_report and result.latest_report.latest >= since]
    return tuple(dict.fromkeys([*newer, *lately]))


def _documents(
    shop: Shop, fresh: Sequence[SearchResult], known: Sequence[OfficialRecord], seen: Collection[str], now: datetime
) -> tuple[list[Listed], int]:
    """The documents on the pages of these authorities that no record tells of yet; and how many pages failed.

    A record of the baseline is known by its day of publication too; not all of them have a link.
    """
    requests = [Request(result.provider_url, purpose="official") for result in fresh]
    linked = {record.url for record in known} | set(seen)
    told = {
        (record.authority, record.facts.dates.get("published"))
        for record in known
        if not record.id.startswith(official.LINK)
    }
    names = {authority.urn: authority.name for authority in shop.gazetteer.authorities if authority.until is None}
    listed, failed = [], 0
    for result, answer in zip(fresh, hosts.fetch_all(shop, requests, now), strict=True):
        page = read_provider_page(answer.body, answer.final_url) if isinstance(answer, Response) else None
        if page is None or result.urn not in names or not page.publications:
            failed += 1
            continue
        name = names[result.urn]
        listed += [
            Listed(publication.url, name, publication.title, publication.kind, publication.date)
            for publication in page.publications
            if publication.date is not None
            and publication.url not in linked
            and (name, publication.date) not in told
            and publication.kind != "other"
        ]
    return listed, failed


def _take_in_links(shop: Shop, listed: Sequence[Listed], now: datetime) -> RegisterCount:
    """What a first look lists, by its links alone: there are many, and nobody is told of them."""
    total = RegisterCount()
    for authority, group in groupby(sorted(listed, key=lambda one: one.authority), key=lambda one: one.authority):
        with shop.database.write() as session:
            records = [documents.linked(document) for document in group]
            official.hold(session, authority, (record.id for record in records))
            for record in records:
                stored = official.of_authority(session, authority)
                joined = official.joined(record, stored, outranks=False)
                total += take_in_one(session, shop, joined, now, silent=True)
    return total


def read_documents(shop: Shop, now: datetime, most: int, names: Collection[str] | None = None) -> RegisterCount:
    """Read the documents that are known and not read yet, and take in what they say.

    One that can't be had or read is tried again by the next runs; meanwhile its link counts as its record.
    """
    total = RegisterCount()
    for document, reading, digest in documents.fetch_and_read(shop, documents.wanted(shop, most, names), now):
        said = None if isinstance(reading, NotHad) else reading
        with shop.database.write() as session:
            record = documents.record_of(document, said)
            official.hold(session, document.authority, [record.id])
            stored = official.of_authority(session, document.authority)
            record = official.joined(record, stored, outranks=said is not None)
            total += take_in_one(session, shop, record, now, document.silent)
            if isinstance(reading, NotHad):
                official_documents.failed(session, document.url, reading.why, final=reading.final)
            else:
                sheet = documents.sheet_of(document, reading)
                official_documents.read(session, document.url, sheet, digest, record.id, now)
        total += RegisterCount(failed=int(said is None))
    return total


def take_in_one(session: Session, shop: Shop, record: OfficialRecord, now: datetime, silent: bool) -> RegisterCount:
    """Store a record that is new or changed, and resolve it, within the caller's transaction."""
    row = official.put(session, record, now, silent)
    if row is None and (row := official.without_event(session, record.id)) is None:
        return RegisterCount()
    found = resolution.resolve_record(session, row.id, now)
    if silent:
        for resolved in found:
            resolved.change.verdict = HISTORY
        return RegisterCount(new=1, changes=len(found))
    verdicts = [judge_and_owe(session, resolved, shop.subscriptions, shop.gazetteer, now) for resolved in found]
    return RegisterCount(new=1, changes=len(found), alerting=sum(verdict.alerts for verdict in verdicts))


def _take_in_authority(shop: Shop, batch: Sequence[OfficialRecord], now: datetime, silent: bool) -> RegisterCount:
    count = RegisterCount()
    with shop.database.write() as session:
        official.hold(session, batch[0].authority, (record.id for record in batch))
        if silent and baseline.untouched(session, batch[0].authority):
            return RegisterCount(new=baseline.lay(session, batch, now, HISTORY))
        for record in batch:
            count += take_in_one(session, shop, record, now, silent)
    return count
