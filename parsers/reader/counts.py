"""How many areas for priority action and for improvement inspectors named; none is a number too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.expressions import Expression, holds_one
from parsers.reader.clauses import Clause
from parsers.reader.sentences import Sentence
from parsers.wordings import wordings

_NUMBERS = {
    "no": 0, "none": 0, "zero": 0, "any": 0, "nil": 0, "a": 1, "an": 1, "one": 1, "single": 1, "two": 2,
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "both": 2, "pair": 2, "couple": 2, "half a dozen": 6, "a dozen": 12, "half-a-dozen": 6,
}  # fmt: skip
_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
# What inspectors ask for is counted in the plain; "an area for improvement" may be any.
_FIRM = r"(?:\d{1,2}|" + "|".join(sorted(_NUMBERS.keys() - {"a", "an", "any"}, key=len, reverse=True)) + ")"
# "Two years to monitor improvements", "six councils with recommendations" count something else.
_ELSE = (
    r"(?! (?:years?|months?|weeks?|days?|hours?|per cent|councils?|authorities|inspectors?|visits?|letters?"
    r"|people)\b)"
)
_WORDS = _ELSE + r"(?:[\s'\"-]+(?!and\b|but\b|or\b|with\b)[a-z'/-]+){0,4}?[\s'\"-]+"
_GAP = r"(?:[\s'\"]+(?!and\b|but\b|or\b|with\b|no\b|none\b)[a-z'/-]+){0,8}?[\s'\"]+"
_PRIORITY = (
    r"(?:areas?|items?|points?|matters?|issues?) (?:for|of|requiring|needing"
    r"|as) (?:urgent )?['\"]?priority action\b(?! plan)"
    r"|['\"]?priority[\s-]actions?\b(?! plan)['\"]?(?: areas?)?"
)
_THINGS = (
    r"(?:areas?|matters?|things?|points?|items?|issues?|aspects?|topics?|recommendations?|requirements?|suggestions?)"
)
_BETTER = (
    r"(?:improve(?:ment|ments|d)?|put right|fix(?:ed)?|get better|do better|be better|development|attention"
    r"|remed(?:y|ied))"
)
_IMPROVEMENT = (
    rf"{_THINGS}(?:{_GAP}|[\s'\"]+){_BETTER}\b(?! (?:plan|board|notice|adviser|programme|journey|partner))"
    r"|recommendations?(?! (?:of|by|that|from))|suggestions?|areas? of (?:social work )?practice"
    r"|improvements(?! (?:made|since|have|had|were|are|to))"
)
_COUNTED = {
    "priority_actions": re.compile(rf"\b{_NUMBER}(?:{_WORDS}|[\s'\"]+)(?P<what>{_PRIORITY})"),
    "areas_for_improvement": re.compile(
        rf"\b(?:(?P<number>{_FIRM})(?:{_WORDS}|[\s'\"]+)(?P<what>{_IMPROVEMENT})|(?P<bare>{_FIRM})(?: more| further"
        rf"| others?)? for improvement\b)"
    ),
}
_AHEAD = {
    "priority_actions": re.compile(
        rf"\b{_NUMBER} (?:of them |of those |are |were |is |was )+(?:{_PRIORITY})"
        rf"|\b(?P<some>one|two|three|four|five|six) of (?:the|these|those|its) (?:[\w'-]+ ){{1,9}}(?:{_PRIORITY})"
        r"|priority action (?:in|on|over) (?P<in>one|two|three|four|five|six|\d{1,2}) (?:areas?|matters|things"
        r"|points|respects|fronts)"
    ),
    "areas_for_improvement": re.compile(
        rf"(?:improvements? (?:is|are|was|were) (?:required|needed) in|\bto improve(?: in)?) {_NUMBER}\b"
        r"|\b(?:do|did|does|doing) better (?:in|on) (?P<some>one|two|three|four|five|six|\d{1,2})\b"
    ),
}
_DENIED = Expression(
    r"\b(?:did not|didn't|has not|have not|not|without|never|free of) (?:\w+ ){0,3}?(?:any |a single "
    r"|an? )?(?:(?:areas?) for )?['\"]?priority action"
    r"|\bno (?:such )?(?:areas?|points?)? ?(?:for )?['\"]?priority action|stopped short of any priority action"
    r"|\b(?:nothing|none|nor|neither)(?: [\w'-]+){0,9}? ['\"]?priority (?:action|one)"
    r"|\bno (?:urgent|priority) (?:ones|actions?|demands)"
)
# Beside a count of what is to be improved: "three recommendations and no demands".
_CALM = re.compile(
    r"\bno demands\b|\bnothing (?:\w+ ){0,2}(?:pressing|urgent|urgency)\b|\bnothing of (?:\w+ )?urgency\b"
    r"|\bnone (?:\w+ ){0,2}(?:urgent|pressing)\b"
)
_REQUIRES = re.compile(r"\brequir\w+ ['\"]?improve")
_REQUIRES_QUOTED = re.compile(r"['\"]requir\w+ improve")
_GRADED = re.compile(r"\b(?:rat|grad|judg|mark|scor)(?:e|ed|es|ing|ings|ement|ements)\b(?! (?:of|for)\b)")
_AND_SO_MANY = re.compile(
    r"['\"]{0,2}(?: to be good)?['\"]{0,2},? (?:and|with|while) (?:the )?(?:one|two|three|four|another|other"
    r"|a (?:second|third|fourth))"
    r"(?: (?:more|other|area|areas|is|are|was|were|being|rated|graded|judged|as|to be)){0,6}[\s'\"]{0,4}"
    r"(?:inadequate|good|outstanding)\b"
)
_POSSIBLE = re.compile(
    r"out of (?:a )?(?:possible )?(?:\w+) "
    # "All four areas", "three of the four": areas that are judged, not asked for.
    r"|\b(?:all|each of|every one of|both of)(?: the| its| of the)? (?:two|three|four|five"
    r"|six)(?= (?:\w+ )?(?:areas|judge?ments|categories))"
    r"|\b(?:one|two|three|four) (?:out )?of (?:the|its) (?:\w+ )?(?:three|four|five|six)(?= (?:\w+ )?(?:areas"
    r"|judge?ments|categories))"
)
# "The auditor made 14 recommendations", "a review with 12 recommendations": nobody inspected.
_OTHERS_ASK = wordings("counts")("others_ask")
_INSPECTORS = re.compile(r"\b(?:inspect|ofsted|watchdog|regulator|cqc|hmi)")
_TELLING = (
    "priority", "improve", "recommendation", "put right", "to fix", "areas of", "suggestion", "better", "attention",
    "development",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, and where it stands in the text."""

    value: int
    start: int
    end: int


