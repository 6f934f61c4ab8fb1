"""Reading anew: which stored versions an older reader read, and what a newer one makes of them, put down in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from parsers.model import LONDON, Mention, Reading
from parsers.rereading import paired, same_claim
from storage import mentions
from storage.tables import ArticleRow, MentionRow, VersionRow

_NEWER = aliased(VersionRow)


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that is read otherwise now; `before` is None where it is new, `now` where it is gone."""

    before: Mention | None
    now: Mention | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles: those that came out `since`, those that name an authority in one of these ways."""

    since: date | None = None
    names: tuple[str, ...] = ()


def waiting(session: Session, read_by: str, scope: Scope, after: int, limit: int) -> Sequence[int]:
    """The latest versions of articles that another reader read, beyond version `after`, in the order they came."""
    query = _waiting(select(VersionRow.id), read_by, scope).where(VersionRow.id > after)
    return session.scalars(query.order_by(VersionRow.id).limit(limit)).all()


def count(session: Session, read_by: str, scope: Scope) -> int:
    """How many of them there are."""
    return session.scalar(_waiting(select(func.count(VersionRow.id)), read_by, scope)) or 0


def put(session: Session, version: VersionRow, reading: Reading, read_by: str, now: datetime) -> list[Difference]:
    """Put a new reading in the place of the stored one, statement by statement; gives what is read otherwise.

    Statements keep their rows, and so what rests on them. Those that are gone are retired: changes point to them.
    What events may rest on and has changed is to be resolved anew.
    """
    rows = session.scalars(
        select(MentionRow).where(MentionRow.version_id == version.id).order_by(MentionRow.position)
    ).all()
    old = [mentions.mention_of(row) for row in rows]
    new = sorted(reading.mentions, key=lambda mention: (mention.span.start, mention.type))
    retired = frozenset(place for place, row in enumerate(rows) if row.retired_at is not None)
    found: list[Difference] = []
    position = max((row.position for row in rows), default=-1)
    for pair in paired(old, new, retired):
        before = old[pair.old] if pair.old is not None and pair.old not in retired else None
        after = new[pair.new] if pair.new is not None else None
        if pair.old is None:
            position += 1
            row = MentionRow(version_id=version.id, position=position)
            session.add(row)
        else:
            row = rows[pair.old]
        if before is None and after is None:
            continue
        if before is None or after is None or not same_claim(before, after):
            found.append(Difference(before, after))
            row.resolved_at = None
        row.retired_at = now if after is None else None
        if after is not None:
            mentions.fill(row, after)
    version.read_by, version.relevant, version.why = read_by, reading.relevant, reading.why
    if found:
        version.reread_at, version.resolved_at = now, None
    session.flush()
    return found


def _waiting(query: Select[Any], read_by: str, scope: Scope) -> Select[Any]:
    query = (
        query.join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(VersionRow.read_at.is_not(None), VersionRow.resolved_at.is_not(None), VersionRow.text != "")
        .where(or_(VersionRow.read_by.is_(None), VersionRow.read_by != read_by), ArticleRow.withdrawn_at.is_(None))
        .where(~exists().where(_NEWER.article_id == VersionRow.article_id, _NEWER.id > VersionRow.id))
    )
    if scope.since is not None:
        came_out = func.coalesce(ArticleRow.published, ArticleRow.first_seen_at)
        query = query.where(came_out >= datetime.combine(scope.since, time(), LONDON))
    return query.where(or_(*_naming(scope.names))) if scope.names else query


def _naming(names: Sequence[str]) -> list[ColumnElement[bool]]:
    """That a version says one of the names, or was found to speak of that authority."""
    said = [VersionRow.text.icontains(name, autoescape=True) for name in names]
    told = exists().where(MentionRow.version_id == VersionRow.id, MentionRow.authority.in_(names))
    return [told, *said]
