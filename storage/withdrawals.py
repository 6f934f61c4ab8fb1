"""Withdrawing an article: no word of it is shown or sent any more, later it is deleted; who did so, and why, stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import captures
from storage.columns import clean
from storage.deciding import Refused
from storage.tables import ArticleRow, AttemptRow, EntryRow, VersionRow, WithdrawalRow

# For so long a withdrawal can be undone without asking the publisher's server for the words again.
ERASED_AFTER = timedelta(days=7)


def withdraw(
    session: Session, article: ArticleRow, by: str, reason: str, now: datetime, *, facts_too: bool
) -> WithdrawalRow:
    """Hide an article from now on, and from all that is yet to be sent. Raises Refused where it is so already."""
    if (standing := in_force(session, article.id)) is not None:
        raise Refused(f"article {article.id} was withdrawn already on {standing.at:%d %B %Y}, by {standing.by}")
    if not reason.strip():
        raise Refused("say why: the reason stays when the text is gone")
    article.withdrawn_at = now
    row = WithdrawalRow(article_id=article.id, at=now, by=by[:120], reason=clean(reason.strip()), facts_too=facts_too)
    session.add(row)
    session.flush()
    return row


def undo(session: Session, article: ArticleRow, by: str, now: datetime) -> WithdrawalRow:
    """Show it again; words that were erased are asked for anew. Raises Refused where it is not withdrawn."""
    row = in_force(session, article.id)
    if row is None:
        raise Refused(f"article {article.id} is not withdrawn; watchkeeper articles withdrawn lists those that are")
    row.undone_at, row.undone_by = now, by[:120]
    article.withdrawn_at = None
    if row.erased_at is not None and article.url:
        article.recheck_at = now
    session.flush()
    return row


def erase(session: Session, row: WithdrawalRow, now: datetime) -> None:
    """Delete every word of a withdrawn article: its versions' text, the raw bytes, what feeds said of it.

    What stays are its address, the facts read in it, and where each stood.
    """
    versions = session.scalars(select(VersionRow).where(VersionRow.article_id == row.article_id)).all()
    held = {version.capture_hash for version in versions if version.capture_hash}
    for version in versions:
        version.text, version.title, version.byline, version.pages, version.fingerprint = "", None, None, None, None
    about = EntryRow.article_id == row.article_id
    # What feeds sent holds their summaries of it; which of it does, nobody need know.
    feeds = select(EntryRow.source_id).where(about)
    sent = select(AttemptRow.body_hash).where(AttemptRow.source_id.in_(feeds), AttemptRow.body_hash.is_not(None))
    held |= {name for name in session.scalars(sent) if name}
    session.execute(update(EntryRow).where(about).values(title=None, summary=None))
    session.flush()
    captures.drop(session, held)
    row.erased_at = now


def erase_due(session: Session, now: datetime) -> int:
    """Erase what was withdrawn long enough ago; gives how many."""
    due = WithdrawalRow.at < now - ERASED_AFTER, WithdrawalRow.erased_at.is_(None), WithdrawalRow.undone_at.is_(None)
    rows = session.scalars(select(WithdrawalRow).where(*due)).all()
    for row in rows:
        erase(session, row, now)
    return len(rows)


def in_force(session: Session, article_id: int) -> WithdrawalRow | None:
    """The withdrawal of an article that stands; None where none does."""
    mine = WithdrawalRow.article_id == article_id, WithdrawalRow.undone_at.is_(None)
    return session.scalar(select(WithdrawalRow).where(*mine).order_by(WithdrawalRow.id.desc()).limit(1))


def every(session: Session) -> Sequence[WithdrawalRow]:
    """All of them, the oldest first; those that were undone too."""
    return session.scalars(select(WithdrawalRow).order_by(WithdrawalRow.id)).all()


def copies_of(session: Session, article_id: int) -> Sequence[ArticleRow]:
    """Articles of other outlets that were found to repeat this one's text: they stay."""
    mine = select(VersionRow.id).where(VersionRow.article_id == article_id)
    repeated = select(VersionRow.article_id).where(VersionRow.copy_of.in_(mine), VersionRow.article_id != article_id)
    return session.scalars(select(ArticleRow).where(ArticleRow.id.in_(repeated)).order_by(ArticleRow.id)).all()