def counts(clause: Clause) -> dict[str, Count]:
    """`priority_actions` and `areas_for_improvement`, as far as the clause says them."""
    low = clause.low
    if not holds_one(low, _TELLING) or (_OTHERS_ASK.search(low) and not _INSPECTORS.search(low)):
        return {}
    found: dict[str, Count] = {}
    plain = _POSSIBLE.sub(lambda match: " " * len(match.group()), low)
    if denial := _DENIED.search(low):
        found["priority_actions"] = _count(clause, 0, denial)
    for what, pattern in _COUNTED.items():
        if what in found:
            continue
        match = _AHEAD[what].search(plain) or _nearest(pattern, plain)
        if match and not _counts_grades(plain, match):
            found[what] = _count(clause, _value(_number(match)), match)
    if "areas_for_improvement" in found and "priority_actions" not in found and (calm := _CALM.search(low)):
        found["priority_actions"] = _count(clause, 0, calm)
    return found


def _counts_grades(low: str, match: re.Match[str]) -> bool:
    """True for "graded three areas 'requires improvement'" and "three areas require improvement and two are good"."""
    if not _REQUIRES.search(match.group()):
        return False
    before, after = low[max(0, match.start() - 40) : match.start()], low[match.end() :]
    return bool(_GRADED.search(before) or _REQUIRES_QUOTED.search(match.group()) or _AND_SO_MANY.match(after))


def counts_in(sentence: Sentence) -> dict[str, int]:
    """The numbers that a whole sentence says."""
    found = counts(Clause(sentence, sentence.start, sentence.end))
    return {what: count.value for what, count in found.items()}


def _number(match: re.Match[str]) -> str:
    """The number, whichever part of the pattern holds it."""
    named = match.groupdict()
    return next(named[name] for name in ("number", "bare", "some", "in") if named.get(name))


def _nearest(pattern: re.Pattern[str], low: str) -> re.Match[str] | None:
    """The match whose number stands next to what is counted: a later number beats an earlier one."""
    match = pattern.search(low)
    while match:
        closer = pattern.search(low, match.end("number") if match["number"] else match.end())
        if closer is None or match["what"] is None or closer.end("what") != match.end("what"):
            return match
        match = closer
    return None


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _count(clause: Clause, value: int, match: re.Match[str]) -> Count:
    return Count(value, clause.start + match.start(), clause.start + match.end())
