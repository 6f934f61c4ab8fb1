"""Reading a clause about an inspection: whom it speaks of, what it says, and how it places that in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.model import DateKey, Grade, Kind
from parsers.reader import wording
from parsers.reader.announcement import announce
from parsers.reader.clauses import Clause
from parsers.reader.context import LEAD_SENTENCES, Context
from parsers.reader.counts import counts
from parsers.reader.date_keys import KeyedDate, lies_within
from parsers.reader.earlier_inspection import dates_of_earlier
from parsers.reader.expectations import is_expected, names_day
from parsers.reader.grades import Verdict, take_as_outcome
from parsers.reader.inspected import authorities_at, is_send, service_of
from parsers.reader.inspection_kind import visit_of_those_before
from parsers.reader.inspection_length import days, weeks
from parsers.reader.multitude import names_a_foreign_place, speaks_of_many
from parsers.reader.previous_grade import date_of_grade, date_of_previous, dates_before_it, kept_since
from parsers.reader.recall import looks_back, tells_now, when_after
from parsers.reader.roles import denied, hypothetical, timing
from parsers.reader.since import stands_since
from parsers.reader.standing import describes, holds, names, stands
from parsers.reader.statement import VISITS, Statement
from parsers.reader.under_way import are_there, is_ahead

# Dates beside these words are those of an intervention.
_OTHERS = Expression(r"\b(?:lift\w*|revok\w*|improvement notice|direction|commissioner|resign\w*|appoint\w*)\b")
_SAME_AGAIN = re.compile(r"^[\s,]*(?:and )?(?:again in|the same (?:grade|rating|judgement|mark|verdict))\b")
_GRADE_FOLLOWS = re.compile(r"\b(?:rating|grade|judgement|upgrade|verdict|result)\b.{0,60}\bfollow(?:s|ed|ing)\b")
_NEXT = 10
_OUTCOME = re.compile(r"\b(?:outcome|result|verdict|findings|grades?|ratings?)\b")
_TODAY = Expression(
    r"\b(?:today|yesterday|tonight|last night|this (?:week|morning|afternoon|evening)|(?:has|have|had|only) just)\b"
    r"|\bpublishes\b"
    r"|\bofsted has (?:now |just |today )?(?:issued|published|released)\b"
    r"|\b(?:latest|new|another|fresh) (?:[\w'-]+ ){0,2}(?:report|letter|rating|judgement|verdict)\b"
    r"|\blatest (?:[\w-]+ ){0,2}(?:visit|inspection|check)\b"
    r"|\b(?:report|letter|findings|outcome|results?)\b[^.;]{0,60}\b(?:(?:is|are) (?:now )?out|(?:has|have) now been"
    r" (?:published|released|issued|made public))\b"
)
# "confirmed on Monday, when Ofsted published its report".
_OUT = re.compile(
    r",? when (?:ofsted|inspectors|(?:the|its|their) [\w' ]{3,24}) (?:(?:was|were) )?(?:publish|releas|issu|came out)"
)
_BACK_IN = re.compile(
    r"\bback in (?:the )?(?:early |late |mid-)?(?:\d{4}|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|spring|summer|autumn|winter)\b"
)
_RATED = re.compile(r"\b(?:rat|grad|judg|overall|found to|told it|was told|were told)")
# "received the top rating last December": a time gone by, whether or not it can be dated.
_GONE = Expression(
    r"\b(?:last|the previous) (?:year|spring|summer|autumn|winter|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b"
)
# The letter that ends a visit: "in an Ofsted letter published this week".
_LETTER = Expression(
    r"\b(?:ofsted|inspect\w+|watchdog|regulator|monitoring|focused)\b[^.;]{0,24}\bletter\b"
    r"|\bletter\b[^.;]{0,24}\b(?:from|by) (?:the )?(?:ofsted|inspectors|watchdog|regulator)"
)
_YOU = Expression(r"\byou(?:'re| are| were|'d| had)\b")
_VISIT_AFTER = re.compile(r"(?:'s)? (?:[\w-]+ ){0,2}(?:inspection|visit)\b|, the (?:day|week|month) ")


def read_statement(
    context: Context, clause: Clause, dates: tuple[KeyedDate, ...], verdict: Verdict
) -> Iterator[Statement]:
    """What the clause says, once for each authority that it says it of; nothing where that is none of England's."""
    kind = next(
        (hit for hit in clause.hits(context.lexicon.cue("inspection.kind")) if is_send(clause.sentence, hit)), None
    )
    if kind and denied(clause, kind.start):
        # "Not eligible for a short inspection"
        kind = None
    kind = kind or (None if verdict else visit_of_those_before(context, clause))
    place = min((hit.start for hit in verdict.places.values()), default=kind.start if kind else clause.end)
    names = authorities_at(context, clause, place)
    if not names or names_a_foreign_place(context, clause):
        return
    if (verdict or kind) and speaks_of_many(context, clause, place):
        return
    earlier = date_of_previous(clause, verdict, dates)
    others = dates_before_it(verdict, dates) if earlier is not None else ()
    older = [(mark, date_of_grade(clause, mark, dates)) for mark in verdict.older]
    others += tuple(item for _, item in older if item is not None)
    dates = tuple(item for item in dates if item is not earlier and item not in others)
    found = Statement(clause, names[0], service_of(context, clause), verdict)
    if found.service == "send":
        take_as_outcome(verdict)
    else:
        verdict.judgements.pop("outcome", None)
        verdict.places.pop("outcome", None)
    if kind and not (
        found.graded and kind.label in VISITS and kind.start > min(h.start for h in verdict.places.values())
    ):
        found.kind, found.kind_place = cast(Kind, kind.label), kind
        if kind.text == "monitoring inspection" and (found.service == "send" or context.speaks_of_send):
            # Of special needs; elsewhere a loose name for a monitoring visit.
            found.kind, found.service = "area_send_monitoring", "send"
    found.subordinate = wording.is_subordinate(clause)
    _say(found, context)
    named = dates_of_earlier(found, context, dates)
    found.full = found.full or named is not None
    dates = named or dates
    _date(found, context, dates)
    _place_in_time(found, context, dates)
    found.recalled = found.recalled or (named is not None and not is_ahead(clause.low))
    _doubt(found, context, place)
    found.expected = found.expected and not found.awaited and not (found.presumed and are_there(clause.low))
    yield found
    yield from (replace(found, authority=name) for name in names[1:])
    if found.graded and are_there(clause.low):
        # "Inspectors have returned to look at services rated inadequate in 2019" tells of two inspections.
        yield Statement(clause, names[0], found.service, Verdict(), announced=True, presumed=True)
    if earlier is not None and verdict.previous_place:
        yield from (_recalled(found, name, verdict.previous_place, earlier) for name in names)
    yield from (_recalled(found, name, mark, item) for mark, item in older if item is not None for name in names)


