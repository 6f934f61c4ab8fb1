"""Builders of example notices: everything not given is left unknown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from alerts.model import ChangeView, Citation, Notice
from parsers.model import ChangeKind, Facts, Family
from parsers.partial_date import PartialDate

NOON = datetime(2026, 8, 20, 11, 0, tzinfo=UTC)
_FOLLOW = ("because you follow the North West",)


def dates(**iso: str) -> dict[Any, PartialDate]:
    """Dates of facts by their keys: `dates(start="2019-09-23")`."""
    return {key: PartialDate(text) for key, text in iso.items()}


def change(
    kind: ChangeKind,
    authority: str,
    facts: Facts,
    family: Family = "inspection",
    at: datetime = NOON,
    **more: Any,
) -> ChangeView:
    """A change with the given facts and nothing else known, save what `more` gives."""
    known: dict[str, Any] = {
        "id": 1,
        "event_id": "01example",
        "types": (),
        "region": "North West",
        "status": "reported",
        "before": None,
        "previous": None,
        "learnt_late": False,
        "citations": (),
    }
    return ChangeView(kind=kind, authority=authority, facts=facts, family=family, at=at, **(known | more))


def notice(*changes: ChangeView, name: str = "example", test: bool = False, **more: Any) -> Notice:
    """A message of these changes, sent when the first of them was made."""
    known: dict[str, Any] = {"reasons": _FOLLOW, "replies_to": None}
    return Notice(name, "newsdesk", changes, at=changes[0].at, test=test, **(known | more))


def press(outlet: str, at: datetime, quote: str | None = None) -> Citation:
    """An article in the press."""
    host = outlet.lower().replace(" ", "")
    return Citation(outlet, None, f"https://www.{host}.example/news/1", at, quote, official=False)


def official(title: str, file: int, quote: str | None = None) -> Citation:
    """A document on Ofsted's site."""
    return Citation("Ofsted", title, f"https://files.ofsted.gov.uk/v1/file/{file}", None, quote, official=True)
