"""Statements: what single clauses say of inspections, before it is known which of them speak of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, cast

from parsers.lexicon import Hit
from parsers.model import Area, DateKey, Kind
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.counts import Count, counts
from parsers.reader.date_keys import KeyedDate, keyed_dates
from parsers.reader.grades import Verdict, area_hits, grade_hits, read_verdict
from parsers.reader.roles import denied, hypothetical, timing
from parsers.reader.sentences import Sentence

Service = Literal["children", "send", "youth"]
VISITS: frozenset[Kind] = frozenset(["focused_visit", "monitoring_visit", "jtai"])


@dataclass(slots=True)
class Statement:
    """What one clause says of one inspection. `recalled`, `fresh` and `ahead` are its own words, not yet a role."""

    clause: Clause
    authority: str
    service: Service
    verdict: Verdict
    kind: Kind | None = None
    kind_place: Hit | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    dates: dict[DateKey, KeyedDate] = field(default_factory=dict)
    recalled: bool = False
    fresh: bool = False
    ahead: bool = False
    maybe: bool = False
    announced: bool = False
    definite: bool = False
    full: bool = False
    visited: bool = False
    heads_section: bool = False
    expected: bool = False
    weeks: int | None = None
    days: int | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence it is part of."""
        return self.clause.sentence

    @property
    def graded(self) -> bool:
        """True when it gives a grade or an outcome of its own, not only the one before."""
        return bool(self.verdict.judgements or self.verdict.whole)

    @property
    def says_something(self) -> bool:
        """True when it bears on an inspection at all."""
        return bool(self.verdict or self.kind or self.counts or self.visited or self.announced or self.full)


_DEFINITE = re.compile(
    r"^[\s'\",-]*(?:(?:but|and|so|yet|then|subsequently|however|instead),? )?(?:following |during |after "
    r"|as part of |at |in )?"
    r"(?:the (?:visit|inspection|letter|report|watchdog|inspectors|findings|document|verdict|result|fieldwork"
    r"|two-week inspection)|it|they|its|their|this|that|those|these)\b"
)
# Dates beside these words are those of an intervention.
_OTHERS = re.compile(r"\b(?:lift\w*|revok\w*|improvement notice|direction|commissioner|resign\w*|appoint\w*)\b")
# In a councillor's mouth "they" are seldom the inspectors.
_THEY_SAY = re.compile(r"^[\s\"']*\"\s*(?:they|the team)\b")
# "judged good when it was last inspected": the whole sentence looks back.
_LAST_TIME = re.compile(
    r"\bwhen (?:it|they|\w+|the \w+)(?: \w+)? (?:was|were) last\b|\bwhen (?:ofsted|inspectors)\b.{0,20}\blast\b"
    r"|\bat (?:its|their|the) (?:last|previous)\b"
)
_THE_SAME = re.compile(
    r"\b(?:graded|rated|judged|given|got|received|awarded|was|were|is|are|and) (?:each |both |all "
    r"|also )?(?:\w+ )?the same\b"
)
_BRIEF = re.compile(r"\b(?:inspection|visit|check)\b")
_ATTRIBUTE = re.compile(
    r"\b(?:an?|the|its|this) ['\"]?(?:inadequate|good|outstanding)['\"]?,? (?:\w+ )?"
    r"(?:council|authority|local authority|children's|service|services|department|borough|county)\b"
)
_PREDICATE = re.compile(r"\b(?:is|are|be|becom\w+|became|as|now|remains?) (?:\w+ )?an?\b")
# What is said of many authorities is said of none.
_MANY = re.compile(
    r"\b(?:local )?(?:authorities|councils|departments)\b[^,.;]{0,40}\b(?:rated|judged|graded|found|branded|deemed)\b"
    r"|\bsuch (?:cases|councils)\b"
)
_SAME_AGAIN = re.compile(r"^[\s,]*(?:and )?(?:again in|the same (?:grade|rating|judgement|mark|verdict))\b")
_WOULD = re.compile(r"[,'\"]{0,2} (?:would|could|might)\b")
_WHEN_GRADED = re.compile(
    r",? (?:when|after which)\b.{0,90}\b(?:was|were|ruled|found|rated|judged|branded|declared|identified|raised"
    r"|carried|visited|inspected)\b"
)
_CARRIES = re.compile(r"[\s,-]*(?:and )?(?:that|this|it|which|who|whose|they|was|were|is|are)\b")
_ESCAPED = re.compile(r"\b(?:escap|avoid|spared)")
_VISITED = re.compile(
    r"\b(?:inspectors?|ofsted|watchdog|team|they|pair|regulator|hmi|cqc|commission)\b[^.;]{0,60}?\b(?:visited"
    r"|spent|came(?! to (?:the|an?) (?:\w+ )?conclusion)|returned|called|held|arrived"
    r"|looked at|examined|went|were (?:in|at|with|there)|was (?:in|at|with)|had been (?:in|at|on|with)|inspected"
    r"|carried out|dropped in|made (?:a|an|its|the|their) (?:[\w-]+ )?visit|have been coming back"
    r"|concentrated on|met with)\b"
    r"|\binspectors?'? days\b|\b(?:a|the|an earlier|two earlier) visits?\b|\bvisits? (?:to|in|on|over|looking)\b"
    r"|\bvisit,|\binspection (?:ran|took place|was carried out)\b"
    r"|\b(?:was|were|last|been) inspected\b|\b(?:visit|letter):"
)
# "after it was told it was good", "since they were found inadequate": grades that only place the news in time.
_RECALLING = re.compile(r"^[\s,]*(?:after|since|following|when)\b")
# The next inspection as the cycle has it, without a day: "the next full inspection should be in about three years".
_EXPECTED = re.compile(
    r"\bnext (?:full |ofsted |send |graded |standard |short |joint )*inspection\b.{0,60}\b(?:should|expected"
    r"|likely|due|thought|would|will)\b"
    r"|\b(?:will|could|may|might|should|due|expected)\b.{0,90}\bfull (?:\w+ ){0,2}inspection\b.{0,60}\b(?:within"
    r"|in (?:about|around)|as early as|next year|years)"
    r"|\bre-?inspection (?:is|will be|should be|would be|could be)\b|\bnext (?:full |send )*inspection (?:should"
    r"|would)\b"
)
_AS_BACKGROUND = re.compile(r"^[\s,]*(?:after|following) (?:receiving|being|having|it|they|its|the very|an?)\b")
_GENERIC = re.compile(
    r"\b(?:visits? of (?:this|that) (?:kind|type|sort)|a focused visit (?:does not|produces no|never)"
    r"|monitoring visits (?:take place|are)|(?:series|round) of monitoring visits"
    r"|no grade is given|when ofsted|inspectors (?:can|do not|may) )"
)


