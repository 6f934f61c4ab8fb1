"""Grades: which judgement area a clause gives which grade, and which grade it recalls as the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.lexicon import Lexicon
from parsers.model import Area, Grade, SendOutcome
from parsers.reader.clauses import Clause
from parsers.reader.grade_links import between, excepted, leads, without_next
from parsers.reader.grade_moves import before_that, beside, climbed, keeps, recalls, turns
from parsers.reader.grade_source import given_by_inspectors
from parsers.reader.grade_words import NOUNS, grade_hits, text_before
from parsers.reader.judgement_areas import area_hits
from parsers.reader.standing import describes

# "good in three of the four areas" is no grade for the whole.
_SOME_OF = re.compile(
    r"(?!.{0,30}\b(?:each|every|all|both) (?:of )?)[^,;.]{0,40}\b(?:one|two|three|four)"
    r"(?: (?:out )?of(?: (?:the|its|their|those|them))?)?(?: (?:main|key|further))?(?: (?:three|four|five))?"
    r"(?: (?:main|key|core))? (?:areas|judge?ments|categories|headings)\b"
)
# "three areas 'requires improvement' and two 'inadequate'": how many areas got it, not what the whole got.
_COUNT_OF = re.compile(
    r"(?<!of )(?<!of only )(?<!of just )(?<!of the )\b(?:one|two|three|four|five)(?: (?:of (?:the|its|those"
    r"|them)|out of \w+))?"
    r"(?: (?:main|key|further|other))?(?: (?:areas?|judge?ments?|categor(?:y|ies)|headings?|sub-?grades?))?"
    r"(?: (?:as|is|are|was|were|being|rated|graded|judged|deemed|found|marked|to be))*[\s'\"]*$"
)
# "... and requiring improvement in another", once others were counted.
_ONE_MORE = re.compile(
    r"['\"]? (?:in|for) (?:just |only )?(?:one|another|the (?:other|others|fourth|fifth|last))\b"
    r"(?=\s*(?:$|[.,;:)'\"]|and\b|area|categor|judge?ment|measure))"
)
# "Good in four out of five areas", "two of the four areas were good".
_OUT_OF = re.compile(
    r"\b(?P<some>one|two|three|four|[1-4]) (?:(?:out )?of|in) (?:the |its |their )?(?P<all>three|four|five|[3-5])\b"
    r"(?: (?!of\b)[\w-]+)? (?:areas|judge?ments|categories|headings|measures|strands|grades|aspects)\b"
)
_BOTTOM = re.compile(r"(?:ofsted's )?(?:lowest|bottom|worst)")
_MUST_IMPROVE = re.compile(r"need|told|requir\w+ it|require (?!improvement)")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
# "One good rating"; "two good ratings" are those of two areas.
_CALLED_ONE = re.compile(rf"['\"]? (?:ofsted )?{NOUNS}\b(?<!s)")
_CARRY = re.compile(
    r"\b(?:as (?:was|were|is|are|does|do|did)|likewise|so (?:is|are|was|were|did|has|have|does|do)|because"
    r"|and the same"
    r"|the same|too|each|also|both|alike)\b"
)


# "That isn't the worst of the three outcomes, nor the best."
_NOT_SO = re.compile(
    r"(?:\b(?:not|nor|no|never|neither|without|avoid\w*|escap\w*|rather than|short of)|n't)\b[^,.;]{0,24}$"
)
_AGGRIEVED = Expression(
    r"\b(?:council|authority|borough|county|city|department|trust)\b(?!'s)[^,;]{0,60}\b(?:fail(?:s|ed|ing)|accused"
    r"|blamed"
    r"|let(?:ting)? down|look(?:s|ed|ing) after|car(?:es|ed|ing) for|responsible for|criticised)\b[^,;]{0,40}$"
)
# "Weaknesses in child protection led Ofsted to rate the council inadequate": why, and not of what.
_BECAUSE = re.compile(
    r"\b(?:led|leads?|leading|prompt(?:ed|ing|s)|moved) (?:ofsted|(?:its |the )?inspectors|the \w+|them|it) to\b"
)
# "rated overall as good": said of how, not of which area.
_ADVERB = re.compile(r"\s*(?:(?:as|to be|to have been)\s*)?['\"]*$")
_BUT_ONE = re.compile(
    r"\b(?:but|bar|except(?: for| in)?|apart from|other than|save) (?:one|for|the|work|care|leader|help|child"
    r"|support|its|that)"
)


@dataclass(slots=True)
class Verdict:
    """What one clause says of grades.

    `whole` is a grade given to every area, `rest` one given to all that are not named; `apart` is how many areas are
    said not to share `rest`. `partial` is true where an area is said to be left out of `whole`; `older` are the
    grades before the one before.
    """

    judgements: dict[Area, Grade | SendOutcome] = field(default_factory=dict)
    places: dict[Area, Hit] = field(default_factory=dict)
    previous: Grade | None = None
    previous_place: Hit | None = None
    older: list[Hit] = field(default_factory=list)
    whole: Grade | None = None
    rest: Grade | None = None
    apart: int | None = None
    partial: bool = False
    kept: bool = False
    explicit_overall: bool = False

    def __bool__(self) -> bool:
        return bool(self.judgements or self.previous or self.whole or self.rest)


def read_verdict(
    clause: Clause, lexicon: Lexicon, hits: Sequence[Hit] | None = None, carried: Sequence[Hit] = ()
) -> Verdict:
    """The grades of one clause.

    `hits` limits it to some of its grade words; `carried` are the areas that "which" or "that" at its start stand for.
    """
    verdict = Verdict()
    for outcome in clause.hits(lexicon.cue("inspection.outcome")):
        if _NOT_SO.search(text_before(clause, outcome, 40)):
            continue
        verdict.judgements["outcome"] = cast(SendOutcome, outcome.label)
        verdict.places["outcome"] = outcome
    marks = given_by_inspectors(clause, hits if hits is not None else grade_hits(clause, lexicon))
    if not marks:
        return verdict
    areas = [hit for hit in area_hits(clause, lexicon) if not _same_place(hit, marks)]
    turned = {one.start for one, other in pairwise(marks) if turns(clause, one, other)}
    present: list[Hit] = []
    left: Hit | None = None
    for place, mark in enumerate(marks):
        if left is not None and before_that(clause, left, mark):
            # "Up from requires improvement in 2018 and inadequate in 2013": the grade before is the first.
            left = mark
            verdict.older.append(mark)
        elif (
            (recalls(clause, mark, marks, lexicon) and not keeps(clause, mark))
            or mark.start in turned
            or _describes_before(clause, mark, marks[place + 1 :])
        ):
            if left is not None:
                verdict.older.append(left)
            verdict.previous, verdict.previous_place = cast(Grade, mark.label), mark
            left = mark
        elif verdict.previous_place is None or place > 0:
            present.append(mark)
    _bind(clause, verdict, present, areas or list(carried))
    if present:
        for area in areas:
            relative = beside(clause, present[-1], area)
            if relative and area.label not in ("overall", "every", "rest"):
                verdict.judgements[cast(Area, area.label)] = relative
                verdict.places[cast(Area, area.label)] = area
    _recall(clause, verdict, present, areas)
    return verdict


def _describes_before(clause: Clause, mark: Hit, later: Sequence[Hit]) -> bool:
    """True for "the 'inadequate' services now require improvement": the word for them is the grade that was."""
    return any(hit.label != mark.label for hit in later) and describes(clause, mark)


def _recall(clause: Clause, verdict: Verdict, present: Sequence[Hit], areas: Sequence[Hit]) -> None:
    """Take the grade before from "kept its good" and "up a notch to good"; that of a single area is nobody's."""
    overall = verdict.places.get("overall")
    if overall is not None and (verdict.whole or "overall" in verdict.judgements):
        verdict.kept = any(keeps(clause, mark) for mark in present if mark.start == overall.start)
        if verdict.previous is None:
            aside = any(area.start > overall.end and area.label not in ("overall", "every") for area in areas)
            grade = cast(Grade, overall.label) if verdict.kept else None if aside else climbed(clause, overall)
            if grade:
                verdict.previous, verdict.previous_place = grade, overall
    elif verdict.previous and any(area.label not in ("overall", "every") for area in areas):
        verdict.previous = verdict.previous_place = None


