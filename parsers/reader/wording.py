"""How a clause about an inspection is worded: whether it looks back or ahead, takes as given, or speaks of all."""

from __future__ import annotations

import re

from parsers.expressions import Expression
from parsers.reader.clauses import Clause
from parsers.reader.date_keys import KeyedDate
from parsers.reader.grades import Verdict

DEFINITE = re.compile(
    r"^[\s'\",;-]*(?:(?:but|and|so|yet|then|subsequently|however|instead),? )?(?:following |during |after "
    r"|as part of |at |in )?"
    r"(?:the (?:visit|inspection|letter|report|watchdog|inspectors|findings|document|verdict|result|fieldwork"
    r"|two-week inspection)|it|they|its|their|this|that|those|these)\b"
)

# In a councillor's mouth "they" are seldom the inspectors.
THEY_SAY = re.compile(r"^[\s\"']*\"\s*(?:they|the team)\b")

# "judged good when it was last inspected": the whole sentence looks back.
LAST_TIME = re.compile(
    r"\bwhen (?:it|they|\w+|the \w+)(?: \w+)? (?:was|were) last\b|\bwhen (?:ofsted|inspectors)\b.{0,20}\blast\b"
    r"|\bat (?:its|their|the) (?:last|previous)\b"
)

# Area SEND inspections that found fault were followed by a second look, which gives no outcome of its own.
REVISIT = Expression(
    r"\b(?:re-?visit(?:s|ed)?|re-?inspect(?:ion|ed)|returned|monitoring inspection"
    r"|second (?:visit|look|trip)|(?:come|came|go|went|gone) back|follow(?:ed)?[- ]up)\b"
)

# What inspections may come to in general.
EXPLAINS = Expression(
    r"\bwhat (?:\w+ ){0,2}(?:teams?|inspectors?|inspections?|ofsted|they) (?:can|may|could|might) \w+"
    r"|\b(?:one of|there are|has) (?:the )?(?:three|four) (?:possible |different )?(?:outcomes|judgements|grades"
    r"|ratings)\b"
    r"|\b(?:grades|ratings|outcomes|judgements) are\b|\bthose (?:already |rated |judged |graded |deemed "
    r"|found )*['\"]?"
    r"(?:inadequate|good|outstanding|requir)|\bevery (?:council|authority) (?:has|gets|is|can|will|must)\b"
    r"|\bif (?:a|an|any) (?:council|authority|area)\b"
)

BRIEF = re.compile(r"\b(?:inspection|visit|check)\b")

_THE_GRADE = Expression(
    r"\bthe ['\"]?(?:inadequate|good|outstanding|requires improvement)['\"]? (?:judgement|rating|grade|verdict|report"
    r"|finding)"
)
_FORECAST = Expression(
    r"\b(?:is|was) (?:what|how|where)\b[^.;]{0,60}\b(?:expect|fear|hope|predict|anticipat|want|aim|foresee)"
    r"|\b(?:expect(?:s|ed|ing)?|fear(?:s|ed|ing)?|predict(?:s|ed|ing)?|anticipat(?:es|ed|ing)|foresee(?:s|n)?"
    r"|forecasts?)\b[^.;]{0,60}\b(?:from|at|in|after) (?:the|its|their|an?|ofsted's) (?:[\w-]+ ){0,2}(?:next"
    r"|forthcoming|upcoming|coming|future)\b"
)
_WOULD = re.compile(r"[,'\"]{0,2} (?:would|could|might)\b")

_WHICH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest|last|final|most recent|next-to-last"
    r"|penultimate)"
)
# "The sixth and last took place on 10 July": which of the visits that the sentence before tells of.
ONE_OF_THEM = re.compile(
    rf"[\s\"']{{0,4}}(?:(?:but|and|now),? )?(?:the|its|their|ofsted's|this|that)? ?{_WHICH}"
    r"(?: and (?:last|final|latest))?(?: one| of (?:them|these|those|the \w+))?,?"
    r" (?:took|was|came|happened|ended|followed|is|has|looked|found|focused"
    r"|which|on|in|made|held|brought|saw)\b"
)