def statements(context: Context) -> Iterator[Statement]:
    """What the article says of inspections, clause by clause, in its order."""
    pending: tuple[Hit, ...] = ()
    graded: Statement | None = None
    correction = context.lexicon.cue("inspection.correction")
    for sentence in context.sentences:
        if not _worth_reading(context, sentence) or correction.within(sentence):
            pending = ()
            continue
        dates = keyed_dates(context, sentence)
        for clause in clauses(sentence):
            for statement in _statements_of(context, clause, dates, pending):
                _repeat(
                    statement,
                    graded,
                    [hit for hit in area_hits(clause, context.lexicon) if hit.label not in ("overall", "every")],
                )
                graded = statement if statement.graded else graded
                yield statement
            pending = _areas_to_carry(context, clause)


def _worth_reading(context: Context, sentence: Sentence) -> bool:
    names = (
        "inspection.grade",
        "inspection.inspector",
        "inspection.kind",
        "inspection.outcome",
        "inspection.quantity",
        "inspection.hint.full",
    )
    low = sentence.low
    return (
        "visit" in low or "inspect" in low or "letter" in low or "report" in low
        or any(context.lexicon.cue(name).may_match(sentence.words) for name in names)
        or bool(context.dates_in(sentence))
    )  # fmt: skip


def _repeat(statement: Statement, graded: Statement | None, areas: list[Hit]) -> None:
    """Give "and again in 2023" and "the same grade it received in 2019" the grade told just before."""
    if graded is None or statement.graded:
        return
    overall = graded.verdict.judgements.get("overall") or graded.verdict.whole
    if overall and areas and _THE_SAME.search(statement.clause.low):
        for area in areas:
            statement.verdict.judgements[cast(Area, area.label)] = overall
            statement.verdict.places[cast(Area, area.label)] = area
        return
    if not statement.dates or not _SAME_AGAIN.match(statement.clause.low):
        return
    if overall and graded.sentence.index == statement.sentence.index:
        statement.verdict = Verdict({"overall": overall}, {"overall": graded.verdict.places["overall"]})
        statement.dates = {"published": next(iter(statement.dates.values()))}


def _areas_to_carry(context: Context, clause: Clause) -> tuple[Hit, ...]:
    """Areas that a clause names without a grade, which the next may give: "That was judged inadequate"."""
    if grade_hits(clause, context.lexicon) and not _ESCAPED.search(clause.low):
        return ()
    return tuple(hit for hit in area_hits(clause, context.lexicon) if hit.label not in ("overall", "every"))


