"""How long an inspection is said to have taken."""

from __future__ import annotations

import re

from parsers.reader.clauses import Clause
from parsers.reader.context import Context

_WEEKS = re.compile(
    r"\b(?:(?P<three>three|3)|four|4)[ -]weeks?\b(?! (?:ago|later|earlier|before|after|on\b|from|away|time|to|old))"
)
# "£290 a week", "twice a week".
_EACH = re.compile(r"(?:\d|\b(?:times|once|twice|hours?|days?|pounds?|per cent)) $")


def weeks(clause: Clause, context: Context) -> int | None:
    """How many weeks inspectors are said to have been there: one to four."""
    if clause.has(context.lexicon.cue("inspection.hint.fortnight")):
        return 2
    long = _WEEKS.search(clause.low) if "week" in clause.low else None
    if long:
        return 3 if long["three"] else 4
    low, begin = clause.sentence.low, clause.sentence.start
    for hit in clause.hits(context.lexicon.cue("inspection.hint.week")):
        if not _EACH.search(low[max(0, hit.start - begin - 14) : hit.start - begin]):
            return 1
    return None


def days(clause: Clause, context: Context) -> int | None:
    """One day or two, where a visit is said to have lasted that long."""
    hit = clause.first(context.lexicon.cue("inspection.hint.days"))
    if hit is None:
        return None
    return 1 if "one" in hit.text or "single" in hit.text or "a day" in hit.text else 2
