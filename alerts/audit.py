"""The official record held against what was told: missed, late, wrong or doubled; and which outlets tell first.

A record counts from the day on which it became public; a day is all that is known of that, so lateness is counted from
the end of that day.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.fact_sheet import facts_from_dict
from parsers.model import LONDON, Facts, OfficialRecord, london_day
from parsers.official.register import published_on
from parsers.partial_date import PartialDate, Window
from storage import decisions, official
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

Fault = Literal["missed", "late", "wrong", "doubled"]
FAULTS: tuple[Fault, ...] = ("missed", "late", "wrong", "doubled")
# Two outcomes told so close together, of one kind and authority, are one told twice.
_ONE_PUBLICATION = 31
_OUTCOMES = ("published", "grade_added", "corrected")
_FAMILIES = ("inspection", "intervention")


@dataclass(frozen=True, slots=True)
class Finding:
    """How one official record was told. `fault` is None when it was told once, in time and right."""

    record_id: str
    authority: str
    kind: str
    public: PartialDate
    fault: Fault | None
    told_at: datetime | None
    detail: str
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Lead:
    """How an outlet stands against the official day: `events` it told of, `first` how often before all others."""

    outlet: str
    events: int
    first: int
    median_days: float


@dataclass(frozen=True, slots=True)
class Audit:
    """All official records that became public between two days, and the outlets that told of them."""

    since: date
    until: date
    findings: tuple[Finding, ...]
    leads: tuple[Lead, ...]

    def of(self, fault: Fault) -> list[Finding]:
        """The findings with that fault."""
        return [finding for finding in self.findings if finding.fault == fault]

    @property
    def clean(self) -> bool:
        """True when nothing was missed, late, wrong or doubled."""
        return not any(finding.fault for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Told:
    """A change of which readers were told."""

    event_id: str
    kind: str
    at: datetime
    facts: Facts


def audit(session: Session, since: date, until: date, within: timedelta) -> Audit:
    """Hold every record that became public in these days against what was told within so long."""
    told = _told(session)
    rows = session.execute(select(OfficialRecordRow.id, OfficialRecordRow.event_id))
    events = {row.id: row.event_id for row in rows}
    anchored = {event_id for event_id in events.values() if event_id}
    findings = []
    for record in official.every(session):
        public = published_on(record)
        if public is None or record.family not in _FAMILIES or not since <= public.latest <= until:
            continue
        mine = told.get(events[record.id] or "", [])
        rivals = _rivals(session, record, public, told, anchored)
        findings.append(_finding(record, public, events[record.id], _of_record(record, mine), rivals, within))
    findings.sort(key=lambda finding: (finding.public.iso, finding.record_id))
    return Audit(since, until, tuple(findings), _leads(session, since, until))


def _told(session: Session) -> dict[str, list[_Told]]:
    """What readers were told, by event; what no message of it reached anybody with was not told."""
    rows = session.scalars(select(ChangeRow).where(ChangeRow.alerts.is_(True)).order_by(ChangeRow.id))
    merged, sending = decisions.redirects(session), _sending(session)
    told: dict[str, list[_Told]] = defaultdict(list)
    for row in rows:
        at = sending.get(row.id, row.at)
        if at is not None:
            event_id = merged.get(row.event_id, row.event_id)
            told[event_id].append(_Told(event_id, row.kind, at, facts_from_dict(row.facts)))
    return told


def _sending(session: Session) -> dict[int, datetime | None]:
    """When each change first reached somebody; None where every message was refused, given up or withheld.

    What is owed still is under way since it was found.
    """
    rows = session.execute(
        select(ChangeRow.id, ChangeRow.at, MessageRow.state, MessageRow.sent_at)
        .join(DeliveryRow, DeliveryRow.change_id == ChangeRow.id)
        .join(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .where(ChangeRow.alerts.is_(True))
    )
    sending: dict[int, datetime | None] = {}
    for change_id, found_at, state, sent_at in rows:
        at = found_at if state == "owed" else sent_at
        known = sending.get(change_id)
        sending[change_id] = min(filter(None, (at, known)), default=None)
    return sending


def _of_record(record: OfficialRecord, told: Iterable[_Told]) -> list[_Told]:
    """What was told of this record: of an intervention only the step that it records."""
    kinds = _OUTCOMES if record.family == "inspection" else (record.facts.action or "issued",)
    return [item for item in told if item.kind in kinds]


def _rivals(
    session: Session, record: OfficialRecord, public: PartialDate, told: dict[str, list[_Told]], anchored: set[str]
) -> list[_Told]:
    """Outcomes told of other events that no official record stands behind, though they came out with this one."""
    if record.family != "inspection":
        return []
    rows = session.scalars(
        select(EventRow).where(
            EventRow.authority == record.authority,
            EventRow.family == record.family,
            EventRow.status.not_in(("merged", "dismissed")),
        )
    )
    return [
        item
        for row in rows
        if row.id not in anchored and row.kind in (None, record.facts.kind) and _near(row, public)
        for item in told.get(row.id, ())
        if item.kind == "published"
    ]


def _near(event: EventRow, public: PartialDate) -> bool:
    window = Window(event.published_from, event.published_to)
    return window != Window() and window.overlaps(Window.of(public), _ONE_PUBLICATION)


def _finding(
    record: OfficialRecord,
    public: PartialDate,
    event_id: str | None,
    told: Sequence[_Told],
    rivals: Sequence[_Told],
    within: timedelta,
) -> Finding:
    first = min((item.at for item in (*told, *rivals)), default=None)
    fault, detail = _fault(record, public, told, rivals, first, within)
    kind = record.facts.kind or record.facts.instrument or record.family
    return Finding(record.id, record.authority, kind, public, fault, first, detail, event_id)


def _fault(
    record: OfficialRecord,
    public: PartialDate,
    told: Sequence[_Told],
    rivals: Sequence[_Told],
    first: datetime | None,
    within: timedelta,
) -> tuple[Fault | None, str]:
    if first is None:
        return "missed", "nobody was told"
    outcomes = [item for item in (*told, *rivals) if item.kind not in ("grade_added", "corrected")]
    if len(outcomes) > 1:
        return "doubled", f"told {len(outcomes)} times: {', '.join(sorted({item.event_id for item in outcomes}))}"
    last = max((*told, *rivals), key=lambda item: item.at)
    if wrong := _difference(last.facts, record.facts):
        return "wrong", wrong
    due = datetime.combine(public.latest, time.max, LONDON) + within
    if first > due:
        return "late", f"told {_spoken(first - due + within)} after the day on which it came out"
    return None, "corrected since" if _difference(outcomes[0].facts, record.facts) else ""


def _difference(told: Facts, official_facts: Facts) -> str | None:
    """What was told otherwise than the record has it; what was left out is no fault."""
    for area, grade in official_facts.judgements.items():
        said = told.judgements.get(area)
        if said is not None and said != grade:
            return f"told {area} as {said}, it is {grade}".replace("_", " ")
    said_count, count = told.priority_actions, official_facts.priority_actions
    if said_count is not None and count is not None and said_count != count:
        return f"told {said_count} areas for priority action, there are {count}"
    return None


def _leads(session: Session, since: date, until: date) -> tuple[Lead, ...]:
    """Outlets by how often they told of an official outcome, and how many days from its official day they did."""
    rows = session.execute(
        select(OfficialRecordRow.id, OfficialRecordRow.facts, ArticleRow.outlet, ArticleRow.published)
        .join(MentionRow, MentionRow.event_id == OfficialRecordRow.event_id)
        .join(VersionRow, VersionRow.id == MentionRow.version_id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(ArticleRow.published.is_not(None), MentionRow.role == "new", MentionRow.retired_at.is_(None))
        .where(OfficialRecordRow.family == "inspection")
    )
    days: dict[str, dict[str, int]] = defaultdict(dict)
    for record_id, facts, outlet, published in rows:
        public = facts_from_dict(facts).dates.get("published")
        if public is None or outlet is None or public.precision != "day" or not since <= public.latest <= until:
            continue
        gap = (london_day(cast(datetime, published)) - public.latest).days
        days[record_id][outlet] = min(gap, days[record_id].get(outlet, gap))
    return _ranked(days.values())


def _ranked(events: Iterable[dict[str, int]]) -> tuple[Lead, ...]:
    gaps: dict[str, list[int]] = defaultdict(list)
    first: dict[str, int] = defaultdict(int)
    for by_outlet in events:
        soonest = min(by_outlet.values())
        for outlet, gap in by_outlet.items():
            gaps[outlet].append(gap)
            first[outlet] += gap == soonest
    leads = [Lead(outlet, len(found), first[outlet], statistics.median(found)) for outlet, found in gaps.items()]
    return tuple(sorted(leads, key=lambda lead: (lead.median_days, -lead.events, lead.outlet)))


def _spoken(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours} hours" if hours < 48 else f"{round(hours / 24)} days"