def _statements_of(
    context: Context, clause: Clause, dates: tuple[KeyedDate, ...], pending: tuple[Hit, ...]
) -> Iterator[Statement]:
    own = tuple(item for item in dates if _belongs(clause, item))
    carried = pending if _CARRIES.match(clause.low) else ()
    marks = grade_hits(clause, context.lexicon)
    if _one_date_each(marks, own) and not _areas(context, clause):
        for number, mark in enumerate(marks):
            last = marks[number + 1].start if number + 1 < len(marks) else clause.end
            begin = mark.start if number else clause.start
            part = Clause(clause.sentence, begin, last)
            mine = tuple(item for item in own if part.holds(item.expression.start))
            yield from _statement(context, part, mine, read_verdict(part, context.lexicon, [mark]))
        return
    yield from _statement(context, clause, own, read_verdict(clause, context.lexicon, marks, carried))


def _belongs(clause: Clause, item: KeyedDate) -> bool:
    """True for a date in the clause, and for that in "in 2019, when it was judged ...", which stands before it."""
    if clause.holds(item.expression.start):
        after = clause.sentence.low[item.expression.end - clause.sentence.start :]
        return not _WHEN_GRADED.match(after)
    before = clause.sentence.low[item.expression.end - clause.sentence.start : clause.start - clause.sentence.start]
    return item.expression.end <= clause.start and not before.strip(", ") and bool(_WHEN_GRADED.match(clause.low))


def _one_date_each(marks: list[Hit], dates: tuple[KeyedDate, ...]) -> bool:
    """True for "inadequate in 2014, in need of improvement in 2017 and good in 2022"."""
    if len(marks) < 2 or not any(item.expression.start > marks[-1].start for item in dates):
        return False
    edges = list(pairwise(marks))
    return all(any(one.end <= item.expression.start < other.start for item in dates) for one, other in edges)


def _areas(context: Context, clause: Clause) -> bool:
    return any(hit.label != "overall" for hit in area_hits(clause, context.lexicon))


def _statement(context: Context, clause: Clause, dates: tuple[KeyedDate, ...], verdict: Verdict) -> Iterator[Statement]:
    lexicon = context.lexicon
    authority = authority_at(context, clause)
    if authority is None:
        return
    low = clause.low
    kind = next((hit for hit in clause.hits(lexicon.cue("inspection.kind")) if is_send(clause.sentence, hit)), None)
    found = Statement(clause, authority, service_of(context, clause), verdict)
    if found.service != "send":
        verdict.judgements.pop("outcome", None)
        verdict.places.pop("outcome", None)
    if kind and not (
        found.graded and kind.label in VISITS and kind.start > min(h.start for h in verdict.places.values())
    ):
        found.kind, found.kind_place = cast(Kind, kind.label), kind
    found.counts = counts(clause)
    found.visited = bool(_VISITED.search(low)) and not _GENERIC.search(low) and not _THEY_SAY.match(clause.sentence.low)
    found.heads_section = any(start == clause.start for start, _ in context.sections)
    ours = found.says_something or not _OTHERS.search(clause.sentence.low)
    for item in dates if ours else ():
        key = item.key or _default_key(found, item)
        if key == "notified" and found.graded:
            key = "published"
        if key == "published" and timing(item.value, context.published) == "future":
            key = "report_expected"
        if key and (
            item.expression.relation != "since" or _names_visit(clause, item) or _stands_since(clause, verdict, item)
        ):
            found.dates.setdefault(key, item)
    found.recalled = clause.has(lexicon.cue("inspection.recall.past")) or bool(
        verdict
        and (_is_recalling(clause, dates) or _is_attribute(clause, verdict) or _LAST_TIME.search(clause.sentence.low))
    )
    found.fresh = (not found.recalled and clause.has(lexicon.cue("inspection.recall.fresh"))) or any(
        timing(item.value, context.published) == "fresh" for key, item in found.dates.items() if key == "published"
    )
    found.ahead = any(
        timing(item.value, context.published) == "future"
        for key, item in found.dates.items()
        if key in ("start", "end")
    )
    if found.ahead and not verdict:
        # "due back in September" looks ahead, whatever "back in" says elsewhere.
        found.recalled = False
    place = min((hit.start for hit in verdict.places.values()), default=kind.start if kind else clause.end)
    found.maybe = hypothetical(clause, place) or (
        bool(verdict) and (denied(clause, place) or _is_wish(clause, verdict) or bool(_MANY.search(low)))
    )
    announcement = clause.first(lexicon.cue("inspection.stage.announced"))
    found.announced = (
        not (found.recalled or verdict) and announcement is not None and not denied(clause, announcement.start)
    )
    found.definite = bool(_DEFINITE.match(low))
    found.full = clause.has(lexicon.cue("inspection.hint.full"))
    found.expected = (
        not verdict
        and not found.counts
        and bool(_EXPECTED.search(low))
        and "not known" not in low
        and _far_off(found, context)
    )
    found.weeks = _weeks(clause, context)
    found.days = _days(clause, context)
    found.visited = found.visited or bool(found.days and _BRIEF.search(low))
    if _GENERIC.search(low) and not verdict and not found.counts:
        found.kind = None
        found.full = False
    yield found


