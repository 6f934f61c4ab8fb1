"""Mentions as rows, and back as the claims that events are settled from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import BindParameter, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import Mention, MentionType, Reading, Role, Span, london_day
from parsers.partial_date import Window
from storage.tables import ArticleRow, EventRow, MentionRow, VersionRow

# What supports an event: mentions of the latest version that was read. Built once, because it is asked at every turn.
_NEWER = aliased(VersionRow)
IS_LATEST = and_(
    VersionRow.read_at.is_not(None),
    ~exists().where(_NEWER.article_id == VersionRow.article_id, _NEWER.id > VersionRow.id, _NEWER.read_at.is_not(None)),
)
_STANDING = (
    select(MentionRow, ArticleRow)
    .join(VersionRow, VersionRow.id == MentionRow.version_id)
    .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
    .where(MentionRow.retired_at.is_(None))
)
_SUPPORT = _STANDING.where(IS_LATEST, MentionRow.event_id == bindparam("event"))
# Every mention of some events that stands, with its article, and whether its version is the latest of that.
SUPPORTING = _STANDING.add_columns(IS_LATEST).where(MentionRow.event_id.in_(bindparam("ids", expanding=True)))

_VERSIONS: BindParameter[int] = bindparam("versions", expanding=True)
_SPOKEN_OF = (
    select(MentionRow.version_id, MentionRow.authority)
    .where(MentionRow.version_id.in_(_VERSIONS), MentionRow.authority.is_not(None))
    .order_by(MentionRow.position)
)
_OTHER = aliased(VersionRow)
_SUPPORTED = (
    select(VersionRow.id, EventRow.authority)
    .join(_OTHER, _OTHER.article_id == VersionRow.article_id)
    .join(MentionRow, MentionRow.version_id == _OTHER.id)
    .join(EventRow, EventRow.id == MentionRow.event_id)
    .where(VersionRow.id.in_(_VERSIONS))
    .order_by(EventRow.id)
)


def store_reading(
    session: Session, version: VersionRow, reading: Reading, now: datetime, read_by: str | None = None
) -> None:
    """Put down what a version says, in place of an earlier reading of the same version that nothing rests on yet.

    `read_by` is the fingerprint of the reader.
    """
    session.query(MentionRow).filter_by(version_id=version.id).delete()
    version.read_by = read_by
    version.read_at, version.relevant, version.why = now, reading.relevant, reading.why
    version.resolved_at = None
    ordered = sorted(reading.mentions, key=lambda mention: (mention.span.start, mention.type))
    for position, mention in enumerate(ordered):
        row = MentionRow(version_id=version.id, position=position)
        fill(row, mention)
        session.add(row)


def authorities_of(session: Session, version_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Each version, in the given order, with each authority to resolve it for.

    Those are the ones that it speaks of, and those of the events that any version of its article ever supported.
    """
    found: dict[int, dict[str, None]] = {version_id: {} for version_id in version_ids}
    for statement in (_SPOKEN_OF, _SUPPORTED):
        for version_id, authority in session.execute(statement, {"versions": version_ids}):
            found[version_id][authority] = None
    return [(version_id, authority) for version_id, authorities in found.items() for authority in authorities]


def claims_of(session: Session, event: EventRow) -> list[Claim]:
    """What the articles say of an event today: the latest version of each, as read."""
    rows = session.execute(_SUPPORT, {"event": event.id})
    return [claim_of(mention, article) for mention, article in rows]


def own_claims_of(session: Session, event_id: str) -> list[Claim]:
    """What the articles say of an event that fits it by itself, wherever a person put it."""
    rows = session.execute(
        _STANDING.where(
            IS_LATEST,
            or_(
                MentionRow.found_event_id == event_id,
                and_(MentionRow.found_event_id.is_(None), MentionRow.event_id == event_id),
            ),
        )
    )
    return [claim_of(mention, article) for mention, article in rows]


