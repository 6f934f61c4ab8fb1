"""Replaying articles through history: the whole way of the data under a virtual clock, in a throw-away database.

The demo, the test of the whole, and the preview of a subscription are this one function. Nothing is sent: one reader
subscribes to everything by default, and what that reader would have received is the result.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.model import Notice
from alerts.noticing import Dismissed
from alerts.render import render
from alerts.subscriptions import Subscription
from flows.settings import Settings
from flows.shop import Shop, Unreadable, lend_shop
from flows.steps import reading, register
from parsers.manifest import ManifestItem, load_items, load_manifest
from parsers.model import LONDON, OfficialRecord, london_day
from parsers.official.register import known_on, published_on
from storage import digests, events, mentions, migrate, sending, withholding
from storage.database import Database
from storage.tables import ArticleRow, ChangeRow, EventRow, MessageRow

# One reader who follows every authority, with the default types.
EVERYTHING = Subscription(
    id="everything", name="Everything", recipient="reader", authorities=(), regions=("England",), channels=("replay:",)
)
# An item without any date, and nothing before it, is read as if it came on the day that the record begins.
# What waits at the end for a digest or for quiet hours to be over has gone out by then.
_LONGEST_ROUND = timedelta(days=15)
_BEGINNING = datetime(2013, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ReplayedMessage:
    """One message that would have been sent, when (`approximate` where the day was worked out), or a line of a digest.

    `articles` are the ids of those that brought it, `outlets` whose they are; a message that only the official record
    brought has neither. `digest` is the round of the digest that it would have been told in, as `weekly 07:30 Mon`.
    """

    at: datetime
    approximate: bool
    headline: str
    notice: Notice
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to. `events` are event ids with the articles that tell of them, oldest event first."""

    messages: tuple[ReplayedMessage, ...]
    events: tuple[tuple[EventRow, tuple[str, ...]], ...]
    articles: int


def load_corpus(path: Path) -> tuple[ManifestItem, ...]:
    """The items of a folder with `manifest.toml` (or `articles/manifest.toml`), or of a JSON Lines file.

    Raises Unreadable, naming file and line, when there is no such thing or it can't be read.
    """
    try:
        if path.is_dir():
            folder = path if (path / "manifest.toml").exists() else path / "articles"
            manifest = folder / "manifest.toml"
            if not manifest.exists():
                raise Unreadable(f"{path} has no manifest.toml in it, nor in its articles/; or name a .jsonl file")
            items = load_manifest(manifest.read_text(encoding="utf-8"), str(manifest))
            return tuple(replace(item, text=_text_of(folder, item)) for item in items)
        return in_order(load_items(path.read_text(encoding="utf-8"), str(path)))
    except OSError as error:
        raise Unreadable(f"{path} can't be replayed: {error.strerror or error}; check the path") from error
    except ValueError as error:
        raise Unreadable(f"{path} can't be replayed: {error}") from error


def in_order(items: Sequence[ManifestItem]) -> tuple[ManifestItem, ...]:
    """In the order of publication; those without a date come last, as they stand."""
    return tuple(sorted(items, key=lambda item: (item.moment is None, item.moment or _BEGINNING)))


