"""Entries of sources, the articles they lead to, and every version of those."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from parsers.model import Article, Entry, london_day
from parsers.urls import canonical_url
from storage.columns import clean
from storage.locks import lock
from storage.tables import ArticleRow, CaptureRow, EntryRow, SourceRow, VersionRow

# What a source already held when it was first polled is history, save the last two days' news.
BASELINE_AGE = timedelta(hours=48)
# Clocks of outlets run ahead by minutes, and days are given without an hour.
SLIP = timedelta(days=1)
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an article as it came: from a page, from a feed alone (`partial`), or from a file."""

    text: str
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    earliest: date | None = None
    latest: date | None = None
    partial: bool = False
    ref: str | None = None


def digest(*parts: str | None) -> str:
    """A key of fixed length for text of any."""
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


def add_entries(session: Session, source: SourceRow, entries: Iterable[Entry], now: datetime) -> int:
    """Keep the entries that this source did not show before; returns how many."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(digest(entry.id), entry)
    known = _known_keys(session, source.id, list(by_key))
    first_poll = source.first_polled_at is None
    new = 0
    for key, entry in by_key.items():
        if key in known:
            continue
        old = entry.published is not None and entry.published < now - BASELINE_AGE
        session.add(
            EntryRow(
                source_id=source.id,
                key=key,
                url=clean(entry.url),
                title=clean(entry.title),
                summary=clean(entry.summary),
                published=entry.published,
                first_seen_at=now,
                silent=first_poll and (old or entry.published is None),
                due_at=now,
            )
        )
        new += 1
    return new


def due_entries(session: Session, source_ids: Sequence[str], now: datetime, limit: int) -> Sequence[EntryRow]:
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


def article_by_url(session: Session, url: str) -> ArticleRow | None:
    """The article at this address, however the address is written."""
    return session.scalar(select(ArticleRow).where(ArticleRow.key == _key(url, None)))


def known_already(session: Session, entry: EntryRow) -> bool:
    """Link an entry to an article that another source led to, so that its page is not fetched again."""
    article = article_by_url(session, entry.url) if entry.url else None
    if article is None or all(version.partial for version in article.versions):
        return False
    entry.state, entry.article_id = "known", article.id
    return True


def put(
    session: Session, text: Text, now: datetime, *, silent: bool, capture: tuple[bytes, str | None] | None = None
) -> VersionRow | None:
    """Store an article, or a new version of it; None when it is known with this very text."""
    text = _storable(text, now)
    key = _key(text.url, text.ref or text.text)
    lock(session, key)
    article = session.scalar(select(ArticleRow).where(ArticleRow.key == key))
    if article is None:
        article = ArticleRow(key=key, url=text.url, ref=text.ref, first_seen_at=now, silent=silent)
        session.add(article)
    article.outlet = article.outlet or text.outlet
    article.published = article.published or text.published
    article.earliest = article.earliest or text.earliest
    article.latest = article.latest or text.latest
    session.flush()
    version_hash = digest(text.title, text.text)
    if any(version.hash == version_hash for version in article.versions):
        return None
    if text.partial and article.versions:
        return None
    version = VersionRow(
        article_id=article.id,
        hash=version_hash,
        seen_at=now,
        title=text.title,
        byline=text.byline,
        text=text.text,
        partial=text.partial,
        capture_hash=_capture(session, capture, now),
    )
    article.versions.append(version)
    session.flush()
    return version


def unread(session: Session, limit: int) -> Sequence[int]:
    """Versions not read, or not resolved, yet; in the order in which they came out, as far as that is known.

    A story and a later one that recalls it often arrive in one poll: read the other way round, the news would come
    as an old hat.
    """
    came_out = func.coalesce(ArticleRow.published, VersionRow.seen_at)
    return session.scalars(
        select(VersionRow.id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(VersionRow.resolved_at.is_(None))
        .order_by(came_out, VersionRow.id)
        .limit(limit)
    ).all()


def as_read(version: VersionRow) -> Article:
    """A stored version in the form that the reader takes."""
    article = version.article
    return Article(
        id=str(version.id),
        text=version.text,
        url=article.url,
        title=version.title,
        outlet=article.outlet,
        published=article.published,
        earliest=article.earliest,
        latest=article.latest,
    )


def body_of(capture: CaptureRow) -> bytes:
    """The bytes of a capture as they were received."""
    return zlib.decompress(capture.body)


def _storable(text: Text, now: datetime) -> Text:
    """The text as any database takes it, and without a date of publication that lies ahead: that is a slip."""
    published = text.published if text.published is None or text.published <= now + SLIP else None
    return replace(
        text,
        text=clean(text.text),
        url=clean(text.url),
        title=clean(text.title),
        byline=clean(text.byline),
        outlet=clean(text.outlet, 200),
        ref=clean(text.ref, 200),
        published=published,
        latest=text.latest or (london_day(now) if text.published and published is None else None),
    )


def _key(url: str | None, fallback: str | None) -> str:
    canonical = canonical_url(url) if url else None
    return digest(canonical) if canonical else digest("text", fallback)


def _known_keys(session: Session, source_id: str, keys: list[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), 500):
        chunk = keys[start : start + 500]
        known.update(
            session.scalars(select(EntryRow.key).where(EntryRow.source_id == source_id, EntryRow.key.in_(chunk)))
        )
    return known


def _capture(session: Session, capture: tuple[bytes, str | None] | None, now: datetime) -> str | None:
    if capture is None:
        return None
    body, content_type = capture
    name = hashlib.sha256(body).hexdigest()
    if session.get(CaptureRow, name) is None:
        session.add(CaptureRow(hash=name, at=now, content_type=clean(content_type, 200), body=zlib.compress(body, 6)))
    return name
