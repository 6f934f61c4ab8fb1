"""Whether a clause about an inspection looks back at an earlier one."""

from __future__ import annotations

import re

from parsers.expressions import Expression
from parsers.reader.clauses import Clause
from parsers.reader.context import Context

_SAYS_WHEN = re.compile(r"[\s,]*(?:when|at)\b")
_WHICH = re.compile(r"[\s,]*(?:which|that|when)\b")
_EARLIER_ONE = re.compile(
    r"\b(?:last|previous|earlier|preceding|first|original) (?:[\w-]+ ){0,2}(?:inspection|visit|report|review"
    r"|judge?ment)"
    r"(?:,? (?:in|of|on|from) (?:\w+ ){0,2}\w+)?,?$"
)
_TOLD_THAT = Expression(r"\b(?:news|announc\w+|confirm\w+|reveal\w+|learn\w+|heard|emerged)\b(?: [\w']+){0,4}? that\b")


def when_after(clause: Clause) -> str:
    """The clause that follows, where it only says when: "judged good when it was last inspected"."""
    after = clause.sentence.low[clause.end - clause.sentence.start :]
    return after if _SAYS_WHEN.match(after) else ""


def looks_back(context: Context, clause: Clause) -> bool:
    """True where its words say so, or where it tells more of an earlier inspection: "the last one, which judged"."""
    low = clause.sentence.low
    if _WHICH.match(clause.low) and _EARLIER_ONE.search(low[: clause.start - clause.sentence.start]):
        return True
    news = _TOLD_THAT.search(clause.low) is not None
    # "The news that Ofsted had judged it good": "had" only reports what is told.
    return any(
        not (news and hit.text.startswith("had ")) for hit in clause.hits(context.lexicon.cue("inspection.recall.past"))
    )
