"""What reading anew would change: each statement as it was read and as it would be, and whom it would reach."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alerts.safe_text import plain
from flows.screens.listings import brief, cell, table
from flows.screens.output import print_json_lines, say, tabulate
from flows.steps.rereading import Reread
from parsers.fact_sheet import facts_to_dict
from parsers.model import Mention


def show(found: Iterable[Reread], json: bool) -> None:
    """One table an article, as they come; or a line of JSON each."""
    for one in found:
        if json:
            print_json_lines([_as_dict(one)])
            continue
        made = table("was read as", "would be read as", title=f"article {one.article_id}  {plain(one.title, 80)}")
        for difference in one.differences:
            made.add_row(cell(_told(difference.before), "dim"), cell(_told(difference.now)))
        tabulate(made)
        for event, kind, told in one.changes:
            say(f"  event {event}: {kind}{', readers would be told' if told else ''}", "yellow" if told else "dim")


def end(articles: int, json: bool) -> None:
    """That this was only a look."""
    if not json:
        say(f"{articles} articles would be read anew, each by itself; nothing was changed.", "dim")


def _told(mention: Mention | None) -> str | None:
    if mention is None:
        return None
    told = brief(facts_to_dict(mention.facts))
    return f"{mention.role} {mention.type.replace('_', ' ')}, {mention.authority or 'nowhere'}: {told}".rstrip(": ")


def _as_dict(one: Reread) -> dict[str, Any]:
    return {
        "article": one.article_id,
        "title": one.title,
        "differences": [
            {"before": _sheet(difference.before), "now": _sheet(difference.now)} for difference in one.differences
        ],
        "changes": [{"event": event, "kind": kind, "alerts": told} for event, kind, told in one.changes],
    }


def _sheet(mention: Mention | None) -> dict[str, Any] | None:
    if mention is None:
        return None
    about = {"type": mention.type, "role": mention.role, "authority": mention.authority}
    return about | facts_to_dict(mention.facts)
