"""Are two fact sheets of the official record about one happening, and what do they come to together?

A report, a row of the statistics and the list on Ofsted's site describe the same inspection, each in part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from parsers.model import Facts, Kind, OfficialRecord
from parsers.partial_date import Window

_GROUPS: Mapping[Kind, str] = {"ilacs_standard": "ilacs", "ilacs_short": "ilacs"}
# The statistics and a report may date the first day of one inspection a day or a weekend apart.
_SLACK_DAYS = 6
# A letter's date and the day on which the site lists it.
_LISTED_DAYS = 21
_STEP_DAYS = 45
_SITES = ("focused_visit", "monitoring_visit")


def same_happening(a: OfficialRecord, b: OfficialRecord) -> bool:
    """True when both are about one inspection or visit, or one step of an intervention."""
    if a.authority != b.authority or a.family != b.family:
        return False
    return {"inspection": _same_inspection, "intervention": _same_step}.get(a.family, _never)(a, b)


def _never(_: OfficialRecord, __: OfficialRecord) -> bool:
    return False


def _same_step(a: OfficialRecord, b: OfficialRecord) -> bool:
    """Issued, revised or lifted at about one time: a page may come out weeks after what it announces."""
    mine, other = a.facts, b.facts
    if (mine.instrument, mine.action) != (other.instrument, other.action):
        return False
    if mine.service and other.service and mine.service != other.service:
        return False
    first, second = mine.dates.get("effective"), other.dates.get("effective")
    return first is not None and second is not None and Window.of(first).overlaps(Window.of(second), _STEP_DAYS)


def _same_inspection(a: OfficialRecord, b: OfficialRecord) -> bool:
    """By its first day, else by its day of publication."""
    if not _kinds_agree(a.facts.kind, b.facts.kind):
        return False
    first, second = a.facts.dates.get("start"), b.facts.dates.get("start")
    if first is not None and second is not None:
        return Window.of(first).overlaps(Window.of(second), _SLACK_DAYS)
    out, listed = a.facts.dates.get("published"), b.facts.dates.get("published")
    if out is None or listed is None:
        return False
    letters = a.facts.kind in _SITES and b.facts.kind in _SITES
    return Window.of(out).overlaps(Window.of(listed), _LISTED_DAYS if letters else 0)


def merged(known: OfficialRecord, new: OfficialRecord, *, outranks: bool) -> OfficialRecord:
    """Both as one, under the id of `known`. Where they differ `new` is right if it outranks it, else `known`."""
    upper, lower = (new.facts, known.facts) if outranks else (known.facts, new.facts)
    values = {part.name: _either(getattr(upper, part.name), getattr(lower, part.name)) for part in fields(Facts)}
    if values["kind"] in _GROUPS and {known.facts.kind, new.facts.kind} <= set(_GROUPS):
        # That an inspection was short or standard the statistics say; a report only lets it be worked out.
        values["kind"] = known.facts.kind or new.facts.kind
    as_at = max((day for day in (known.as_at, new.as_at) if day), default=None)
    return replace(known, facts=Facts(**values), url=known.url or new.url, as_at=as_at)


def newer(new: date | None, known: date | None) -> bool:
    """Whether a source as at `new` may correct one as at `known`."""
    return known is None or (new is not None and new >= known)


def _kinds_agree(a: Kind | None, b: Kind | None) -> bool:
    return a is None or b is None or _GROUPS.get(a, a) == _GROUPS.get(b, b)


def _either(upper: Any, lower: Any) -> Any:
    if isinstance(upper, Mapping):
        return {**lower, **upper}
    return upper if upper not in (None, ()) else lower
