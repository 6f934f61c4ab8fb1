"""Entries of sources: which are new, and whose page is still to be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, insert, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from parsers.entry_identity import EntryKeys, KnownEntry, keys_of, recognise
from parsers.model import Entry
from storage.articles import article_by_url
from storage.columns import clean
from storage.tables import ArticleRow, EntryRow, SourceRow

# What a source already held when it was first polled is history, save the last two days' news.
BASELINE_AGE = timedelta(hours=48)
MOST_TRIES = 5
_AT_ONCE = 300
# As rows of the table, not as objects: of these a poll may bring thousands.
_INSERT = insert(cast(Table, EntryRow.__table__))


@dataclass(frozen=True, slots=True)
class Added:
    """What a feed came to: entries that are new, and known ones that their publisher edited.

    `moved` says that the source gave all its items other identifiers; none of them is told again.
    """

    new: int = 0
    edited: int = 0
    moved: bool = False


def add(session: Session, source: SourceRow, entries: Iterable[Entry], now: datetime) -> Added:
    """Keep the entries that this source did not show before, by whatever identifiers."""
    keyed = keys_of(tuple(entries))
    first_poll = source.first_polled_at is None
    found = recognise(keyed, () if first_poll else _known(session, source.id, [keys for _, keys in keyed]))
    rows: dict[str, dict[str, Any]] = {}
    for entry, keys in found.new:
        old = entry.published is not None and entry.published < now - BASELINE_AGE
        # After a move, what can't be recognised and is not of these days was there before too.
        silent = (first_poll and (old or entry.published is None)) or (found.moved and old)
        rows.setdefault(keys.id, _values(source.id, entry, keys, now) | {"silent": silent})
    if rows:
        session.execute(_INSERT, list(rows.values()))
    for entry, keys, known in found.edited:
        _edit(session, source.id, entry, keys, known, now)
    return Added(len(rows), len(found.edited), found.moved)


def due(session: Session, source_ids: Sequence[str], now: datetime, limit: int) -> Sequence[EntryRow]:
    """Entries of these sources whose page is still to be fetched, the newest first: news before history.

    Whoever holds the lease of a source holds its entries too, so that no page is fetched twice.
    """
    return session.scalars(
        select(EntryRow)
        .where(
            EntryRow.source_id.in_(source_ids),
            EntryRow.state == "due",
            or_(EntryRow.due_at.is_(None), EntryRow.due_at <= now),
        )
        .order_by(EntryRow.silent, EntryRow.published.desc().nulls_last(), EntryRow.id)
        .limit(limit)
    ).all()


def still_due(session: Session, ids: Sequence[int], source_ids: Sequence[str]) -> Sequence[EntryRow]:
    """Those of these entries that wait still and are of these sources, in the order given."""
    waiting = EntryRow.id.in_(ids), EntryRow.source_id.in_(source_ids), EntryRow.state == "due"
    return sorted(session.scalars(select(EntryRow).where(*waiting)), key=lambda entry: ids.index(entry.id))


def known_already(session: Session, entry: EntryRow) -> bool:
    """Link an entry to an article that another source led to, so that its page is not fetched again."""
    article = article_by_url(session, entry.url) if entry.url else None
    if article is None or (article.withdrawn_at is None and all(version.partial for version in article.versions)):
        return False
    entry.state, entry.article_id = "known", article.id
    return True


def _values(source_id: str, entry: Entry, keys: EntryKeys, now: datetime) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "key": keys.id,
        "page_key": keys.page,
        "title_key": keys.title,
        "url": clean(entry.url),
        "title": clean(entry.title),
        "summary": clean(entry.summary),
        "outlet": clean(entry.outlet, 200),
        "published": entry.published,
        "earliest": entry.earliest,
        "latest": entry.latest,
        "first_seen_at": now,
        "due_at": now,
        "state": "due",
        "failures": 0,
    }


def _edit(session: Session, source_id: str, entry: Entry, keys: EntryKeys, known: KnownEntry, now: datetime) -> None:
    """Note the new title, and have the article's page looked at again: who changes a title changes more."""
    row = session.get_one(EntryRow, known.number)
    if row.key == keys.id:
        row.title, row.title_key = clean(entry.title), keys.title
    else:
        alias = {"state": "known", "article_id": row.article_id, "silent": row.silent}
        session.add(EntryRow(**(_values(source_id, entry, keys, now) | alias)))
    if row.article_id is not None:
        session.get_one(ArticleRow, row.article_id).recheck_at = now


def _known(session: Session, source_id: str, keys: Sequence[EntryKeys]) -> list[KnownEntry]:
    """The entries of a source that share a key with any of these; by page and title only where an id is unknown."""
    ids = _found(session, source_id, EntryRow.key, [one.id for one in keys])
    have = {one.keys.id for one in ids}
    strange = [one for one in keys if one.id not in have]
    pages = _found(session, source_id, EntryRow.page_key, [one.page for one in strange if one.page])
    titles = _found(session, source_id, EntryRow.title_key, [one.title for one in strange if one.title])
    return list({one.number: one for one in (*ids, *pages, *titles)}.values())


def _found(
    session: Session, source_id: str, column: InstrumentedAttribute[Any], wanted: Sequence[str]
) -> list[KnownEntry]:
    found: list[KnownEntry] = []
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(EntryRow.id, EntryRow.key, EntryRow.page_key, EntryRow.title_key, EntryRow.published).where(
            EntryRow.source_id == source_id, column.in_(wanted[start : start + _AT_ONCE])
        )
        found += [
            KnownEntry(number, EntryKeys(key, page, title), published)
            for number, key, page, title, published in session.execute(query)
        ]
    return found
