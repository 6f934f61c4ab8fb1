"""Resolving: from statements to events, one authority at a time, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from parsers.claims import Claim
from parsers.partial_date import Window
from parsers.sameness import can_be, resolve
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
    select(
        ArticleRow,
        VersionRow.reread_at,
        exists().where(_OTHER.article_id == ArticleRow.id, _OTHER.id != bindparam("version")),
    )
    .join(VersionRow, VersionRow.article_id == ArticleRow.id)
    .where(VersionRow.id == bindparam("version"))
)
_UNRESOLVED = (
    select(MentionRow)
    .where(
        MentionRow.version_id == bindparam("version"),
        MentionRow.authority == bindparam("authority"),
        MentionRow.resolved_at.is_(None),
        MentionRow.retired_at.is_(None),
    )
    .order_by(MentionRow.start, MentionRow.position)
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A change together with what made it, for deciding whether it is news.

    `first` when readers can't have heard of the event: the change made it, or it was only recalled so far. `learnt` is
    when we came to know what the article says, where that was later than the article itself: read anew, or decided.
    `beside` is another event that readers are about to hear of, in a message in which this is to be told as well;
    `heard_by` are those, by recipient and channel, who heard what this takes back, where it concerns nobody else.
    """

    change: ChangeRow
    event: EventRow
    mention: MentionRow | None
    article: ArticleRow | None
    record: OfficialRecordRow | None
    first: bool
    phase_before: str
    expected: Window
    learnt: datetime | None = None
    beside: str | None = None
    heard_by: frozenset[tuple[str, str]] | None = None


def resolve_version(session: Session, version_id: int, authority: str, now: datetime) -> list[Resolved]:
    """Hold every unresolved mention of `authority` in a version against what is known.

    The authority is locked first. Events that the article supported before it was edited or read anew are settled anew
    too, so that a statement taken back is taken back here. What is recalled without a date comes last: it can mean
    none of the events that the article tells of otherwise.
    """
    lock(session, f"authority {authority}")
    article, reread_at, edited = session.execute(_ARTICLE, {"version": version_id}).one()
    unresolved = session.scalars(_UNRESOLVED, {"version": version_id, "authority": authority})
    rows = sorted(unresolved, key=mentions.is_undated_recollection)
    before = mentions.events_of_article(session, article.id) if edited or reread_at else ()
    telling = _Telling(article, mentions.homes_of_article(session, article.id) if edited else frozenset(), reread_at)
    found = [resolved for row in rows for resolved in _resolve_mention(session, row, telling, authority, now)]
    for event in before:
        if event.authority != authority:
            continue
        phase = event.phase
        found += [
            Resolved(change, event, None, article, None, False, phase, Window())
            for change in events.resettle(session, event, now)
        ]
    return [replace(resolved, learnt=reread_at) for resolved in found] if reread_at else found


def resolve_record(session: Session, record_id: str, now: datetime) -> list[Resolved]:
    """Find or make the event of an official record, and settle it.

    A record that was put right to another authority or family leaves its event, which is settled without it.
    """
    row = session.get_one(OfficialRecordRow, record_id)
    lock(session, f"authority {row.authority}")
    event = session.get(EventRow, row.event_id) if row.event_id else None
    if event is None or (event.authority, event.family) == (row.authority, row.family):
        return _resolve_record(session, row, event, now)
    lock(session, f"authority {event.authority}")
    row.event_id = row.found_event_id = None
    session.flush()
    phase, lost = event.phase, events.resettle(session, event, now)
    left = [Resolved(change, event, None, None, None, False, phase, Window()) for change in lost]
    return [*left, *_resolve_record(session, row, None, now)]


def _resolve_record(session: Session, row: OfficialRecordRow, event: EventRow | None, now: datetime) -> list[Resolved]:
    if event is None:
        event = _found(session, row)
    if event is None:
        event = events.new_event(session, row.authority, official.claim_of(row), now)
        row.event_id = event.id
        made = events.first_changes(session, event, now, record_id=row.id)
        return [Resolved(change, event, None, None, row, True, _UNHEARD, Window()) for change in made]
    phase, expected = event.phase, events.timing_of(event).published
    session.flush()
    return [
        Resolved(change, event, None, None, row, False, phase, expected)
        for change in events.resettle(session, event, now, record_id=row.id)
    ]


