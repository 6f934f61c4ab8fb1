"""The grade before, where the news of a new one says when it was given."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.clauses import Clause
from parsers.reader.date_keys import KeyedDate
from parsers.reader.grades import Verdict

_OF_BEFORE = re.compile(
    r"['\")]*,?(?: (?:one|ones|they|ofsted|overall|the|its|it|they|them|he|she|council|services?|authority|department"
    r"|was|were|had|been|has|that|which|when|given|received"
    r"|handed|got|gained|awarded"
    r"|held|at|in|of|from|for|back|by|inspectors?|inspections?|ratings?|rated|grades?|graded|judge?ments?"
    r"|judged|assessments?"
    r"|verdict|mark|report|outcome|last|previous|previously|first|earlier|issued|made|published|achieved"
    r"|to|be|good))* ?"
)

_UNCHANGED = re.compile(r"\b(?:unchanged|no change|not changed|the same)\b")


def date_of_previous(clause: Clause, verdict: Verdict, dates: tuple[KeyedDate, ...]) -> KeyedDate | None:
    """The date of the grade before: "up from the 'requires improvement' that it was given in 2014"."""
    mark = verdict.previous_place
    return None if mark is None or verdict.kept else date_of_grade(clause, mark, dates)


def date_of_grade(clause: Clause, mark: Hit, dates: tuple[KeyedDate, ...]) -> KeyedDate | None:
    """The date that follows on a grade: "inadequate in 2013"."""
    begin = clause.sentence.start
    for item in dates:
        between = clause.sentence.low[mark.end - begin : item.expression.start - begin]
        if item.expression.start >= mark.end and _OF_BEFORE.fullmatch(between):
            return item
    return None


def dates_before_it(verdict: Verdict, dates: tuple[KeyedDate, ...]) -> tuple[KeyedDate, ...]:
    """The dates between the grade before and the new one: "up from the inadequate of 2013 and 2015 to good"."""
    mark = verdict.previous_place
    following = [hit.start for hit in verdict.places.values() if mark is not None and hit.start > mark.end]
    if mark is None or verdict.kept or not following:
        return ()
    return tuple(item for item in dates if mark.end <= item.expression.start < min(following))


def kept_since(clause: Clause, verdict: Verdict) -> bool:
    """True for "inadequate, unchanged since 2020": that is when the same grade was given before."""
    return verdict.kept and _UNCHANGED.search(clause.low) is not None
