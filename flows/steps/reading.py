"""Reading stored articles and resolving what they say: from a version to events, changes and what is owed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from alerts.owing import judge_and_owe
from flows.shop import Shop
from flows.steps import register
from flows.steps.counts import ReadCount
from flows.steps.sweeping import seldom_swept
from parsers import reader
from parsers.manifest import ManifestItem
from parsers.syndication import fingerprint
from storage import articles, copies, mentions, resolution, sources
from storage.resolution import Resolved
from storage.tables import VersionRow

log = logging.getLogger(__name__)

# So many versions are resolved in one transaction: more gain little, and keep other workers waiting.
_TOGETHER = 50


def unread(shop: Shop, limit: int) -> list[int]:
    """Versions that are not read, or whose mentions were not all resolved, in the order in which they came out."""
    with shop.database.read() as session:
        return list(articles.unread(session, limit))


def read(shop: Shop, version_ids: Iterable[int], now: datetime) -> ReadCount:
    """Read each version and resolve its mentions; one that brings out a fault is put aside and the rest go on."""
    total = ReadCount()
    for batch in _batches(shop, list(version_ids)):
        total += _read_batch(shop, batch, now)
    return total


def take_in(shop: Shop, item: ManifestItem, now: datetime, *, silent: bool) -> None:
    """Store and read one article of a list; nothing happens when it is known with this very text."""
    text = articles.Text(
        text=item.text or "",
        url=item.url,
        title=item.title,
        outlet=item.outlet,
        published=item.published,
        earliest=item.earliest,
        latest=item.latest,
        ref=item.id,
    )
    with shop.database.write() as session:
        version = articles.put(session, text, now, silent=silent)
    if version is not None:
        read_version(shop, version.id, now)


def read_version(shop: Shop, version_id: int, now: datetime) -> ReadCount:
    """Read one version, unless that was done, then resolve it."""
    return _read(shop, version_id, now) + _resolve(shop, [version_id], now)


def resolve(session: Session, shop: Shop, version_ids: Sequence[int], now: datetime) -> list[Resolved]:
    """Resolve versions of different articles; changes and what they owe commit together, with the versions ticked off.

    All authorities are locked before anything is owed: who took them one by one would wait for others in a circle.
    """
    with seldom_swept():
        batch = resolution.Batch(session, version_ids, now)
        found = [one for some in batch.resolve() for one in _judged(session, shop, some, now)]
        articles.set_resolved(session, version_ids, now)
        return found


def _batches(shop: Shop, version_ids: Sequence[int]) -> Iterator[list[int]]:
    """The versions in their order, some at a time; never two of one article, where the later changes the earlier."""
    with shop.database.read() as session:
        article_of = articles.articles_of(session, version_ids)
    batch: dict[int | None, int] = {}
    for version_id in version_ids:
        article = article_of.get(version_id)
        if article in batch or len(batch) == _TOGETHER:
            yield list(batch.values())
            batch = {}
        batch[article] = version_id
    if batch:
        yield list(batch.values())


def _read_batch(shop: Shop, version_ids: Sequence[int], now: datetime) -> ReadCount:
    """Read each version, then resolve all of them at once; where that brings out a fault, one after another."""
    count, ready = ReadCount(), []
    for version_id in version_ids:
        try:
            count += _read(shop, version_id, now)
            ready.append(version_id)
        except Exception:
            count += _fault(version_id)
    if not ready:
        return count
    try:
        return count + _resolve(shop, ready, now)
    except Exception as fault:
        log.info("%s versions can't be resolved at once, so each is by itself: %r", len(ready), fault)
    for version_id in ready:
        try:
            count += _resolve(shop, [version_id], now)
        except Exception:
            count += _fault(version_id)
    return count


def _fault(version_id: int) -> ReadCount:
    """A fault of ours in one article must not stop the others; it stays unread and is tried again."""
    log.exception("version %s can't be read", version_id)
    return ReadCount(faults=1)


def _read(shop: Shop, version_id: int, now: datetime) -> ReadCount:
    with shop.database.read() as session:
        version = session.get_one(VersionRow, version_id)
        article = None if version.read_at else articles.as_read(version)
        original = copies.original_of(session, version) if article else None
        reading = copies.reading_of(original, version) if original else None
        copy_of = original.id if original and reading else None
    if article is None:
        return ReadCount()
    if reading is None:
        reading = reader.read(article, shop.lexicon)
    with shop.database.write() as session:
        version = session.get_one(VersionRow, version_id, with_for_update=True)
        if version.read_at is not None:
            # Another worker was quicker; reading anew would drop mentions that it has resolved.
            return ReadCount()
        mentions.store_reading(session, version, reading, now, shop.read_by)
        version.copy_of = copy_of
        if reading.relevant:
            articles.follow(version.article, now)
        version.fingerprint = fingerprint(version.text) if reading.relevant and copy_of is None else None
    return ReadCount(read=1, relevant=int(reading.relevant), mentions=len(reading.mentions))


def _resolve(shop: Shop, version_ids: Sequence[int], now: datetime) -> ReadCount:
    with shop.database.write() as session:
        found = resolve(session, shop, version_ids, now)
    return ReadCount(changes=len(found), alerting=sum(resolved.change.alerts for resolved in found))


def _judged(session: Session, shop: Shop, found: list[Resolved], now: datetime) -> list[Resolved]:
    """What was resolved, judged, and put down for those who are owed it."""
    watched = bool(found) and sources.enabled_of(session, register.KIND) is not None
    for resolved in found:
        judge_and_owe(session, resolved, shop.subscriptions, shop.gazetteer, now, watched=watched)
    return found
