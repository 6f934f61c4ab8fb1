"""Estimates on a screen and as a calendar of their own: windows and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from alerts.calendar_text import Entry, calendar_text
from flows.screens.listings import brief_date, cell, narrow, show, table
from flows.screens.output import say
from parsers.forecast import Estimate
from parsers.partial_date import PartialDate, Window

# A window wider than this is told by months: a day in it would promise too much.
_BY_MONTH_DAYS = 70


def show_estimates(found: Sequence[Estimate]) -> None:
    """Every estimate with its basis; overdue ones say so."""
    small = narrow()
    made = table("when", "authority", "what", *(() if small else ("basis",)), whole=("when",))
    for item in found:
        style = "yellow" if item.overdue else ""
        when = f"overdue, {spoken(item.window)}" if item.overdue else spoken(item.window)
        made.add_row(
            cell(when, style),
            cell(item.authority, "bold"),
            cell(item.what),
            *(() if small else (cell(item.basis, "dim"),)),
        )
    show(made, "Nothing to estimate: the official record is empty. Run: watchkeeper run")
    if found:
        say("Estimates from the official record, not facts; nobody is alerted by them.", "dim")


def as_calendar(found: Sequence[Estimate], now: datetime) -> str:
    """The calendar "Estimates", which holds nothing else; an estimate keeps its entry whenever it is asked for."""
    return calendar_text("Estimates", [_entry(item, first) for item in found if (first := item.window.earliest)], now)


def _entry(item: Estimate, first: date) -> Entry:
    late = "overdue" if item.overdue else "estimate"
    return Entry(
        key=("estimate", item.authority, item.subject, item.event_id or ""),
        first=first,
        last=item.window.latest or first,
        summary=f"{item.authority}: {item.what} ({late})",
        description=f"An estimate from the official record, not a fact: {item.basis}.",
        category="Estimate",
    )


def as_dict(item: Estimate) -> dict[str, Any]:
    """The estimate in the public format."""
    return {
        "authority": item.authority,
        "subject": item.subject,
        "what": item.what,
        "from": _iso(item.window.earliest),
        "to": _iso(item.window.latest),
        "overdue": item.overdue,
        "basis": item.basis,
        "event": item.event_id,
    }


def spoken(window: Window) -> str:
    """`3–24 Nov 2026` by its ends, or by months where it is wide."""
    ends = [_told(day, window.days) for day in (window.earliest, window.latest) if day]
    return " – ".join(dict.fromkeys(ends))


def _told(day: date, days: int | None) -> str:
    exact = days is not None and days <= _BY_MONTH_DAYS
    return brief_date(PartialDate.of(day) if exact else PartialDate.month(day.year, day.month))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
