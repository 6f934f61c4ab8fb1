"""Grades that no inspection gave: what a council thinks of itself, and a word for whom inspectors come to see."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.cues import Hit
from parsers.expressions import holds_one
from parsers.reader.clauses import Clause
from parsers.reader.standing import describes
from parsers.reader.under_way import came, coming
from parsers.wordings import wordings

_said = wordings("grade_source")

# "A self-assessment says services are good", "rates itself as good", "peers found it good".
_OF_ITSELF = _said("of_itself")
_INSPECTORS_SAY = _said("inspectors_say")
_RETURNED = _said("returned")
# "Will be rated inadequate in a report to be published next week": whoever says so, it is not out.
_TO_BE_GIVEN = _said("to_be_given")
_CUES = ("self", "selves", "own", "peer", "mock", "dry")


def given_by_inspectors(clause: Clause, marks: Sequence[Hit]) -> list[Hit]:
    """The grade words but for those that no inspection gave."""
    low = clause.sentence.low
    if holds_one(low, _CUES) and _is_of_itself(low):
        return []
    if " be " in low and _TO_BE_GIVEN.search(low):
        return []
    return [mark for mark in marks if not (describes(clause, mark) and _is_about_coming(clause))]


def _is_of_itself(low: str) -> bool:
    return _OF_ITSELF.search(low) is not None and _INSPECTORS_SAY.search(low) is None


def _is_about_coming(clause: Clause) -> bool:
    """True where the clause tells that inspectors came or come: "are back at the council's inadequate services"."""
    low = clause.low
    return coming(low) is not None or came(low) or _RETURNED.search(low) is not None
