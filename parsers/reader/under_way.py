"""Inspections of which there is no report yet: to come, under way, or over and waited for."""

from __future__ import annotations

import re

from parsers.expressions import Expression
from parsers.reader.inspector_words import INSPECT, INSPECTION, THEIR_VISIT, WHO
from parsers.reader.notice import NOTICE

_ALSO = r"(?:they|the team|a team|it|he|she)"
_INSPECTING = (
    r"(?:inspecting|visiting|examining|checking|going through|scrutinising|assessing|poring|carrying out|conducting"
    r"|spending|looking (?:at|into)|interviewing|undertaking|reviewing|monitoring|poised|at work"
    r"|on[- ]site|around|back|here|in town|in the (?:borough|city"
    r"|county|area|town|district)|at the council|at (?:county|city|town) hall|with (?:us|the council)"
    r"|(?:due|expected|coming|arriving|starting|returning|beginning)(?! to be published))"
)
_IS = r"(?:are|is|have been|has been|will be|would be|'ll be|'re|'ve been)"
_WILL = (
    r"(?:will|would|'ll|(?:is|are) (?:about |due |set |scheduled |expected |now |likely |poised |preparing |ready "
    r"|planning |back )?to|(?:plan|intend)s? to|(?:have|has) agreed to)"
)
_CALLED_OFF = (
    r"(?:postponed|put (?:back|off|on hold)|re-?scheduled|re-?arranged|deferred|delayed|pushed back|cancelled"
    r"|moved (?:back )?to|called off|suspended|paused|halted|abandoned|brought forward)"
)
_TO_SEE = (
    r"to (?:monitor|check|see|assess|inspect|re-?inspect|examine|look|review|measure|follow up|find out|judge|test"
    r"|gauge|scrutinise|evaluate|investigate|track)\b"
)
_ABSENT = r"(?! (?:not|never|no longer)\b)"
_COMING = Expression(
    rf"\b{WHO}\b[^.;]{{0,50}}?\b{_WILL}{_ABSENT}(?: [\w']+){{0,2}}? {INSPECT}\b"
    rf"|\b{WHO}\b[^.;]{{0,50}}?\b{_IS}{_ABSENT}(?: [\w']+){{0,3}}? {_INSPECTING}\b"
    rf"|\b{WHO}\b(?: from [\w']+)? {_IS}{_ABSENT} (?:now |currently )?(?:at|in|with)(?: (?!who\b"
    rf"|that\b)[\w'&-]+){{1,9}}?"
    r" (?:this (?:week|month)|today|now|inspecting|examining|checking|assessing|looking|scrutinising|reviewing)\b"
    rf"|\b{WHO}\b(?: from [\w']+)? (?:(?:has|have) (?:now |just |already |formally )?(?:begun|started|launched"
    rf"|commenced"
    r"|opened|embarked on)|(?:now )?(?:begins?|starts?|launch(?:es)?|commences?|opens?))"
    rf" (?:to inspect|inspecting|(?!with\b|by\b)(?:[\w'-]+ ){{0,6}}?{INSPECTION})\b"
    rf"|\b(?:is|are|has been|have been) (?:now |currently |again |also )*(?:undergoing"
    rf"|(?:deep )?in the (?:middle|midst|thick|throes) of"
    rf"|having"
    rf"|hosting|under|subject to|the subject of|facing) (?!the outcome"
    rf"|the results?)(?:[\w'-]+ ){{0,5}}?{INSPECTION}\b(?! report)"
    rf"|\b(?:is|are|will be) (?:now |currently |again |also |set |due |scheduled |about )*(?:to be |being )"
    rf"(?:re-?)?(?:inspected|visited by (?:[\w']+ ){{0,3}}?{WHO})\b"
    r"|\b(?:is|are) (?:one of|among|the first|the next"
    r"|the latest)\b[^.;]{0,50}?\bto (?:be (?:re-?)?inspected|undergo|face)\b"
    rf"|\b{INSPECTION}\b[^.;]{{0,90}}?\b(?:has|have) (?:now |again |also )?been {_CALLED_OFF}\b"
    rf"|\b{_ALSO} (?:'ll|will|(?:are|is)(?: now| then)? to) (?:be (?:in|at|with|around|back|here|on[- ]site|looking"
    r"|inspecting|examining|spending)|inspect"
    r"|return|visit)\b"
    rf"|\b{THEIR_VISIT}\b[^.;]{{0,60}}?\b(?:begins|starts|(?:gets?|is|are|now) under ?way|(?:has"
    r"|have) got under ?way"
    r"|(?:is|are) (?:now |currently |already )?(?:taking place|in progress|being (?:carried out|conducted|undertaken))"
    r"|(?:has|have) (?:\w+ ){0,2}?(?:begun|started|commenced|been launched)"
    r"|(?:is|are) (?:due |set |expected |scheduled |planned |now )?to (?:take place|begin|start|commence"
    r"|go ahead|resume"
    r"|be (?:carried out|conducted|undertaken|held))"
    r"|will (?:take place|begin|start|commence|run)|kicks? off)\b"
    r"|\b(?:notified|heard|told|learn(?:ed|t)|confirmed)\b[^.;]{0,60} (?:that )?"
    rf"(?:{WHO})\b[^.;]{{0,20}} (?:would|will|is to|are to) "
    rf"|\b(?:informed|notified|told|warned|advised) by (?:the )?{WHO}\b[^.;]{{0,16}} (?:of|that"
    rf"|about)\b[^.;]{{0,60}}\binspect"
    r"|\b(?:has|have|had) (?:now |just |formally |been )*(?:given|served|received|issued|had)"
    r" (?:[\w-]+ ){0,3}?(?:notice|notification) (?:of|that)\b[^.;]{0,80}?\b(?:inspect|visit)"
    r"|\b(?:is|are) (?:now |also )?(?:being )?(?:asked|invited|urged"
    r"|encouraged)\b[^.;]{0,100}\b(?:inspectors|inspections?)\b"
    r"|\binspections?\b (?:that |which )?(?:it|they|ofsted|inspectors|the watchdog)"
    r" (?:conducts?|makes?|carr(?:y|ies) out|plans?|begins?|starts?) (?:later|next|this|on|in)\b"
    rf"|\b(?:will|is to|are to|due to) (?:soon |now |again |also |shortly )*be (?:re-?)?(?:inspected"
    rf"|visited by (?:[\w']+ ){{0,3}}?{WHO})\b"
)
# There at this moment, whatever the same sentence expects of the time after.
_HERE = Expression(
    rf"\b{WHO}\b[^.;,]{{0,40}}? (?:has|have) (?:now |just |again |since |already |been )*(?:returned|come back|come"
    r"|gone back|gone in|moved in(?:to)?|arrived|turned up|descended|landed|called|sent|back)\b"
    rf"[^.;]{{0,60}}?\b{_TO_SEE}"
    r"|\b(?:inspectors|inspection teams?|watchdogs) (?:now |again |today |have now |will now )?(?:return|come back"
    r"|go back|move in|arrive|descend|swoop|head back)(?: to| in| into| on| at)?\b(?! (?:a|the) (?:report|verdict))"
    rf"|\b{WHO}\b (?:is|are) (?:now |currently |once again |again )?(?:back|here|in town)\b[^.;]{{0,60}}?\b{_TO_SEE}"
    r"|\b(?:during|throughout|for) (?:the|this|their|its) (?:[\w-]+ ){0,3}(?:visit|inspection),? (?:the )?"
    r"(?:inspectors|they|ofsted|the team) (?:will|are)\b"
)
# Told of as past, so that only the day can show that there is no report yet.
_CAME = Expression(
    r"\b(?:re-?)?inspections?\b[^.;]{0,110}?\b(?:began|started|got under ?way|ended|finished|concluded|closed"
    r"|wrapped up|came to an end|was completed)\b"
    r"|\b(?:given|gave|giving|received?|had) (?:\w+ )?notice (?:of|that|for)\b"
    r"|\b(?:notification|notice) (?:of|that) (?:\w+ ){0,4}(?:inspection|inspect)"
    rf"|\b{WHO}\b[^.;]{{0,20}} (?:contacted|rang|telephoned|phoned|called|notified|told|informed|warned) "
    r"[^.;]{3,70}?\b(?:arriv|inspect|visit|com(?:e|ing)\b)"
    rf"|\b(?:{WHO}|{_ALSO}) (?:have |has )?(?:turned up|arrived|moved in|landed|descended|left|departed)"
    r" (?:at|in|on|yesterday|today|(?:the )?(?:[\w']+ ){1,3}?(?:on|yesterday|last|this|after))\b"
    r"|\b(?:lead inspector|inspectors?|ofsted) (?:rang|telephoned|phoned|contacted|notified)\b"
    r"|\b(?:the|a) (?:[\w-]+ ){0,2}call (?:came|was (?:received|taken))\b"
    r"|\b(?:got|took|received|had) (?:the|a) (?:[\w-]+ ){0,2}call from (?:the )?(?:ofsted|inspect)"
)
_OUTCOME = (
    r"(?:report|results?|outcome|findings|verdict|feedback|grades?|gradings?|ratings?|ruling|judge?ments?"
    r"|conclusions?"
    r"|letter)"
)
_NOT_YET = (
    r"(?:(?:has|have|is|are) (?:still |as )?(?:not|yet to)(?: yet)?|(?:has|have|is|are)n't(?: yet)?"
    r"|still (?:has|have|had|is|are)(?: not|n't| yet to)|(?:is|are|was|were|has|have|remains?) yet to|still to)"
)
_COME_OUT = (
    r"(?:be |been |being )?(?:made public|made available|publish(?:ed)?|releas(?:ed?)|issued?|come out"
    r"|appear(?:ed)?|seen"
    r"|reveal(?:ed)?|report(?:ed)? back|finali[sz]ed?|agreed|signed off|receiv(?:ed?)|shared?|announced?|known"
    r"|disclosed?|see|hear(?:d)?|had|deliver(?:ed)?|publishable|unpublished)\b"
)
_HELD_UP = (
    r"(?:delayed|postponed|held (?:up|back|over)|put (?:back|off|on hold)|pushed back|kicked (?:in|down)|deferred"
    r"|under wraps|embargoed|withheld|on ice|late|overdue|outstanding)\b"
)
_AWAITED = Expression(
    r"\b(?:await(?:s|ed|ing)?|wait(?:s|ing)? (?:for|to hear|on)|is yet to (?:hear|learn|receive))\b[^.;]{0,50}?"
    rf"\b{_OUTCOME}\b"
    rf"|\bwaiting to hear (?:back )?from (?:the )?(?:{WHO}|them)\b"
    # What has been drafted is not out; a "draft report to cabinet" is somebody else's.
    r"|\b(?:draft|provisional) (?:ofsted |inspection |final |unpublished )?(?:report|letter|findings"
    r"|judge?ments?|grades?)\b"
    r"(?! (?:to|for|by) (?:the )?(?:cabinet|council|committee|board|full|scrutiny))"
    rf"|\b{WHO}\b[^.;]{{0,20}} (?:has|have) (?:now |just )?(?:completed|finished|concluded|ended|wrapped up)"
    rf" (?:[\w'-]+ ){{1,6}}?{INSPECTION}\b"
    rf"|\b{WHO}\b[^.;]{{0,20}} (?:has|have) (?:now |just |already )?(?:left"
    r"(?! (?:[\w'-]+ ){0,4}(?:rating|grade|judgement|score|unchanged|where|as|intact))|gone home|packed"
    r"|departed|moved out)\b"
    r"|\b(?:inspection|fieldwork|visit)\b[^.;]{0,110}?\b(?:has|have|had) (?:been|now been|just been|now|just) ?"
    r"(?:completed|finished|concluded|ended|wrapped up|come to an end)\b(?! that\b)"
    # ", inspectors' latest visit has concluded" may be who says so.
    r"|\b(?:inspection|fieldwork|visit)\b[^.;]{0,110}?\b(?:has|have|had) (?:finished|ended|come to an end|concluded"
    r"(?= (?:and|but|with|on|last|this|yesterday|today)\b))"
    r"|\binspection\b[^.;]{0,60}\b(?:is (?:now )?(?:over|complete|finished)|has come to an end)\b"
    r"|\b(?:delayed|overdue|(?:eagerly |long-?|keenly )awaited|forthcoming|upcoming|pending|unpublished|unreleased) "
    rf"(?:ofsted |inspection )?{_OUTCOME}\b"
    rf"|\b{_OUTCOME}\b[^.;]{{0,80}}\b(?:(?:is|are|was|were) (?:now |still |not )?(?:expected|due|awaited"
    rf"|likely|promised)"
    r"|should (?:land|appear|arrive|come|be (?:published|out|known))"
    r"|will (?:land|appear|come out|follow|be (?:published|announced|made public|known|released|shared))"
    r"|(?:is|are) to be (?:published|announced|made public|released|shared)"
    r"|(?:will|would|can|could) not be (?:published|released|made public|known|shared|disclosed)"
    r" (?:by [\w]+ )?(?:until|before))\b"
    rf"|\b{_OUTCOME}\b[^.;]{{0,100}}\b{_NOT_YET} (?:(?!always|usually|normally|routinely"
    rf"|often)[\w]+ ){{0,2}}?{_COME_OUT}"
    rf"|\b{_NOT_YET} (?:(?!always|usually|normally|routinely"
    rf"|often)[\w]+ ){{0,2}}?{_COME_OUT}[^.;]{{0,40}}\b{_OUTCOME}\b"
    rf"|\b{_OUTCOME}\b[^.;]{{0,80}}\b(?:(?:has|have|had|will|would|could) (?:now |also )?(?:been|be|stay"
    rf"|remain)|is|are"
    rf"|was|remains?|stays?|being) (?:now |still |again |further )?{_HELD_UP}"
    rf"|\b(?:delay(?:s|ing|ed)?|(?:hold|holds|holding|held) (?:up|back)|hold-up"
    rf"|wait)\b[^.;]{{0,60}}\b(?:inspection|ofsted"
    rf"|ofsted's|inspectors'|watchdog's|draft|final|its|the) {_OUTCOME}\b"
    rf"|\b(?:challeng|contest|disput|question|queri|query)(?:e|es|ed|ing)?\b[^.;]{{0,40}}\b(?:draft(?:ed)?"
    rf"|unpublished)\b"
    rf"|\b(?:draft(?:ed)?|unpublished) {_OUTCOME}\b[^.;]{{0,60}}\b(?:challeng|contest|disput|question"
    rf"|queri)(?:ed|ing)\b"
    rf"|\b{_OUTCOME} (?:[\w]+ ){{0,2}}drafted by\b"
    r"|\b(?:is|are) (?:now |currently |still )?(?:writing(?: up)?|drafting|compiling|finali[sz]ing|putting together)"
    rf" (?:its|their|the|a)\b[^.;]{{0,20}}{_OUTCOME}\b"
    rf"|\b(?:expects?|due|expecting) (?:to be told|to hear|to learn|to receive)\b[^.;]{{0,60}}{_OUTCOME}"
    r"|\b(?:will|to) (?:soon |shortly )?(?:know|learn|find out|be graded|be told)\b[^.;]{0,30}\b(?:fate"
    r"|how|whether|what"
    r"|when|on|by|in|its|their)\b"
    r"|\bembargoed until\b"
    rf"|^[\s,]*(?:has|have) (?:now |again )?been {_CALLED_OFF}\b"
)
_NEAR = Expression(
    r"\b(?:expect|due|to take place|prepar|await|antici|brac|facing|faces?|face|gearing|ready|return|visit|inspect"
    r"|coming)[^.;]{0,80}"
    r"\b(?:any (?:day|time|moment|week)|imminent(?:ly)?|within (?:days|weeks|the (?:next"
    r"|coming) (?:few )?(?:days|weeks))"
    r"|(?:in|over) the (?:next|coming) (?:few |couple of |two |three )?(?:days|weeks)"
    r"|(?:in|within) (?:a (?:few|matter of)|the next few) (?:days|weeks)|shortly|soon|(?:just )?around the corner"
    r"|(?:later|before the end of) this (?:week|month)|(?:by|before) (?:the )?(?:summer|easter|christmas"
    r"|new year|autumn"
    r"|spring|winter|half[- ]term|end of (?:the|this) (?:\w+ )?(?:year|month|term)))\b"
    r"|\b(?:imminent|impending|looming) (?:[\w'-]+ ){0,3}?inspection\b"
)
# "Has quit weeks before inspectors are due to publish their findings": that only says when.
_WHEN_REACH = 120
_ONLY_WHEN = re.compile(
    r"\b(?:(?:days|weeks|months|hours|shortly|just) (?:before|ahead of)|ahead of|in readiness for|in time for)"
    r" (?:[\w'-]+ ){0,2}?$"
)
# Whoever else looks into things and reports on them.
_NOT_INSPECTED = re.compile(
    r"\b(?:review|audit|inquest|inquiry|consultation|court|survey|peers?|stocktake|commissioner|coroner|ombudsman"
    r"|officers from|tribunal)\b"
)
_OTHER_PLACES = re.compile(
    r"\b(?:inspect|visit|examin|check|revisit)(?:s|e|es|ed|ing)? (?:[\w-]+ ){0,3}?(?:schools?|nurser(?:y|ies)|colleges?"
    r"|childminders|care homes|children's homes|hospitals?|prisons?)\b"
)
_INSPECTS = re.compile(r"\b(?:inspect|ofsted|watchdog|regulator|cqc|care quality|hmip|jtai|ilacs)")


