"""Documents that official sites link: which are known, which are still to be read, and what was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from parsers.partial_date import PartialDate
from storage.columns import clean
from storage.locks import lock
from storage.tables import OfficialDocumentRow

# The kind of a page about an intervention, which is no PDF and may change.
NOTICE = "notice"
# A file that is not there or can't be read so many times is left alone; its reason stays.
MOST_TRIES = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a site lists it: whose it is, what it is called, and under which day."""

    url: str
    authority: str
    title: str
    kind: str | None
    published: PartialDate | None


def put(session: Session, listed: Iterable[Listed], now: datetime, *, silent: bool) -> int:
    """Remember documents that are not known yet; one that its site says has changed is to be read again.

    Returns how many are new or changed. One process at a time: two may look at one page at once.
    """
    lock(session, "official documents")
    new = 0
    for document in listed:
        day = document.published.iso if document.published else None
        row = session.get(OfficialDocumentRow, document.url)
        if row is not None and (row.listed, row.title) == (day, clean(document.title, 500)):
            continue
        new += 1
        if row is not None:
            # What was there at the first look is history; what becomes of it is news.
            row.silent = row.silent and row.read_at is None
            row.listed, row.title, row.read_at, row.tries = day, clean(document.title, 500), None, 0
            continue
        session.add(
            OfficialDocumentRow(
                url=document.url,
                authority=document.authority,
                title=clean(document.title, 500),
                kind=document.kind,
                listed=day,
                first_seen_at=now,
                silent=silent,
                tries=0,
            )
        )
    session.flush()
    return new


def urls(session: Session) -> set[str]:
    """The addresses of all documents that are known."""
    return set(session.scalars(select(OfficialDocumentRow.url)))


def unread(
    session: Session, most: int, authorities: Collection[str] | None = None, *, notices: bool = False
) -> Sequence[OfficialDocumentRow]:
    """Reports and letters still to be read, of these authorities or of all, the latest first; or such notices."""
    query = select(OfficialDocumentRow).where(
        OfficialDocumentRow.read_at.is_(None), OfficialDocumentRow.tries < MOST_TRIES
    )
    of_kind = OfficialDocumentRow.kind == NOTICE
    query = query.where(of_kind if notices else or_(OfficialDocumentRow.kind.is_(None), ~of_kind))
    if authorities is not None:
        query = query.where(OfficialDocumentRow.authority.in_(list(authorities)))
    latest = query.order_by(OfficialDocumentRow.listed.desc(), OfficialDocumentRow.url)
    return session.scalars(latest.limit(most)).all()


def failed(session: Session, url: str, problem: str, *, final: bool) -> None:
    """Put down why a document could not be had or read; what is not `final` counts as no try, for it will pass."""
    row = session.get_one(OfficialDocumentRow, url)
    row.tries += final
    row.problem = clean(problem, 1_000)


def read(
    session: Session, url: str, reading: dict[str, Any], body_hash: str, record_id: str | None, now: datetime
) -> None:
    """Put down what was read in a document and the record that it is now part of."""
    row = session.get_one(OfficialDocumentRow, url)
    row.read_at, row.reading, row.body_hash, row.record_id = now, reading, body_hash, record_id
    row.tries += 1
    row.problem = None