def _same_place(hit: Hit, marks: Sequence[Hit]) -> bool:
    return any(mark.start <= hit.start < mark.end for mark in marks)


def _bind(clause: Clause, verdict: Verdict, marks: Sequence[Hit], areas: Sequence[Hit]) -> None:
    """Give each grade the areas that it is said of: those it leads ("good for leaders") or those before it."""
    used: set[int] = set()
    areas = [area for area in areas if not excepted(clause, area)]
    verdict.partial = any(area.label == "every" for area in areas) and bool(_BUT_ONE.search(clause.low))
    for place, mark in enumerate(marks):
        last = place + 1 == len(marks)
        follows = clause.end if last else marks[place + 1].start
        led = [area for area in areas if mark.end <= area.start < follows]
        if not last:
            led = without_next(clause, mark, led, marks[place + 1])
        ahead = _topics(clause, mark, [area for area in areas if area.start < mark.start and area.start not in used])
        if leads(clause, mark, led, alone=not ahead):
            _give(verdict, mark, led, used)
            if ahead and not _all_overall(led):
                _give(verdict, mark, [area for area in ahead if area.label != "every"], used)
            continue
        if ahead:
            _give(verdict, mark, ahead, used)
        else:
            _give_overall(verdict, mark, clause)
        if led and last and _CARRY.search(between(clause, mark, led[0]) + ("" if ahead else _after(clause, led[-1]))):
            _give(verdict, mark, led, used)