# An inspector who "will come to tell the committee about the framework" inspects nobody.
_TO_SPEAK = Expression(
    r"\b(?:come|coming|attend|attending|visit|visiting|return|returning|join|joining|be (?:here|back|there))"
    r"(?: [\w']+){0,5}? (?:to|and) (?:tell|explain|speak|talk|present|address|brief|update|discuss|answer"
    r"|(?:give|deliver) (?:a|the) (?:talk|speech|keynote|presentation|briefing))\b"
)


def comes_to_speak(low: str) -> bool:
    """True where inspectors come to a meeting, not to inspect."""
    return _TO_SPEAK.search(low) is not None


def coming(low: str) -> int | None:
    """Where inspectors are said to be there, to come or to have just come; None where they are not."""
    if not any(word in low for word in _TELLING):
        return None
    found = _HERE.search(low) or _COMING.search(low) or NOTICE.search(low)
    if found is None or only_says_when(low[: found.start()]):
        return None
    return None if comes_to_speak(low) or is_of_others(low) else found.start()


def only_says_when(before: str) -> bool:
    """True where the words before an inspection say that it, or its report, is what the news came before."""
    said = before[-_WHEN_REACH:]
    found = _ONLY_WHEN.search(said)
    return found is not None and " " in re.split(r"[.;]", said[: found.start()])[-1].strip()


