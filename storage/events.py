"""Events: the candidates for a claim, and putting down what settling made of one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from parsers.changes import Change, changes, stands_after_all, unheard
from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import HIDDEN_STATUSES, SILENT_CHANGES, EventStatus, Family, london_day
from parsers.partial_date import Window
from parsers.sameness import Candidate, event_timing
from parsers.settle import Settled, settle
from parsers.timing import Timing
from storage import decisions, mentions, official, withholding
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
        # What a person decided about holds for what comes back, too.
        or_(EventRow.status != "retracted", EventRow.decided),
        or_(EventRow.window_to.is_(None), EventRow.window_to >= bindparam("earliest")),
        or_(EventRow.window_from.is_(None), EventRow.window_from <= bindparam("latest")),
    )
    # The databases differ in where they put what has no value.
    .order_by(EventRow.window_from.desc().nulls_last(), EventRow.id)
    .limit(MOST_CANDIDATES)
)
_TOLD = select(ChangeRow.kind, ChangeRow.facts_hash).where(ChangeRow.event_id == bindparam("event"))


class Known(NamedTuple):
    """An event that a claim may be about: as resolving sees it, and its row."""

    candidate: Candidate
    row: EventRow


def candidates(
    session: Session, authority: str, claim: Claim, edited: Collection[str] = (), own: str | None = None
) -> list[Known]:
    """Known events that the claim can be about, nearest in time first.

    Those that a person merged or dismissed are among them, so that what fits them goes where the person put it.

    An article that was edited is not held against what its earlier version said: events in `edited` are offered with
    the facts that other sources give them. Nor is a statement that was read anew held against itself: `own`, which it
    supported, is offered with the facts of all other statements.
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
    found = []
    for row in rows:
        without = claim.source if row.id in edited else claim.id if row.id == own else None
        found += [Known(candidate, row) for candidate in _offers(session, row, claim, without)]
    return found


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
    before_facts = dict(event.facts)
    before, after = settle_anew(session, event, now, joining)
    found = changes(cast(Family, event.family), before if before.phase != "retracted" else None, after)
    with session.no_autoflush:
        kept = {(kind, known) for kind, known in session.execute(_TOLD, {"event": event.id})} if found else set()
    rows = put_down(session, event, unheard(found, kept), before_facts, now, mention_id, record_id)
    if before.phase != "retracted" or after.phase == "retracted" or any(row.kind not in SILENT_CHANGES for row in rows):
        return rows
    # Readers who were told that it is withdrawn, and hear nothing else of it, are told that it stands.
    aloud = withholding.last_retraction(session, event.id)
    stands = [stands_after_all(aloud.id)] if aloud else []
    return [*put_down(session, event, unheard(stands, kept), {}, now, mention_id, record_id), *rows]


def settle_anew(
    session: Session, event: EventRow, now: datetime, joining: Claim | None = None
) -> tuple[Settled, Settled]:
    """Settle an event from all that is said of it, and give how it stood and how it stands."""
    with session.no_autoflush:
        told = [*_told(session, event), *decisions.claims_of(session, event)]
    claims = {claim.id: claim for claim in (*told, *((joining,) if joining else ()))}
    before, after = _settled(event), settle(claims.values())
    write(event, after, now)
    if before.phase == "retracted" and after.phase != "retracted":
        withholding.release(session, event.id, now)
    return before, after


def first_changes(
    session: Session, event: EventRow, now: datetime, *, mention_id: int | None = None, record_id: str | None = None
) -> list[ChangeRow]:
    """Put down the changes that made a new event."""
    found = changes(cast(Family, event.family), None, _settled(event))
    return put_down(session, event, found, {}, now, mention_id, record_id)


def put_down(
    session: Session,
    event: EventRow,
    found: Iterable[Change],
    before: dict[str, Any],
    now: datetime,
    mention_id: int | None = None,
    record_id: str | None = None,
) -> list[ChangeRow]:
    """Keep changes that were not kept before."""
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
    return event.window_to or event.window_from or london_day(event.first_seen_at)


def find(session: Session, **wanted: Any) -> Sequence[EventRow]:
    """Events to be shown whose columns have the given values; None asks nothing. Newest first."""
    query = select(EventRow).where(EventRow.status.not_in(HIDDEN_STATUSES))
    for name, value in wanted.items():
        if value is not None:
            query = query.where(getattr(EventRow, name) == value)
    return sorted(session.scalars(query), key=sort_date, reverse=True)


def _offers(session: Session, row: EventRow, claim: Claim, without: str | None) -> list[Candidate]:
    """The event as a candidate: as it stands, or as it is told of `without` a source or a single claim.

    What a person decided about is offered by what is said of it alone, whatever was merged with it; and once more as
    a person corrected it.
    """
    if not row.decided:
        return [_candidate(row, row.id, _but(without, _told(session, row)) if without else None)]
    stands_for = decisions.standing(session, row, claim.source).id
    told = _but(without, [*mentions.own_claims_of(session, row.id), *official.own_claims_of(session, row.id)])
    corrected = decisions.claims_of(session, row) if told else ()
    return [
        _candidate(row, stands_for, told if told or without else None),
        *([_candidate(row, stands_for, [*told, *corrected])] if corrected else ()),
    ]


def _but(without: str | None, told: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in told if without not in (claim.source, claim.id)]


def _candidate(row: EventRow, stands_for: str, told: Sequence[Claim] | None) -> Candidate:
    """An event with the facts that follow from `told`, with those by which it is known where that is nothing."""
    facts, phase, when = facts_from_dict(row.facts), row.phase, timing_of(row)
    if told:
        settled = settle(told)
        facts, phase = settled.facts, settled.phase
        when = settled.timing if row.decided else when
    elif told is not None:
        kept: dict[str, Any] = {key: row.facts[key] for key in _IDENTITY if key in row.facts}
        facts = facts_from_dict(kept)
    return Candidate(row.id, cast(Family, row.family), facts, phase, when, tuple(row.types), stands_for)


def _told(session: Session, event: EventRow) -> list[Claim]:
    """What articles and the official record say of an event."""
    return [*mentions.claims_of(session, event), *official.claims_of(session, event)]


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
    """Put settled facts into the event's row.

    What a person said of it, that it is part of another or no event, stays; and so do the last facts of one that a
    person decided about, so that what comes back is known again.
    """
    if event.status not in ("merged", "dismissed"):
        event.status = settled.status
    event.updated_at = now
    if settled.status == "retracted" and event.decided:
        event.phase = settled.phase
        return
    event.facts, event.kind = facts_to_dict(settled.facts), settled.facts.kind
    event.phase, event.types = settled.phase, list(settled.types)
    event.window_from, event.window_to = settled.timing.start.earliest, settled.timing.start.latest
    event.published_from, event.published_to = settled.timing.published.earliest, settled.timing.published.latest
    event.provenance = _provenance(settled)


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
