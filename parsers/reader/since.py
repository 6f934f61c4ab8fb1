"""Grades that have stood since a day: "inadequate since January"."""

from __future__ import annotations

import re

from parsers.reader.date_keys import KeyedDate
from parsers.reader.statement import Statement

# "The first full inspection since 2019": the year is that of the one before.
_FIRST_SINCE = re.compile(
    r"\b(?:first|last|only|second|third|latest|full|another) (?:[\w'-]+ ){0,4}(?:inspections?|visits?|reports?"
    r"|ratings?|times?|judge?ments?)(?: since)? $"
)


def stands_since(found: Statement, item: KeyedDate) -> bool:
    """True for "inadequate since January" and "since September, when it was judged inadequate"."""
    start = item.expression.start
    first = _FIRST_SINCE.search(found.sentence.low[: start - found.sentence.start])
    after = found.sentence.low[item.expression.end - found.sentence.start :]
    return (
        start < found.clause.start
        or after.startswith(", when ")
        or (first is None and any(hit.start < start for hit in found.verdict.places.values()))
    )
