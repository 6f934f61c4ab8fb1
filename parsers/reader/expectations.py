"""Inspections that the cycle makes likely, without a day: "another visit is likely before the spring"."""

from __future__ import annotations

from parsers.expressions import holds_one
from parsers.wordings import wordings

_said = wordings("expectations")

_NOUN_FIRST = _said("noun_first")
_THERE = _said("there")
_EXPECTS = _said("expects")
# "Ofsted could come knocking at any moment": whoever inspects, and no noun for what they do.
_MAY_COME = _said("may_come")
_LONG_RUN = _said("long_run")
_HAPPENED = _said("happened")

# "Scheduled for 14 and 15 May": a day, if in a text without a date nobody can tell of which year.
_DAY_NAMED = _said.shaped(
    r"\b(?:for|on|from) (?:\w+day,? )?(?:the )?\d{1,2}(?:st|nd|rd|th)?"
    r"(?:,? (?:and|to|-|until) \d{1,2}(?:st|nd|rd|th)?)? (?:of )?@month\b"
)


_OF_INSPECTORS = ("inspect", "visit", "ofsted", "watchdog", "regulator")


def names_day(low: str) -> bool:
    """True where an inspection is set for a day and month, be it of a year that nothing tells."""
    return _DAY_NAMED.search(low) is not None


def is_expected(low: str) -> bool:
    """True where an inspection is said to be likely or due some time."""
    if not holds_one(low, _OF_INSPECTORS):
        return False
    found = _NOUN_FIRST.search(low) or _THERE.search(low) or _EXPECTS.search(low) or _MAY_COME.search(low)
    return (found is not None and not _HAPPENED.search(low[found.start() :])) or bool(_LONG_RUN.search(low))