def replay(
    settings: Settings,
    items: Sequence[ManifestItem],
    *,
    subscriptions: Sequence[Subscription] | None = None,
    records: Sequence[OfficialRecord] = (),
    span: tuple[datetime, datetime] | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Replayed:
    """Feed `items` in order, each at its own time, and collect what would have been sent.

    `records` is the official record, taken in as it became known; without it the articles stand alone. It is told from
    the first article to the last, or over a `span`.
    """
    with throwaway_shop(settings, subscriptions) as shop:
        told: list[ReplayedMessage] = []
        clock = _BEGINNING
        waiting = _baseline(shop, span[0] if span else _first(items), records)
        for item in items:
            clock = max(clock, item.moment or clock)
            told += _messages(shop, False, clock)
            waiting, official = _register_until(shop, waiting, clock)
            told += official
            reading.take_in(shop, item, clock, silent=False)
            told += _messages(shop, item.approximate, clock)
            tick()
        if span:
            clock = max(clock, span[1])
            told += _register_until(shop, waiting, clock)[1]
        told += _messages(shop, False, clock + _LONGEST_ROUND)
        with shop.database.read() as session:
            return Replayed(tuple(told), _events(session), len(items))


@contextmanager
def throwaway_shop(settings: Settings, subscriptions: Sequence[Subscription] | None = None) -> Iterator[Shop]:
    """A shop with an empty database that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder, Database(f"sqlite:///{folder}/replay.db") as db:
        migrate.upgrade(db)
        shop = lend_shop(settings, db)
        yield replace(shop, subscriptions=subscriptions or (EVERYTHING,))


def _text_of(folder: Path, item: ManifestItem) -> str:
    return (folder / (item.file or "")).read_text(encoding="utf-8")


def _first(items: Sequence[ManifestItem]) -> datetime | None:
    return next((item.moment for item in items if item.moment), None)


def _baseline(shop: Shop, first: datetime | None, records: Sequence[OfficialRecord]) -> tuple[OfficialRecord, ...]:
    """Take in, silently, what was known before that moment; give back the rest."""
    if not records or first is None:
        return ()
    known = {record.id for record in known_on(records, london_day(first))}
    register.take_in(shop, [record for record in records if record.id in known], first, silent=True)
    return tuple(record for record in records if record.id not in known)


def _register_until(
    shop: Shop, waiting: tuple[OfficialRecord, ...], clock: datetime
) -> tuple[tuple[OfficialRecord, ...], list[ReplayedMessage]]:
    """Take in what became public up to now, each on its own day; give back what still waits, and what was told."""
    known = known_on(waiting, london_day(clock)) if waiting else ()
    told: list[ReplayedMessage] = []
    for day, group in groupby(sorted(known, key=_public_since), key=_public_since):
        at = min(datetime.combine(day, time(12), LONDON).astimezone(UTC), clock)
        register.take_in(shop, group, at, silent=False)
        told += _messages(shop, False, at)
    ids = {record.id for record in known}
    return tuple(record for record in waiting if record.id not in ids), told


def _public_since(record: OfficialRecord) -> date:
    """The first day on which `known_on` counts it as public."""
    published = published_on(record)
    return published.latest if published else record.as_at or date.min


def _messages(shop: Shop, approximate: bool, clock: datetime) -> list[ReplayedMessage]:
    """What is owed and due now, in the order in which its articles tell it; put down as sent."""
    told = []
    with shop.database.write() as session:
        writer = shop.writer(session)
        due = select(MessageRow).where(MessageRow.state == "owed", MessageRow.due_at <= clock)
        for message in session.scalars(due.order_by(MessageRow.due_at)).all():
            at = max(message.created_at, message.due_at or message.created_at)
            row = digests.of_message(session, message.id)
            try:
                whole = writer.notice(message)
            except Dismissed:
                withholding.withhold(session, message.id)
                continue
            # A digest tells each change in a line of its own.
            parts = [whole] if row is None else [replace(whole, changes=(view,)) for view in whole.changes]
            headlines = [render(part).subject for part in parts]
            for notice, headline in zip(parts, headlines, strict=True):
                behind = _articles(session, notice)
                refs = tuple(dict.fromkeys(article.ref for article in behind if article.ref))
                outlets = tuple(dict.fromkeys(article.outlet for article in behind if article.outlet))
                rounds = row.round if row else None
                told.append(ReplayedMessage(at, approximate, headline, notice, refs, outlets, rounds))
            sending.sent(session, message.id, "; ".join(headlines), None, at)
    return sorted(told, key=lambda message: (message.at, min(change.id for change in message.notice.changes)))


def _articles(session: Session, notice: Notice) -> list[ArticleRow]:
    """The articles that brought these changes."""
    behind = [
        mentions.article_behind(session, session.get_one(ChangeRow, view.id).mention_id) for view in notice.changes
    ]
    return [article for article in behind if article]


def _events(session: Session) -> tuple[tuple[EventRow, tuple[str, ...]], ...]:
    return tuple(
        (event, tuple(article.ref or "" for article in mentions.articles_telling(session, event.id)))
        for event in reversed(events.find(session))
    )
