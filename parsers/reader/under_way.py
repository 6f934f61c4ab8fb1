"""Inspections of which there is no report yet: to come, under way, or over and waited for."""

from __future__ import annotations

import re

from parsers.expressions import Expression

_WHO = (
    r"(?:inspectors?|inspection teams?|ofsted|watchdogs?|inspectorate|regulators?|cqc|care quality commission|hmip"
    r"|probation inspectors?|joint teams?|team of inspectors|visitors from ofsted)"
)
_ALSO = r"(?:they|the team|a team|it|he|she)"
_INSPECT = (
    r"(?:inspect|visit|revisit|return|examine|begin|start|carry out|conduct|come|arrive|assess|scrutinise|go through"
    r"|spend|look|be (?:in|at|with|here|back|around|on[- ]site|inspecting|visiting|checking))"
)
_INSPECTING = (
    r"(?:inspecting|visiting|examining|checking|going through|scrutinising|assessing|poring|carrying out|conducting"
    r"|spending|looking (?:at|into)|interviewing|at work|on[- ]site|around|back|here|in town|in the (?:borough|city"
    r"|county|area|town|district)|at the council|at (?:county|city|town) hall|with (?:us|the council)"
    r"|(?:due|expected|coming|arriving|starting|returning|beginning)(?! to be published))"
)
_IS = r"(?:are|is|have been|has been|will be|would be|'ll be|'re|'ve been)"
_WILL = (
    r"(?:will|would|'ll|(?:is|are) (?:about |due |set |scheduled |expected |now |likely )?to|(?:plan|intend)s? to"
    r"|(?:have|has) agreed to)"
)
_INSPECTION = r"(?:(?:re-?)?inspections?|visits?|fieldwork|jtai|ilacs)"
_ABSENT = r"(?! (?:not|never|no longer)\b)"
_COMING = Expression(
    rf"\b{_WHO}\b[^.;]{{0,50}}?\b{_WILL}{_ABSENT}(?: [\w']+){{0,2}}? {_INSPECT}\b"
    rf"|\b{_WHO}\b[^.;]{{0,50}}?\b{_IS}{_ABSENT}(?: [\w']+){{0,3}}? {_INSPECTING}\b"
    rf"|\b{_WHO}\b(?: from [\w']+)? {_IS}{_ABSENT} (?:now |currently )?(?:at|in|with)(?: (?!who\b"
    rf"|that\b)[\w'&-]+){{1,9}}?"
    r" (?:this (?:week|month)|today|now|inspecting|examining|checking|assessing|looking|scrutinising|reviewing)\b"
    rf"|\b{_WHO}\b(?: from [\w']+)? (?:(?:has|have) (?:now |just |already |formally )?(?:begun|started|launched"
    rf"|commenced"
    r"|opened|embarked on)|(?:now )?(?:begins?|starts?|launch(?:es)?|commences?|opens?))"
    rf" (?:to inspect|inspecting|(?!with\b|by\b)(?:[\w'-]+ ){{0,6}}?{_INSPECTION})\b"
    rf"|\b(?:is|are|has been|have been) (?:now |currently |again |also )*(?:undergoing|in the (?:middle|midst) of"
    rf"|having"
    rf"|hosting|under|subject to|the subject of|facing) (?!the outcome"
    rf"|the results?)(?:[\w'-]+ ){{0,5}}?{_INSPECTION}\b(?! report)"
    rf"|\b(?:is|are|will be) (?:now |currently |again |also |set |due |scheduled |about )*(?:to be |being )"
    rf"(?:re-?)?(?:inspected|visited by (?:[\w']+ ){{0,3}}?{_WHO})\b"
    rf"|\b{_INSPECTION}\b[^.;]{{0,90}}?\b(?:has|have) been (?:postponed|put (?:back|off)|rescheduled|deferred"
    rf"|pushed back)\b"
    rf"|\b{_ALSO} (?:'ll|will|(?:are|is)(?: now| then)? to) (?:be (?:in|at|with|around|back|here|on[- ]site|looking"
    r"|inspecting|examining|spending)|inspect"
    r"|return|visit)\b"
    r"|\b(?:re-?)?inspections?\b[^.;]{0,60}?\b(?:begins|starts|gets? under way|is under way|are under way"
    r"|is taking place|will (?:take place|begin|start|commence|run)|kicks? off)\b"
    r"|\b(?:notified|heard|told|learn(?:ed|t)|confirmed)\b[^.;]{0,60} (?:that )?"
    rf"(?:{_WHO})\b[^.;]{{0,20}} (?:would|will|is to|are to) "
    rf"|\b(?:informed|notified|told|warned|advised) by (?:the )?{_WHO}\b[^.;]{{0,16}} (?:of|that"
    rf"|about)\b[^.;]{{0,60}}\binspect"
)
# Told of as past, so that only the day can show that there is no report yet.
_CAME = Expression(
    r"\b(?:re-?)?inspections?\b[^.;]{0,60}?\b(?:has begun|have begun|began|started|got under way)\b"
    r"|\b(?:given|gave|giving|received?|had) (?:\w+ )?notice (?:of|that|for)\b"
    r"|\b(?:notification|notice) (?:of|that) (?:\w+ ){0,4}(?:inspection|inspect)"
    rf"|\b{_WHO}\b[^.;]{{0,20}} (?:contacted|rang|telephoned|phoned|called|notified|told|informed|warned) "
    r"[^.;]{3,70}?\b(?:arriv|inspect|visit|com(?:e|ing)\b)"
    rf"|\b(?:{_WHO}|{_ALSO}) (?:have |has )?(?:turned up|arrived|moved in|landed|descended) (?:at|in|on|yesterday"
    r"|today)\b"
)
_OUTCOME = (
    r"(?:report|results?|outcome|findings|verdict|feedback|grades?|gradings?|ratings?|ruling|judge?ments?"
    r"|conclusions?"
    r"|letter)"
)
_AWAITED = Expression(
    r"\b(?:await(?:s|ed|ing)?|wait(?:s|ing)? (?:for|to hear|on)|is yet to (?:hear|learn|receive))\b[^.;]{0,50}?"
    rf"\b{_OUTCOME}\b"
    rf"|\b{_WHO}\b[^.;]{{0,20}} (?:has|have) (?:now |just )?(?:completed|finished|concluded|ended|wrapped up)"
    rf" (?:[\w'-]+ ){{1,6}}?{_INSPECTION}\b"
    r"|\b(?:inspection|fieldwork|visit)\b[^.;]{0,110}?\b(?:has|have) (?:been|now been|just been|now|just) ?"
    r"(?:completed|finished|concluded|ended|wrapped up)\b"
    r"|\binspection\b[^.;]{0,60}\b(?:is (?:over|complete|finished)|has come to an end)\b"
    r"|\b(?:delayed|overdue|eagerly awaited|forthcoming|upcoming|pending) (?:ofsted |inspection )?"
    rf"{_OUTCOME}\b"
    rf"|\b{_OUTCOME}\b[^.;]{{0,80}}\b(?:(?:is|are|was|were) (?:now |still |not )?(?:expected|due|awaited"
    rf"|likely|promised)"
    r"|(?:is|are|has|have) yet to be|should (?:land|appear|arrive|come|be (?:published|out|known))"
    r"|will (?:land|appear|come out|follow|be (?:published|announced|made public|known|released)))\b"
    rf"|\b(?:expects?|due|expecting) (?:to be told|to hear|to learn|to receive)\b[^.;]{{0,60}}{_OUTCOME}"
    r"|\b(?:will|to) (?:soon |shortly )?(?:know|learn|find out|be graded|be told)\b[^.;]{0,30}\b(?:fate"
    r"|how|whether|what"
    r"|when|on|by|in|its|their)\b"
    r"|\bembargoed until\b"
    r"|^[\s,]*(?:has|have) (?:now |again )?been (?:postponed|put (?:back|off)|rescheduled|deferred|pushed back)\b"
)
_NOT_INSPECTED = re.compile(r"\b(?:review|audit|inquest|inquiry|consultation|court|election|survey|peer)\b")


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
    found = _COMING.search(low) if any(word in low for word in _TELLING) else None
    return found.start() if found and not comes_to_speak(low) else None


def came(low: str) -> bool:
    """True where inspectors are said to have come or given notice, at a time that only a date can tell."""
    return any(word in low for word in _TELLING) and _CAME.search(low) is not None


def awaited(low: str, sentence: str) -> int | None:
    """Where an inspection is said to be over, or its report still to come; None where it is not."""
    if not any(word in sentence for word in ("inspect", "ofsted", "watchdog", "regulator", "visit", "cqc")):
        return None
    found = _AWAITED.search(low)
    return None if found is None or _NOT_INSPECTED.search(low) else found.start()


_TELLING = (
    "inspect", "ofsted", "watchdog", "regulator", "cqc", "commission", "team", "hmip", "they", "it ", "notice",
    "visitors",
)  # fmt: skip

_INSPECTORS = (
    "inspect", "ofsted", "watchdog", "regulator", "visit", "cqc", "commission", "team", "hmip", "jtai", "ilacs",
)  # fmt: skip


def speaks_of_inspectors(low: str) -> bool:
    """False where it is somebody else who "arrived in 2021"."""
    return any(word in low for word in _INSPECTORS)
