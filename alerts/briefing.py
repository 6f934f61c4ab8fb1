"""A stored change with all that a message says about it: its sources, what was before, and what we said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.model import ChangeView, Citation
from parsers.authorities import Gazetteer
from parsers.fact_sheet import facts_from_dict
from parsers.model import GRADES, ChangeKind, EventStatus, Facts, Family
from parsers.paper_text import at_page
from storage import decisions, events, looks
from storage.tables import (
    ArticleRow,
    ChangeRow,
    DeliveryRow,
    EventRow,
    MentionRow,
    MessageRow,
    OfficialRecordRow,
    VersionRow,
)

_PUBLISHER = {"DfE": "Department for Education", "HMIP": "HMI Probation", "CQC": "CQC"}
_AHEAD = ("announced", "scheduled", "rescheduled", "cancelled")


def view(session: Session, change: ChangeRow, gazetteer: Gazetteer) -> ChangeView:
    """One change as its readers see it."""
    event = session.get_one(EventRow, change.event_id)
    authority = gazetteer.get(event.authority)
    told_at, told_citing = _told(session, change)
    look = looks.of(session, event.id)
    return ChangeView(
        id=change.id,
        kind=cast(ChangeKind, change.kind),
        event_id=event.id,
        family=cast(Family, event.family),
        types=_types(event, change),
        authority=event.authority,
        region=authority.region_ons if authority else None,
        status=cast(EventStatus, event.status),
        facts=facts_from_dict(change.facts),
        before=facts_from_dict(change.before) if change.before else None,
        previous=previous_judgement(session, event),
        learnt_late=change.learnt_late,
        citations=tuple(citations(session, event, change)),
        at=change.at,
        told_at=told_at,
        told_citing=told_citing,
        looked_at=look.looked_at if look else None,
        look=look.found if look else None,
        decided=decisions.made(session, change),
        text=_text(session, change),
    )


def event_view(session: Session, event: EventRow, gazetteer: Gazetteer) -> ChangeView:
    """An event as it stands, told as if it were news: for lists and timelines."""
    authority = gazetteer.get(event.authority)
    facts = facts_from_dict(event.facts)
    return ChangeView(
        id=0,
        kind=_standing(event, facts),
        event_id=event.id,
        family=cast(Family, event.family),
        types=tuple(event.types),
        authority=event.authority,
        region=authority.region_ons if authority else None,
        status=cast(EventStatus, event.status),
        facts=facts,
        before=None,
        previous=None,
        learnt_late=False,
        citations=tuple(citations(session, event, None)),
        at=event.updated_at,
    )


def as_news(session: Session, corrected: ChangeView) -> ChangeView:
    """What was put right, told to somebody who never heard it wrong: the event with the right facts, as news."""
    event = session.get_one(EventRow, corrected.event_id)
    return replace(corrected, kind=_standing(event, corrected.facts), before=None, told_at=None, told_citing=None)


def previous_judgement(session: Session, event: EventRow) -> Facts | None:
    """The facts of the authority's last graded inspection of children's services before this event."""
    if event.family != "inspection":
        return None
    before = events.sort_date(event)
    graded = [
        known
        for known in events.find(session, authority=event.authority, family="inspection", phase="published")
        if known.id != event.id and is_graded(known) and events.sort_date(known) < before
    ]
    return facts_from_dict(graded[0].facts) if graded else None


def citations(session: Session, event: EventRow, change: ChangeRow | None) -> Iterable[Citation]:
    """What the event rests on: official documents first, then the article that made this change, then the others."""
    records = session.scalars(
        select(OfficialRecordRow).where(OfficialRecordRow.event_id == event.id).order_by(OfficialRecordRow.id)
    )
    for record in records:
        yield Citation(_publisher(record), None, record.url, None, None, True)
    rows = session.execute(
        select(MentionRow, VersionRow, ArticleRow)
        .join(VersionRow, VersionRow.id == MentionRow.version_id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(MentionRow.event_id == event.id, MentionRow.retired_at.is_(None))
        .order_by(MentionRow.id)
    ).all()
    seen: set[int] = set()
    brought = change.mention_id if change else None
    for mention, version, article in sorted(rows, key=lambda row: row[0].id != brought):
        if article.id in seen:
            continue
        seen.add(article.id)
        if article.fate is not None:
            yield Citation(article.outlet, None, None, article.published, None, False, article.fate)
            continue
        quote = version.text[mention.start : mention.end]
        link = at_page(article.url, version.pages, mention.start)
        yield Citation(article.outlet, version.title, link, article.published, quote, False)


def _publisher(record: OfficialRecordRow) -> str:
    return _PUBLISHER.get(record.facts.get("inspectorate", ""), "Ofsted")


def _text(session: Session, change: ChangeRow) -> str:
    """The title and text of the article that brought the change."""
    mention = session.get(MentionRow, change.mention_id) if change.mention_id else None
    return f"{mention.version.title or ''}\n{mention.version.text}" if mention else ""


def _types(event: EventRow, change: ChangeRow) -> tuple[str, ...]:
    """The types that this change is of: an inspection's announcement is of one type, its outcome of another."""
    if event.family != "inspection":
        return tuple(event.types)
    if change.kind in _AHEAD:
        return ("inspection_announced",)
    return tuple(kind for kind in event.types if kind != "inspection_announced") or tuple(event.types)


def _standing(event: EventRow, facts: Facts) -> ChangeKind:
    if event.family == "leadership":
        return "joined" if any(person.change in ("in", "interim") for person in facts.people) else "left"
    return cast(ChangeKind, event.phase)


def is_graded(event: EventRow) -> bool:
    """Whether an event is a graded inspection of children's services."""
    if event.kind in ("area_send", "hmip_youth_justice"):
        return False
    return any(grade in GRADES for area, grade in (event.facts.get("judgements") or {}).items() if area != "outcome")


def _told(session: Session, change: ChangeRow) -> tuple[datetime | None, str | None]:
    """When readers last heard of the event, and on whose word."""
    row = session.execute(
        select(MessageRow.sent_at, ChangeRow.mention_id, ChangeRow.record_id)
        .join(DeliveryRow, DeliveryRow.message_id == MessageRow.id)
        .join(ChangeRow, ChangeRow.id == DeliveryRow.change_id)
        .where(ChangeRow.event_id == change.event_id, ChangeRow.id != change.id, MessageRow.state == "sent")
        .order_by(MessageRow.sent_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None, None
    sent_at, mention_id, record_id = row
    mention = session.get(MentionRow, mention_id) if mention_id else None
    if mention is not None:
        return sent_at, mention.version.article.outlet
    record = session.get(OfficialRecordRow, record_id) if record_id else None
    return sent_at, _publisher(record) if record else None
