"""What a council does to get better that bears no name of its own: hiring, help from others, reforms, accounts given.

Boards, plans and reviews are told by their names (`activity_statements`), these by what is done to what. So wide a net
is cast only where an article tells its own news, in its opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.model import Role
from parsers.reader.activity_helped import helped
from parsers.reader.activity_statements import Deed
from parsers.reader.clauses import clauses
from parsers.reader.context import Context
from parsers.reader.roles import FRESH_DAYS, days_before, hypothetical
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import Mood, mood_before

# The opening, with a byline or a caption before it.
_OPENING = 4
# "A review by another council will start ..."
_NEXT = 20

_LAUNCH = (
    r"(?:launch|start|unveil|introduc|creat|establish|open|adopt|pilot|trial|implement|announc|offer|develop|agree"
    r"|approv|embark|begin|bring|roll|set|step|form|appoint|expand|draw|publish|sign)(?:s|es|e|ed|d|ing|ting|ning|ped"
    r"|ping|ped)?|beg[au]n|brought|drew|drawn"
)
_SERVICES = (
    r"(?:children's|children and|child protection|social care|social work|social services|safeguarding"
    r"|send\b|special (?:educational )?needs"
    r"|early help|young people's|family (?:help|support)|(?:the|its|their|a) (?:\w+ )?(?:department|directorate"
    r"|service)|services for (?:vulnerable |disabled )?children)"
)
_WORKERS = (
    r"(?:social workers?|social work (?:staff|students|apprentices|teams)|practitioners|case ?workers|psychologists"
    r"|specialist (?:social )?staff|team managers)"
)
_RECRUIT = (
    r"(?:recruit|hir|employ|attract|train)(?:s|e|es|ed|ing)?|tak(?:e|es|ing|en) on|took on|bring(?:s|ing)? in"
    r"|keep(?:s|ing)?|retain(?:s|ed|ing)?"
)
_COUNCIL = r"(?:councils?|authority|authorities|local government association|lga|trust)"
_ANOTHER = r"(?:another|other|neighbouring|fellow|a second|sister|nearby|a high-performing|better-rated)"
_HELP = r"(?:support|help|advice|assistance|expertise|mentoring|guidance|coaching)"
_BETTER = r"(?:improv|turn(?:ing)? (?:a?round|things)|transform|strengthen|rais(?:e|ing)|boost|fix|overhaul|better)"
_MEETING = (
    r"(?:committee|panel|board|cabinet|councillors|members|executive|scrutiny(?: \w+)?|meeting|this report|the report"
    r"|a report|the update|the presentation|an update)"
)
_TAKES = (
    r"(?:heard|hears?|noted?|notes|told|receiv(?:e|es|ed)|consider(?:s|ed)?|discuss(?:es|ed)?|examin(?:es|ed)"
    r"|review(?:s|ed)?|debat(?:es|ed)|quizz(?:es|ed)|questioned|updated|given|provid(?:es|ed)|outlin(?:es|ed)"
    r"|set out|sets out|introduced|reflect|welcom(?:es|ed)|briefed|informed)"
)
_PROGRESS = (
    r"(?:progress(?! (?:is|was|has been|had been) (?:too )?(?:slow|poor))|improvements?(?= (?:being|made"
    r"|to|in|that|were"
    r"|have|had|across|over|activity|work|programme|journey|since|\w+ \w+))|update on|progress update|improving"
    r"|actions? (?:being |already |that (?:was|were|is|are) (?:being )?)?taken|steps (?:being |already )?taken"
    r"|what (?:has|had|was|is) (?:been |being )?done)\b"
)
_CASES = r"(?:case ?files|open cases|cases?|files|referrals|case ?work)"

_RECRUITMENT = Expression(
    rf"\b(?:{_LAUNCH})\b[^.;]{{0,60}}?\b(?:recruitment|recruiting|hiring"
    rf"|retention)\b[^.;]{{0,16}}\b(?:drive|campaign|push"
    r"|programme|scheme|strategy|package|initiative|effort|blitz)\b"
    rf"|\b(?:{_RECRUIT})\b(?: [\w',%£-]+){{0,5}}? {_WORKERS}"
    rf"|\b(?:recruitment|hiring|retention)(?: and (?:recruitment|retention))? of (?:[\w'-]+ ){{0,4}}?{_WORKERS}"
    rf"|\b{_WORKERS} (?:[\w'-]+ ){{0,4}}?(?:recruited|hired|taken on|recruitment)\b"
    r"|\b(?:golden hello|golden handcuff|golden handshake|welcome payment|retention (?:bonus|payment)|joining bonus"
    r"|market supplement|loyalty (?:bonus|payment)|social work(?:er)?s?'? academy|referral bonus)"
    rf"|\b(?:training|apprenticeship|trainee|graduate|mentoring) (?:scheme|programme|academy"
    rf"|course)s? for (?:[\w'-]+ ){{0,4}}?{_WORKERS}"
    r"|\b(?:cut|reduc|lower|slash|halv|end)(?:s|e|es|ed|ing|ting)?\b[^.;]{0,50}\b(?:agency (?:staff"
    r"|workers|social workers)"
    r"|vacancy rate|caseloads|staff turnover)\b"
    r"|\b(?:reduction|fall|drop|cut) in (?:the (?:number|use) of )?(?:agency|caseloads|vacanc|staff turnover)"
)
_ALLIANCE = Expression(
    rf"\b(?:drafted|brought|called|parachuted|sent|stepp(?:ed|ing)|steps?|lined up|asked"
    rf"|tapped)(?: in)? to (?:[\w-]+ )?(?:support|help"
    r"|advise|assist|mentor|turn|improve|strengthen|review|guide|work with)\b"
    rf"|\b(?:receiv|get|given|offer|seek|accept|draw|begun|benefit|have|has had|had)(?:s|e|es|ed|ing"
    rf"|ting)?\b[^.;]{{0,40}}?\b{_HELP} from\b"
    r"|\b(?:will|to|agreed to|is|are) (?:now |also )?(?:help|lend|second|mentor|advise|support|assist"
    r"|coach)(?:ing)?\b[^.;]{0,80}?"
    r"\b(?:improv|turn|children's services|managers|social workers|expertise)"
    rf"|\b{_HELP} (?:\w+ ){{0,2}}(?:provided|given|offered|delivered) by\b"
    rf"|\b(?:work|partner|team|link|join)(?:s|ed|ing)? (?:closely |in partnership )?(?:up "
    rf"|forces )?(?:with|alongside)\b[^.;]{{0,80}}?\b{_BETTER}"
)
_CONSULTANTS = Expression(
    r"\b(?:hir|appoint|engag|commission|bring|brought|call|pay|paid|award|sign|contract|turn)(?:s|e|es|ed"
    r"|ing)?\b[^.;]{0,60}?"
    r"\b(?:consultants?|consultanc(?:y|ies)|troubleshooters?|turnaround (?:team|firm|experts?|specialists?))\b"
    r"|\bcontract between [^.;]{0,60}\bconsultanc"
)
_PEERS = Expression(
    rf"\b(?:officers|experts|colleagues|leaders|managers|peers|team|specialists"
    rf"|directors) from\b[^.;]{{0,60}}?\b(?:will |have |has |had |are |is "
    r"|were |was |to )*(?:review|look|examin|assess|visit|spen[dt]|carr|conduct|interview|scrutinis)"
    rf"|\breview(?:s|ed|ing)?\b[^.;]{{0,60}}? (?:by|from) (?:[\w-]+ ){{0,3}}?{_ANOTHER} {_COUNCIL}"
    r"|\b(?:local government association|lga)\b[^.;]{0,40}?\b(?:to (?:look|review|assess|examine)|review"
    r"|look(?:ed|ing)? (?:at|into)"
    r"|assess|examin|team)"
    r"|\b(?:two|three|four|five)-day (?:peer |external |independent )?(?:review|challenge|diagnostic)\b"
    r"|\bmock inspection\b"
)
_REFORM = Expression(
    rf"\b(?:restructur|overhaul|reorganis|reshap|revamp|transform|redesign|remodel|rebuild|rebuil|reform"
    rf"|modernis|merg|streamlin)\w*"
    rf" (?:of |the way |how |to |in )?(?:[\w'-]+ ){{0,3}}?{_SERVICES}"
    rf"|\b(?:shake-up|shake up|shaking up|shakes up|shaken up|revision|rethink) (?:of |in "
    rf"|to )?(?:[\w'-]+ ){{0,3}}?{_SERVICES}"
    rf"|\b{_SERVICES}[^.;]{{0,40}}? (?:is|are|was|were|will|has|have|been|being|to|set|be| )*"
    r"(?:overhauled|restructured|reorganised|reshaped|revamped|redesigned|transformed|remodelled|reformed|shaken up)\b"
    rf"|\b(?:{_LAUNCH})\b(?: [\w',&-]+){{0,7}}? (?:practice model|model of practice|operating model|safeguarding model"
    r"|service model|model for|ways? of working|approach to|practice framework|improvement programme"
    r"|transformation programme"
    r"|training (?:scheme|programme)|mentoring scheme|pilot scheme|taskforce|task force|front door|safeguarding hub"
    r"|family hubs?|help hubs?|advice line|helpline|parenting programme|support team|specialist team"
    r"|service for|hub)\b"
)
_NEW_TEAM = Expression(
    r"\b(?:teams?|units?|hubs?|panel|taskforce|task force|scheme|programme|model|ways? of working"
    r"|approach|academy)\b[^.;]{0,60}?"
    r"\b(?:is|are|has been|have been|was|were|to be|will be|be) (?:being |now )?(?:set up|created"
    r"|introduced|launched|established"
    r"|rolled out|opened|piloted|adopted|formed|implemented|put in place)\b"
    rf"|\b(?:{_LAUNCH})\b(?: [\w',&-]+){{0,8}}? (?:teams?|units?|task ?force|group|committee)"
    r" (?:to|of|for|that|which|tasked|dedicated|charged)\b"
)
_PLAN = Expression(
    rf"\b(?:{_LAUNCH}|sets? out|setting out|goes|go|reveal\w*|endors\w*|back(?:s"
    rf"|ed))\b(?: [\w',&-]+){{0,7}}? (?:blueprint|road ?map|route map|improvement strategy|strategy to"
    r"|(?:list|raft|series|package|set|string|programme|range) of (?:\w+ )?(?:measures|actions|changes"
    r"|improvements|steps|reforms))\b"
    r"|\b(?:blueprint|road ?map|route map|strategy) (?:for|to) (?:get|turn|improv|transform|lift|fix)\w*"
    r"|\b(?:back|endors|approv|agree|adopt|unveil|publish|launch|nod|green light"
    r"|sign)\w*[^.;]{0,50}?\bplans? (?:which is |that is )?"
    r"(?:designed |intended |aimed |meant |drawn up )?(?:to|at|for) (?:help )?(?:turn|improv|lift|fix"
    r"|rescu|overhaul|transform)"
    r"|\bsets? out how (?:it|they|the council|leaders) (?:will|plans?|intends?|hopes?|aims?)"
    r"|\baction(?:s)? (?:we|it|they|the council) (?:are|is) taking\b"
)
_ACCOUNT = Expression(
    rf"\b{_MEETING}\b[^.;]{{0,90}}?\b{_TAKES}\b[^.;]{{0,110}}?\b{_PROGRESS}"
    rf"|\b(?:progress|update|improvements?)\b[^.;]{{0,110}}?\b(?:was|were|has been|have been|is|are|to be) (?:being )?"
    r"(?:discussed|debated|considered|noted|reported|presented|examined|scrutinised|reviewed|outlined"
    r"|given|shared|heard)\b"
    r"|\b(?:leaders|bosses|chiefs|partners|officials|council|they|it|services) (?:(?:say|said|believe"
    r"|insist)s? )?(?:\w+ ){0,3}?"
    r"(?:mak|made)\w* (?:[\w-]+ ){0,2}?(?:progress|headway|strides)\b"
    rf"|\b(?:work|progress|efforts|drive|bid) (?:to|on|towards|in) (?:[\w'-]+ ){{0,2}}?(?:improv|turn"
    rf"|transform|fix|reform)\w*[^.;]{{0,60}}?"
    r"\b(?:is|are|was|were|continues?|remains?)(?: \w+)? (?:on track|continuing|under ?way|paying off"
    r"|gathering pace|slow"
    r"|ongoing|stall\w*|making|at risk|behind)\b"
)
_AUDIT = Expression(
    rf"\b(?:review|audit|re-?examin|re-?check|re-?open|re-?visit|look\w* again (?:at|into))(?:s|e|es|ed"
    rf"|ing)? (?:[\w',-]+ ){{0,4}}?{_CASES}\b"
    rf"|\b{_CASES}\b[^.;]{{0,60}}?\b(?:is|are|were|be|been|being) (?:now |all )?(?:reviewed|audited"
    rf"|looked at again|gone through"
    rf"|re-?examined|re-?checked|re-?opened)\b"
)
_WAYS: tuple[tuple[str, Expression], ...] = (
    ("peer review", _PEERS),
    ("improvement partner", _ALLIANCE),
    ("improvement partner", _CONSULTANTS),
    ("recruitment", _RECRUITMENT),
    ("action plan", _PLAN),
    ("reform", _REFORM),
    ("reform", _NEW_TEAM),
    ("case review", _AUDIT),
    ("progress report", _ACCOUNT),
)
_INSPECTORS = re.compile(r"\b(?:inspectors?|ofsted|watchdog|regulator|cqc|care quality commission|monitoring visit)\b")
_BESIDE = re.compile(r"\b(?:after|following|since|despite|by|in response to|in the wake of)\b[^.;]{0,60}$")
_SAID_BY = re.compile(
    r"\b(?:inspectors?|ofsted|watchdog|regulator)\b[^.;]{0,20}\b(?:say|said|says|found|concluded?|reported|praised?|noted?)\b"
    r"|\baccording to (?:the )?(?:inspect|ofsted|watchdog|regulator)"
)
_OF_CHILDREN = re.compile(
    r"\bchild|\byoung people|\bsend\b|\bspecial (?:educational )?needs|\bsocial work|\bsafeguard|\bfamil"
)
_WISHED = re.compile(
    r"\b(?:recommend\w*|call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|propos(?:e|es|ed)|needs?|must|should|failed"
    r"|unable|fail(?:s|ing)?|order(?:s|ed)|told to|told it)\b[^.;,]{0,50}$"
)
_TO_COME = re.compile(r"\b(?:will|is to|are to|due to|to be|next (?:week|month))\b")
_MENTIONS_ANOTHER = re.compile(
    rf"\bfrom an? (?:[\w-]+ ){{0,2}}council\b|\bone of (?:the |england's )[^.;]{{0,30}}{_COUNCIL}\b"
    rf"|\b{_ANOTHER} (?:[\w-]+ ){{0,2}}?{_COUNCIL}"
    r"|\blocal government association\b|\blga\b"
)
_NEEDS_HELPER = (_ALLIANCE, _PEERS)


def deeds_told(context: Context) -> Iterator[Deed]:
    """What the opening tells of the subject's doings, each once."""
    seen: set[str] = set()
    for sentence in context.sentences[:_OPENING]:
        if not _OF_CHILDREN.search(sentence.low) and not context.in_lead(sentence):
            continue
        for what, way in _WAYS:
            deed = None if what in seen else _told(context, sentence, what, way)
            if deed is not None:
                seen.add(what)
                yield deed


