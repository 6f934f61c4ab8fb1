"""Judgements beside those of the inspection before, like with like.

Sources: Ofsted's framework for inspecting local authority children's services (in use since January 2018). Until
December 2022 children in care and care leavers were judged together; since 1 April 2026, by the first day of
fieldwork, there is no overall effectiveness. The single inspection framework (2013 to 2018) judged other areas, so
only its overall effectiveness, on the same four points, has a successor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from alerts import wording
from parsers.model import Area, Facts, Grade, Kind, SendOutcome
from parsers.partial_date import PartialDate

Direction = Literal["better", "worse", "same"]
Overall = Literal["given", "not_given", "not_known"]

NO_OVERALL_SINCE = date(2026, 4, 1)
PRACTICE_AREAS: tuple[Area, ...] = (
    "leaders", "help_and_protection", "in_care_and_care_leavers", "in_care", "care_leavers", "leadership",
    "looked_after", "adoption",
)  # fmt: skip
_ROWS: tuple[Area, ...] = ("overall", "outcome", *PRACTICE_AREAS)
_ILACS: frozenset[Kind | None] = frozenset(["ilacs_standard", "ilacs_short"])
_ONLY_ILACS: frozenset[Area] = frozenset(["leaders", "in_care", "in_care_and_care_leavers"])
_SPLIT_IN_2023: frozenset[Area] = frozenset(["in_care", "care_leavers"])
NOT_COMPARABLE = "judged together, not comparable"


@dataclass(frozen=True, slots=True)
class Row:
    """One area: the grade now, the like-for-like grade before, and how they lie to each other.

    `together` is the grade that this area once shared with another; it is shown but never compared.
    """

    area: Area
    now: Grade | SendOutcome
    was: Grade | SendOutcome | None = None
    direction: Direction | None = None
    together: Grade | SendOutcome | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All areas now and before. `was_on` dates the inspection before; `earlier_framework` names it if it differs."""

    rows: tuple[Row, ...]
    was_on: PartialDate | None
    earlier_framework: str | None = None

    @property
    def has_before(self) -> bool:
        """Whether any row has something to stand beside it."""
        return any(row.was or row.together for row in self.rows)


def compare(facts: Facts, previous: Facts | None) -> Comparison:
    """The judgements of `facts` beside those of `previous`, in the order of Ofsted's reports."""
    rows = tuple(_row(area, facts, previous) for area in _ROWS if area in facts.judgements)
    if previous is None:
        return Comparison(rows, None)
    older = _framework(previous) == "sif" and _framework(facts) == "ilacs"
    return Comparison(rows, concluded(previous), wording.FRAMEWORK["sif"] if older else None)


def overall_before(facts: Facts, previous: Facts | None) -> Grade | SendOutcome | None:
    """The overall grade, or the SEND outcome, before this one: of the inspection on record, else as reported."""
    area: Area = "outcome" if "outcome" in facts.judgements else "overall"
    if previous is not None and _same_scale(facts, previous) and area in previous.judgements:
        return previous.judgements[area]
    return facts.previous_overall if area == "overall" else None


def overall(facts: Facts) -> Overall:
    """Whether an overall grade was given; `not_given` only where the framework gives none, by the day it began."""
    if "overall" in facts.judgements:
        return "given"
    began = facts.dates.get("start") or facts.dates.get("end")
    if facts.kind in _ILACS and began is not None and began.earliest >= NO_OVERALL_SINCE:
        return "not_given"
    return "not_known"


def concluded(facts: Facts) -> PartialDate | None:
    """The date by which an inspection is known: of its report, else of its fieldwork."""
    return facts.dates.get("published") or facts.dates.get("end") or facts.dates.get("start")


def _row(area: Area, facts: Facts, previous: Facts | None) -> Row:
    now = facts.judgements[area]
    if area == "overall":
        before = overall_before(facts, previous)
        return Row(area, now, before, _direction(now, before))
    if previous is None or _framework(previous) != _framework(facts):
        return Row(area, now)
    if before := previous.judgements.get(area):
        return Row(area, now, before, _direction(now, before))
    if area in _SPLIT_IN_2023:
        return Row(area, now, together=previous.judgements.get("in_care_and_care_leavers"))
    return Row(area, now)


def _direction(now: Grade | SendOutcome, before: Grade | SendOutcome | None) -> Direction | None:
    if before is None:
        return None
    change = wording.BEST_FIRST.index(now) - wording.BEST_FIRST.index(before)
    return "worse" if change > 0 else "better" if change < 0 else "same"


def _framework(facts: Facts) -> str:
    """Told by the kind, else by the areas: `leaders` and `in_care` are judged under one framework only."""
    if facts.kind in _ILACS or (facts.kind in (None, "other") and _ONLY_ILACS & facts.judgements.keys()):
        return "ilacs"
    return facts.kind or "unknown"


def _same_scale(facts: Facts, previous: Facts) -> bool:
    """Overall effectiveness kept its four points from the single inspection framework to its successor."""
    children_services = {"ilacs", "sif", "unknown"}
    now, before = _framework(facts), _framework(previous)
    return now == before or {now, before} <= children_services
