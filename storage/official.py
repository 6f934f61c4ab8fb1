"""The official record as rows, and as claims that outrank the press."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import Family, MentionType, OfficialRecord, london_day
from parsers.official.same_record import merged, newer, same_happening
from parsers.partial_date import Window
from storage.locks import lock
from storage.tables import EventRow, OfficialRecordRow

# What precedes the number of a document in the id of a record that is only its link.
LINK = "ofsted_file:"
_OF_EVENT = select(OfficialRecordRow).where(OfficialRecordRow.event_id == bindparam("event"))


def put(session: Session, record: OfficialRecord, now: datetime, silent: bool) -> OfficialRecordRow | None:
    """Store a record that is new or says something else than before; None when it is known as it is.

    One that is of another authority or family now is to be resolved anew: its event is not its own any more.
    """
    row = session.get(OfficialRecordRow, record.id)
    facts = facts_to_dict(record.facts)
    if row is None:
        row = OfficialRecordRow(id=record.id, first_seen_at=now, silent=silent)
        session.add(row)
    elif (row.facts, row.family, row.authority) == (facts, record.family, record.authority):
        return None
    row.family, row.authority, row.facts = record.family, record.authority, facts
    row.url, row.as_at = record.url, record.as_at
    session.flush()
    return row


def hold(session: Session, authority: str, record_ids: Iterable[str]) -> None:
    """Lock an authority to take in these records, together with those whose they were so far."""
    stored = session.scalars(select(OfficialRecordRow.authority).where(OfficialRecordRow.id.in_(list(record_ids))))
    lock(session, *(f"authority {name}" for name in {authority, *stored}))


def known(session: Session, record_id: str) -> bool:
    """Whether a record of this id is stored."""
    return session.get(OfficialRecordRow, record_id) is not None


def of_authority(session: Session, authority: str) -> list[OfficialRecord]:
    """What is stored of one authority, by id."""
    query = select(OfficialRecordRow).where(OfficialRecordRow.authority == authority)
    return [_record(row) for row in session.scalars(query.order_by(OfficialRecordRow.id))]


def joined(record: OfficialRecord, stored: Iterable[OfficialRecord], *, outranks: bool | None = None) -> OfficialRecord:
    """The record together with what is stored of the same inspection or visit, under the id of that.

    `outranks` says whether it corrects what is stored; by default it does when its source is as new. A record that
    nothing stored is the same as comes back as it is.
    """
    same = [known for known in stored if known.id == record.id or same_happening(known, record)]
    if not same:
        return record
    known = min(same, key=lambda known: (known.id != record.id, known.id.startswith(LINK), known.id))
    right = newer(record.as_at, known.as_at) if outranks is None else outranks
    return merged(known, record, outranks=right)


def claims_of(session: Session, event: EventRow) -> list[Claim]:
    """What the official record says of an event."""
    return [claim_of(row) for row in session.scalars(_OF_EVENT, {"event": event.id})]


def own_claims_of(session: Session, event_id: str) -> list[Claim]:
    """What the official record says of an event that fits it by itself, wherever a person put it."""
    fits = or_(
        OfficialRecordRow.found_event_id == event_id,
        and_(OfficialRecordRow.found_event_id.is_(None), OfficialRecordRow.event_id == event_id),
    )
    return [claim_of(row) for row in session.scalars(select(OfficialRecordRow).where(fits))]


def claim_of(row: OfficialRecordRow) -> Claim:
    """A record as a claim: its type follows from what it holds."""
    facts = facts_from_dict(row.facts)
    published = facts.dates.get("published")
    as_at = row.as_at or london_day(row.first_seen_at)
    return Claim(
        id=row.id,
        source=row.id,
        type=_type(cast(Family, row.family), bool(facts.judgements), facts.kind),
        role="new",
        facts=facts,
        seen=Window.of(published) if published else Window(None, as_at),
        official=True,
    )


def holds_another(session: Session, row: OfficialRecordRow, event_ids: Iterable[str]) -> set[str]:
    """Those of the events that another official record supports: this one can't be about them.

    Save where the other is no more than the link to the document that this one describes: what Ofsted's site showed
    on the same day.
    """
    others = session.scalars(
        select(OfficialRecordRow).where(OfficialRecordRow.event_id.in_(list(event_ids)), OfficialRecordRow.id != row.id)
    )
    return {other.event_id for other in others if other.event_id and not _same_document(row, other)}


def _same_document(a: OfficialRecordRow, b: OfficialRecordRow) -> bool:
    link_only = a.id.startswith(LINK) != b.id.startswith(LINK)
    days = [(row.facts.get("dates") or {}).get("published") for row in (a, b)]
    return (link_only and days[0] is not None and days[0] == days[1]) or (a.url is not None and a.url == b.url)


def every(session: Session) -> list[OfficialRecord]:
    """The whole stored record, by id."""
    return [_record(row) for row in session.scalars(select(OfficialRecordRow).order_by(OfficialRecordRow.id))]


def without_event(session: Session, record_id: str) -> OfficialRecordRow | None:
    """The record, if no event was found or made for it yet: a run that died may have left it so."""
    row = session.get(OfficialRecordRow, record_id)
    return row if row is not None and row.event_id is None else None


def as_at(session: Session) -> date | None:
    """The day up to which the stored record goes."""
    return session.scalar(select(func.max(OfficialRecordRow.as_at)))


def _record(row: OfficialRecordRow) -> OfficialRecord:
    facts = facts_from_dict(row.facts)
    return OfficialRecord(row.id, cast(Family, row.family), row.authority, facts, row.url, row.as_at)


def _type(family: Family, graded: bool, kind: str | None) -> MentionType:
    if family == "inspection":
        visit = kind in ("focused_visit", "monitoring_visit", "jtai", "area_send_monitoring")
        return "judgement" if graded or not visit else "visit_outcome"
    by_family: dict[Family, MentionType] = {
        "intervention": "intervention",
        "leadership": "leadership_change",
        "activity": "improvement_activity",
        "funding": "funding",
    }
    return by_family[family]
