"""How many areas for priority action and for improvement inspectors named; none is a number too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.reader.clauses import Clause

_NUMBERS = {
    "no": 0, "none": 0, "zero": 0, "any": 0, "nil": 0, "a": 1, "an": 1, "one": 1, "single": 1, "two": 2,
    "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "both": 2, "pair": 2,
}  # fmt: skip
_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_WORDS = r"(?:[\s'\"-]+(?!and\b|but\b|or\b|with\b)[a-z'/-]+){0,4}?[\s'\"-]+"
_PRIORITY = (
    r"(?:areas?|items?|points?) (?:for|of) (?:urgent )?['\"]?priority action\b(?! plan)"
    r"|['\"]?priority[\s-]actions?\b(?! plan)['\"]?(?: areas?)?"
)
_IMPROVEMENT = (
    r"(?:areas?|matters?|things?|points?|items?|issues?|recommendations?) (?:(?:were|was|are|is|that|which|still"
    r"|had|has|needs?|for|of|to|be|listed|marked|put|forward|identified|set|out|social|work|practice"
    r"|the|city|council|must|on) ){0,7}?(?:improve(?:ment|d)?|put right)\b"
    r"|(?:areas?|matters?|things?|points?|items?) (?:require|need)s? (?:improvement|to (?:be )?improved?)"
    r"|(?:areas?|things?|points?|matters?) to (?:fix|improve)|recommendations?|for improvement"
    r"|areas? of (?:social work )?practice"
)
_COUNTED = {
    "priority_actions": re.compile(rf"\b{_NUMBER}(?:{_WORDS}|[\s'\"]+)(?P<what>{_PRIORITY})"),
    "areas_for_improvement": re.compile(rf"\b{_NUMBER}(?:{_WORDS}|[\s'\"]+)(?P<what>{_IMPROVEMENT})"),
}
_AHEAD = {
    "priority_actions": re.compile(rf"\b{_NUMBER} (?:of them |of those |are |were |is |was )+(?:{_PRIORITY})"),
    "areas_for_improvement": re.compile(
        rf"(?:improvements? (?:is|are|was|were) (?:required|needed) in|\bto improve) {_NUMBER}\b"
    ),
}
_DENIED = re.compile(
    r"\b(?:did not|didn't|has not|have not|not|without|never|free of) (?:\w+ ){0,3}?(?:any |a single "
    r"|an? )?(?:(?:areas?) for )?['\"]?priority action"
    r"|\bno (?:such )?(?:areas?|points?)? ?(?:for )?['\"]?priority action|stopped short of any priority action"
)
_POSSIBLE = re.compile(r"out of (?:a )?(?:possible )?(?:\w+) ")
_LONE = re.compile(r"\b(?:an?|one|single) area for priority action")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, and where it stands in the text."""

    value: int
    start: int
    end: int


def counts(clause: Clause) -> dict[str, Count]:
    """`priority_actions` and `areas_for_improvement`, as far as the clause says them."""
    low = clause.low
    if not any(word in low for word in ("priority", "improve", "recommendation", "put right", "to fix", "areas of")):
        return {}
    found: dict[str, Count] = {}
    plain = _POSSIBLE.sub(lambda match: " " * len(match.group()), low)
    if denial := _DENIED.search(low):
        found["priority_actions"] = _count(clause, 0, denial)
    for what, pattern in _COUNTED.items():
        if what in found:
            continue
        match = _AHEAD[what].search(plain) or _nearest(pattern, plain)
        if match:
            found[what] = _count(clause, _value(match["number"]), match)
    return found


def _nearest(pattern: re.Pattern[str], low: str) -> re.Match[str] | None:
    """The match whose number stands next to what is counted: a later number beats an earlier one."""
    match = pattern.search(low)
    while match:
        closer = pattern.search(low, match.start() + 1)
        if closer is None or closer.end("what") != match.end("what"):
            return match
        match = closer
    return None


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _count(clause: Clause, value: int, match: re.Match[str]) -> Count:
    return Count(value, clause.start + match.start(), clause.start + match.end())