VISITED = Expression(
    r"\b(?:inspectors?|ofsted|watchdog|team|they|pair|regulator|hmi|cqc"
    r"|commission)\b[^.;]{0,60}?\b(?:(?:re-?)?visited"
    r"|visiting"
    r"|focused on|spent|came(?! to (?:the|an?) (?:\w+ )?conclusion)|returned|called|held|arrived"
    r"|looked at|examined|went|were (?:in|at|with|there)|was (?:in|at|with)|had been (?:in|at|on|with)|inspected"
    r"|carried out|dropped in|made (?:a|an|its|the|their) (?:[\w-]+ )?visit|have been coming back"
    r"|concentrated on|met with)\b"
    r"|\binspectors?'? days\b|\b(?:a|the|an earlier|two earlier) visits?\b|\bvisits? (?:to|in|on|over|looking)\b"
    r"|\b(?:after|following|during) (?:visiting|(?:an?|the|its|their|(?:the )?(?:watchdog|inspectorate|regulator"
    r"|ofsted)'s)"
    r"(?: latest| recent| most recent| follow-up| return)? visit)\b|\b(?:latest|recent) visit\b"
    r"|\bvisit,|\binspection (?:ran|took place|was carried out)\b"
    r"|\b(?:visit|check|trip) (?:\w+ ){0,2}(?:ran|took place|was (?:carried out|made|held|conducted|undertaken))\b"
    rf"|\b(?:the|its|their|'s) {_WHICH}(?: and \w+)? (?:[\w-]+ )?(?:visit|trip|check)\b"
    rf"|\b{_WHICH}(?: and \w+)? (?:of|in) [^.;,]{{0,50}}\bvisits\b"
    r"|\b(?:return|follow-up) (?:trip|visit|call)\b|\b(?:inspectors?|ofsted|watchdog|team|regulator)\b [^.;,]{0,24}"
    r"\b(?:has|have|had) (?:now |again |just )?been (?:back )?(?:to|in)\b"
    r"|\b(?:was|were|last|been) inspected\b|\b(?:visit|letter):"
)

_COMERS = (
    "inspect", "ofsted", "watchdog", "team", "they", "pair", "regulator", "hmi", "cqc", "commission", "visit",
    "letter:", "check", "trip",
)  # fmt: skip

# "after it was told it was good", "since they were found inadequate": grades that only place the news in time.
_RECALLING = re.compile(r"^[\s,]*(?:after|since|following|when)\b")

# "... must improve after receiving the lowest rating": the consequence and the grade are one piece of news.
_CALLED_TO_ACCOUNT = re.compile(
    r"\b(?:must|ordered to|told to|vowed|pledged|apologised|slammed|criticised|praised|celebrating)\b"
)
# "Have denied it, a year after inspectors graded them": that long after, it is no news.
_LONG = re.compile(
    r", (?:(?:just|only|nearly|almost|some|barely) )?(?:an?|one|\d+|[\w-]+(?: and a half)?) (?:years?"
    r"|months?|decades?)$"
)
_AS_BACKGROUND = re.compile(r"^[\s,]*(?:after|following) (?:receiving|being|having|it|they|its|the very|an?)\b")

GENERIC = Expression(
    r"\b(?:visits? of (?:this|that) (?:kind|type|sort)|a focused visit (?:does not|produces no|never)"
    r"|monitoring visits (?:take place|are|have been (?:made|carried out|held))|(?<!of a )(?:series|round"
    r"|programme) of (?:ofsted )?monitoring visits"
    r"|\b(?:regular|quarterly|several|further|more) (?:ofsted )?(?:monitoring |focused )?visits"
    r"|no grade is given|when ofsted|inspectors (?:can|do not|may) )"
)


