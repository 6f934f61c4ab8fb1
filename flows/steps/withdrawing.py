"""Withdrawing articles by the word of a person, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from flows.article_versions import article_named
from flows.shop import Shop, Unreadable
from flows.standing import Standing, stands
from flows.steps import reading, rereading
from flows.steps.deciding import Decider, carried_out
from parsers.model import Reading
from storage import articles, mentions, withdrawals
from storage import rereading as stored_rereading
from storage.deciding import Refused
from storage.tables import ArticleRow, EventRow, VersionRow, WithdrawalRow

_GONE = Reading(relevant=False, why="withdrawn", mentions=())


@dataclass(frozen=True, slots=True)
class Wish:
    """How an article is to be withdrawn: why, whether its facts go too, and whether its words are deleted at once."""

    reason: str
    facts_too: bool = False
    erase: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal as people see it."""

    article: int
    url: str | None
    outlet: str | None
    at: datetime
    by: str
    reason: str
    facts_too: bool
    erased_at: datetime | None
    undone_at: datetime | None
    undone_by: str | None

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(self).items()
        }


@dataclass(frozen=True, slots=True)
class Came:
    """What withdrawing, or undoing it, came to: the events that the article tells of, and copies at other outlets."""

    withdrawal: Withdrawal
    events: tuple[tuple[Standing | None, Standing], ...]
    copies: tuple[str, ...]
    told: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        events = [
            {"id": now.id, "before": was.as_dict() if was else None, "after": now.as_dict()} for was, now in self.events
        ]
        return self.withdrawal.as_dict() | {"events": events, "copies": list(self.copies), "told": list(self.told)}


def withdraw(shop: Shop, decider: Decider, reference: str, wish: Wish) -> Came:
    """Withdraw the article with this id or address. Raises Unreadable where there is none that is shown."""
    return carried_out(shop, decider, lambda session: _withdraw(session, shop, decider, reference, wish))


def restore(shop: Shop, decider: Decider, reference: str) -> Came:
    """Take a withdrawal back. Words that are erased are asked for with the next pass; facts that went are read anew."""
    try:
        with shop.database.write() as session:
            article = article_named(session, reference)
            row = withdrawals.undo(session, article, decider.by, decider.now)
            again = _latest(session, article) if row.facts_too and row.erased_at is None else []
            for version in again:
                version.read_by = None
            ids, number = [version.id for version in again], article.id
    except Refused as problem:
        raise Unreadable(str(problem)) from None
    rereading.reread(shop, ids, decider.now)
    with shop.database.read() as session:
        row = session.get_one(WithdrawalRow, row.id)
        events = mentions.events_of_article(session, number)
        return Came(_shown(session, row), tuple((None, stands(session, event)) for event in events), (), ())


def listed(shop: Shop) -> Sequence[Withdrawal]:
    """Every withdrawal, the oldest first; those that were undone too."""
    with shop.database.read() as session:
        return [_shown(session, row) for row in withdrawals.every(session)]


def _withdraw(session: Session, shop: Shop, decider: Decider, reference: str, wish: Wish) -> Came:
    article = article_named(session, reference)
    articles.hold(session, [version.id for version in article.versions])
    now = decider.now
    row = withdrawals.withdraw(session, article, decider.by, wish.reason, now, facts_too=wish.facts_too)
    told: list[str] = []
    if wish.facts_too:
        told = _take_back(session, shop, article, now)
    if wish.erase:
        withdrawals.erase(session, row, now)
    session.flush()
    events = mentions.events_of_article(session, article.id)
    # Another session sees what stood before, until this one ends.
    with shop.database.read() as past:
        before = {event.id: past.get(EventRow, event.id) for event in events}
        stood = {name: stands(past, event) if event else None for name, event in before.items()}
    copies = [f"article {copy.id} ({copy.outlet or copy.url})" for copy in withdrawals.copies_of(session, article.id)]
    pairs = tuple((stood[event.id], stands(session, event)) for event in events)
    return Came(_shown(session, row), pairs, tuple(copies), tuple(told))


def _take_back(session: Session, shop: Shop, article: ArticleRow, now: datetime) -> list[str]:
    """Let nothing that the article says support anything; gives the kinds of change that readers are told of."""
    for version in article.versions:
        if version.read_at is not None:
            stored_rereading.put(session, version, _GONE, version.read_by or shop.read_by, now)
    found = reading.resolve(session, shop, [version.id for version in _latest(session, article)], now)
    articles.set_resolved(session, [version.id for version in article.versions], now)
    return [resolved.change.kind for resolved in found if resolved.change.alerts]


def _latest(session: Session, article: ArticleRow) -> list[VersionRow]:
    """The version by which the article counts, if it was read at all."""
    read = select(VersionRow).where(VersionRow.article_id == article.id, VersionRow.read_at.is_not(None))
    return list(session.scalars(read.order_by(VersionRow.id.desc()).limit(1)))


def _shown(session: Session, row: WithdrawalRow) -> Withdrawal:
    article = session.get_one(ArticleRow, row.article_id)
    return Withdrawal(
        article.id, article.url, article.outlet, row.at, row.by, row.reason, row.facts_too, row.erased_at,
        row.undone_at, row.undone_by,
    )  # fmt: skip
