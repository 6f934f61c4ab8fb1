"""Of which authorities each source told, and when last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import ArticleRow, EntryRow, MentionRow, VersionRow


def last_stories(session: Session) -> Mapping[tuple[str, str], datetime]:
    """By source and authority, when the source last had an article that says something of it."""
    query = (
        select(EntryRow.source_id, MentionRow.authority, func.max(ArticleRow.first_seen_at))
        .join(ArticleRow, ArticleRow.id == EntryRow.article_id)
        .join(VersionRow, VersionRow.article_id == ArticleRow.id)
        .join(MentionRow, MentionRow.version_id == VersionRow.id)
        .where(MentionRow.authority.is_not(None), MentionRow.retired_at.is_(None))
        .group_by(EntryRow.source_id, MentionRow.authority)
    )
    return {(source, authority): moment for source, authority, moment in session.execute(query) if authority}
