"""Articles, and every version of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from parsers.model import Article, london_day
from parsers.recheck import first_check, next_check
from parsers.urls import canonical_url
from storage import captures
from storage.captures import Received
from storage.columns import clean
from storage.locks import lock
from storage.tables import ArticleRow, MentionRow, VersionRow

# Clocks of outlets run ahead by minutes, and days are given without an hour.
SLIP = timedelta(days=1)
# What an article's page says in turn, an advertisement or a headline on trial, is no edit; nor is it endless.
MOST_VERSIONS = 30
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an article as it came: from a page, from a feed alone (`partial`), or from a file.

    `pages` holds where in the text of a document each of its pages begins.
    """

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
    pages: tuple[int, ...] | None = None


def digest(*parts: str | None) -> str:
    """A key of fixed length for text of any."""
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


def article_by_url(session: Session, url: str) -> ArticleRow | None:
    """The article at this address, however the address is written."""
    return session.scalar(select(ArticleRow).where(ArticleRow.key == _key(url, None)))


def put(
    session: Session, text: Text, now: datetime, *, silent: bool, capture: Received | None = None
) -> VersionRow | None:
    """Store an article, or a new version of it; None when it is known with these very words.

    A text that returns to an earlier one is a version again: what an article says is what it says last. One that was
    withdrawn is not stored again.
    """
    text = _storable(text, now)
    key = _key(text.url, text.ref or text.text)
    lock(session, key)
    article = session.scalar(select(ArticleRow).where(ArticleRow.key == key))
    if article is None:
        article = ArticleRow(key=key, url=text.url, ref=text.ref, first_seen_at=now, silent=silent)
        session.add(article)
    if article.withdrawn_at is not None:
        return None
    article.outlet = article.outlet or text.outlet
    article.published = article.published or text.published
    article.earliest = article.earliest or text.earliest
    article.latest = article.latest or text.latest
    session.flush()
    versions = article.versions
    if versions and (text.partial or _same_words(versions[-1], text) or len(versions) >= MOST_VERSIONS):
        return None
    hashed = digest(text.title, text.text)
    if any(version.hash == hashed for version in versions):
        hashed = digest(hashed, str(len(versions)))
    version = VersionRow(
        article_id=article.id,
        hash=hashed,
        seen_at=now,
        title=text.title,
        byline=text.byline,
        text=text.text,
        partial=text.partial,
        pages=list(text.pages) if text.pages else None,
        capture_hash=capture.hash if capture else None,
    )
    if capture:
        captures.keep(session, [capture], now)
    article.versions.append(version)
    session.flush()
    return version


def to_be_checked(session: Session, now: datetime, limit: int) -> Sequence[ArticleRow]:
    """Take up to `limit` articles whose page is to be looked at again, the longest waiting first.

    Each is put down for its next look at once, so that no two workers take the same one, and a look that dies is made
    up for by the next. What was taken down may come back; what was withdrawn here is left alone.
    """
    query = (
        select(ArticleRow)
        .where(ArticleRow.recheck_at <= now, ArticleRow.withdrawn_at.is_(None))
        .order_by(ArticleRow.recheck_at, ArticleRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(query).all()
    for row in rows:
        row.recheck_at = next_check(row.published or row.first_seen_at, now)
    return rows


def follow(article: ArticleRow, now: datetime) -> None:
    """Look at an article's page again from now on; one that has no page, or a document, is not edited."""
    if article.url and not any(version.pages for version in article.versions):
        article.recheck_at = article.recheck_at or first_check(article.published or article.first_seen_at, now)


def unread(session: Session, limit: int) -> Sequence[int]:
    """Versions not read, or not resolved, yet; in the order in which they came out, as far as that is known.

    A story and a later one that recalls it often arrive in one poll: read the other way round, the news would come
    as an old hat.
    """
    came_out = func.coalesce(ArticleRow.published, VersionRow.seen_at)
    return session.scalars(
        select(VersionRow.id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(VersionRow.resolved_at.is_(None), ArticleRow.withdrawn_at.is_(None))
        .order_by(came_out, VersionRow.id)
        .limit(limit)
    ).all()


def hold(session: Session, version_ids: Sequence[int]) -> None:
    """Keep everyone else from resolving or rereading any version of the same articles until the transaction ends.

    Taken before an authority's lock or a row of the version, never after.
    """
    lock(session, *(f"article {number}" for number in articles_of(session, version_ids).values()))


def articles_of(session: Session, version_ids: Sequence[int]) -> dict[int, int]:
    """The article of each of these versions."""
    rows = session.execute(select(VersionRow.id, VersionRow.article_id).where(VersionRow.id.in_(version_ids)))
    return dict(rows.tuples().all())


def set_resolved(session: Session, version_ids: Sequence[int], now: datetime) -> None:
    """Put down that all which these versions say was held against what is known.

    One that a reread has marked meanwhile stays waiting, so that nothing is lost should the reread die.
    """
    waits = exists().where(
        MentionRow.version_id == VersionRow.id,
        MentionRow.authority.is_not(None),
        MentionRow.retired_at.is_(None),
        MentionRow.resolved_at.is_(None),
    )
    session.execute(
        update(VersionRow)
        .where(VersionRow.id.in_(version_ids), ~waits)
        .values(resolved_at=now)
        .execution_options(synchronize_session=False)
    )


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
        paper=version.pages is not None,
    )


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


def _same_words(version: VersionRow, text: Text) -> bool:
    if not version.text:
        # Its words were deleted, so that these are none that we have.
        return False
    return version.hash == digest(text.title, text.text) or (
        not version.partial and _words(version.title, version.text) == _words(text.title, text.text)
    )


def _words(*parts: str | None) -> list[str]:
    """What is said, whatever the commas, the quotation marks and the breaks between lines."""
    return [word for part in parts for word in _WORD.findall((part or "").casefold())]
