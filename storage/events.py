"""Events: making them, and putting down what settling made of one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.changes import Change, changes, stands_after_all, unheard
from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import HIDDEN_STATUSES, SILENT_CHANGES, EventStatus, Family, london_day
from parsers.settle import Settled, settle
from storage import decisions, withholding
from storage.shelf import Shelf, timing_of
from storage.tables import ChangeRow, EventRow


def new_event(shelf: Shelf, authority: str, claim: Claim, now: datetime) -> EventRow:
    """An event that only `claim` supports, settled from it."""
    event = blank(authority, claim, now)
    while not shelf.is_free(event.id):
        event.id = hashlib.sha256(event.id.encode()).hexdigest()[:12]
    write(event, settle([claim]), now)
    shelf.add(event)
    return event


def id_of(authority: str, claim: Claim) -> str:
    """The id of the event that a claim makes."""
    seed = f"{authority}|{claim.family}|{claim.source}|{claim.id}"
    return hashlib.sha256(seed.encode()).hexdigest()[:12]


def blank(authority: str, claim: Claim, now: datetime) -> EventRow:
    """The row of an event about which nothing is settled yet."""
    return EventRow(
        id=id_of(authority, claim),
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
    shelf: Shelf,
    event: EventRow,
    now: datetime,
    *,
    joining: Claim | None = None,
    mention_id: int | None = None,
    record_id: str | None = None,
) -> list[ChangeRow]:
    """Settle an event anew from all that is said of it, and put down every change that was not put down before.

    `joining` is a claim that counts even if a later version of its article was read already.
    """
    before_facts = dict(event.facts)
    before, after = settle_anew(shelf, event, now, joining)
    found = changes(cast(Family, event.family), before if before.phase != "retracted" else None, after)
    kept = {(row.kind, row.facts_hash) for row in shelf.support(event.id).changes}
    rows = put_down(shelf, event, unheard(found, kept), before_facts, now, mention_id, record_id)
    if before.phase != "retracted" or after.phase == "retracted" or any(row.kind not in SILENT_CHANGES for row in rows):
        return rows
    # Readers who were told that it is withdrawn, and hear nothing else of it, are told that it stands.
    aloud = withholding.last_retraction(shelf.session, event.id)
    stands = [stands_after_all(aloud.id)] if aloud else []
    return [*put_down(shelf, event, unheard(stands, kept), {}, now, mention_id, record_id), *rows]


def settle_anew(shelf: Shelf, event: EventRow, now: datetime, joining: Claim | None = None) -> tuple[Settled, Settled]:
    """Settle an event from all that is said of it, and give how it stood and how it stands."""
    told = [*shelf.support(event.id).claims(), *decisions.claims_of(shelf.session, event)]
    claims = {claim.id: claim for claim in (*told, *((joining,) if joining else ()))}
    before, after = _settled(event), settle(claims.values())
    write(event, after, now)
    shelf.put(event)
    if before.phase == "retracted" and after.phase != "retracted":
        withholding.release(shelf.session, event.id, now)
    return before, after


def first_changes(
    shelf: Shelf, event: EventRow, now: datetime, *, mention_id: int | None = None, record_id: str | None = None
) -> list[ChangeRow]:
    """Put down the changes that made a new event."""
    found = changes(cast(Family, event.family), None, _settled(event))
    return put_down(shelf, event, found, {}, now, mention_id, record_id)


def put_down(
    shelf: Shelf,
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
    shelf.put_down(event.id, rows)
    return rows


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