def _topics(clause: Clause, mark: Hit, areas: list[Hit]) -> list[Hit]:
    """The areas before the grade that it can be said of.

    Without the "overall" of "leadership was rated overall as good", and without those of "a council accused of
    failing children in care was rated good" and "failings in child protection led Ofsted to rate the council".
    """
    areas = [
        area
        for area in areas
        if not _AGGRIEVED.search(clause.low[: area.start - clause.start])
        and not _BECAUSE.search(between(clause, area, mark))
    ]
    if len(areas) > 1 and areas[-1].text == "overall" and _ADVERB.match(between(clause, areas[-1], mark)):
        return areas[:-1] if all(area.label != "overall" for area in areas[:-1]) else areas
    return areas


def _all_overall(areas: Sequence[Hit]) -> bool:
    return all(area.label in ("overall", "every") for area in areas)


def _after(clause: Clause, hit: Hit) -> str:
    begin = clause.sentence.start
    return clause.sentence.low[hit.end - begin : clause.end - begin]


def _give(verdict: Verdict, mark: Hit, areas: Sequence[Hit], used: set[int]) -> None:
    for area in areas:
        used.add(area.start)
        if area.label == "every":
            verdict.whole = cast(Grade, mark.label)
            verdict.places.setdefault("overall", mark)
            continue
        if area.label == "rest":
            if all(other.label in ("overall", "every", "rest") for other in areas):
                verdict.rest = cast(Grade, mark.label)
            continue
        label = cast(Area, area.label)
        # "Three goods and an outstanding, and good overall": what is called overall is.
        plain = label == "overall" and not verdict.explicit_overall
        if label == "overall":
            verdict.explicit_overall = True
        if plain or label not in verdict.judgements:
            verdict.judgements[label] = cast(Grade, mark.label)
            verdict.places[label] = mark


def _give_overall(verdict: Verdict, mark: Hit, clause: Clause) -> None:
    low, begin = clause.low, clause.start
    after, before = low[mark.end - begin :], re.split(r"[,;]", low[: mark.start - begin])[-1]
    counted = _COUNT_OF.search(low[max(0, mark.start - begin - 60) : mark.start - begin])
    if (
        _ONE_MORE.match(after)
        or _SOME_OF.match(after)
        or _SOME_OF.match(before)
        or (counted and not _CALLED_ONE.match(after))
    ):
        share = _OUT_OF.search(after[:60]) or _OUT_OF.search(before[-60:])
        if share and verdict.rest is None:
            some, every = (_NUMBERS.get(share[name]) or int(share[name]) for name in ("some", "all"))
            verdict.rest, verdict.apart = cast(Grade, mark.label), every - some
        return
    if "overall" not in verdict.judgements:
        verdict.judgements["overall"] = cast(Grade, mark.label)
        verdict.places["overall"] = mark


def take_as_outcome(verdict: Verdict) -> None:
    """In special needs "the lowest rating" is not "inadequate" but the third of three outcomes."""
    lowest = verdict.places.get("overall")
    if lowest is None:
        return
    if verdict.judgements.get("overall") == "inadequate" and _BOTTOM.match(lowest.text):
        verdict.judgements = {"outcome": "systemic_failings"}
        verdict.places = {"outcome": lowest}
    elif _MUST_IMPROVE.match(lowest.text):
        # It has no such grade: that much has to improve is said of anything.
        del verdict.judgements["overall"], verdict.places["overall"]
