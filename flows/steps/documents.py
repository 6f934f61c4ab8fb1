"""Reading the documents that official sites link: fetched through the guard, read, held against the site's own list."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast, get_args

from flows.exchange import Failure, Request, Response
from flows.pdf import UnreadablePdf, read_pdf
from flows.shop import Shop
from flows.steps import hosts
from parsers.model import Facts, Kind, OfficialRecord
from parsers.official.document import DocumentReading, Unread, read_document
from parsers.official.document_sheet import reading_to_dict
from parsers.partial_date import PartialDate
from storage import official, official_documents
from storage.official_documents import Listed
from storage.tables import OfficialDocumentRow

# A run reads so many; what is left is for the next one, the latest first.
MOST_AT_ONCE = 40
_GONE = (404, 410)
_JOINT: frozenset[str | None] = frozenset(["area_send", "area_send_monitoring"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to be read, as the site lists it."""

    url: str
    authority: str
    kind: str | None
    listed: PartialDate | None
    silent: bool


@dataclass(frozen=True, slots=True)
class NotHad:
    """Why nothing could be had from a document, and whether trying again can be as much in vain."""

    why: str
    final: bool


def wanted(shop: Shop, most: int, authorities: Collection[str] | None = None) -> Sequence[Wanted]:
    """The documents still to be read, of these authorities or of all."""
    with shop.database.read() as session:
        return [_wanted(row) for row in official_documents.unread(session, most, authorities)]


def fetch_and_read(
    shop: Shop, documents: Sequence[Wanted], now: datetime
) -> Iterator[tuple[Wanted, DocumentReading | NotHad, str]]:
    """Each document with what it says, or with why nothing could be had from it, and the hash of its bytes."""
    requests = [Request(document.url, purpose="official") for document in documents]
    for document, answer in zip(documents, hosts.fetch_each(shop, requests, now), strict=True):
        yield (document, *_read(shop, answer))


def record_of(document: Wanted, reading: DocumentReading | None) -> OfficialRecord:
    """The document as a record: what it says, and where it says nothing, what its link tells."""
    linked = link_record(document.url, document.authority, document.kind, document.listed)
    if reading is None or reading.authority != document.authority:
        return linked
    facts = reading.as_recorded
    dates = {**linked.facts.dates, **facts.dates}
    kind = facts.kind or linked.facts.kind
    return replace(linked, facts=replace(facts, kind=kind, dates=dates))


def linked(document: Listed) -> OfficialRecord:
    """What the link alone tells: that a document of this kind came out on that day."""
    return link_record(document.url, document.authority, document.kind, document.published)


def link_record(url: str, authority: str, kind_listed: str | None, listed: PartialDate | None) -> OfficialRecord:
    """The record of a document of which nothing is known but how its site lists it."""
    kind = cast(Kind, kind_listed) if kind_listed in get_args(Kind) else None
    return OfficialRecord(
        id=f"{official.LINK}{url.rstrip('/').rpartition('/')[2]}",
        family="inspection",
        authority=authority,
        facts=Facts(
            inspectorate="Ofsted/CQC" if kind in _JOINT else "Ofsted",
            kind=kind,
            dates={"published": listed} if listed else {},
        ),
        url=url,
    )


def held_against_its_list(document: Wanted, reading: DocumentReading) -> DocumentReading:
    """The reading with a note where the document is about another authority than the page that links it."""
    if reading.authority is None or reading.authority == document.authority:
        return reading
    why = f"the document is about {reading.authority}, the page that links it is that of {document.authority}"
    return replace(reading, unread=(*reading.unread, Unread("authority", why)))


def _wanted(row: OfficialDocumentRow) -> Wanted:
    listed = PartialDate(row.listed) if row.listed else None
    return Wanted(row.url, row.authority, row.kind, listed, row.silent)


def unanswered(failure: Failure) -> NotHad:
    """A site that is down or too busy comes back; a page that is not there may not."""
    return NotHad(f"{failure.reason}: {failure.detail}", failure.status in _GONE)


def _read(shop: Shop, answer: Response | Failure) -> tuple[DocumentReading | NotHad, str]:
    if isinstance(answer, Failure):
        return unanswered(answer), ""
    digest = hashlib.sha256(answer.body).hexdigest()
    try:
        return read_document(read_pdf(answer.body), shop.gazetteer), digest
    except UnreadablePdf as problem:
        return NotHad(str(problem), final=True), digest


def sheet_of(document: Wanted, reading: DocumentReading) -> dict[str, object]:
    """The reading as it is stored."""
    return reading_to_dict(held_against_its_list(document, reading), document.url)
