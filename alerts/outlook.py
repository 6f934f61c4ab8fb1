"""What may happen and when: estimates for authorities, from the official record and what is awaited."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from parsers.fact_sheet import facts_from_dict
from parsers.forecast import Estimate, next_inspection, publication
from storage import events, official


def estimates(session: Session, names: Collection[str], on: date) -> list[Estimate]:
    """Awaited reports and next inspections of these authorities, the soonest first; overdue reports before all."""
    records = official.every(session)
    open_events = [
        event
        for phase in ("announced", "scheduled")
        for event in events.find(session, family="inspection", phase=phase)
        if event.authority in names
    ]
    awaited = [
        publication(event.authority, facts_from_dict(event.facts), records, on, event.id) for event in open_events
    ]
    found = [estimate for estimate in awaited if estimate]
    found += [estimate for name in names if (estimate := next_inspection(name, records, on))]
    return sorted(found, key=lambda item: (not item.overdue, item.window.earliest or date.max, item.authority))
