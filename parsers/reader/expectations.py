"""Inspections that the cycle makes likely, without a day: "another visit is likely before the spring"."""

from __future__ import annotations

import re

from parsers.expressions import Expression, holds_one
from parsers.wordings import wordings

_INSPECTION = (
    r"(?:re-?|full |ofsted |send |graded |standard |short |joint |fresh |next |new |first |second |further |another "
    r"|monitoring |focused |follow-up |full-scale |ilacs )*"
    r"(?:re-?inspections?|inspections?|visits?|revisits?)"
    r"(?! (?:report|team|outcome|findings|framework|judgement|result|letter|of (?:this|that) kind)\w*)"
)
_OF = r"(?: (?:of|to|by|from|on|for|into|at) (?:[\w'-]+ ){0,5}?[\w'-]+)?"
_LIKELY = (
    r"(?:(?:should|could|may|might|would|will|can)(?: (?:now|also|then|still|well|only|probably|be|come|take|happen"
    r"|follow|begin|start)\b)"
    r"|(?:is|are|was|were)(?: (?:now|not|also|next|still|thought|said|probably|then|to be|about))*"
    r" (?:likely|expected|due|planned|unlikely|to come|to follow|possible|anticipated|overdue|scheduled"
    r"|thought|imminent)"
    r"|(?:expected|due|likely|planned) (?:in|within|by|before|after|some|later|next|this|at|from|any|around|about)"
    r"|still to come)"
)
_NOUN_FIRST = Expression(rf"\b{_INSPECTION}{_OF},?(?: [\w']+,?){{0,3}}? {_LIKELY}")
_THERE = Expression(
    rf"\bthere (?:could|may|might|will|should|would)(?: [\w]+){{0,4}}? be (?:an?|another|more|further) {_INSPECTION}"
)
_EXPECTS = Expression(
    r"\b(?:expects?|expecting|anticipat\w+|brac\w+|waiting|waits?|prepar\w+|ready|readying|gearing up|awaits?"
    r"|awaiting"
    rf"|facing|faces?|face|due|see|get|have)(?: (?:for|(?:itself|themselves) for|up for))?"
    rf" (?:an?|the|its|another|their|more|further) {_INSPECTION}"
    r"|\b(?:expects?|expecting|expected|believes? (?:it|they) (?:may|could|will)|could|may|might|should"
    r"|likely|due|can expect)"
    r"(?: now| also| then| soon| still)? (?:to )?(?:be|get) (?:re-?)?(?:inspected|visited|called)\b"
    r"|\b(?:re-?)?inspected (?:again|sooner|once more)\b"
)
# "Ofsted could come knocking at any moment": whoever inspects, and no noun for what they do.
_MAY_COME = wordings("expectations")("may_come")
_LONG_RUN = Expression(
    r"\b(?:will|could|may|might|should|due|expected)\b.{0,90}\bfull (?:\w+ ){0,2}inspection\b.{0,60}\b(?:within"
    r"|in (?:about|around)|as early as|next year|years)"
)
_HAPPENED = re.compile(
    r"\b(?:found|rated|judged|said|published|praised|took place|was carried out|held|began|postponed|cancelled"
    r"|delayed"
    r"|suspended|called off)\b"
)

# "Scheduled for 14 and 15 May": a day, if in a text without a date nobody can tell of which year.
_DAY_NAMED = Expression(
    r"\b(?:for|on|from) (?:\w+day,? )?(?:the )?\d{1,2}(?:st|nd|rd|th)?(?:,? (?:and|to|-"
    r"|until) \d{1,2}(?:st|nd|rd|th)?)?"
    r" (?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
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
