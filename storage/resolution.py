"""Resolving: from statements to events, one authority at a time, inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from parsers.claims import Claim
from parsers.partial_date import Window
from parsers.sameness import resolve
from storage import events, mentions, official
from storage.locks import lock
from storage.tables import ArticleRow, ChangeRow, EventRow, MentionRow, OfficialRecordRow, VersionRow

# Only these say that something happened or will; the others are stored and shown, and support no event.
_CLAIMING = ("new", "retrospective", "scheduled")
# The phase of an event before anybody told of it.
_UNHEARD = "retracted"

# Statements are built once: to build one costs several times what running it does.
_OTHER = aliased(VersionRow)
_ARTICLE = (
    select(ArticleRow, exists().where(_OTHER.article_id == ArticleRow.id, _OTHER.id != bindparam("version")))
    .join(VersionRow, VersionRow.article_id == ArticleRow.id)
    .where(VersionRow.id == bindparam("version"))
)
_UNRESOLVED = (
    select(MentionRow)
    .where(
        MentionRow.version_id == bindparam("version"),
        MentionRow.authority == bindparam("authority"),
        MentionRow.resolved_at.is_(None),
    )
    .order_by(MentionRow.position)
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A change together with what made it, for deciding whether it is news.

    `first` when readers can't have heard of the event: the change made it, or it was only recalled so far.
    """

    change: ChangeRow
    event: EventRow
    mention: MentionRow | None
    article: ArticleRow | None
    record: OfficialRecordRow | None
    first: bool
    phase_before: str
    expected: Window


def resolve_version(session: Session, version_id: int, authority: str, now: datetime) -> list[Resolved]:
    """Hold every unresolved mention of `authority` in a version against what is known.

    The authority is locked first. Events that only an earlier version of the same article supported are settled anew
    too, so that a statement taken back by an edit is taken back here. What is recalled without a date comes last: it
    can mean none of the events that the article tells of otherwise.
    """
    lock(session, f"authority {authority}")
    article, edited = session.execute(_ARTICLE, {"version": version_id}).one()
    unresolved = session.scalars(_UNRESOLVED, {"version": version_id, "authority": authority})
    rows = sorted(unresolved, key=mentions.is_undated_recollection)
    before = mentions.events_of_article(session, article.id) if edited else ()
    found = [resolved for row in rows for resolved in _resolve_mention(session, row, article, authority, now, edited)]
    for event in before:
        if event.authority != authority:
            continue
        phase = event.phase
        found += [
            Resolved(change, event, None, article, None, False, phase, Window())
            for change in events.resettle(session, event, now)
        ]
    return found


def resolve_record(session: Session, record_id: str, now: datetime) -> list[Resolved]:
    """Find or make the event of an official record, and settle it."""
    row = session.get_one(OfficialRecordRow, record_id)
    lock(session, f"authority {row.authority}")
    claim = official.claim_of(row)
    event = session.get(EventRow, row.event_id) if row.event_id else None
    if event is None:
        known = {item.row.id: item for item in events.candidates(session, row.authority, claim)}
        for taken in official.holds_another(session, row, known):
            del known[taken]
        verdict = resolve(claim, [item.candidate for item in known.values()])
        event = known[verdict.event_id].row if verdict.event_id else None
    if event is None:
        event = events.new_event(session, row.authority, claim, now)
        row.event_id = event.id
        made = events.first_changes(session, event, now, record_id=row.id)
        return [Resolved(change, event, None, None, row, True, _UNHEARD, Window()) for change in made]
    phase, expected = event.phase, events.timing_of(event).published
    row.event_id = event.id
    session.flush()
    return [
        Resolved(change, event, None, None, row, False, phase, expected)
        for change in events.resettle(session, event, now, record_id=row.id)
    ]


def _resolve_mention(
    session: Session, row: MentionRow, article: ArticleRow, authority: str, now: datetime, edited: bool
) -> list[Resolved]:
    row.resolved_at = now
    if row.role not in _CLAIMING:
        row.resolution = f"{row.role}: supports no event"
        return []
    claim = mentions.claim_of(row, article)
    apart = mentions.told_apart(session, row)
    offered = {
        item.row.id: item
        for item in events.candidates(session, authority, claim, article.id if edited else None)
        if item.row.id not in apart
    }
    verdict = resolve(claim, [item.candidate for item in offered.values()])
    row.resolution = f"{'undecided' if verdict.undecided else round(verdict.score, 2)}: {'; '.join(verdict.reasons)}"
    if verdict.undecided:
        return []
    if verdict.event_id is None:
        return _first_told(session, row, article, claim, now)
    event = offered[verdict.event_id].row
    phase, expected = event.phase, events.timing_of(event).published
    untold = _only_recalled(session, event) if row.role != "retrospective" and not article.silent else None
    row.event_id = event.id
    found = [
        Resolved(change, event, row, article, None, False, phase, expected)
        for change in events.resettle(session, event, now, joining=claim, mention_id=row.id)
    ]
    if untold is not None:
        untold.mention_id, untold.facts = row.id, event.facts
        found.insert(0, Resolved(untold, event, row, article, None, True, phase, expected))
    return found


def _first_told(session: Session, row: MentionRow, article: ArticleRow, claim: Claim, now: datetime) -> list[Resolved]:
    """Make the event that nothing known is."""
    event = events.new_event(session, str(row.authority), claim, now)
    row.event_id = event.id
    return [
        Resolved(change, event, row, article, None, True, _UNHEARD, Window())
        for change in events.first_changes(session, event, now, mention_id=row.id)
    ]


def _only_recalled(session: Session, event: EventRow) -> ChangeRow | None:
    """The change that made an event, where nothing but recollections told of it and nobody was alerted.

    A story and a later one that recalls it may be read the other way round; the event's own news is news still.
    What the official record or a source's history holds is not.
    """
    if event.alerted_at is not None or official.claims_of(session, event):
        return None
    supports = mentions.supporting(session, event.id)
    if not supports or any(mention.role != "retrospective" or article.silent for mention, article in supports):
        return None
    return session.scalar(select(ChangeRow).where(ChangeRow.event_id == event.id).order_by(ChangeRow.id).limit(1))
