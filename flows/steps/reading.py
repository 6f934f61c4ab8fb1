"""Reading stored articles and resolving what they say: from a version to events, changes and what is owed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.owing import judge_and_owe
from flows.shop import Shop
from flows.steps.counts import ReadCount
from parsers import reader
from parsers.manifest import ManifestItem
from storage import articles, mentions, resolution
from storage.tables import MentionRow, VersionRow

log = logging.getLogger(__name__)


def unread(shop: Shop, limit: int) -> list[int]:
    """Versions that are not read, or whose mentions were not all resolved, oldest first."""
    with shop.database.read() as session:
        waiting = list(articles.unread(session, limit))
        waiting += [version for version, _ in mentions.unresolved_authorities(session, limit)]
    return sorted(set(waiting))[:limit]


def read(shop: Shop, version_ids: Iterable[int], now: datetime) -> ReadCount:
    """Read each version and resolve its mentions; one that brings out a fault is put aside and the rest go on."""
    total = ReadCount()
    for version_id in version_ids:
        try:
            total += read_version(shop, version_id, now)
        except Exception:
            # A fault of ours in one article must not stop the others; it stays unread and is tried again.
            log.exception("version %s can't be read", version_id)
            total += ReadCount(faults=1)
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
    """Read one version, unless that was done, then resolve it authority by authority, a transaction each."""
    count = ReadCount()
    with shop.database.read() as session:
        version = session.get_one(VersionRow, version_id)
        article = None if version.read_at else articles.as_read(version)
    if article is not None:
        reading = reader.read(article, shop.lexicon)
        with shop.database.write() as session:
            mentions.store_reading(session, session.get_one(VersionRow, version_id), reading, now)
        count += ReadCount(read=1, relevant=int(reading.relevant), mentions=len(reading.mentions))
    with shop.database.read() as session:
        authorities = _unresolved(session, version_id)
    for authority in authorities:
        with shop.database.write() as session:
            count += _resolve(session, shop, version_id, authority, now)
    return count


def _resolve(session: Session, shop: Shop, version_id: int, authority: str, now: datetime) -> ReadCount:
    """Changes and what they owe commit together, or not at all."""
    found = resolution.resolve_version(session, version_id, authority, now)
    verdicts = [judge_and_owe(session, resolved, shop.subscriptions, shop.gazetteer, now) for resolved in found]
    return ReadCount(changes=len(found), alerting=sum(verdict.alerts for verdict in verdicts))


def _unresolved(session: Session, version_id: int) -> Sequence[str]:
    rows = session.scalars(
        select(MentionRow.authority)
        .where(
            MentionRow.version_id == version_id,
            MentionRow.resolved_at.is_(None),
            MentionRow.authority.is_not(None),
        )
        .order_by(MentionRow.position)
    )
    return list(dict.fromkeys(authority for authority in rows if authority))
