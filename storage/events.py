"""Events: the candidates for a claim, and putting down what settling made of one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from parsers.changes import Change, changes
from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import EventStatus, Family
from parsers.partial_date import Window
from parsers.sameness import Candidate, event_timing
from parsers.settle import Settled, settle
from parsers.timing import Timing
from storage import mentions, official
from storage.tables import ChangeRow, EventRow

# More candidates than any authority's family has within the years that a claim can mean; a bound, not a filter.
MOST_CANDIDATES = 60
_REACH = timedelta(days=3 * 366)
# What makes an event the one it is, whatever an article that is being edited said of its outcome.
_IDENTITY = ("kind", "instrument", "what", "people", "amount_gbp")


def candidates(session: Session, authority: str, claim: Claim, editing_article: int | None = None) -> list[Candidate]:
    """Known events that the claim can be about, nearest in time first.

    An article that was edited is not held against what its earlier version said: for `editing_article` an event is
    offered with the facts that others give it.
    """
    when = event_timing(claim).start
    query = select(EventRow).where(
        EventRow.authority == authority, EventRow.family == claim.family, EventRow.status != "retracted"
    )
    if when.earliest:
        query = query.where(or_(EventRow.window_to.is_(None), EventRow.window_to >= when.earliest - _REACH))
    if when.latest:
        query = query.where(or_(EventRow.window_from.is_(None), EventRow.window_from <= when.latest + _REACH))
    rows = session.scalars(query.order_by(EventRow.window_from.desc(), EventRow.id).limit(MOST_CANDIDATES)).all()
    edited = {row.id for row in mentions.events_of_article(session, editing_article)} if editing_article else set()
    return [_candidate(session, row, editing_article if row.id in edited else None) for row in rows]


def new_event(session: Session, authority: str, claim: Claim, now: datetime) -> EventRow:
    """An event that only `claim` supports so far; its facts come with the first settling."""
    event = blank(authority, claim, now)
    while session.get(EventRow, event.id) is not None:
        event.id = hashlib.sha256(event.id.encode()).hexdigest()[:12]
    session.add(event)
    session.flush()
    return event


def blank(authority: str, claim: Claim, now: datetime) -> EventRow:
    """The row of an event about which nothing is settled yet. Its id follows from the claim that makes it."""
    seed = f"{authority}|{claim.family}|{claim.source}|{claim.id}"
    return EventRow(
        id=hashlib.sha256(seed.encode()).hexdigest()[:12],
        family=claim.family,
        authority=authority,
        types=[],
        status="retracted",
        phase="retracted",
        facts={},
        provenance={},
        first_seen_at=now,
        updated_at=now,
    )


def resettle(
    session: Session, event: EventRow, now: datetime, *, mention_id: int | None = None, record_id: str | None = None
) -> list[ChangeRow]:
    """Settle an event anew from all that is said of it, and put down every change that was not put down before."""
    before, before_facts = _settled(event), dict(event.facts)
    after = settle([*mentions.claims_of(session, event), *official.claims_of(session, event)])
    found = changes(cast(Family, event.family), before if before.phase != "retracted" else None, after)
    write(event, after, now)
    rows = []
    for change in found:
        row = _change_row(session, event, change, before_facts, now)
        if row is not None:
            row.mention_id, row.record_id = mention_id, record_id
            rows.append(row)
    session.flush()
    return rows


def timing_of(event: EventRow) -> Timing:
    """The stored windows of an event."""
    return Timing(Window(event.window_from, event.window_to), Window(event.published_from, event.published_to))


def sort_date(event: EventRow) -> date:
    """The day by which an event stands in a timeline: the earliest it can have happened, else when it was seen."""
    facts = facts_from_dict(event.facts)
    for key in ("start", "effective", "notified", "published"):
        if key in facts.dates:
            return {str(k): v for k, v in facts.dates.items()}[key].earliest
    return event.window_to or event.window_from or event.first_seen_at.date()


def find(session: Session, **wanted: Any) -> Sequence[EventRow]:
    """Events whose columns have the given values; None asks nothing. Newest first."""
    query = select(EventRow).where(EventRow.status != "retracted")
    for name, value in wanted.items():
        if value is not None:
            query = query.where(getattr(EventRow, name) == value)
    return sorted(session.scalars(query), key=sort_date, reverse=True)


def _candidate(session: Session, row: EventRow, editing_article: int | None) -> Candidate:
    facts, phase, when = facts_from_dict(row.facts), row.phase, timing_of(row)
    if editing_article is not None:
        others = [*mentions.claims_of(session, row, editing_article), *official.claims_of(session, row)]
        if others:
            settled = settle(others)
            facts, phase = settled.facts, settled.phase
        else:
            kept: dict[str, Any] = {key: row.facts[key] for key in _IDENTITY if key in row.facts}
            facts = facts_from_dict(kept)
    return Candidate(row.id, cast(Family, row.family), facts, phase, when, tuple(row.types))


def _settled(event: EventRow) -> Settled:
    return Settled(
        facts=facts_from_dict(event.facts),
        status=cast(EventStatus, event.status),
        phase=event.phase,
        types=tuple(event.types),
        sources=tuple(event.provenance.get("sources", ())),
        timing=timing_of(event),
    )


def write(event: EventRow, settled: Settled, now: datetime) -> None:
    """Put settled facts into the event's row."""
    event.facts, event.kind = facts_to_dict(settled.facts), settled.facts.kind
    event.status, event.phase, event.types = settled.status, settled.phase, list(settled.types)
    event.window_from, event.window_to = settled.timing.start.earliest, settled.timing.start.latest
    event.published_from, event.published_to = settled.timing.published.earliest, settled.timing.published.latest
    event.provenance = _provenance(settled)
    event.updated_at = now


def _provenance(settled: Settled) -> dict[str, Any]:
    return {
        "sources": list(settled.sources),
        "facts": {path: list(ids) for path, ids in settled.provenance.items()},
        "conflicts": [[conflict.path, conflict.value, conflict.claim] for conflict in settled.conflicts],
    }


def _change_row(
    session: Session, event: EventRow, change: Change, before: dict[str, Any], now: datetime
) -> ChangeRow | None:
    known = session.scalar(
        select(ChangeRow.id).where(
            ChangeRow.event_id == event.id, ChangeRow.kind == change.kind, ChangeRow.facts_hash == change.fingerprint
        )
    )
    if known is not None:
        return None
    row = change_row(event, change, before, now)
    session.add(row)
    return row


def change_row(event: EventRow, change: Change, before: dict[str, Any], now: datetime) -> ChangeRow:
    """The row of a change to an event, not judged yet."""
    return ChangeRow(
        event_id=event.id,
        kind=change.kind,
        facts_hash=change.fingerprint,
        facts=event.facts,
        before=before or None,
        at=now,
        verdict="not judged",
    )
