"""Grades that an article takes as given: "the council, whose services are rated good, is to ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.authorities import Place
from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.reader.clauses import Clause
from parsers.wordings import wordings

_said = wordings("standing")

# "outstanding-rated", "the 'inadequate' county", "Wigan's good children's services".
_OWNED = re.compile(r"(?:\b(?:the|an?|this|our|their|its|another|one|with)|s'|'s)[\s]*['\"(]*$")
_NAMED_AFTER = _said.shaped(
    r"['\")]*,? (?:(?!(?:for|of|in|on|at|to|by|across|and|but|or|as|from|with|that|which|when)\b)[\w-]+ ){0,3}?"
    r"@body\b"
)
# "The council's outstanding Ofsted judgement reflects years of work."
_GRADE_AFTER = re.compile(r"['\"]? (?:ofsted )?(?:rating|grade|judgement|status)\b")
_RATED_AFTER = re.compile(r"['\"]?(?: |-)(?:rated|graded|ranked)\b")
_PREDICATE = re.compile(
    r"\b(?:is|are|was|be|been|becom\w+|became|as|now|remains?|runs?|given|gave|get|gets|got) (?:\w+ )?(?:an?"
    r"|the)?\s*['\"]*$"
)
# ", rated good by Ofsted, ..." and ", which is rated good".
_PARTICIPLE = _said.shaped(
    r"[\s,(\"'-]*(?:@ever )*@rated(?: (?:as|to be|being|overall|an?|by ofsted(?: as)?))*[\s'\"]*$"
)
# ", both 'good', ..." and ", already outstanding, ...".
_APPOSED = _said.shaped(r"[\s,(\"'-]*(?:@ever )+['\"]*$")
_RELATIVE = _said.shaped(
    r"[\s,(-]*(?:which|who|that|whose (?:[\w'-]+ ){1,8}?)(?: ?(?:is|are|has|have|hold\w*|boast\w*"
    r"|carr\w+|enjoys?|remains?|was"
    r"|were|been|@ever))+"
    r"(?: (?:@rated|as|to be|an?|its|the|overall|being))*[\s'\"]*$"
)
# "whose services have an outstanding rating"
_HOLDS = _said.shaped(
    r"[\s,(-]*whose (?:[\w'-]+ ){1,8}?(?:@ever )*"
    r"(?:have|has|hold|holds|carry|carries|boasts?|enjoys?)\b"
)
# "services in Derby that were rated inadequate", but not "a report that ..." or "said that ...".
_RESTRICTED = _said.shaped(
    r"\b(?:@body|in [a-z]+) that (?:(?:was|were|is|are|had|has|have|been|@ever|ofsted|inspectors) )*"
    r"@rated(?: (?:as|to be|an?|overall))*[\s'\"]*$"
)
_NOW = _said.shaped(
    r"\b(?:is|are|remains?|stands?)(?: @ever)* (?:@rated|classed as)(?: (?:as|to be|overall|an?))*[\s'\"]*$"
)
# "judged them to be providing families with a 'good' service": that is the judgement.
_FOUND_PROVIDING = _said.shaped(
    r"\b@rated[^,;.]{0,40}?\b(?:provid|deliver|offer|run|giv)\w*\b[^,;.]{0,60}\ban?\s*['\"]*$"
)
# "Still rated inadequate", as a heading or a caption.
_LABELS = _said.shaped(r"[\s\"'-]*(?:still|currently|remains?|already) @rated(?: (?:as|to be))?[\s'\"]*")
# "is one of the few to be judged outstanding", "is among 13 councils rated inadequate".
_ONE_OF = Expression(r"\b(?:is|are|remains?) (?:one of|among|amongst) (?:only |just |the )*(?:few|\w+)\b[^.;]{0,100}$")
# Words of the day, and of what inspectors do: they make a grade beside them news.
_NEWS = _said("news")
_NEWS_OF_INSPECTORS = _said("inspected")

# "The council, despite what was found, retains its good rating": no visit gave it.
_KEPT_DESPITE = _said("kept_despite")
_BEFORE_NAME = 16
_ONLY_QUOTES = re.compile(r"['\"]?(?:-rated)? (?:london borough of )?")


def describes(clause: Clause, mark: Hit) -> bool:
    """True for "the inadequate county", "the outstanding-rated department": a word for whom the sentence is about."""
    low, begin = clause.sentence.low, clause.sentence.start
    return _is_attribute(low[: mark.start - begin], low[mark.end - begin :])


def stands(clause: Clause, mark: Hit) -> bool:
    """True where the grade only describes whom or what the sentence is about."""
    low, begin = clause.sentence.low, clause.sentence.start
    before, after = low[: mark.start - begin], low[mark.end - begin :]
    if mark.label in ("good", "outstanding") and "despite" in low and _KEPT_DESPITE.search(low):
        return True
    if _is_attribute(before, after) or holds(clause, mark) or (_LABELS.fullmatch(before) and not after.strip(" .'\"")):
        return True
    segment = before[max(before.rfind(","), before.rfind(" - "), before.rfind("("), before.rfind(";")) + 1 :]
    aside = bool(_PARTICIPLE.fullmatch(segment) or _APPOSED.fullmatch(segment)) and _goes_on(after)
    relative = bool(_RELATIVE.fullmatch(segment)) and (_goes_on(after) or not re.search(r"\b(?:was|were)\b", segment))
    present = bool(_NOW.search(before[-60:]) or _ONE_OF.search(before[-140:]))
    relative = relative or bool(_RESTRICTED.search(before[-90:]))
    if aside and not (relative or present):
        # "Kent, rated good by Ofsted, is to help under an agreement reached this week": that is the agreement's day.
        said = segment + re.split(r"[,)]| -", after, maxsplit=1)[0]
        return not (_NEWS_OF_INSPECTORS.search(low) or _NEWS.search(said))
    return (aside or relative or present) and not _NEWS.search(low)


def holds(clause: Clause, mark: Hit) -> bool:
    """True for "whose services have an outstanding rating": no news, whatever else its sentence tells."""
    low, begin = clause.sentence.low, clause.sentence.start
    before, after = low[: mark.start - begin], low[mark.end - begin :]
    segment = before[before.rfind(",") + 1 :]
    relative = _HOLDS.match(segment) and _RELATIVE.fullmatch(segment)
    return relative is not None and not _NEWS.search(segment + after.split(",", 1)[0])


def names(clause: Clause, mark: Hit, places: Sequence[Place]) -> bool:
    """True for "'inadequate' Surrey": a word before the name of an authority."""
    low, begin = clause.sentence.low, clause.sentence.start
    return any(
        0 <= place.start - mark.end <= _BEFORE_NAME
        and bool(_ONLY_QUOTES.fullmatch(low[mark.end - begin : place.start - begin]))
        for place in places
    )


def _is_attribute(before: str, after: str) -> bool:
    if _RATED_AFTER.match(after):
        return not re.search(r"\b(?:again|now|become|becomes|became) $", before)
    if _GRADE_AFTER.match(after) and re.search(r"\w(?:'s|s') ['\"]?$", before):
        return True
    if _FOUND_PROVIDING.search(before[-90:]):
        return False
    return bool(_OWNED.search(before) and _NAMED_AFTER.match(after)) and not _PREDICATE.search(before[-40:])


def _goes_on(after: str) -> bool:
    """True where the aside is closed and the sentence goes on."""
    closed = re.match(r"[^,;.]{0,90}?(?:,| -|\))", after)
    return closed is not None and len(after[closed.end() :].split()) > 2