def _found(session: Session, row: OfficialRecordRow) -> EventRow | None:
    """The known event that an official record is about, given to it."""
    claim = official.claim_of(row)
    known = events.candidates(session, row.authority, claim)
    taken = official.holds_another(session, row, {item.candidate.event_id for item in known})
    verdict = resolve(claim, [item.candidate for item in known if item.candidate.event_id not in taken])
    if verdict.event_id is None:
        return None
    return _given(session, row, next(item for item in known if item.row.id == verdict.event_id))


@dataclass(frozen=True, slots=True)
class _Telling:
    """An article that tells something: the events that its other versions support, and when it was read anew."""

    article: ArticleRow
    edited: frozenset[str]
    reread_at: datetime | None


def _resolve_mention(
    session: Session, row: MentionRow, telling: _Telling, authority: str, now: datetime
) -> list[Resolved]:
    article = telling.article
    row.resolved_at = now
    if row.role not in _CLAIMING:
        row.resolution = f"{row.role}: supports no event"
        return []
    own = (row.found_event_id or row.event_id) if telling.reread_at else None
    claim = mentions.claim_of(row, article)
    apart = mentions.told_apart(session, row)
    known = [
        item
        for item in events.candidates(session, authority, claim, telling.edited, own)
        if item.candidate.event_id not in apart
    ]
    verdict = resolve(claim, [item.candidate for item in known], row.event_id)
    offered = {item.row.id: item for item in known}
    row.resolution = f"{'undecided' if verdict.undecided else round(verdict.score, 2)}: {'; '.join(verdict.reasons)}"
    if verdict.event_id is not None:
        event = _given(session, row, offered[verdict.event_id])
    elif (kept := _kept(session, row, claim, own, offered)) is not None:
        event = kept
    elif verdict.undecided:
        row.event_id = row.found_event_id = None
        return []
    else:
        return _first_told(session, row, article, claim, now)
    phase, expected = event.phase, events.timing_of(event).published
    untold = _only_recalled(session, event) if row.role != "retrospective" and not article.silent else None
    found = [
        Resolved(change, event, row, article, None, False, phase, expected)
        for change in events.resettle(session, event, now, joining=claim, mention_id=row.id)
    ]
    if untold is not None:
        untold.mention_id, untold.facts = row.id, event.facts
        found.insert(0, Resolved(untold, event, row, article, None, True, phase, expected))
    return found


def _given(session: Session, row: MentionRow | OfficialRecordRow, chosen: events.Known) -> EventRow:
    """Give a statement to the event that it fits, or to the one that a person put in that one's place."""
    event_id = chosen.candidate.event_id
    if row.event_id != event_id:
        row.event_id = event_id
        row.found_event_id = chosen.row.id if chosen.row.id != event_id else None
    return session.get_one(EventRow, event_id)


def _kept(
    session: Session, row: MentionRow, claim: Claim, own: str | None, offered: Mapping[str, events.Known]
) -> EventRow | None:
    """The event that a statement read anew supported before, unless what others say of it speaks against that.

    It is the same statement still; so what it alone supported keeps its id, or is there again under it.
    """
    event = session.get(EventRow, row.event_id) if own else None
    if event is None:
        return None
    told = [*mentions.claims_of(session, event), *official.claims_of(session, event)]
    known = offered.get(own or "")
    alone = all(other.id == claim.id for other in told)
    return event if alone or (known is not None and can_be(claim, known.candidate)) else None


def _first_told(session: Session, row: MentionRow, article: ArticleRow, claim: Claim, now: datetime) -> list[Resolved]:
    """Make the event that nothing known is."""
    event = events.new_event(session, str(row.authority), claim, now)
    row.event_id, row.found_event_id = event.id, None
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
