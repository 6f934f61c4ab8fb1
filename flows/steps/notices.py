"""The Department's notices and directions: GOV.UK's collection looked at, new and changed pages read and taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flows.exchange import Failure, Request
from flows.shop import Shop
from flows.steps import hosts, register
from flows.steps.counts import RegisterCount
from flows.steps.documents import unanswered
from flows.steps.leased import Leased
from parsers.official.govuk import Collection, NoticePage, read_collection, read_notice
from parsers.partial_date import PartialDate
from storage import official, official_documents, polls, sources
from storage.official_documents import NOTICE, Listed
from storage.polls import PollOutcome
from storage.tables import SourceRow

KIND = "govuk"
# The collection holds some two hundred pages; a first look reads them over several runs.
MOST_AT_ONCE = 60


def check_register(shop: Shop, now: datetime) -> RegisterCount:
    """Ask every official site that is due: Ofsted's reports, and the Department's notices."""
    return register.check_ofsted(shop, now) + check_notices(shop, now)


def check_notices(shop: Shop, now: datetime) -> RegisterCount:
    """Poll the collection of notices and directions. What its first look shows is the baseline: it never alerts."""
    with shop.database.write() as session:
        leased = Leased(shop.database, polls.claim_due(session, now, 20, (KIND,)), now)
    with shop.database.read() as session:
        rows = list(sources.get_many(session, leased.ids))
    try:
        return sum((_check(shop, row, now) for row in rows), RegisterCount())
    finally:
        leased.release()


def _check(shop: Shop, row: SourceRow, now: datetime) -> RegisterCount:
    collection, fared = _collection(shop, row.url, now)
    listed, problems = _listed(shop, collection)
    silent = row.first_polled_at is None
    with shop.database.write() as session:
        official_documents.put(session, listed, now, silent=silent)
    total = _read(shop, collection, now) if collection.entries else RegisterCount()
    detail = "; ".join(filter(None, [fared.detail, *problems[:5]])) or None
    fared = replace(fared, detail=detail, entries=len(collection.entries), new=total.new)
    with shop.database.write() as session:
        for source in polls.held(session, [row.id], now):
            polls.record(session, source, fared, now)
    return total + RegisterCount(pages=1, failed=int(not fared.ok))


def _collection(shop: Shop, url: str, now: datetime) -> tuple[Collection, PollOutcome]:
    (answer,) = hosts.fetch_all(shop, [Request(url, purpose="official")], now)
    if isinstance(answer, Failure):
        return Collection(()), register.unanswered(shop, answer, now)
    collection = read_collection(answer.body, answer.final_url)
    detail = "; ".join(collection.problems) or None
    return collection, PollOutcome("failed" if collection.problems else "ok", detail)


def _listed(shop: Shop, collection: Collection) -> tuple[list[Listed], list[str]]:
    """The pages that are about one authority, under the day on which each last changed."""
    listed, problems = [], []
    for entry in collection.entries:
        names = {place.name for place in shop.gazetteer.places(entry.title, entry.updated)}
        if len(names) == 1:
            day = PartialDate.of(entry.updated) if entry.updated else None
            title = f"{entry.title} ({entry.group})" if entry.closed else entry.title
            listed.append(Listed(entry.url, names.pop(), title, NOTICE, day))
        else:
            problems.append(f"{entry.title!r} names no authority, or several")
    return listed, problems


def _read(shop: Shop, collection: Collection, now: datetime) -> RegisterCount:
    entries = {entry.url: entry for entry in collection.entries}
    with shop.database.read() as session:
        rows = official_documents.unread(session, MOST_AT_ONCE, notices=True)
        wanted = [(row.url, row.authority, row.silent) for row in rows if row.url in entries]
    requests = [Request(entries[url].content_url, purpose="official") for url, _, _ in wanted]
    total = RegisterCount()
    for (url, authority, silent), answer in zip(wanted, hosts.fetch_all(shop, requests, now), strict=True):
        if isinstance(answer, Failure):
            problem = unanswered(answer)
            with shop.database.write() as session:
                official_documents.failed(session, url, problem.why, final=problem.final)
            total += RegisterCount(failed=1)
            continue
        page = read_notice(answer.body, url, shop.gazetteer, entries[url], collection.log)
        total += _take_in(shop, page, url, authority, hashlib.sha256(answer.body).hexdigest(), now, silent)
    return total


def _take_in(
    shop: Shop, page: NoticePage, url: str, authority: str, digest: str, now: datetime, silent: bool
) -> RegisterCount:
    """Every step that the page tells of, joined to what is known of it; silent where the page itself is."""
    total = RegisterCount()
    with shop.database.write() as session:
        records = [record for record in page.records if record.authority == authority]
        official.hold(session, authority, (record.id for record in records))
        stored = official.of_authority(session, authority)
        for record in records:
            joined = official.joined(record, stored, outranks=True)
            total += register.take_in_one(session, shop, joined, now, silent)
        first = records[0].id if records and official.known(session, records[0].id) else None
        sheet = {"title": page.title, "steps": _steps(page), "problems": list(page.problems)}
        official_documents.read(session, url, sheet, digest, first, now)
    return total


def _steps(page: NoticePage) -> Sequence[dict[str, str | None]]:
    return [
        {
            "action": record.facts.action,
            "instrument": record.facts.instrument,
            "service": record.facts.service,
            "effective": record.facts.dates["effective"].iso,
        }
        for record in page.records
    ]
