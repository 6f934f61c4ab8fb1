"""Estimates of the whole database: awaited reports, overdue ones, and next inspections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alerts import outlook
from flows.shop import Shop
from parsers.forecast import Estimate


def estimates(shop: Shop, authority: str | None, on: date) -> list[Estimate]:
    """What may happen and when, the soonest first; overdue reports before all. Of one authority where asked."""
    with shop.database.read() as session:
        return outlook.estimates(session, _names(shop, authority, on), on)


def _names(shop: Shop, authority: str | None, on: date) -> Sequence[str]:
    if authority:
        return (authority,)
    return [item.name for item in shop.gazetteer.authorities if item.until is None or item.until >= on]
