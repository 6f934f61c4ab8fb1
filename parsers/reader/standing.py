"""Grades that an article takes as given: "the council, whose services are rated good, is to ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.authorities import Place
from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.reader.clauses import Clause

_RATED = r"(?:rated|judged|graded|deemed|ranked|considered|classed|labelled|branded|regarded|found)"
_EVER = r"(?:currently|already|still|itself|themselves|previously|long|both|all|also|once|consistently|officially)"
_BODY = (
    r"(?:councils|authorities|counties|boroughs|ones|council|authority|county|borough|city|town hall"
    r"|department|children's|childrens|services?|directorate"
    r"|youth|social (?:care|services|work)|provision|region)"
)
# "outstanding-rated", "the 'inadequate' county", "Wigan's good children's services".
_OWNED = re.compile(r"(?:\b(?:the|an?|this|our|their|its|another|one|with)|s'|'s)[\s]*['\"(]*$")
_NAMED_AFTER = re.compile(
    rf"['\")]*,? (?:(?!(?:for|of|in|on|at|to|by|across|and|but|or|as|from|with|that|which|when)\b)[\w-]+ ){{0,3}}?"
    rf"{_BODY}\b"
)
# "The council's outstanding Ofsted judgement reflects years of work."
_GRADE_AFTER = re.compile(r"['\"]? (?:ofsted )?(?:rating|grade|judgement|status)\b")
_RATED_AFTER = re.compile(r"['\"]?(?: |-)(?:rated|graded|ranked)\b")
_PREDICATE = re.compile(
    r"\b(?:is|are|was|be|been|becom\w+|became|as|now|remains?|runs?|given|gave|get|gets|got) (?:\w+ )?(?:an?"
    r"|the)?\s*['\"]*$"
)
# ", rated good by Ofsted, ..." and ", which is rated good".
_PARTICIPLE = re.compile(
    rf"[\s,(\"'-]*(?:{_EVER} )*{_RATED}(?: (?:as|to be|being|overall|an?|by ofsted(?: as)?))*[\s'\"]*$"
)
# ", both 'good', ..." and ", already outstanding, ...".
_APPOSED = re.compile(rf"[\s,(\"'-]*(?:{_EVER} )+['\"]*$")
_RELATIVE = re.compile(
    rf"[\s,(-]*(?:which|who|that|whose (?:[\w'-]+ ){{1,8}}?)(?: ?(?:is|are|has|have|hold\w*|boast\w*"
    r"|carr\w+|enjoys?|remains?|was"
    rf"|were|been|{_EVER}))+"
    rf"(?: (?:{_RATED}|as|to be|an?|its|the|overall|being))*[\s'\"]*$"
)
# "whose services have an outstanding rating"
_HOLDS = re.compile(
    rf"[\s,(-]*whose (?:[\w'-]+ ){{1,8}}?(?:{_EVER} )*"
    r"(?:have|has|hold|holds|carry|carries|boasts?|enjoys?)\b"
)
# "services in Derby that were rated inadequate", but not "a report that ..." or "said that ...".
_RESTRICTED = Expression(
    rf"\b(?:{_BODY}|in [a-z]+) that (?:(?:was|were|is|are|had|has|have|been|{_EVER}|ofsted|inspectors) )*"
    rf"{_RATED}(?: (?:as|to be|an?|overall))*[\s'\"]*$"
)
_NOW = Expression(
    rf"\b(?:is|are|remains?|stands?)(?: {_EVER})* (?:{_RATED}|classed as)(?: (?:as|to be|overall|an?))*[\s'\"]*$"
)
# "judged them to be providing families with a 'good' service": that is the judgement.
_FOUND_PROVIDING = Expression(
    rf"\b{_RATED}[^,;.]{{0,40}}?\b(?:provid|deliver|offer|run|giv)\w*\b[^,;.]{{0,60}}\ban?\s*['\"]*$"
)
# "Still rated inadequate", as a heading or a caption.
_LABELS = re.compile(rf"[\s\"'-]*(?:still|currently|remains?|already) {_RATED}(?: (?:as|to be))?[\s'\"]*")
# "is one of the few to be judged outstanding", "is among 13 councils rated inadequate".
_ONE_OF = Expression(r"\b(?:is|are|remains?) (?:one of|among|amongst) (?:only |just |the )*(?:few|\w+)\b[^.;]{0,100}$")
# Words of the day, and of what inspectors do: they make a grade beside them news.
_THESE_DAYS = (
    r"\btoday\b|\byesterday\b|\bthis (?:week|morning|afternoon|evening)\b|\b(?:last night|latest|newly|just)\b"
)
_INSPECTED = (
    r"\breport(?! to\b)|\bfindings\b|\bverdict|\bpublish|\bnew(?:est)? (?:\w+ )?(?:rating|grade|judgement|inspection)"
    r"|\binspect(?:ors|ion)\b[^,.;]{0,40}\b(?:visited|found|said|say|praised|took|spent|concluded|follow|saw|heard)"
    r"|\b(?:following|after|follows) (?:an?|the|its|this|last|a recent) (?:[\w-]+ ){0,3}(?:inspection|visit)\b"
    r"|\b(?:second|third|fourth|fifth) (?:consecutive|successive|straight|(?:\w+ )?(?:time|inspection))\b"
    r"|\bnow (?:rated|judged|good|outstanding)"
)
_NEWS = re.compile(rf"{_THESE_DAYS}|{_INSPECTED}")
_NEWS_OF_INSPECTORS = re.compile(_INSPECTED)


# "The council, despite what was found, retains its good rating": no visit gave it.
_WHAT_WAS_FOUND = (
    r"despite (?:what|the|these|this|those|ofsted's|its|their) (?:[\w-]+ ){0,3}?"
    r"(?:found|findings?|letter|visit|concerns?|criticisms?)\b"
)
_KEPT_DESPITE = Expression(
    rf"\b{_WHAT_WAS_FOUND}[^.;]{{0,80}}\b(?:retain|remain|keep|kept|hold)"
    rf"|\b(?:retain|remain|keep|kept|hold)\w*\b[^.;]{{0,80}}\b{_WHAT_WAS_FOUND}"
)
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
