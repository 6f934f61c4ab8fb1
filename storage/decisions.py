"""What people decided about events, as rows; and what follows from it for whoever looks an event up.

A decision changes no claim. A merge lets every claim that fits one event support another; a split lets the claims of
certain sources support a new one; so both hold for whatever is read later, and undoing one gives back what stood
before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers import corrections
from parsers.changes import decided
from parsers.claims import Claim
from parsers.model import ChangeKind, Family
from storage.tables import ChangeRow, DecisionRow, EventRow

Kind = Literal["merge", "split", "dismiss", "correct", "note"]


def put(session: Session, kind: Kind, event: EventRow, what: dict[str, Any], by: str, now: datetime) -> DecisionRow:
    """Keep a decision; from now on decisions are looked up for this event."""
    row = DecisionRow(kind=kind, event_id=event.id, what=what, by=by, at=now)
    event.decided = True
    session.add(row)
    session.flush()
    return row


def standing(session: Session, event: EventRow, source: str | None = None) -> EventRow:
    """The event that a claim of `source` supports where it fits `event`; without a source, the one to show for it.

    That is the event itself, unless a person merged it or split the source off it. Whoever was split off and merged
    back goes where merges alone lead.
    """
    at, seen = event, {event.id}
    while at.decided and (following := _following(session, at, source)):
        if following in seen:
            return standing(session, event)
        seen.add(following)
        at = session.get_one(EventRow, following)
    return at


def made_part(session: Session, event: EventRow) -> list[str]:
    """The id of the event, and of every other that was made part of it."""
    ids = [event.id]
    if not event.decided:
        return ids
    for known in ids:
        ids += session.scalars(select(EventRow.id).where(EventRow.merged_into == known).order_by(EventRow.id))
    return ids


def in_force(session: Session, event: EventRow, kind: Kind) -> Sequence[DecisionRow]:
    """The decisions of a kind on an event and all that was made part of it, in the order in which they were made."""
    if not event.decided:
        return ()
    return session.scalars(
        select(DecisionRow)
        .where(
            DecisionRow.event_id.in_(made_part(session, event)),
            DecisionRow.kind == kind,
            DecisionRow.undone_at.is_(None),
        )
        .order_by(DecisionRow.id)
    ).all()


def claims_of(session: Session, event: EventRow) -> list[Claim]:
    """What people corrected of an event."""
    rows = in_force(session, event, "correct")
    return [corrections.claim_of(row.id, cast(Family, event.family), row.what) for row in rows]


def notes_of(session: Session, event: EventRow) -> list[str]:
    """The notes that people put to an event."""
    return [str(row.what["text"]) for row in in_force(session, event, "note")]


def dismissed(session: Session, event: EventRow) -> bool:
    """Whether a person said that this, whatever was merged into it since, is no event."""
    return any(row.event_id == event.id for row in in_force(session, event, "dismiss"))


def every(session: Session, event: EventRow | None = None) -> Sequence[DecisionRow]:
    """All decisions, or those that name an event or what was made part of it; the undone ones too."""
    rows = session.scalars(select(DecisionRow).order_by(DecisionRow.id)).all()
    if event is None:
        return rows
    ids = set(made_part(session, event))
    return [row for row in rows if row.event_id in ids or row.what.get("into") in ids]


def made(session: Session, change: ChangeRow) -> bool:
    """Whether a person's decision, or its undoing, made a change."""
    event = session.get_one(EventRow, change.event_id)
    if not event.decided:
        return False
    kind = cast(ChangeKind, change.kind)
    numbers = [row.id for row in every(session, event)]
    return any(
        change.facts_hash == decided(kind, number, undone).fingerprint for number in numbers for undone in (False, True)
    )


def redirects(session: Session) -> dict[str, str]:
    """The events that were made part of another, each with the one to show for it."""
    rows = session.scalars(select(EventRow).where(EventRow.merged_into.is_not(None)))
    return {row.id: standing(session, row).id for row in rows}


def resting_on(session: Session, decision: DecisionRow) -> DecisionRow | None:
    """A later merge or split that would lose its ground if this one were undone."""
    if decision.kind not in ("merge", "split"):
        return None
    into = session.get_one(EventRow, decision.what["into"])
    later = session.scalars(
        select(DecisionRow)
        .where(
            DecisionRow.id > decision.id,
            DecisionRow.kind.in_(("merge", "split")),
            DecisionRow.undone_at.is_(None),
        )
        .order_by(DecisionRow.id.desc())
    )
    if decision.kind == "split":
        return next((row for row in later if into.id in (row.event_id, row.what["into"])), None)
    holding = {into.id, standing(session, into).id}
    return next((row for row in later if row.kind == "split" and row.event_id in holding), None)


def _following(session: Session, event: EventRow, source: str | None) -> str | None:
    if source is not None:
        splits = session.scalars(
            select(DecisionRow).where(
                DecisionRow.event_id == event.id, DecisionRow.kind == "split", DecisionRow.undone_at.is_(None)
            )
        )
        for row in splits:
            if source in row.what["sources"]:
                return str(row.what["into"])
    return event.merged_into
