"""The official register on the screen: what a document says, and what it does not tell."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from alerts.safe_text import plain
from flows.screens.listings import cell, table
from flows.screens.output import GRADE_STYLE, say, tabulate
from flows.steps import Imported
from parsers.official.document import DocumentReading, Found

_NAMES = {
    "kind": "kind",
    "authority": "authority",
    "dates.start": "first day",
    "dates.end": "last day",
    "dates.published": "published",
    "judgements.overall": "overall effectiveness",
    "judgements.leaders": "impact of leaders",
    "judgements.help_and_protection": "help and protection",
    "judgements.in_care": "children in care",
    "judgements.care_leavers": "care leavers",
    "judgements.in_care_and_care_leavers": "children in care and care leavers",
    "judgements.looked_after": "looked after and permanence",
    "judgements.adoption": "adoption",
    "judgements.leadership": "leadership and governance",
    "judgements.outcome": "SEND outcome",
    "priority_actions": "area for priority action",
    "areas_for_improvement": "area for improvement",
    "inspectors": "inspector",
}


def show_reading(name: str, reading: DocumentReading) -> None:
    """One document: what was read and on which page; below, what could not be read and why."""
    say(plain(name, 300), "bold")
    if reading.framework:
        say(f"framework: {reading.framework}", "dim")
    if reading.found:
        made = table("fact", "as read", "page", "note", whole=("fact", "page"))
        for found in reading.found:
            style = GRADE_STYLE.get(found.value, "")
            made.add_row(
                _name(found.path), cell(_value(found), style), str(found.page), cell(found.remark or " ", "dim")
            )
        tabulate(made)
    for unread in reading.unread:
        say(plain(f"not read: {_name(unread.path)}: {unread.reason}", 400), "yellow")
    say()


def show_imported(name: str, imported: Imported) -> None:
    """What statistics held, sheet by sheet, and what of it was new."""
    statistics = imported.statistics
    say(plain(name, 300), "bold")
    if statistics.as_at:
        say(f"as at {statistics.as_at:%d %B %Y}".replace(" 0", " "), "dim")
    made = table("sheet", "authorities", "rows", "inspections and visits", whole=("authorities", "rows"))
    for sheet in statistics.sheets:
        made.add_row(cell(sheet.name), str(sheet.authorities), str(sheet.rows), str(sheet.entries))
    tabulate(made)
    say(f"{len(statistics.records)} in all: {imported.new} new, {imported.changed} changed, {imported.known} as known")
    for problem in statistics.problems:
        say(plain(f"left out: {problem}", 400), "yellow")


def imported_to_dict(imported: Imported) -> dict[str, Any]:
    """The same for a program."""
    statistics = imported.statistics
    return {
        "as_at": statistics.as_at.isoformat() if statistics.as_at else None,
        "sheets": [asdict(sheet) for sheet in statistics.sheets],
        "records": len(statistics.records),
        "new": imported.new,
        "changed": imported.changed,
        "known": imported.known,
        "problems": list(statistics.problems),
    }


def _name(path: str) -> str:
    return _NAMES.get(path, path)


def _value(found: Found) -> str:
    words = found.value.replace("_", " ") if found.path.startswith(("judgements.", "kind")) else found.value
    return f"no {_NAMES[found.path]}" if found.path == "priority_actions" and found.value == "0" else words
