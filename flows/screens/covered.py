"""Coverage as tables: all authorities in a line each, or the sources of one."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.wording import count
from flows.coverage import ENOUGH, Coverage
from flows.screens.listings import cell, moment, show, table
from flows.screens.output import hint, say
from parsers.poll_status import in_words


def show_coverage(found: Sequence[Coverage]) -> None:
    """Each authority with its sources; where there are too few, in yellow and in words."""
    made = table("authority", "local sources", "last news", "last story on it", whole=("local sources",))
    for one in found:
        few = f"{one.working}, thin" if one.thin else str(one.working)
        made.add_row(
            cell(one.authority), cell(few, "yellow" if one.thin else "green"),
            cell(moment(one.last_news) if one.last_news else None),
            cell(moment(one.last_story) if one.last_story else None),
        )  # fmt: skip
    show(made, "No authority is followed.")
    thin = sum(one.thin for one in found)
    national = found[0].national if found else 0
    say(f"{thin} of {len(found)} have fewer than {ENOUGH} local sources; {national} sources serve all of them.")
    if thin:
        hint("Add one: watchkeeper sources add URL --serves AUTHORITY", "dim")


def show_one(found: Coverage) -> None:
    """The sources of one authority."""
    made = table("source", "group", "status", "last news", "last story on it", whole=("status",))
    for one in found.local:
        made.add_row(
            cell(one.name), cell(one.group, "dim"), cell(in_words(one.status), "green" if one.works else "red"),
            cell(moment(one.last_news) if one.last_news else None),
            cell(moment(one.last_story) if one.last_story else None),
        )  # fmt: skip
    show(made, f"No source serves {found.authority} alone.")
    say(
        f"{found.authority}: {count(found.working, 'local source', 'local sources')} at work, {found.national} for"
        " all of England.",
        "yellow" if found.thin else "green",
    )
    if found.thin:
        hint(f'Thin. Add one: watchkeeper sources add URL --serves "{found.authority}"', "dim")
