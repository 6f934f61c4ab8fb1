"""Statements: what single clauses say of inspections, before it is known which of them speak of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from parsers.cues import Hit
from parsers.expressions import Expression, holds_one
from parsers.model import Area, Grade
from parsers.reader.clauses import Clause, clauses
from parsers.reader.comparison import is_comparison
from parsers.reader.context import Context
from parsers.reader.date_keys import KeyedDate, keyed_dates
from parsers.reader.grade_links import excepted
from parsers.reader.grade_words import grade_hits
from parsers.reader.grades import Verdict, read_verdict
from parsers.reader.judgement_areas import area_hits
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence
from parsers.reader.statement import Statement
from parsers.reader.statement_reader import read_statement
from parsers.reader.under_way import awaited, came, coming

_THE_SAME = re.compile(
    r"\b(?:graded|rated|judged|given|got|received|awarded|was|were|is|are|and) (?:each |both |all "
    r"|also )?(?:\w+ )?the same\b|^[\s,;]*(?:and )?(?:so|likewise) (?:is|are|was|were|did|do|does|has|have)\b"
)
# "It was rated good. This included leadership and children in care": the grade just told is theirs too.
_INCLUDED = re.compile(
    r"^[ ,]*(?:this|these|that|which|they|it|the same)(?: (?:rating|grade|judge?ment|verdict))? (?:also )?"
    r"(?:includ(?:es?|ed)|cover(?:s|ed)|appl(?:y|ies|ied) to|went for|goes for"
    r"|(?:is|was) (?:also )?the case (?:for|in))\b"
)
_SAME_AGAIN = re.compile(r"^[\s,]*(?:and )?(?:again in|the same (?:grade|rating|judgement|mark|verdict))\b")
_WHEN_GRADED = re.compile(
    r",? (?:when|after which)\b.{0,90}\b(?:was|were|ruled|found|rated|judged|branded|declared|identified|raised"
    r"|carried|visited|inspected)\b"
)
_TELLING = (
    "inspect", "visit", "ofsted", "watchdog", "report", "letter", "priority", "improve", "recommendation", "verdict",
    "the same", "again in", "ilacs", "findings", "put right", "to fix", "areas of", "fieldwork", "regulator", " check ",
    "written statement", "wsoa",
)  # fmt: skip
_SUBJECTS = (
    "inspection.grade", "inspection.inspector", "inspection.kind", "inspection.outcome", "inspection.quantity",
    "inspection.hint", "inspection.stage",
)  # fmt: skip
_PAST = re.compile(r"\b(?:was|were|had|branded|rated|judged|found|said|deemed|graded|required|received|got)\b")
_PRESENT = Expression(r"\b(?:is|are|has|have|now|today|latest|new|recent|this (?:week|month|year))\b")
_CARRIES = re.compile(
    r"[\s,-]*(?:and )?(?:that|this|it|which|who|whose|they|was|were|is|are"
    r"|(?:(?:both|all|each|also) )?(?:rated|judged|graded|deemed|found|ranked|marked|given|classed|received|getting))\b"
)
# "2026-03-04" stands beside a text, never in its prose.
_DATELINE = re.compile(r"\d{4}-\d\d-\d\d\S*")
_AND_IN = re.compile(r"(?:,? ?(?:and|then|later|again|once|more|also|in|on|both)\b)+ ?|, ")
_ASIDE = re.compile(r", (?:which|who|whose|where|having)\b")
_ESCAPED = Expression(r"\b(?:escap|avoid|spared)")


def statements(context: Context) -> Iterator[Statement]:
    """What the article says of inspections, clause by clause, in its order."""
    pending: tuple[Hit, ...] = ()
    graded: Statement | None = None
    correction = context.lexicon.cue("inspection.correction")
    for sentence in context.sentences:
        if not _worth_reading(context, sentence) or correction.within(sentence):
            pending = ()
            continue
        dates = tuple(item for item in keyed_dates(context, sentence) if not _DATELINE.fullmatch(item.expression.text))
        before: tuple[KeyedDate, ...] = ()
        for clause in clauses(sentence):
            for statement in _statements_of(context, clause, dates, pending):
                _repeat(
                    statement,
                    graded,
                    [
                        hit
                        for hit in area_hits(clause, context.lexicon)
                        if hit.label not in ("overall", "every", "rest")
                    ],
                )
                statement.compared = is_comparison(clause.low)
                graded = statement if statement.graded else graded
                if statement.graded:
                    _inherit(context, statement, before)
                yield statement
            if not (grade_hits(clause, context.lexicon) or is_comparison(clause.low)):
                before += tuple(item for item in dates if _closes(clause, item))
            pending = _areas_to_carry(context, clause) or (pending if _ASIDE.match(clause.low) else ())


def _worth_reading(context: Context, sentence: Sentence) -> bool:
    low = sentence.low
    return (
        context.lexicon.any_of(*_SUBJECTS).may_be_in(sentence)
        or holds_one(low, _TELLING)
        or bool(context.dates_in(sentence))
    )


def _repeat(statement: Statement, graded: Statement | None, areas: list[Hit]) -> None:
    """Give "and again in 2023" and "the same grade it received in 2019" the grade told just before."""
    if graded is None or statement.graded:
        return
    overall = graded.verdict.judgements.get("overall") or graded.verdict.whole
    overall = overall or next((cast("Grade", g) for a, g in graded.verdict.judgements.items() if a != "outcome"), None)
    follows = statement.sentence.index - graded.sentence.index <= 1 and _INCLUDED.match(
        statement.clause.low.lstrip(" ,")
    )
    if overall and areas and (follows or _THE_SAME.search(statement.clause.low)):
        for area in areas:
            statement.verdict.judgements[cast(Area, area.label)] = overall
            statement.verdict.places[cast(Area, area.label)] = area
        return
    if not statement.dates or not _SAME_AGAIN.match(statement.clause.low):
        return
    if overall and graded.sentence.index == statement.sentence.index:
        statement.verdict = Verdict({"overall": overall}, {"overall": graded.verdict.places["overall"]})
        statement.dates = {"published": next(iter(statement.dates.values()))}


def _closes(clause: Clause, item: KeyedDate) -> bool:
    """True for a date at the end of the clause."""
    rest = clause.sentence.low[item.expression.end - clause.sentence.start : clause.end - clause.sentence.start]
    return clause.holds(item.expression.start) and not rest.strip(" ,")


def _inherit(context: Context, statement: Statement, before: tuple[KeyedDate, ...]) -> None:
    """Give "and it was rated good" the year of "In 2018 Ofsted came", which opens its sentence."""
    if statement.dates or statement.fresh:
        return
    low = statement.clause.low
    if not _PAST.search(low) or _PRESENT.search(low):
        return
    for item in before:
        if item.expression.relation in ("on", "about") and timing(item.value, context.published) == "old":
            statement.dates["published"] = item
            return


def _areas_to_carry(context: Context, clause: Clause) -> tuple[Hit, ...]:
    """Areas that a clause names without a grade, which the next may give: "That was judged inadequate"."""
    areas = tuple(hit for hit in area_hits(clause, context.lexicon) if hit.label not in ("overall", "every", "rest"))
    if grade_hits(clause, context.lexicon) and not _ESCAPED.search(clause.low):
        return tuple(area for area in areas if excepted(clause, area))
    return areas


def _statements_of(
    context: Context, clause: Clause, dates: tuple[KeyedDate, ...], pending: tuple[Hit, ...]
) -> Iterator[Statement]:
    own = tuple(item for item in dates if _belongs(context, clause, item))
    if not own and not _may_say(context, clause):
        return
    carried = pending if _CARRIES.match(clause.low) else ()
    marks = grade_hits(clause, context.lexicon)
    if _one_date_each(marks, own) and not _areas(context, clause):
        for number, mark in enumerate(marks):
            last = marks[number + 1].start if number + 1 < len(marks) else clause.end
            begin = mark.start if number else clause.start
            part = Clause(clause.sentence, begin, last)
            mine = tuple(item for item in own if part.holds(item.expression.start))
            yield from read_statement(context, part, mine, read_verdict(part, context.lexicon, [mark]))
        return
    own, repeated = _row_of_years(clause, own) if len(marks) == 1 and len(own) > 1 else (own, ())
    yield from read_statement(context, clause, own, read_verdict(clause, context.lexicon, marks, carried))
    for item in repeated:
        yield from read_statement(context, clause, (item,), read_verdict(clause, context.lexicon, marks, carried))


def _row_of_years(clause: Clause, dates: tuple[KeyedDate, ...]) -> tuple[tuple[KeyedDate, ...], tuple[KeyedDate, ...]]:
    """The dates of one grade given several times ("inadequate in 2013 and again in 2015"), parted after the first."""
    low, begin = clause.sentence.low, clause.sentence.start
    row = [
        other
        for one, other in pairwise(dates)
        if other.expression.start > one.expression.end
        and _AND_IN.fullmatch(low[one.expression.end - begin : other.expression.start - begin])
        and other.value.earliest.year != one.value.latest.year
    ]
    return tuple(item for item in dates if item not in row), tuple(row)


def _may_say(context: Context, clause: Clause) -> bool:
    """False for a clause that has no word of an inspection: most have none."""
    low = clause.low
    return (
        holds_one(low, _TELLING)
        or _INCLUDED.match(low) is not None
        or any(
            clause.has(context.lexicon.cue(name))
            for name in ("inspection.grade", "inspection.outcome", "inspection.kind")
        )
        or clause.has(context.lexicon.cue("inspection.stage.announced"))
        or coming(low) is not None
        or came(low)
        or awaited(low, clause.sentence.low) is not None
    )


def _belongs(context: Context, clause: Clause, item: KeyedDate) -> bool:
    """True for a date in the clause, and for that in "in 2019, when it was judged ...", which stands before it."""
    if clause.holds(item.expression.start):
        after = clause.sentence.low[item.expression.end - clause.sentence.start :]
        graded = _WHEN_GRADED.match(after)
        if graded is None or clause.holds(item.expression.end + graded.end() - 1):
            return True
        # "Judged inadequate in 2014, when inspectors found a backlog": the grade stands before its date.
        return any(hit.end <= item.expression.start for hit in grade_hits(clause, context.lexicon))
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
