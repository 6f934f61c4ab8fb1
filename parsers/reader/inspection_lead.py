"""An inspection that the first line tells of as coming or under way, where nothing else in the text is news."""

from __future__ import annotations

import re
from typing import cast

from parsers.expressions import Expression
from parsers.model import Facts, Kind, Mention
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.inspected import service_of
from parsers.reader.inspection_facts import INSPECTORATES
from parsers.reader.under_way import comes_to_speak, is_of_others

_CONFIDENCE = 0.5
_INSPECTS = re.compile(
    r"\binspect(?:ors|ions?|ing|orates?)\b|\b(?:test|visit|report|verdict)\b[^.;]{0,20} (?:by|from) (?:the )?ofsted\b"
    r"|\bofsted(?:'s)? (?:[\w-]+ ){0,2}(?:report|verdict|visit|judge?ment|return)\b"
)
# Of what comes, goes on or is waited for; each of these tells nothing alone.
_AHEAD = Expression(
    r"\b(?:next|this) (?:week|month|spring|summer|autumn|winter|\w+day)\b|\b(?:today|tomorrow|yesterday)\b"
    r"|\bon \w+day\b|\b(?:coming|few) (?:days|weeks|months)\b|\bnotice of\b|\bhalf ?way\b|\bunder ?way\b"
    r"|\bin progress\b|\b(?:first|second|final) (?:week|day)\b"
    r"|\b(?:looming|looms|imminent|impending)\b|\b(?:a|the) draft\b|\bunpublished\b"
    r"|\bwait(?:s|ing)?\b|\bawait\w*|\b(?:set up camp|pitched up|moved in|turned up|phoned|rang|extended|postponed"
    r"|delayed|paused|cut short|finished|ended|to the test)\b|\barriv(?:e|es|ing)\b"
    r"|\b(?:brac|gear|prepar)(?:es|ing)\b"
    r"|\b(?:has|have) (?:\w+ )?(?:begun|started|opened|arrived)\b|\bwill (?:inspect|visit|return"
    r"|arrive|look|check|be)\b"
)
# What is found, recalled or only wished for, and whatever else inspectors look at.
_NO_NEWS = Expression(
    r"\b(?:found|finds|findings?|rated?|ratings?|grade[ds]?|judged|prais\w+|criticis\w+|publish(?:ed|es)|released"
    r"|improv\w+|progress(?:ed)?|weak\w*|strengths?|strong|concern\w*|fail\w*|outstanding|good|inadequate|damning"
    r"|glowing|positive|since|follow(?:s|ed|ing)|wake|action plan|plans? to|response to|recommend\w+|ago|previous\w*"
    r"|would|could|may|might|should|if|not|never|call(?:s|ed|ing) for|before (?:ofsted|inspect\w+|the|its|an?)"
    r"|(?<!until )after (?:an?|its|the|last|being) (?:[\w-]+ ){0,3}(?:inspect|visit|report|judge)\w*"
    r"|schools?|nurser\w+|hospitals?|care homes?|children's homes?|prisons?|fostering|adults?|academy|college"
    r"|accommodation|in (?:19|20)\d\d|commissioners?|budget|(?:appoint|resign|step|regist|celebrat|campaign)\w*"
    r"|strikes?|unions?|ballot|conference|event|talk|chief inspector|peers?|self-evaluation|annual|across the country"
    r"|national\w*|government|minist\w+|contract|strategy|court)\b"
)


def with_inspection_ahead(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, or with the inspection that the first line tells of, where there is no news and none was read."""
    if any(item.role in ("new", "scheduled") or item.type == "inspection_announced" for item in mentions):
        return mentions
    if not context.sentences or context.subject is None or context.sections:
        return mentions
    lead = context.sentences[0]
    if not (_INSPECTS.search(lead.low) and _AHEAD.search(lead.low)) or _NO_NEWS.search(lead.low):
        return mentions
    if is_of_others(lead.low) or comes_to_speak(lead.low) or lead.low.rstrip().endswith("?"):
        return mentions
    if context.subject not in {place.name for place in context.surely_in(lead)}:
        return mentions
    kind = context.lexicon.cue("inspection.kind").first(lead)
    service = service_of(context, Clause(lead, lead.start, lead.end))
    facts = Facts(inspectorate=INSPECTORATES[service], kind=cast(Kind, kind.label) if kind else None)
    span = context.span(lead, "inspection.lead")
    return (Mention("inspection_announced", "new", context.subject, facts, span, _CONFIDENCE), *mentions)
