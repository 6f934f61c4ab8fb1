"""The areas that inspections judge: how a clause names them, and which a framework has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from parsers.cues import Hit
from parsers.lexicon import Lexicon
from parsers.model import Area, Grade, SendOutcome
from parsers.reader.clauses import Clause

# The single inspection framework: adoption and care leavers are parts of its judgement on children in care.
SINGLE, ILACS = date(2013, 11, 1), date(2018, 1, 1)
CARE_LEAVERS_APART = date(2023, 1, 1)

NO_OVERALL = date(2026, 4, 1)

# "Child protection services in Kent" are the whole service.
_OTHER_LEADERS = re.compile(
    r"\b(?:services|council|party|group|community|business|religious|union|opposition|political) $"
)

# Safeguarding was judged, and named so, until 2013; elsewhere it is an everyday word.
_JUDGED = re.compile(r"\b(?:for|in|on|both|of|overall) $")
_BOARD = re.compile(
    r" (?:(?:and )?(?:children|adults)'?s? |review |of )?(?:board|partnership|hub|team|lead|review|practice"
    r"|concerns?)"
)

_COPULA = re.compile(r" (?:is|are|was|were|being|all|each|got|get|gets|received|as|rated|judged|graded|of the areas)\b")

# "The leadership of its director"; that of the service is judged.
_OF_A_PERSON = re.compile(
    r" of (?!(?:the |its |our |their |that )?(?:[\w'-]+ ){0,2}?(?:children'?s|services?|department|council"
    r"|authority|social)\b)"
)
_SERVICE = re.compile(r" (?:services?|arrangements|procedures|measures)\b")


def area_hits(clause: Clause, lexicon: Lexicon) -> list[Hit]:
    """The judgement areas named in the clause; two that the old framework judged together are one."""
    cue = lexicon.cue("inspection.area")
    if not cue.all(clause.sentence):
        return []
    low, begin = clause.sentence.low, clause.sentence.start
    return [hit for hit in clause.hits(cue) if not _is_something_else(low, hit.start - begin, hit.end - begin)]


def _is_something_else(low: str, start: int, end: int) -> bool:
    """True for "child protection services", "under the leadership of its director" and "council leaders"."""
    text = low[start:end]
    if text in ("the rest", "the others"):
        return not (_JUDGED.search(low[:start]) or _COPULA.match(low, end))
    if text == "safeguarding":
        judged = _JUDGED.search(low[:start]) or _SERVICE.match(low, end) or low.endswith("child ", 0, start)
        return not judged or bool(_BOARD.match(low, end))
    if text == "leadership":
        return (
            bool(_OF_A_PERSON.match(low, end))
            or low.endswith("under the ", 0, start)
            or low.endswith("under new ", 0, start)
        )
    return text == "leaders" and bool(_OTHER_LEADERS.search(low[:start]))


def areas_of(day: date | None) -> tuple[Area, ...]:
    """The areas that an inspection starting on that day judged under the framework then in force.

    Those that all frameworks up to 2026 share where the day is not known.
    """
    if day is None:
        return ("overall", "leaders", "help_and_protection")
    if day >= NO_OVERALL:
        return ("leaders", "help_and_protection", "in_care", "care_leavers")
    if day >= CARE_LEAVERS_APART:
        return ("overall", "leaders", "help_and_protection", "in_care", "care_leavers")
    if SINGLE <= day < ILACS:
        return ("overall", "leaders", "help_and_protection", "in_care")
    return ("overall", "leaders", "help_and_protection", "in_care_and_care_leavers")


def spread(
    judgements: Mapping[Area, Grade | SendOutcome], grade: Grade, day: date | None
) -> dict[Area, Grade | SendOutcome]:
    """One grade for every area of the framework of that day, single exceptions kept."""
    return {**dict.fromkeys(areas_of(day), grade), **judgements}
