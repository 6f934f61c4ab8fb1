"""Deciding: what a person says of events, put into force or undone inside the caller's transaction.

Every function takes the authority's lock before it looks, and raises `Refused` with a sentence for the person when
what was asked can't be.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers import corrections
from parsers.changes import Change, changes, decided, puts_right
from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict
from parsers.model import SILENT_CHANGES, ChangeKind, Family
from parsers.partial_date import Window
from storage import decisions, events, mentions, messages, official, withholding
from storage.locks import lock
from storage.resolution import Resolved
from storage.shelf import Shelf, timing_of
from storage.tables import (
    ArticleRow,
    ChangeRow,
    DecisionRow,
    DeliveryRow,
    EventRow,
    MentionRow,
    OfficialRecordRow,
    VersionRow,
)


class Refused(Exception):
    """What was asked can't be; the text says why, and what can be done."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision put into force or undone: the events that it touched, and the changes that are to be judged."""

    decision: DecisionRow
    events: tuple[EventRow, ...]
    found: tuple[Resolved, ...] = ()


def merge(session: Session, a: EventRow, b: EventRow, by: str, now: datetime) -> Decided:
    """Make event `a` part of `b`: whatever fits it, now or later, supports `b`."""
    _hold(session, a, b)
    _require_standing(a)
    into = decisions.standing(session, b)
    if into.id == a.id:
        raise Refused(f"{a.id} and {b.id} are one event already")
    for what, mine, theirs in (("authority", a.authority, into.authority), ("family", a.family, into.family)):
        if mine != theirs:
            raise Refused(f"{a.id} is of {what} {mine}, {into.id} of {theirs}: they can't be one")
    _require_not_split(session, a, into)
    told = a.alerted_at is not None
    known_since = into.alerted_at.isoformat() if into.alerted_at else None
    decision = decisions.put(session, "merge", a, {"into": into.id, "alerted_at": known_since}, by, now)
    a.merged_into, a.status, into.decided = into.id, "merged", True
    _reassign(session, [a.id])
    into.alerted_at = min(filter(None, (a.alerted_at, into.alerted_at)), default=None)
    # Readers who were told of the one need not be told of it as the other.
    found = _changed(session, into, decision, "merged", now, only_right=told)
    return Decided(decision, (a, into), found)


def split(session: Session, event: EventRow, sources: Collection[str], by: str, now: datetime) -> Decided:
    """Take what these sources say of an event, articles by key and records by id, to an event of its own."""
    _hold(session, event)
    _require_standing(event)
    if not sources:
        raise Refused(f"name what is to be split off {event.id}")
    told = {claim.source for claim in _told(session, event)}
    if missing := set(sources) - told:
        raise Refused(f"{', '.join(sorted(missing))}: no source of {event.id}")
    if told == set(sources):
        raise Refused(f"nothing else supports {event.id}, so that there is nothing to split it from; dismiss it?")
    moved = [claim for claim in _told(session, event) if claim.source in sources]
    brought = _brought_news(session, event, sources)
    other = events.new_event(Shelf(session), event.authority, _leading(moved), now)
    other.decided = True
    decision = decisions.put(session, "split", event, {"sources": sorted(sources), "into": other.id}, by, now)
    _reassign(session, [event.id])
    events.settle_anew(Shelf(session), other, now)
    found = [*_changed(session, event, decision, "split", now), *_new_after_split(session, other, event, brought, now)]
    return Decided(decision, (event, other), tuple(found))


def dismiss(session: Session, event: EventRow, by: str, now: datetime) -> Decided:
    """Say that this is no event: it is never shown or told, and what fits it attaches to it silently."""
    _hold(session, event)
    _require_standing(event)
    decision = decisions.put(session, "dismiss", event, {}, by, now)
    event.status = "dismissed"
    return Decided(decision, (event,))


def correct(session: Session, event: EventRow, assignments: Sequence[str], by: str, now: datetime) -> Decided:
    """Put facts right, each as `path=value`: they rule over all that is said, by the official record too."""
    _hold(session, event)
    _require_standing(event)
    try:
        stated = corrections.read_corrections(assignments, cast(Family, event.family), facts_from_dict(event.facts))
    except ValueError as problem:
        raise Refused(f"{event.id}: {problem}") from None
    decision = decisions.put(session, "correct", event, stated, by, now)
    return Decided(decision, (event,), _changed(session, event, decision, "enriched", now))


