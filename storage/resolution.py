"""Resolving: from statements to events, one authority at a time, inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.partial_date import Window
from parsers.sameness import resolve
from storage import events, mentions, official
from storage.locks import lock
from storage.tables import ArticleRow, ChangeRow, EventRow, MentionRow, OfficialRecordRow, VersionRow

# Only these say that something happened or will; the others are stored and shown, and support no event.
_CLAIMING = ("new", "retrospective", "scheduled")


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
    too, so that a statement taken back by an edit is taken back here.
    """
    lock(session, f"authority {authority}")
    version = session.get_one(VersionRow, version_id)
    article = version.article
    rows = session.scalars(
        select(MentionRow)
        .where(
            MentionRow.version_id == version_id,
            MentionRow.authority == authority,
            MentionRow.resolved_at.is_(None),
        )
        .order_by(MentionRow.position)
    ).all()
    earlier = [event for event in mentions.events_of_article(session, article.id) if event.authority == authority]
    edited = any(other.id != version_id for other in article.versions)
    found = [resolved for row in rows for resolved in _resolve_mention(session, row, article, authority, now, edited)]
    for event in earlier if edited else []:
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
        known = events.candidates(session, row.authority, claim)
        taken = official.holds_another(session, row, [candidate.id for candidate in known])
        verdict = resolve(claim, [candidate for candidate in known if candidate.id not in taken])
        event = session.get(EventRow, verdict.event_id) if verdict.event_id else None
    first = event is None
    event = event or events.new_event(session, row.authority, claim, now)
    phase = event.phase
    expected = events.timing_of(event).published
    row.event_id = event.id
    session.flush()
    return [
        Resolved(change, event, None, None, row, first, phase, expected)
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
    verdict = resolve(claim, events.candidates(session, authority, claim, article.id if edited else None))
    row.resolution = f"{'undecided' if verdict.undecided else round(verdict.score, 2)}: {'; '.join(verdict.reasons)}"
    if verdict.undecided:
        return []
    known = session.get(EventRow, verdict.event_id) if verdict.event_id else None
    event = known or events.new_event(session, authority, claim, now)
    phase, expected = event.phase, events.timing_of(event).published
    untold = None
    if known is not None and row.role != "retrospective" and not article.silent:
        untold = _only_recalled(session, event)
    row.event_id = event.id
    session.flush()
    found = [
        Resolved(change, event, row, article, None, known is None, phase, expected)
        for change in events.resettle(session, event, now, mention_id=row.id)
    ]
    if untold is not None:
        untold.mention_id, untold.facts = row.id, event.facts
        found.insert(0, Resolved(untold, event, row, article, None, True, phase, expected))
    return found


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