def is_general(low: str) -> bool:
    """True where visits of a kind are spoken of, not one of them."""
    return any(word in low for word in _OF_A_KIND) and GENERIC.search(low) is not None


_OF_A_KIND = ("visit", "no grade", "when ofsted", "inspectors ")


def looks_back(low: str) -> bool:
    """True for "when it was last inspected"."""
    return ("last" in low or "previous" in low) and LAST_TIME.search(low) is not None


# What followed on an area's SEND inspection that found it weak, until 2022: to demand it is to publish the outcome.
_DEMANDS = Expression(
    r"\b(?:written statement of action|wsoa)\b[^.;]{0,40}\b"
    r"(?:is (?:now )?|(?:now )?(?:has|needs) to be |must (?:now )?be )"
    r"(?:required|needed|produced|submitted|drawn up|written|provided)\b"
    r"|\b(?:must|have to|has to|needs? to|(?:has|have) been (?:ordered|told|asked|instructed|required|directed) to"
    r"|(?:is|are) (?:now )?(?:required|ordered|told) to|(?:orders?|tells?|requires?|instructs?) (?:[\w'&-]+ ){1,6}?to)"
    r" (?:now |jointly )?(?:produce|submit|draw up|write|prepare|provide|come up with|develop) (?:an?|the|its|their"
    r"|another) (?:joint |detailed )?(?:['\"]?written statement|wsoa)"
)
# "In advance of the re-visit": it is still to come.
_AHEAD_OF = Expression(
    r"\b(?:(?:in )?advance of|ahead of|prior to|before|in preparation for|prepar(?:e|es|ed|ing) for"
    r"|(?:run-up|lead-up) to|awaiting|part in|involved in|contribute to|in time for)"
    r" (?:the|this|its|their|our|a|another) (?:[\w-]+ ){0,2}?"
    r"(?:re-?)?(?:visit|inspection)\b[^.;,]*"
)


def tells_of_visit(low: str) -> bool:
    """True where inspectors are said to have come, stayed or looked at something."""
    if not any(word in low for word in _COMERS):
        return False
    ahead = _AHEAD_OF.search(low)
    return bool(VISITED.search(low if ahead is None else low[: ahead.start()] + low[ahead.end() :]))


def demands_statement(low: str) -> bool:
    """True where a written statement of action is said to be required, now."""
    return ("written statement" in low or "wsoa" in low) and _DEMANDS.search(low) is not None


def is_subordinate(clause: Clause) -> bool:
    """True for a clause that begins with "after", "since", "following" or "when"."""
    return _RECALLING.match(clause.low) is not None


def is_recalling(clause: Clause, dates: tuple[KeyedDate, ...]) -> bool:
    """True for "after it was judged ..."; but in a lead without a date that is how the news itself is told."""
    joint = _RECALLING.match(clause.low)
    if joint is None:
        return False
    if _LONG.search(clause.sentence.low[: clause.start - clause.sentence.start]):
        return True
    news = clause.sentence.index <= 3 and not dates and joint.group().strip(", ") in ("after", "following")
    background = bool(_AS_BACKGROUND.match(clause.low)) and not _CALLED_TO_ACCOUNT.search(clause.sentence.low)
    return not news or background


def refers_to_grade(clause: Clause) -> bool:
    """True for "the 'inadequate' judgement", which speaks of a grade that was told before."""
    return bool(_THE_GRADE.search(clause.low))


def is_forecast(clause: Clause) -> bool:
    """True for "a rating of inadequate is what she expects from the next inspection"."""
    return _FORECAST.search(clause.low) is not None


def is_wish(clause: Clause, verdict: Verdict) -> bool:
    """True for "good would be extraordinary"."""
    begin = clause.sentence.start
    return any(_WOULD.match(clause.sentence.low[hit.end - begin :]) for hit in verdict.places.values())