def note(session: Session, event: EventRow, text: str, by: str, now: datetime) -> Decided:
    """Put a note to an event, to be shown with it."""
    _hold(session, event)
    if not text.strip():
        raise Refused("a note without a word")
    event = decisions.standing(session, event)
    return Decided(decisions.put(session, "note", event, {"text": text.strip()}, by, now), (event,))


def undo(session: Session, decision: DecisionRow, by: str, now: datetime) -> Decided:
    """Take a decision back; what it touched is settled anew from what stands without it."""
    event = session.get_one(EventRow, decision.event_id)
    _hold(session, event)
    session.refresh(decision)
    if decision.undone_at is not None:
        raise Refused(f"decision {decision.id} was undone already, by {decision.undone_by}")
    if (later := decisions.resting_on(session, decision)) is not None:
        raise Refused(f"decision {later.id} ({later.kind}) rests on decision {decision.id}: undo {later.id} first")
    decision.undone_at, decision.undone_by = now, by
    session.flush()
    if decision.kind == "merge":
        return _unmerge(session, decision, event, now)
    if decision.kind == "split":
        return _unsplit(session, decision, event, now)
    standing = decisions.standing(session, event)
    if decision.kind == "correct":
        return Decided(decision, (standing,), _changed(session, standing, decision, "enriched", now))
    if decision.kind == "dismiss":
        _bring_back(session, event, now)
        withholding.release(session, event.id, now)
    return Decided(decision, (event,))


def _unmerge(session: Session, decision: DecisionRow, event: EventRow, now: datetime) -> Decided:
    into = decisions.standing(session, session.get_one(EventRow, decision.what["into"]))
    event.merged_into = None
    _reassign(session, [into.id])
    _bring_back(session, event, now)
    since = decision.what["alerted_at"]
    into.alerted_at = messages.owed_since(session, into.id) or (datetime.fromisoformat(since) if since else None)
    # Readers who are told of the one at last are told in that message, too, what stands of the other.
    withholding.release(session, into.id, now)
    beside = event.id if withholding.release(session, event.id, now) else None
    found = _changed(session, into, decision, "split", now, only_right=True)
    right = withholding.told(session, into.id, decided("corrected", decision.id, False).fingerprint)
    heard = frozenset(withholding.take_back(session, right)) if right else None
    return Decided(decision, (event, into), tuple(replace(one, beside=beside, heard_by=heard) for one in found))


def _unsplit(session: Session, decision: DecisionRow, event: EventRow, now: datetime) -> Decided:
    other = session.get_one(EventRow, decision.what["into"])
    other.merged_into, other.status = event.id, "merged"
    into = decisions.standing(session, event)
    _reassign(session, [into.id, other.id])
    into.alerted_at = into.alerted_at or other.alerted_at
    return Decided(decision, (other, into), _changed(session, into, decision, "merged", now, only_right=True))


def _bring_back(session: Session, event: EventRow, now: datetime) -> None:
    """Settle an event that was merged or dismissed; its status follows from what is said of it again."""
    if event.merged_into is None:
        event.status = "dismissed" if decisions.dismissed(session, event) else "reported"
        events.settle_anew(Shelf(session), event, now)


def _hold(session: Session, *held: EventRow) -> None:
    """Take the lock of the events' authority, and look at them again: somebody may have held it until now."""
    lock(session, f"authority {held[0].authority}")
    for event in held:
        session.refresh(event)


def _require_standing(event: EventRow) -> None:
    if event.status == "merged":
        raise Refused(f"{event.id} is part of {event.merged_into} already: name that, or undo the merge first")
    if event.status == "retracted":
        raise Refused(f"{event.id} was retracted: nothing supports it any more")
    if event.status == "dismissed":
        raise Refused(f"{event.id} was dismissed: undo that first")


def _require_not_split(session: Session, a: EventRow, into: EventRow) -> None:
    """What was split off an event can't come back to it by the way of another."""
    for claim in _told(session, a):
        if decisions.standing(session, into, claim.source).id not in (into.id, a.id):
            raise Refused(f"{claim.source[:16]}, a source of {a.id}, was split off {into.id}: undo that first")