def claim_of(mention: MentionRow, article: ArticleRow) -> Claim:
    """One stored mention as a claim."""
    return Claim(
        id=f"{article.key[:16]}:{mention.version_id}:{mention.position}",
        source=article.key,
        type=cast(MentionType, mention.type),
        role=cast(Role, mention.role),
        facts=facts_from_dict(mention.facts),
        seen=bounds_of(article),
        window=Window(mention.window_from, mention.window_to),
        correction=mention.correction,
        confidence=mention.confidence,
    )


def bounds_of(article: ArticleRow) -> Window:
    """The London days on which a stored article may have been published."""
    if article.published is not None:
        day = london_day(article.published)
        return Window(day, day)
    return Window(article.earliest, article.latest)


def mention_of(row: MentionRow) -> Mention:
    """A stored mention as the reader gave it."""
    return Mention(
        type=cast(MentionType, row.type),
        role=cast(Role, row.role),
        authority=row.authority,
        facts=facts_from_dict(row.facts),
        span=Span(row.start, row.end, row.rule),
        confidence=row.confidence,
        evidence={path: Span(*span) for path, span in row.evidence.items()},
        window=Window(row.window_from, row.window_to),
        correction=row.correction,
        contested=row.contested,
    )


def events_of_article(session: Session, article_id: int) -> Sequence[EventRow]:
    """Every event that any version of the article supports or once supported."""
    supported = (
        select(MentionRow.event_id)
        .join(VersionRow, VersionRow.id == MentionRow.version_id)
        .where(VersionRow.article_id == article_id)
    )
    return session.scalars(select(EventRow).where(EventRow.id.in_(supported)).order_by(EventRow.id)).all()


def homes_of_article(session: Session, article_id: int) -> frozenset[str]:
    """The ids of the events that any version of the article fits, and of those that it supports for that."""
    rows = session.execute(
        select(MentionRow.event_id, MentionRow.found_event_id)
        .join(VersionRow, VersionRow.id == MentionRow.version_id)
        .where(VersionRow.article_id == article_id)
    )
    return frozenset(event_id for row in rows for event_id in row if event_id)


def is_undated_recollection(mention: MentionRow) -> bool:
    """True for what is only recalled, without saying when it was."""
    return mention.role == "retrospective" and not mention.facts.get("dates")


def told_apart(mention: MentionRow, stated: Iterable[MentionRow]) -> set[str]:
    """Events that an undated recollection can't mean, because another of the statements beside it tells of them.

    "Rated good ... the council was previously rated good": the reader kept the two apart, so they are two.
    """
    if not is_undated_recollection(mention):
        return set()
    return {
        other.event_id for other in stated if other.event_id and other.type == mention.type and other.id != mention.id
    }


def articles_telling(session: Session, event_id: str) -> Sequence[ArticleRow]:
    """The articles whose latest version tells of an event, in the order in which we got them."""
    event = session.get_one(EventRow, event_id)
    keys = {claim.source for claim in claims_of(session, event)}
    rows = session.scalars(select(ArticleRow).where(ArticleRow.key.in_(keys)).order_by(ArticleRow.id))
    return rows.all()


def supporting(session: Session, event_id: str) -> Sequence[tuple[MentionRow, ArticleRow]]:
    """Every mention of an event that stands, with its article; those of earlier versions too."""
    rows = session.execute(_STANDING.where(MentionRow.event_id == event_id))
    return [(mention, article) for mention, article in rows]


def article_behind(session: Session, mention_id: int | None) -> ArticleRow | None:
    """The article that a mention stands in."""
    mention = session.get(MentionRow, mention_id) if mention_id else None
    return mention.version.article if mention else None


def fill(row: MentionRow, mention: Mention) -> None:
    """Put what the reader gave into a row."""
    row.type, row.role, row.authority = mention.type, mention.role, mention.authority
    row.facts = facts_to_dict(mention.facts)
    row.evidence = {path: [span.start, span.end, span.rule] for path, span in mention.evidence.items()}
    row.start, row.end, row.rule = mention.span.start, mention.span.end, mention.span.rule
    row.confidence = mention.confidence
    row.window_from, row.window_to = mention.window.earliest, mention.window.latest
    row.correction, row.contested = mention.correction, mention.contested
