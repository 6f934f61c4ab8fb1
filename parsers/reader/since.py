"""Grades that have stood since a day: "inadequate since January"."""

from __future__ import annotations

from parsers.reader.date_keys import KeyedDate
from parsers.reader.statement import Statement
from parsers.wordings import wordings

_said = wordings("since")

# "The first full inspection since 2019": the year is that of the one before.
_FIRST_SINCE = _said.shaped(r"\b@first_since $")


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