def _told(context: Context, sentence: Sentence, what: str, way: Expression) -> Deed | None:
    found = way.search(sentence.low)
    if found is None or (way in _NEEDS_HELPER and not _names_helper(context, sentence)):
        return None
    before = sentence.low[: found.start()]
    told = _INSPECTORS.search(before)
    if (told and not _BESIDE.search(before[: told.start()])) or _WISHED.search(before) or _SAID_BY.search(sentence.low):
        return None
    hit = Hit(sentence.start + found.start(), sentence.start + found.end(), found.group(), what)
    role = _role(context, sentence, hit, mood_before(sentence.low, found.start()))
    authority = helped(context, sentence, hit) or context.subject or context.authority_of(sentence)
    return None if role is None or authority is None else Deed(sentence, hit, what, role, authority)


def _names_helper(context: Context, sentence: Sentence) -> bool:
    named = {place.name for place in context.places_in(sentence)}
    if len(named - {context.subject}) and (context.subject is None or named - {context.subject}):
        return True
    return _MENTIONS_ANOTHER.search(sentence.low) is not None


def _role(context: Context, sentence: Sentence, hit: Hit, mood: Mood) -> Role | None:
    """New or scheduled; None for what is only possible, denied or long done."""
    clause = next((part for part in clauses(sentence) if part.holds(hit.start)), None)
    if mood in ("possible", "denied") or clause is None or hypothetical(clause, hit.start):
        return None
    days = [item.first or item.last for item in context.dates_in(sentence)]
    gaps = [gap for day in days if day is not None and (gap := days_before(day, context.published)) is not None]
    # What "has begun" has no day in the past, whatever else the sentence dates.
    if gaps and min(gaps) > FRESH_DAYS and mood not in ("perfect", "present"):
        return None
    low, begin = sentence.low, sentence.start
    ahead = hit.label != "action plan" and _TO_COME.search(low[hit.start - begin : hit.end - begin + _NEXT])
    if mood in ("future", "bound") or ahead:
        return "scheduled"
    return None if context.lexicon.cue("activity.tense.recalled").within(sentence) and mood == "earlier" else "new"