def _far_off(found: Statement, context: Context) -> bool:
    """True where no month or day is given for it."""
    start = found.dates.get("start")
    return start is None or start.value.precision == "year" or timing(start.value, context.published) != "future"


def _stands_since(clause: Clause, verdict: Verdict, item: KeyedDate) -> bool:
    """True for "inadequate since January" and "since September, when it was judged inadequate"."""
    start = item.expression.start
    return start < clause.start or any(hit.start < start for hit in verdict.places.values())


def _names_visit(clause: Clause, item: KeyedDate) -> bool:
    """True for "since the 2018 focused inspection": the date is that of the visit itself."""
    after = clause.sentence.low[item.expression.end - clause.sentence.start :]
    return bool(re.match(r"(?:'s)? (?:[\w-]+ ){0,2}(?:inspection|visit)\b|, the (?:day|week|month) ", after))


def _default_key(found: Statement, item: KeyedDate) -> DateKey | None:
    """The moment that a date without a word of its own marks: a grade was published, a visit began."""
    if found.graded or found.verdict.previous:
        return "published"
    if _SAME_AGAIN.match(found.clause.low):
        return "published"
    if found.kind or found.counts or found.visited:
        return "start"
    if found.heads_section:
        return "start" if any(letter.isdigit() for letter in item.expression.text) else "published"
    return None


def _is_attribute(clause: Clause, verdict: Verdict) -> bool:
    """True for "an inadequate council", which places the news and is none."""
    return bool(verdict) and bool(_ATTRIBUTE.search(clause.low)) and not _PREDICATE.search(clause.low)


def _is_recalling(clause: Clause, dates: tuple[KeyedDate, ...]) -> bool:
    """True for "after it was judged ..."; but in a lead without a date that is how the news itself is told."""
    joint = _RECALLING.match(clause.low)
    if joint is None:
        return False
    news = clause.sentence.index <= 1 and not dates and joint.group().strip(", ") in ("after", "following")
    return not news or bool(_AS_BACKGROUND.match(clause.low))


def _is_wish(clause: Clause, verdict: Verdict) -> bool:
    """True for "good would be extraordinary"."""
    begin = clause.sentence.start
    return any(_WOULD.match(clause.sentence.low[hit.end - begin :]) for hit in verdict.places.values())


def _weeks(clause: Clause, context: Context) -> int | None:
    if clause.has(context.lexicon.cue("inspection.hint.fortnight")):
        return 2
    if clause.has(context.lexicon.cue("inspection.hint.week")):
        return 1
    return None


def _days(clause: Clause, context: Context) -> int | None:
    hit = clause.first(context.lexicon.cue("inspection.hint.days"))
    if hit is None:
        return None
    return 1 if "one" in hit.text or "single" in hit.text or "a day" in hit.text else 2


def authority_at(context: Context, clause: Clause) -> str | None:
    """Whom the clause speaks of: the authority named last before its end, else the one its sentence speaks of."""
    named = list(context.surely_in(clause.sentence))
    if section := _section_name(context, clause):
        return section
    if not named:
        return context.authority_of(clause.sentence)
    before = [item for item in named if item.start < clause.end]
    here = [item for item in before if item.start >= clause.start]
    if here:
        return _preferred(context, [item.name for item in here])
    if before:
        return before[-1].name
    return context.subject or named[0].name


def _section_name(context: Context, clause: Clause) -> str | None:
    """Whom the part of a round-up is about that the clause's sentence opens."""
    sentence = clause.sentence
    return next((name for start, name in context.sections if start == sentence.start), None)


def _preferred(context: Context, names: list[str]) -> str:
    return context.subject if context.subject in names and len(set(names)) > 1 else names[0]


def service_of(context: Context, clause: Clause) -> Service:
    """Which service is inspected: that of children, of special needs, or of youth justice."""
    lexicon = context.lexicon
    sentence = clause.sentence
    if lexicon.cue("inspection.kind.hmip_youth_justice").within(sentence):
        return "youth"
    if lexicon.cue("inspection.outcome").within(sentence) and context.speaks_of_send:
        return "send"
    if any(is_send(sentence, hit) for hit in lexicon.cue("inspection.hint.area_send").every(sentence)):
        return "send"
    return "children"


def is_send(sentence: Sentence, hit: Hit) -> bool:
    """False where "send" is the verb and not the initials of special educational needs and disabilities."""
    if "send" not in hit.text:
        return True
    return "SEND" in sentence.text[hit.start - sentence.start : hit.end - sentence.start]
