"""One article in all its versions, and what an edit changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from flows.shop import Shop, Unreadable
from parsers.version_diff import Passage, passages
from storage import articles
from storage.tables import ArticleRow, VersionRow

# More digits than any database counts to.
_LONGEST_ID = 10


@dataclass(frozen=True, slots=True)
class Version:
    """A version by its number, from 1; `partial` where only the feed's own words were to be had."""

    number: int
    seen_at: datetime
    title: str | None
    text: str
    partial: bool

    @property
    def whole(self) -> str:
        """Headline and text."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class ArticleHistory:
    """An article and its versions, the oldest first."""

    id: int
    url: str | None
    outlet: str | None
    recheck_at: datetime | None
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of one version in another."""

    old: Version
    new: Version
    passages: tuple[Passage, ...]

    def as_dict(self) -> dict[str, Any]:
        """Changed passages alone, each with its pieces in order."""
        changed = [passage for passage in self.passages if passage.changed]
        return {
            "from": self.old.number,
            "to": self.new.number,
            "seen_at": self.new.seen_at.isoformat(),
            "changed": [[{piece.fate: piece.text} for piece in passage.pieces] for passage in changed],
        }


def history_of(shop: Shop, reference: str) -> ArticleHistory:
    """The article with this id or at this address. Raises Unreadable where there is none, or no word of it is shown."""
    with shop.database.read() as session:
        article = article_named(session, reference)
        if article.fate is not None:
            raise Unreadable(f"article {article.id} was {article.fate}: no word of it is shown any more")
        return ArticleHistory(
            article.id, article.url, article.outlet, article.recheck_at,
            tuple(_version(number, row) for number, row in enumerate(article.versions, 1)),
        )  # fmt: skip


def edit_of(history: ArticleHistory, old: int | None = None, new: int | None = None) -> Edit | None:
    """What changed from one version to another, by default the last time; None for an article that never did.

    Raises Unreadable for the number of a version that there is not.
    """
    last = len(history.versions)
    if last < 2 and old is None and new is None:
        return None
    later = new or last
    earlier = old or later - 1
    for number in (later, earlier):
        if not 1 <= number <= last:
            raise Unreadable(f"article {history.id} has no version {number}; it has 1 to {last}")
    one, other = history.versions[earlier - 1], history.versions[later - 1]
    return Edit(one, other, passages(one.whole, other.whole))


def article_named(session: Session, reference: str) -> ArticleRow:
    """The article with this id or at this address. Raises Unreadable where there is none."""
    by_id = reference.isdecimal() and len(reference) < _LONGEST_ID
    found = session.get(ArticleRow, int(reference)) if by_id else articles.article_by_url(session, reference)
    if found is None:
        raise Unreadable(f"no article {reference!r} is stored; watchkeeper articles lists them with their ids")
    return found


def _version(number: int, row: VersionRow) -> Version:
    return Version(number, row.seen_at, row.title, row.text, row.partial)
