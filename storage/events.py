"""Events: the candidates for a claim, and putting down what settling made of one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import bindparam, or_, select
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

# Statements are built once: to build one costs several times what running it does.
_NEAR = (
    select(EventRow)
    .where(
        EventRow.authority == bindparam("authority"),
        EventRow.family == bindparam("family"),
        EventRow.status != "retracted",
        or_(EventRow.window_to.is_(None), EventRow.window_to >= bindparam("earliest")),
        or_(EventRow.window_from.is_(None), EventRow.window_from <= bindparam("latest")),
    )
    .order_by(EventRow.window_from.desc(), EventRow.id)
    .limit(MOST_CANDIDATES)
)
_TOLD = select(ChangeRow.kind, ChangeRow.facts_hash).where(ChangeRow.event_id == bindparam("event"))


class Known(NamedTuple):
    """An event that a claim may be about: as resolving sees it, and its row."""

    candidate: Candidate
    row: EventRow


def candidates(session: Session, authority: str, claim: Claim, editing_article: int | None = None) -> list[Known]:
    """Known events that the claim can be about, nearest in time first.

    An article that was edited is not held against what its earlier version said: for `editing_article` an event is
    offered with the facts that others give it.
    """
    when = event_timing(claim).start
    rows = session.scalars(
        _NEAR,
        {
            "authority": authority,
            "family": claim.family,
            "earliest": when.earliest - _REACH if when.earliest else date.min,
            "latest": when.latest + _REACH if when.latest else date.max,
        },
    ).all()
    edited = {row.id for row in mentions.events_of_article(session, editing_article)} if editing_article else set()
    return [Known(_candidate(session, row, editing_article if row.id in edited else None), row) for row in rows]


def new_event(session: Session, authority: str, claim: Claim, now: datetime) -> EventRow:
    """An event that only `claim` supports, settled from it."""
    event = blank(authority, claim, now)
    while session.get(EventRow, event.id) is not None:
        event.id = hashlib.sha256(event.id.encode()).hexdigest()[:12]
    write(event, settle([claim]), now)
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
    session: Session,
    event: EventRow,
    now: datetime,
    *,
    joining: Claim | None = None,
    mention_id: int | None = None,
    record_id: str | None = None,
) -> list[ChangeRow]:
    """Settle an event anew from all that is said of it, and put down every change that was not put down before.

    `joining` is a claim whose row was just given to the event, and may not have been written yet.
    """
    with session.no_autoflush:
        told = [*mentions.claims_of(session, event), *official.claims_of(session, event)]
    claims = {claim.id: claim for claim in (*told, *((joining,) if joining else ()))}
    before, before_facts = _settled(event), dict(event.facts)
    after = settle(claims.values())
    found = changes(cast(Family, event.family), before if before.phase != "retracted" else None, after)
    write(event, after, now)
    with session.no_autoflush:
        put_down = {(kind, known) for kind, known in session.execute(_TOLD, {"event": event.id})} if found else set()
    new = [change for change in found if (change.kind, change.fingerprint) not in put_down]
    return _put_down(session, event, new, before_facts, now, mention_id, record_id)


def first_changes(
    session: Session, event: EventRow, now: datetime, *, mention_id: int | None = None, record_id: str | None = None
) -> list[ChangeRow]:
    """Put down the changes that made a new event."""
    return _put_down(
        session, event, changes(cast(Family, event.family), None, _settled(event)), {}, now, mention_id, record_id
    )


def _put_down(
    session: Session,
    event: EventRow,
    found: Iterable[Change],
    before: dict[str, Any],
    now: datetime,
    mention_id: int | None,
    record_id: str | None,
) -> list[ChangeRow]:
    rows = [change_row(event, change, before, now) for change in found]
    for row in rows:
        row.mention_id, row.record_id = mention_id, record_id
    session.add_all(rows)
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