def _reassign(session: Session, event_ids: Collection[str]) -> None:
    """Give every statement of these events to the event that it supports as decisions stand now."""
    session.flush()
    told = session.execute(
        select(MentionRow, ArticleRow.key)
        .join(VersionRow, VersionRow.id == MentionRow.version_id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(MentionRow.event_id.in_(event_ids))
    ).all()
    records = session.scalars(select(OfficialRecordRow).where(OfficialRecordRow.event_id.in_(event_ids))).all()
    rows: list[tuple[MentionRow | OfficialRecordRow, str]] = [(mention, key) for mention, key in told]
    for row, source in (*rows, *((record, record.id) for record in records)):
        home = session.get_one(EventRow, row.found_event_id or row.event_id)
        event = decisions.standing(session, home, source)
        row.event_id, row.found_event_id = event.id, home.id if home.id != event.id else None
    session.flush()


def _changed(
    session: Session, event: EventRow, decision: DecisionRow, kind: ChangeKind, now: datetime, only_right: bool = False
) -> tuple[Resolved, ...]:
    """Settle an event anew and keep what that made of it; with `only_right` nothing is told but what is put right."""
    before_facts, phase, expected = dict(event.facts), event.phase, timing_of(event).published
    before, after = events.settle_anew(Shelf(session), event, now)
    undone = decision.undone_at is not None
    found: list[Change] = [decided(kind, decision.id, undone)]
    if event.alerted_at is not None and puts_right(before.facts, after.facts):
        found.append(decided("corrected", decision.id, undone))
    elif not only_right:
        told = {row.kind for row in session.scalars(select(ChangeRow).where(ChangeRow.event_id == event.id))}
        found += [
            change
            for change in changes(cast(Family, event.family), before, after)
            if change.kind not in SILENT_CHANGES and change.kind not in told and change.kind != "corrected"
        ]
    rows = events.put_down(Shelf(session), event, found, before_facts, now)
    return tuple(Resolved(row, event, None, None, None, False, phase, expected, learnt=now) for row in rows)


def _new_after_split(
    session: Session, other: EventRow, event: EventRow, brought: bool, now: datetime
) -> list[Resolved]:
    """The changes that made the new event; readers who were told of it as part of the other are not told again."""
    mention, article, record = _behind(session, other)
    rows = events.first_changes(
        Shelf(session), other, now, mention_id=mention.id if mention else None, record_id=record.id if record else None
    )
    if brought:
        other.alerted_at = event.alerted_at
        for row in rows:
            row.verdict = f"told before, as part of {event.id}"
        return []
    return [Resolved(row, other, mention, article, record, True, "retracted", Window(), learnt=now) for row in rows]


def _behind(session: Session, event: EventRow) -> tuple[MentionRow | None, ArticleRow | None, OfficialRecordRow | None]:
    """The statement that best tells of an event as news, and where it stands."""
    supports = sorted(
        mentions.supporting(session, event.id), key=lambda pair: (pair[0].role == "retrospective", pair[0].id)
    )
    if supports:
        return *supports[0], None
    records = select(OfficialRecordRow).where(OfficialRecordRow.event_id == event.id).order_by(OfficialRecordRow.id)
    return None, None, session.scalars(records).first()


def _brought_news(session: Session, event: EventRow, sources: Collection[str]) -> bool:
    """Whether readers were told of an event on the word of one of these sources."""
    told = session.execute(
        select(ChangeRow.record_id, ArticleRow.key)
        .join(DeliveryRow, DeliveryRow.change_id == ChangeRow.id)
        .outerjoin(MentionRow, MentionRow.id == ChangeRow.mention_id)
        .outerjoin(VersionRow, VersionRow.id == MentionRow.version_id)
        .outerjoin(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(ChangeRow.event_id.in_(decisions.made_part(session, event)))
    )
    return any(record_id in sources or key in sources for record_id, key in told)


def _leading(claims: Sequence[Claim]) -> Claim:
    """The claim by whose settling the new event begins: an official one, else the first."""
    return min(claims, key=lambda claim: (not claim.official, claim.id))


def _told(session: Session, event: EventRow) -> list[Claim]:
    return [*mentions.claims_of(session, event), *official.claims_of(session, event)]