def is_near(low: str) -> bool:
    """True where an inspection is said to be due before long: "any day", "within weeks", "imminent"."""
    return ("inspect" in low or "visit" in low or "ofsted" in low) and _NEAR.search(low) is not None


def are_there(low: str) -> bool:
    """True where inspectors have come and not left."""
    return "inspect" in low and _HERE.search(low) is not None


def is_of_others(low: str) -> bool:
    """True where peers, auditors or commissioners come to look, or inspectors look at schools or homes."""
    if _INSPECTS.search(low) is None:
        return _NOT_INSPECTED.search(low) is not None
    return _OTHER_PLACES.search(low) is not None


def came(low: str) -> bool:
    """True where inspectors are said to have come or given notice, at a time that only a date can tell."""
    return any(word in low for word in _TELLING) and _CAME.search(low) is not None


def awaited(low: str, sentence: str) -> int | None:
    """Where an inspection is said to be over, or its report still to come; None where it is not."""
    if not any(word in sentence for word in ("inspect", "ofsted", "watchdog", "regulator", "visit", "cqc")):
        return None
    found = _AWAITED.search(low)
    if found is None or only_says_when(low[: found.start()]):
        return None
    return None if _NOT_INSPECTED.search(low) else found.start()


def is_ahead(low: str) -> bool:
    """True where an inspection is to come or under way, or its report is to come, whatever month it is called after."""
    return "inspect" in low and (coming(low) or awaited(low, low)) is not None


_TELLING = (
    "inspect", "ofsted", "watchdog", "regulator", "cqc", "commission", "team", "hmip", "they", "it ", "notice",
    "visitors", "monitoring", "focus",
)  # fmt: skip

_INSPECTORS = (
    "inspect", "ofsted", "watchdog", "regulator", "visit", "cqc", "commission", "team", "hmip", "jtai", "ilacs",
)  # fmt: skip


def speaks_of_inspectors(low: str) -> bool:
    """False where it is somebody else who "arrived in 2021"."""
    return any(word in low for word in _INSPECTORS)
