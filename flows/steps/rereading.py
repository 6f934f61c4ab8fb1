"""Reading stored articles anew with the reader of today, in batches; a run that was killed is taken up where it was."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from flows.looking import authority_named
from flows.shop import Shop
from flows.steps import reading
from flows.steps.counts import RereadCount
from parsers import reader
from parsers.model import Reading
from parsers.syndication import fingerprint
from storage import articles, copies, rereading
from storage.rereading import Difference, Scope
from storage.tables import VersionRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading one version anew came to. `changes` are (event, kind of change, whether readers are told)."""

    version_id: int
    article_id: int
    title: str
    differences: tuple[Difference, ...]
    changes: tuple[tuple[str, str, bool], ...] = ()


def scope_of(shop: Shop, since: date | None, authority: str | None) -> Scope:
    """The articles that are meant; raises Unreadable for an authority that is not known."""
    if authority is None:
        return Scope(since)
    found = authority_named(shop, authority)
    return Scope(since, tuple(dict.fromkeys((found.name, *found.aliases))))


def count(shop: Shop, scope: Scope) -> int:
    """How many articles an older reader read."""
    with shop.database.read() as session:
        return rereading.count(session, shop.read_by, scope)


def batches(shop: Shop, scope: Scope, size: int) -> Iterator[list[int]]:
    """The versions that an older reader read, `size` at a time; each comes once, whatever becomes of it."""
    after = 0
    while True:
        with shop.database.read() as session:
            ids = list(rereading.waiting(session, shop.read_by, scope, after, size))
        if not ids:
            return
        after = ids[-1]
        yield ids


def reread(shop: Shop, version_ids: Iterable[int], now: datetime) -> RereadCount:
    """Read each version anew; one that brings out a fault is put aside and the rest go on."""
    total = RereadCount()
    for version_id in version_ids:
        try:
            total += _reread(shop, version_id, now)
        except Exception:
            # A fault of ours in one article must not stop the others; it is tried again with the next run.
            log.exception("version %s can't be read anew", version_id)
            total += RereadCount(faults=1)
    return total


def foreseen(shop: Shop, version_ids: Iterable[int], now: datetime) -> Iterator[Reread]:
    """What reading these versions anew would change, each by itself; nothing is kept."""
    for version_id in version_ids:
        made = _read(shop, version_id)
        if made is None:
            continue
        try:
            with shop.database.write() as session:
                found = _foreseen(session, shop, version_id, made, now)
                raise _Forget
        except _Forget:
            if found.differences:
                yield found


class _Forget(Exception):
    """Ends a transaction without a trace."""


def _reread(shop: Shop, version_id: int, now: datetime) -> RereadCount:
    """What is read otherwise is kept first, marked as unresolved: if we die here, any later run resolves it."""
    made = _read(shop, version_id)
    if made is None:
        return RereadCount()
    with shop.database.write() as session:
        articles.hold(session, [version_id])
        version = session.get_one(VersionRow, version_id, with_for_update=True)
        if version.read_by == shop.read_by:
            return RereadCount()
        changed = bool(_put(session, shop, version, made, now))
    if not changed:
        return RereadCount(read=1)
    resolved = reading.read_version(shop, version_id, now)
    return RereadCount(read=1, changed=1, changes=resolved.changes, alerting=resolved.alerting)


def _read(shop: Shop, version_id: int) -> Reading | None:
    """What today's reader makes of a version; None when it has read it already. A copy says what its original does."""
    with shop.database.read() as session:
        version = session.get_one(VersionRow, version_id)
        if version.read_by == shop.read_by:
            return None
        original = session.get(VersionRow, version.copy_of) if version.copy_of else None
        if original is not None and original.read_by == shop.read_by:
            told = copies.reading_of(original, version)
            if told is not None:
                return told
        article = articles.as_read(version)
    return reader.read(article, shop.lexicon)


def _put(session: Session, shop: Shop, version: VersionRow, made: Reading, now: datetime) -> list[Difference]:
    if version.copy_of is None:
        version.fingerprint = fingerprint(version.text) if made.relevant else None
    return rereading.put(session, version, made, shop.read_by, now)


def _foreseen(session: Session, shop: Shop, version_id: int, made: Reading, now: datetime) -> Reread:
    articles.hold(session, [version_id])
    version = session.get_one(VersionRow, version_id)
    differences = _put(session, shop, version, made, now)
    found = reading.resolve(session, shop, [version_id], now) if differences else []
    changes = tuple((resolved.event.id, resolved.change.kind, resolved.change.alerts) for resolved in found)
    title = version.title or version.article.url or f"article {version.article_id}"
    return Reread(version_id, version.article_id, title, tuple(differences), changes)