def _recalled(found: Statement, name: str, mark: Hit, day: KeyedDate) -> Statement:
    """A grade of an earlier inspection, told beside the news."""
    verdict = Verdict({"overall": cast(Grade, mark.label)}, {"overall": mark})
    return Statement(found.clause, name, found.service, verdict, dates={"published": day}, recalled=True)


def _say(found: Statement, context: Context) -> None:
    """What the clause says beside grades: counts, a visit, a full inspection, how long it took."""
    clause, low = found.clause, found.clause.low
    generic = wording.is_general(low)
    found.counts = {} if found.service == "youth" else counts(clause)
    _drop_counted(found)
    found.days = days(clause, context)
    found.weeks = weeks(clause, context)
    found.visited = bool(found.days and wording.BRIEF.search(low)) or (
        wording.tells_of_visit(low) and not generic and not wording.THEY_SAY.match(clause.sentence.low)
    )
    if clause.sentence.index < LEAD_SENTENCES and wording.demands_statement(low):
        found.service, found.visited, found.today = "send", True, True
    found.revisit = bool(wording.REVISIT.search(low))
    found.full = clause.has(context.lexicon.cue("inspection.hint.full"))
    found.heads_section = any(start == clause.start for start, _ in context.sections)
    found.definite = bool(wording.DEFINITE.match(low))
    if generic and not found.verdict and not found.counts:
        found.kind = None
        found.full = False


def _drop_counted(found: Statement) -> None:
    """Take "three matters listed as needing improvement" for a count and not for a grade."""
    verdict = found.verdict
    mark = verdict.places.get("overall")
    if found.counts and mark and verdict.judgements == {"overall": "requires_improvement"}:
        between = found.clause.low[: mark.start - found.clause.start]
        if not _RATED.search(between):
            verdict.judgements, verdict.places = {}, {}


def _date(found: Statement, context: Context, dates: tuple[KeyedDate, ...]) -> None:
    marks = list(found.verdict.places.values())
    if marks and all(describes(found.clause, mark) or holds(found.clause, mark) for mark in marks):
        return
    if not found.says_something and _OTHERS.search(found.sentence.low):
        return
    for item in dates:
        key = item.key or _default_key(found, item)
        if key == "start" and found.graded and _stands_by(item, marks):
            key = "published"
        if key == "notified" and _OUTCOME.search(found.clause.low):
            key = "published"
        if key == "notified" and (found.graded or found.subordinate):
            # "Following a visit in June the council was told that it is good": nobody was given notice.
            key = "published" if found.graded else "start"
        if key == "published" and timing(item.value, context.published) == "future":
            key = "report_expected"
        since = item.expression.relation == "since"
        if since and kept_since(found.clause, found.verdict):
            continue
        if key and not (since and not _names_visit(found.clause, item) and not stands_since(found, item)):
            told = found.dates.get(key)
            if told is None or (len(item.value.iso) > len(told.value.iso) and lies_within(item, told)):
                # "in the autumn, from 30 September": the second says it better.
                found.dates[key] = item
            elif _stands_by(item, marks) and not _stands_by(told, marks):
                # "He said on Tuesday that it was rated outstanding in 2019."
                found.dates[key] = item


