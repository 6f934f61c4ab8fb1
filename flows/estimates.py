"""Estimates of the whole database: awaited reports, overdue ones, and next inspections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.shop import Shop
from parsers.fact_sheet import facts_from_dict
from parsers.forecast import Estimate, next_inspection, publication
from parsers.model import OfficialRecord
from storage import events, official


def estimates(shop: Shop, authority: str | None, on: date) -> list[Estimate]:
    """What may happen and when, the soonest first; overdue reports before all. Of one authority where asked."""
    with shop.database.read() as session:
        records = official.every(session)
        open_events = [
            event
            for phase in ("announced", "scheduled")
            for event in events.find(session, family="inspection", phase=phase, authority=authority)
        ]
        awaited = [
            publication(event.authority, facts_from_dict(event.facts), records, on, event.id) for event in open_events
        ]
    found = [estimate for estimate in awaited if estimate] + _next(records, _names(shop, authority, on), on)
    return sorted(found, key=lambda item: (not item.overdue, item.window.earliest or date.max, item.authority))


def _next(records: Sequence[OfficialRecord], names: Sequence[str], on: date) -> list[Estimate]:
    return [estimate for name in names if (estimate := next_inspection(name, records, on))]


def _names(shop: Shop, authority: str | None, on: date) -> Sequence[str]:
    if authority:
        return (authority,)
    return [item.name for item in shop.gazetteer.authorities if item.until is None or item.until >= on]
