"""Copies: versions of articles that repeat another outlet's text, and so are not read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.model import Mention, Reading, Span
from parsers.syndication import alike, fingerprint, is_copy, relocated
from storage import mentions
from storage.tables import VersionRow

# An agency's text is taken up within days; a week later it is another story.
_WITHIN = timedelta(days=4)


def original_of(session: Session, version: VersionRow) -> VersionRow | None:
    """The version of another article, read before and found relevant, whose text this one repeats; None when new."""
    rows = session.execute(
        select(VersionRow.id, VersionRow.fingerprint)
        .where(
            VersionRow.relevant.is_(True),
            VersionRow.fingerprint.is_not(None),
            VersionRow.copy_of.is_(None),
            VersionRow.article_id != version.article_id,
            VersionRow.seen_at.between(version.seen_at - _WITHIN, version.seen_at + _WITHIN),
        )
        .order_by(VersionRow.id)
    ).all()
    if not rows:
        return None
    mine = fingerprint(version.text)
    near = (session.get_one(VersionRow, number) for number, theirs in rows if alike(theirs, mine))
    return next((row for row in near if is_copy(row.text, version.text)), None)


def reading_of(original: VersionRow, version: VersionRow) -> Reading | None:
    """What a copy says: what its original says, each statement at its own place; None when one was left out.

    None, too, where the original is found to tell of nothing, by a newer reader: what it shares is not why; and where
    its words were deleted.
    """
    if not original.relevant or not original.text:
        return None
    told = [mentions.mention_of(row) for row in original.mentions if row.retired_at is None]
    spans = {(mention.span.start, mention.span.end) for mention in told}
    spans |= {(span.start, span.end) for mention in told for span in mention.evidence.values()}
    placed = relocated(original.text, version.text, spans)
    if placed is None:
        return None
    moved = tuple(_moved(mention, placed) for mention in told)
    return Reading(relevant=True, why=f"{original.why}; the same text as in {_name(original)}", mentions=moved)


def _moved(mention: Mention, placed: dict[tuple[int, int], tuple[int, int]]) -> Mention:
    def at(span: Span) -> Span:
        start, end = placed[span.start, span.end]
        return Span(start, end, span.rule)

    evidence = {path: at(span) for path, span in mention.evidence.items()}
    return replace(mention, span=at(mention.span), evidence=evidence)


def _name(original: VersionRow) -> str:
    return original.article.outlet or original.article.url or "another article"
