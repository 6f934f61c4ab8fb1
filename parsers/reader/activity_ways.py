"""How reports tell of a deed without a name: by verbs of doing, and what is done to what."""

from __future__ import annotations

from parsers.expressions import Expression

_LAUNCH = (
    r"(?:launch|start|unveil|introduc|creat|establish|open|adopt|pilot|trial|implement|announc|offer|develop|agree"
    r"|approv|embark|begin|bring|roll|set|step|form|appoint|expand|draw|publish|sign)(?:s|es|e|ed|d|ing|ting|ning|ped"
    r"|ping|ped)?|beg[au]n|brought|drew|drawn"
)
_SERVICES = (
    r"(?:children's|children and|child protection|social care|social work|social services|safeguarding"
    r"|send\b|special (?:educational )?needs"
    r"|early help|young people's|family (?:help|support)|fostering|foster care|kinship care|leaving care|care leavers"
    r"|youth justice|(?:the|its|their|a) (?:\w+ )?(?:department|directorate"
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
COUNCIL = r"(?:councils?|authority|authorities|local government association|lga|trust)"
ANOTHER = r"(?:another|other|neighbouring|fellow|a second|sister|nearby|a high-performing|better-rated)"
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
_PAPER = r"(?:reports?|presentation|update|briefing(?: note| paper)?|papers?|overview)"
_ON = r"(?:on|about|regarding|concerning|setting out|in relation to)"
_WORK = (
    r"(?:improvement (?:plan|programme|journey|board|strategy|work|activity)"
    r"|(?:action|recovery|transformation|delivery|response|post-inspection) (?:plan|programme)s?"
    r"|(?:implementation|delivery) of|recommendations"
    r"|written statement of action"
    r"|(?:alternative |new )?(?:delivery|operating|practice|service) model"
    r"|(?:staffing|management|departmental|organisational) (?:re)?structure"
    r"|restructur\w+|transformation|reforms?|redesign)\b"
)
_CASES = r"(?:case ?files|open cases|cases?|files|referrals|case ?work)"

_MENDING = (
    r"(?:improv|turn|transform|lift|fix|rescu|overhaul|tackl|address|overcom|strengthen|boost|rebuild"
    r"|put right|reform)\w*"
)
_TELLS = (
    r"(?:(?:releas|outlin|reveal|announc|detail|shar|submit|finalis|present|agree|approv|adopt|unveil|publish|launch)\w*"
    r"|drew up|drawn up|draws? up|sets? out|setting out)"
)
_PLANS_TO = r"plans? (?:for|to|of action to|on how (?:it|they|the council|to)[\w ]{0,20}?)"

_RECRUITMENT = Expression(
    rf"\b(?:{_LAUNCH})\b[^.;]{{0,60}}?\b(?:recruitment|recruiting|hiring"
    rf"|retention)\b[^.;]{{0,16}}\b(?:drive|campaign|push"
    r"|programme|scheme|strategy|package|initiative|effort|blitz)\b"
    rf"|\b(?:{_RECRUIT})\b(?: [\w',%£-]+){{0,5}}? {_WORKERS}"
    rf"|\b(?:recruitment|hiring|retention)(?: and (?:recruitment|retention))? of (?:[\w'-]+ ){{0,4}}?{_WORKERS}"
    rf"|\b{_WORKERS} (?:[\w'-]+ ){{0,4}}?(?:recruited|hired|taken on|recruitment)\b"
    r"|\btrain(?:s|ed|ing)? (?:[\w',%£-]+ ){0,4}?(?:staff|workers|practitioners|employees|managers)\b"
    r"|\bcaseloads? (?:will be |are to be |have been |is |are |being )*capped\b|\bcap(?:s|ped"
    r"|ping)? (?:on )?caseloads\b"
    rf"|\b{_WORKERS} [^.;]{{0,40}}\bno more than \w+ (?:cases|children|families)\b"
    r"|\b(?:golden hello|golden handcuff|golden handshake|welcome payment|retention (?:bonus|payment)|joining bonus"
    r"|market supplement|loyalty (?:bonus|payment)|social work(?:ers?)?(?:'s?)? academ(?:y|ies)|referral bonus)"
    rf"|\b(?:{_LAUNCH})\b[^.;]{{0,60}}?\bacadem(?:y|ies) (?:for|to (?:train|develop|recruit|support))"
    rf" (?:[\w'-]+ ){{0,4}}?{_WORKERS}"
    rf"|\bacadem(?:y|ies) (?:for|to (?:train|develop|recruit|support)) (?:[\w'-]+ ){{0,4}}?{_WORKERS}[^.;]{{0,30}}?"
    r" (?:has|have|is|was|will)(?: been| being| to| be| now)* (?:opened|launched|created|set up|established|unveiled)\b"
    rf"|\b(?:training|apprenticeship|trainee|graduate|mentoring) (?:scheme|programme|academy"
    rf"|course)s? for (?:[\w'-]+ ){{0,4}}?{_WORKERS}"
    r"|\b(?:cut|reduc|lower|slash|halv|end)(?:s|e|es|ed|ing|ting)?\b[^.;]{0,50}\b(?:agency (?:staff"
    r"|workers|social workers)"
    r"|vacancy rate|caseloads|staff turnover)\b"
    r"|\b(?:reduction|fall|drop|cut) in (?:the (?:number|use) of )?(?:agency|caseloads|vacanc|staff turnover)"
)
_ALLIANCE = Expression(
    r"\b(?:enlist|rop(?:ed|ing|es) in|turn(?:ed|s|ing)? to|sign(?:ed|s)? up|join(?:ed|s)? forces with)\w*\b[^.;]{0,60}?"
    r"\b(?:to (?:help|advise|support|assist|turn|improve)|for (?:help|advice|support)|as (?:its"
    r"|their) (?:\w+ )?partner)\b|"
    rf"\b(?:drafted|brought|called|parachuted|sent|stepp(?:ed|ing)|steps?|lined up|asked"
    rf"|tapped)(?: in)? to (?:[\w-]+ )?(?:support|help"
    r"|advise|assist|mentor|turn|improve|strengthen|review|guide|work with)\b"
    rf"|\b(?:receiv|get|given|offer|seek|accept|draw|begun|benefit|have|has had|had)(?:s|e|es|ed|ing"
    rf"|ting)?\b[^.;]{{0,40}}?\b{_HELP} from\b"
    r"|\b(?:will|to|agreed to|is|are) (?:now |also )?(?:help|lend|second|mentor|advise|support|assist"
    r"|coach)(?:ing)?\b[^.;]{0,80}?"
    r"\b(?:improv|turn|children's services|managers|social workers|expertise)"
    rf"|\b{_HELP} (?:\w+ ){{0,2}}(?:provided|given|offered|delivered) by\b"
    rf"|\bpartnership (?:deal |agreement |arrangement )?(?:with|between)\b[^.;]{{0,80}}?\b{_BETTER}"
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
    rf"|\breview(?:s|ed|ing)?\b[^.;]{{0,60}}? (?:by|from) (?:[\w-]+ ){{0,3}}?{ANOTHER} {COUNCIL}"
    r"|\b(?:local government association|lga)\b[^.;]{0,40}?\b(?:to (?:look|review|assess|examine)|review"
    r"|look(?:ed|ing)? (?:at|into)"
    r"|assess|examin|team)"
    r"|\b(?:ask|invit|commission|call on|called on)\w* (?:[\w'&-]+ ){1,6}?to (?:carry out|conduct|undertake|lead|do)"
    r" (?:an?|the) (?:[\w-]+ ){0,3}?(?:review|diagnostic|health check|audit|challenge)\b"
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
    r"\b(?:teams?|units?|hubs?|panel|taskforce|task force|(?:task|working|steering) group|scheme|programme|model"
    r"|ways? of working|approach|academy|charter(?: mark)?|pledge|protocol)\b[^.;]{0,60}?"
    r"\b(?:is|are|has been|have been|was|were|to be|will be|be) (?:being |now )?(?:set up|created"
    r"|introduced|launched|established"
    r"|rolled out|opened|piloted|adopted|formed|implemented|put in place)\b"
    rf"|\b(?:{_LAUNCH})\b(?: [\w',&-]+){{0,8}}? (?:teams?|units?|task ?force|group|committee)"
    r" (?:to|of|for|that|which|tasked|dedicated|charged)\b"
)
# What opens, and what staff are given to work by or with.
_OPENED = Expression(
    r"\b(?:family|help|safeguarding|children's|youth|send|front|support|assessment) (?:hubs?|homes?"
    r"|centres?|door|teams?)"
    r"\b[^.;]{0,40}? (?:(?:has|have|is|are|was|were|will|now|officially|just|all|to) )*"
    r"(?:open(?:ed|s)?|gone live|went live|goes? live|started work|up and running)\b"
    r"|\bwork (?:has |is |to |will )?(?:begun|began|begins?|started|starts?"
    r"|under ?way) on (?:[\w'-]+ ){0,5}?children's homes?\b"
    r"|\b(?:open|build|buy|convert|creat)\w* (?:[\w',-]+ ){0,3}?(?:its|their|own|new|council-run) (?:[\w'-]+ ){0,3}?"
    r"children's homes?\b"
    rf"|\b(?:{_LAUNCH}|us(?:e|es|ing)|tak(?:e|es|ing|en) up|took up|(?:mov|switch)(?:e|es|ed|ing)? to)\b"
    r"(?: [\w',&-]+){0,5}?"
    r" (?:(?:case|recording|case management|electronic|digital|tracking|quality assurance|supervision|dashboard"
    r"|performance)(?: \w+)? (?:system|tool|framework|software|platform)|approach|practice model|charter(?: mark)?)\b"
)
_PLAN = Expression(
    rf"\b(?:{_LAUNCH}|back(?:s|ed)|endors\w*)\b(?: [\w',&-]+){{0,6}}? (?:strategy|programme|package|vision|framework)"
    r" (?:(?:which|that|is|was|will|would|meant|designed|intended|aimed|aiming|drawn up) )*(?:to|at) (?:help )?"
    rf"{_MENDING}|"
    rf"\b(?:{_LAUNCH}|sets? out|setting out|goes|go|reveal\w*|endors\w*|back(?:s"
    rf"|ed))\b(?: [\w',&-]+){{0,7}}? (?:blueprint|road ?map|route map|improvement strategy|strategy to"
    r"|(?:list|raft|series|package|set|string|programme|range) of (?:\w+ )?(?:measures|actions|changes"
    r"|improvements|steps|reforms))\b"
    r"|\b(?:blueprint|road ?map|route map|strategy) (?:for|to) (?:get|turn|improv|transform|lift|fix)\w*"
    r"|\b(?:back|endors|approv|agree|adopt|unveil|publish|launch|nod|green light"
    r"|sign)\w*[^.;]{0,50}?\bplans? (?:which is |that is )?"
    r"(?:designed |intended |aimed |meant |drawn up )?(?:to|at|for) (?:help )?(?:turn|improv|lift|fix"
    r"|rescu|overhaul|transform)"
    rf"|\b{_TELLS}\b[^.;]{{0,60}}?\b{_PLANS_TO} ?(?:help )?{_MENDING}"
    rf"|\b{_PLANS_TO} ?(?:help )?{_MENDING}[^.;]{{0,110}}?\b(?:has|have|is|are|was|were)(?: now| been| being| also)*"
    r" (?:released|published|revealed|unveiled|outlined|announced|agreed|approved|adopted|submitted|presented|drawn up"
    r"|set out|backed|signed off)\b"
    r"|\b(?:sets? out|setting out|unveil\w*|outlin\w*|reveal\w*|explain\w*|detail\w*) how"
    r" (?:it|they|the council|leaders|bosses) (?:will|plans?|intends?|hopes?|aims?|wants?)"
    r"|\baction(?:s)? (?:we|it|they|the council) (?:are|is) taking\b"
)
_ACCOUNT = Expression(
    rf"\b{_MEETING}\b[^.;]{{0,90}}?\b{_TAKES}\b[^.;]{{0,110}}?\b{_PROGRESS}"
    rf"|\b{_MEETING}\b[^.;]{{0,90}}?\b{_TAKES}\b[^.;]{{0,60}}?\b{_PAPER} {_ON} [^.;]{{0,60}}?\b{_WORK}"
    rf"|\b{_MEETING}\b[^.;]{{0,60}}?\b{_TAKES}\b(?![^.;]{{0,60}}\bnumbers? of (?:children|young))[^.;]{{0,140}}?"
    r"\b(?:up from|down from|halved|improved|shortened|fallen|reduced|on track|now (?:issued|completed"
    r"|seen|met|done|held))\b"
    rf"|\b(?:gave|gives|presented|provided) (?:[\w'-]+ ){{0,3}}?{_MEETING} (?:with )?(?:an?|the) (?:[\w-]+ )?"
    rf"{_PAPER} {_ON} [^.;]{{0,60}}?\b{_WORK}"
    rf"|\bupdat(?:e|es|ed|ing) (?:[\w'-]+ ){{0,3}}?{_MEETING} on\b[^.;]{{0,50}}?\b(?:progress\b|{_WORK})"
    r"|\b(?:briefed|updated|quizzed|questioned|told|reminded|informed)(?: \w+)? (?:on|about|of|as to)"
    r" how (?:far|well|much|fast)\b"
    r"|\b(?:councillors|members|committee|panel|board) (?:met|meet|are meeting|will meet|gathered|are to meet)\b"
    r"[^.;]{0,40}? to (?:consider|discuss|examine|scrutinise|debate|hear|review) (?:an?|the) (?:[\w-]+ )?"
    r"(?:report|update|paper) (?:on|about|into)"
    r" (?!(?:[\w'-]+ ){0,5}?(?:ofsted|inspect|visit|cqc|deaths?\b))(?:[\w'-]+ ){0,4}?"
    rf"(?:{_SERVICES}|service\b|services\b)"
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
_REVIEW = Expression(
    rf"\b(?:review|audit|evaluation|diagnostic) (?:of|into) (?:[\w'-]+ ){{0,4}}?(?:{_SERVICES}|provision)[^.;]{{0,60}}?"
    r"\b(?:is|are|was|were|has|have|been|being|will|be|now|to| )*(?:complete|completed|concluded|finished|published"
    r"|commissioned|launched|announced|under ?way|unveiled|presented)\b"
    r"|\b(?:commission|launch|complet|conclud|publish|order|announc|finish|unveil|welcom)\w* (?:an?|the|its|their)"
    r" (?:[\w-]+ ){0,3}?(?:review|audit|evaluation|diagnostic) (?:of|into) (?:[\w'-]+ ){0,4}?"
    rf"(?:{_SERVICES}|provision)"
)
WAYS: tuple[tuple[str, Expression], ...] = (
    ("peer review", _PEERS),
    ("peer review", _REVIEW),
    ("improvement partner", _ALLIANCE),
    ("improvement partner", _CONSULTANTS),
    ("recruitment", _RECRUITMENT),
    ("action plan", _PLAN),
    ("reform", _REFORM),
    ("reform", _NEW_TEAM),
    ("reform", _OPENED),
    ("case review", _AUDIT),
    ("progress report", _ACCOUNT),
)
# Those that tell only of the authority's own doing, and those that count only beside the name of another.
OWN = (_REVIEW,)
NEEDS_HELPER = (_ALLIANCE, _PEERS)