def _stands_by(item: KeyedDate, marks: list[Hit]) -> bool:
    """True for the date that follows right on a grade: "good in 2019", when it was given, whatever else is told."""
    return any(0 <= item.expression.start - mark.end <= _NEXT for mark in marks)


def _place_in_time(found: Statement, context: Context, dates: tuple[KeyedDate, ...]) -> None:
    clause, lexicon, verdict = found.clause, context.lexicon, found.verdict
    marks = list(verdict.places.values())
    places = context.surely_in(clause.sentence)
    found.standing = bool(marks) and all(stands(clause, mark) or names(clause, mark, places) for mark in marks)
    out = bool(_OUT.match(clause.low))
    given = found.graded and not (found.standing or found.subordinate) and tells_now(clause.low)
    today = given or bool(_TODAY.search(clause.low))
    told = min((mark.start for mark in marks), default=clause.end)
    left = verdict.previous_place if found.graded else None
    # What follows on the grade before, "up from good last year", is said of that one.
    low = clause.low[: left.start - clause.start] if left and told < left.start else clause.low
    last_time = verdict and wording.looks_back(low if today else low + when_after(clause))
    past = looks_back(context, clause, left, told) or ("back in " in clause.low and bool(_BACK_IN.search(clause.low)))
    # "After it was judged inadequate in a report published this morning" is how that news itself is told.
    other = tuple(i for i in dates if not (i.key == "published" and timing(i.value, context.published) == "fresh"))
    found.recalled = (past and not out) or bool(
        verdict and (_GONE.search(low) or wording.is_recalling(clause, other) or last_time)
    )
    if not verdict and found.kind_place and _GRADE_FOLLOWS.search(clause.low[: found.kind_place.start - clause.start]):
        # "The rating follows a monitoring visit": the rating is the news.
        found.recalled = True
        found.dates = {k: v for k, v in found.dates.items() if v.expression.start > found.kind_place.start}
    moments = {key: timing(item.value, context.published) for key, item in found.dates.items()}
    found.fresh = (not found.recalled and clause.has(lexicon.cue("inspection.recall.fresh"))) or (
        moments.get("published") == "fresh"
    )
    out = moments.get("published") == "fresh" and not (found.recalled and context.published_is_guessed)
    found.today = out or ((today or found.today) and not found.recalled)
    found.letter = found.today and bool(_LETTER.search(clause.low))
    found.ahead = "future" in (moments.get("start"), moments.get("end"))
    if found.ahead and not verdict:
        # "due back in September" looks ahead, whatever "back in" says elsewhere.
        found.recalled = False
    found.expected = (
        not verdict
        and not found.counts
        and is_expected(clause.low)
        and "not known" not in clause.low
        and _far_off(found, context)
    )


def _doubt(found: Statement, context: Context, place: int) -> None:
    clause, verdict = found.clause, found.verdict
    found.maybe = (
        (bool(verdict) and bool(_YOU.search(clause.low) or wording.EXPLAINS.search(clause.sentence.low)))
        or hypothetical(clause, place)
        or (
            bool(verdict) and (denied(clause, place) or wording.is_wish(clause, verdict) or wording.is_forecast(clause))
        )
    )
    if found.recalled or verdict:
        return
    announce(found, context)


def _far_off(found: Statement, context: Context) -> bool:
    """True where no month or day is given for it."""
    start = found.dates.get("start")
    if start is None:
        return not names_day(found.clause.low)
    return start.value.precision == "year" or timing(start.value, context.published) != "future"


def _names_visit(clause: Clause, item: KeyedDate) -> bool:
    """True for "since the 2018 focused inspection": the date is that of the visit itself."""
    return bool(_VISIT_AFTER.match(clause.sentence.low[item.expression.end - clause.sentence.start :]))


def _default_key(found: Statement, item: KeyedDate) -> DateKey | None:
    """The moment that a date without a word of its own marks: a grade was published, a visit began."""
    if found.graded or found.verdict.previous:
        return "published"
    if _SAME_AGAIN.match(found.clause.low):
        return "published"
    if found.kind or found.counts or found.visited or found.full:
        return "start"
    if found.heads_section:
        return "start" if any(letter.isdigit() for letter in item.expression.text) else "published"
    return None
