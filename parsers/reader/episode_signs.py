"""What in a statement shows that there was, is or will be an inspection, or bears on one that was told of."""

from __future__ import annotations

import re

from parsers.reader.statement import Statement
from parsers.wordings import wordings

_said = wordings("episode_signs")

# A time that can't be told in an undated text: "visited on 16 and 17 April", "last month", "its latest visit".
_WHEN = _said("when")
# "Must act after a visit uncovered weaknesses": what inspectors found is the news.
_FINDS = _said("finds")

_TO_COME = re.compile(
    r"\b(?:re-?)?(?:visit|inspection|fieldwork|inspectors|team|ofsted|they|it)\b.{0,60}\b(?:will|is to|are to|is due to"
    r"|are due to|is scheduled to|is set to)\b.{0,24}\b(?:take place|begin|start|run|last|held|carried out|arrive|come"
    r"|happen|conducted|undertaken|on site|made)\b"
)
_FIELDWORK = re.compile(
    r"\b(?:inspection|inspectors|inspected|ofsted|fieldwork|they|it)\b.{0,80}"
    r"\b(?:carried out|conducted|undert\w+|took place|held|ran|lasted|visited|spent|came|inspected"
    r"|were (?:in|on site|here|there)|made|completed|between|from|over)\b"
)
_VISIT = _said("visit")


def founds(statement: Statement) -> bool:
    """True when the statement alone shows that there was, is or will be an inspection."""
    if (
        statement.verdict.judgements
        or statement.verdict.whole
        or statement.counts
        or statement.announced
        or statement.awaited
    ):
        return True
    if statement.verdict.previous:
        return False
    if not (statement.kind or statement.visited or statement.full):
        return False
    background = statement.subordinate and not _FINDS.search(statement.sentence.low)
    opens = statement.sentence.index <= 1 and not (background or statement.recalled)
    return opens or bool(statement.dates or statement.kind or statement.today or _WHEN.search(statement.clause.low))


def is_precise(statement: Statement) -> bool:
    """False where all that a passing clause gives is a year: "its 2024 report"."""
    return any(item.value.precision != "year" for item in statement.dates.values())


def tells_ahead(statement: Statement) -> bool:
    """True for "the re-visit will take place from 10 to 12 February": the days of an inspection to come."""
    start = statement.dates.get("start")
    precise = start is not None and start.value.precision != "year"
    return precise and not statement.recalled and bool(_TO_COME.search(statement.clause.low))


def bears_on(statement: Statement) -> bool:
    low = statement.clause.low
    words = (
        "visit",
        "inspect",
        "report",
        "letter",
        "publish",
        "findings",
        "ofsted",
        "released",
        "out today",
        "fieldwork",
        "team",
        "they ",
        "outcome",
    )
    return any(word in low for word in words)


def tells_when(statement: Statement) -> bool:
    """True for "an inspection carried out between 10 and 21 June found": the days that inspectors were there."""
    told = statement.dates.get("start")
    if told is None or told.value.precision == "year" or statement.recalled or statement.subordinate:
        return False
    return bool(_FIELDWORK.search(statement.clause.low)) and not _VISIT.search(statement.clause.low)
