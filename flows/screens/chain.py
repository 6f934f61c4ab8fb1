"""One authority's inspections and interventions as one line: `2014 RI ─ Jul 18 visit, 3 PA ─ Nov 19 INADEQUATE`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from alerts.wording import BRIEF_GRADE, VISITS, month_label
from parsers.fact_sheet import facts_from_dict
from parsers.model import Facts, Instrument
from parsers.partial_date import PartialDate
from storage.tables import EventRow

_SEPARATOR = " ─ "
# Those that stand for an intervention; an adviser comes with a notice.
_INSTRUMENT: dict[Instrument, str] = {
    "improvement_notice": "notice",
    "statutory_direction": "direction",
    "commissioner": "commissioner",
    "trust": "trust",
}


class _Link(NamedTuple):
    """What happened, and the day that sorts it."""

    day: date
    text: str


def chain(events: Iterable[EventRow], width: int) -> list[str]:
    """The links in order of time, as many in a line as `width` characters hold."""
    links = sorted(link for event in events if (link := _link(event)))
    return _filled([link.text for link in links], width)


def _link(event: EventRow) -> _Link | None:
    facts = facts_from_dict(event.facts)
    if event.family == "inspection" and event.phase == "published":
        return _inspection(facts)
    if event.family == "intervention" and facts.instrument in _INSTRUMENT:
        return _intervention(event, facts, _INSTRUMENT[facts.instrument])
    return None


def _inspection(facts: Facts) -> _Link | None:
    visit = facts.kind in VISITS
    first, second = ("start", "published") if visit else ("published", "start")
    when = {str(key): value for key, value in facts.dates.items()}
    known = when.get(first) or when.get(second)
    if known is None:
        return None
    if visit:
        actions = "" if facts.priority_actions is None else f", {facts.priority_actions} PA"
        return _Link(known.earliest, f"{_label(known)} visit{actions}")
    overall = facts.judgements.get("overall")
    said = "report" if overall is None else BRIEF_GRADE[overall]
    return _Link(known.earliest, f"{_label(known)} {said.upper() if overall == 'inadequate' else said}")


def _intervention(event: EventRow, facts: Facts, name: str) -> _Link | None:
    known = facts.dates.get("effective")
    if known is not None:
        return _Link(known.earliest, f"{_label(known)} {name}")
    if event.window_to is None:
        return None
    return _Link(event.window_to, f"by {_label(PartialDate.of(event.window_to))} {name}")


def _label(value: PartialDate) -> str:
    """`Nov 19`, or the whole year where only that is known."""
    month, _, year = month_label(value).rpartition(" ")
    return f"{month} {year[2:]}" if month else year


def _filled(links: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for link in links:
        if lines and len(lines[-1]) + len(_SEPARATOR) + len(link) <= width:
            lines[-1] += _SEPARATOR + link
        else:
            lines.append(link if not lines else f"{_SEPARATOR.lstrip()}{link}")
    return lines
