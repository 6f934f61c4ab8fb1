"""The posts of an authority with their holders, one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alerts.safe_text import plain
from flows.screens.listings import brief_date, cell, show, table
from parsers.partial_date import PartialDate
from parsers.succession import Holding, Tenure, Turn

_WITHOUT_NAME: Mapping[Holding, str] = {
    "holder": "not named",
    "interim": "not named",
    "vacant": "vacant: nobody named since",
}


def show_posts(found: Sequence[Tenure]) -> None:
    """Every stay with its beginning and end; `told` marks a day on which it was reported, where none was stated."""
    made = table("post", "holder", "from", "to", whole=("from", "to"))
    for tenure in found:
        style = "yellow" if tenure.holding == "vacant" else ""
        who = plain(tenure.name, 60) or _WITHOUT_NAME[tenure.holding]
        made.add_row(
            cell(plain(tenure.title, 60), "bold"),
            cell(f"{who} (interim)" if tenure.holding == "interim" else who, style),
            cell(_told(tenure.since)),
            cell(_told(tenure.until)),
        )
    show(made, "Nobody is known to have come or gone there.")


def as_dict(tenure: Tenure) -> dict[str, Any]:
    """The stay in the public format."""
    return {
        "post": tenure.post,
        "title": tenure.title,
        "holding": tenure.holding,
        "name": tenure.name,
        "from": _turn(tenure.since),
        "to": _turn(tenure.until),
        "events": list(tenure.events),
    }


def _told(turn: Turn | None) -> str:
    if turn is None:
        return ""
    return brief_date(turn.stated) if turn.stated else f"told {brief_date(PartialDate.of(turn.told))}"


def _turn(turn: Turn | None) -> dict[str, str | None] | None:
    return {"date": turn.stated.iso if turn.stated else None, "told": turn.told.isoformat()} if turn else None
