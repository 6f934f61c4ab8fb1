"""The official register: its baseline at the start, and what Ofsted's site shows that is newer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from alerts.owing import judge_and_owe
from flows.exchange import Failure, Request, Response
from flows.fetch import fetch_all
from flows.shop import Shop
from flows.steps.counts import RegisterCount
from parsers.model import Facts, Kind, OfficialRecord
from parsers.official.ofsted_search import (
    Publication,
    SearchPage,
    SearchResult,
    latest_reports,
    new_reports,
    read_provider_page,
    read_search_page,
)
from parsers.official.register import load_register
from storage import baseline, official, resolution, sources
from storage.sources import PollOutcome
from storage.tables import SourceRow

KIND = "ofsted_search"
# The site lists 153 authorities a hundred at a time; a loop of links would have no end.
MOST_PAGES = 10
LATELY = timedelta(days=14)
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


def check_register(shop: Shop, now: datetime) -> RegisterCount:
    """Poll Ofsted's search page for reports that are not known, and take them in.

    What it shows when it is polled for the first time is the baseline: stored, never alerted.
    """
    with shop.database.write() as session:
        claimed = sources.claim_due(session, now, 20, (KIND,))
    with shop.database.read() as session:
        rows = list(sources.get_many(session, claimed))
    total = RegisterCount()
    for row in rows:
        total += _check_source(shop, row, now)
    return total


def _baseline_text(seeds: Path) -> str:
    return (seeds / "register.csv").read_text(encoding="utf-8")


def _check_source(shop: Shop, row: SourceRow, now: datetime) -> RegisterCount:
    pages, problem = _search_pages(shop, row.url)
    results = [result for page in pages for result in page.results]
    with shop.database.read() as session:
        known = official.every(session)
    fresh = _worth_a_look(results, latest_reports(known, shop.gazetteer.authorities), now)
    records, unreadable = documents(shop, fresh, known)
    total = take_in(shop, records, now, silent=row.first_polled_at is None)
    detail = problem or (f"{unreadable} authority pages could not be read" if unreadable else None)
    outcome = PollOutcome(
        status="failed" if problem else "ok", ok=problem is None, detail=detail, entries=len(results), new=total.new
    )
    with shop.database.write() as session:
        sources.record(session, session.get_one(SourceRow, row.id), outcome, now)
    return total + RegisterCount(pages=len(pages), failed=int(problem is not None) + unreadable)


def _search_pages(shop: Shop, url: str) -> tuple[list[SearchPage], str | None]:
    """Every page of results, as far as they can be had; and what was wrong, if anything."""
    pages: list[SearchPage] = []
    following: str | None = url
    while following is not None and len(pages) < MOST_PAGES:
        (answer,) = fetch_all([Request(following, purpose="official")], shop.fetch_options, shop.manners)
        if isinstance(answer, Failure):
            return pages, f"{answer.reason}: {answer.detail}"
        page = read_search_page(answer.body, answer.final_url)
        if not page.results and page.problems:
            return pages, "; ".join(page.problems)
        pages.append(page)
        following = page.next_url
    return pages, None


def _worth_a_look(results: Sequence[SearchResult], latest: Mapping[int, date], now: datetime) -> Sequence[SearchResult]:
    """Authorities with a report newer than any that is known, or one of these days: letters come out in pairs."""
    newer = new_reports(results, latest)
    since = now.date() - LATELY
    lately = [result for result in results if result.latest_report and result.latest_report.latest >= since]
    return tuple(dict.fromkeys([*newer, *lately]))


def documents(
    shop: Shop, fresh: Sequence[SearchResult], known: Sequence[OfficialRecord]
) -> tuple[list[OfficialRecord], int]:
    """The documents on the pages of these authorities that no record tells of yet; and how many pages failed.

    A record of the baseline is known by its day of publication too; not all of them have a link.
    """
    requests = [Request(result.provider_url, purpose="official") for result in fresh]
    linked = {record.url for record in known}
    told = {
        (record.authority, record.facts.dates.get("published"))
        for record in known
        if not record.id.startswith(official.LINK)
    }
    names = {authority.urn: authority.name for authority in shop.gazetteer.authorities if authority.until is None}
    records, failed = [], 0
    for result, answer in zip(fresh, fetch_all(requests, shop.fetch_options, shop.manners), strict=True):
        page = read_provider_page(answer.body, answer.final_url) if isinstance(answer, Response) else None
        if page is None or result.urn not in names or not page.publications:
            failed += 1
            continue
        name = names[result.urn]
        records += [
            _record(name, publication)
            for publication in page.publications
            if publication.date is not None
            and publication.url not in linked
            and (name, publication.date) not in told
            and publication.kind != "other"
        ]
    return records, failed


def _record(authority: str, publication: Publication) -> OfficialRecord:
    """What the link alone tells: that a document of this kind came out on that day."""
    kind: Kind | None = None if publication.kind == "inspection" else publication.kind
    joint = kind in ("area_send", "area_send_monitoring")
    return OfficialRecord(
        id=f"{official.LINK}{publication.file_id}",
        family="inspection",
        authority=authority,
        facts=Facts(
            inspectorate="Ofsted/CQC" if joint else "Ofsted",
            kind=kind,
            dates={"published": publication.date} if publication.date else {},
        ),
        url=publication.url,
    )


def _take_in_authority(shop: Shop, batch: Sequence[OfficialRecord], now: datetime, silent: bool) -> RegisterCount:
    count = RegisterCount()
    with shop.database.write() as session:
        if silent and baseline.untouched(session, batch[0].authority):
            return RegisterCount(new=baseline.lay(session, batch, now, "history: taken in without alerts"))
        for record in batch:
            row = official.put(session, record, now, silent)
            if row is None and (row := official.without_event(session, record.id)) is None:
                continue
            found = resolution.resolve_record(session, row.id, now)
            verdicts = [judge_and_owe(session, resolved, shop.subscriptions, shop.gazetteer, now) for resolved in found]
            alerting = sum(verdict.alerts for verdict in verdicts)
            count += RegisterCount(new=1, changes=len(found), alerting=alerting)
    return count
