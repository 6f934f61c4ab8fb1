"""Grades: which judgement area a clause gives which grade, and which grade it recalls as the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from parsers.cues import Hit
from parsers.lexicon import Lexicon
from parsers.model import Area, Grade, SendOutcome
from parsers.reader.clauses import Clause
from parsers.reader.grade_words import grade_hits, text_before
from parsers.reader.judgement_areas import area_hits

_FORWARD = re.compile(r"[\s'\")]*(?:(?:grades?|ratings?|judgements?|marks?)\s+)?(?:both\s+)?(?:for|in|on|at)\b")
_EARLIER = re.compile(
    r"(?:\bfrom(?: (?:an?|its|the|their) (?:previous )?(?:judgement|rating|grade|verdict|mark|ranking) of)?"
    r"|\b(?:lose|loses|lost|losing|strip\w*|shed\w*) [\w' ]{0,24}|took away [\w']{0,6}"
    r"|ended [\w']{1,6} run as an?"
    r"|\bno longer|\breplac\w+ (?:the|an?|its)|\bwas previously|\bdown from|\bup from|\bout of the|out of"
    r"|having (?:previously |once )?been(?: (?:rated|judged|graded|found|branded))?(?: (?:as|to be))?"
    r"|previous(?:ly)?"
    r"|\bold|instead of|shook off (?:its|the|an?)|shak\w+ off (?:its|the|an?))[\s'\"]*(?:an?|its|their|the)?[\s'\"]*$"
)
_KEPT = re.compile(
    r"\b(?:kept|keeps|retain(?:s|ed)|remain(?:s|ed)?|stay(?:s|ed)?|still|maintain(?:s|ed)|held on to|clung on to"
    r"|once (?:again|more))"
    r"(?: \w+){0,3}[\s'\"]*$"
)
# "with good ratings, including ..." and "outstanding in two categories, children in care and leaders".
# "spun its 'inadequate' rating to 'good'": the first is the one before.
_TURNED = re.compile(
    r"['\"]? ?(?:ofsted )?(?:ratings?|grade|judgement|status|verdict)?,? ?(?:in|on|up|straight)?to (?:an? "
    r"|being )?['\"]?"
)
_LISTS = re.compile(
    r"['\"]?(?: (?:ofsted )?(?:ratings?|grades?|judge?ments?|marks))?(?: (?:in|for|across) (?:one|two|three"
    r"|four) (?:other )?"
    r"(?:areas|categories|judgements|sections))?[,:;]?(?: -)?"
    r"(?: (?:(?:which|these|those) )?(?:includ(?:ed|es?|ing)|were|are|covering|namely))? (?:(?:the|for|its|both"
    r"|of|in) )*$"
)
# "good for everything except care leavers": what follows has a grade of its own.
_EXCEPT = re.compile(r"\b(?:except|bar|apart from|other than|but not)(?: for)?(?: the)? $")
# "good in three of the four areas" is no grade for the whole.
_SOME_OF = re.compile(
    r"[^,;.]{0,40}\b(?:one|two|three|four)(?: of (?:the|its|those))?(?: (?:three|four|five))?"
    r" (?:areas|judgements|categories|grades)\b"
)
_TO_AREA = re.compile(r"\b(?:for|in|on|of|:) (?:the |its |both )?(?:experiences (?:and progress )?of )?$|:\s*$")
_WITH = re.compile(r"[,;-] ?(?:with|while|and)\b|\bwith (?:our|its|their|the)\b")
_AND = re.compile(r",? (?:and|&)(?: (?:for|to|in|of|the|its|our|their|those|support))* ")
# "..., with overall effectiveness as inadequate": the area stands right before its own grade.
_BELONGS_NEXT = re.compile(
    r"[\s'\"]*(?:effectiveness )?(?::|as|is|was|were|are|being|to be|judged|rated|graded|found|remains?|remained"
    r"|has been"
    r"|have been|deemed|considered|gets?|got)(?: (?:to be|as|also|both|each|found to|judged|rated"
    r"|graded))*[\s'\":-]*$"
)
_CARRY = re.compile(
    r"\b(?:as (?:was|were|is|are|does|do|did)|likewise|so (?:is|are|was|were|did|has|have|does|do)|because"
    r"|and the same"
    r"|the same|too|each|also|both|alike)\b"
)


@dataclass(slots=True)
class Verdict:
    """What one clause says of grades. `whole` is true where one grade is given to every area."""

    judgements: dict[Area, Grade | SendOutcome] = field(default_factory=dict)
    places: dict[Area, Hit] = field(default_factory=dict)
    previous: Grade | None = None
    previous_place: Hit | None = None
    whole: Grade | None = None
    kept: bool = False
    explicit_overall: bool = False

    def __bool__(self) -> bool:
        return bool(self.judgements or self.previous or self.whole)


def read_verdict(
    clause: Clause, lexicon: Lexicon, hits: Sequence[Hit] | None = None, carried: Sequence[Hit] = ()
) -> Verdict:
    """The grades of one clause.

    `hits` limits it to some of its grade words; `carried` are the areas that "which" or "that" at its start stand for.
    """
    verdict = Verdict()
    for outcome in clause.hits(lexicon.cue("inspection.outcome")):
        verdict.judgements["outcome"] = cast(SendOutcome, outcome.label)
        verdict.places["outcome"] = outcome
    marks = list(hits) if hits is not None else grade_hits(clause, lexicon)
    if not marks:
        return verdict
    areas = [hit for hit in area_hits(clause, lexicon) if not _same_place(hit, marks)]
    turned = {one.start for one, other in pairwise(marks) if _TURNED.fullmatch(_between(clause, one, other))}
    present: list[Hit] = []
    for place, mark in enumerate(marks):
        before = text_before(clause, mark, 48)
        if _EARLIER.search(before) or mark.start in turned:
            verdict.previous, verdict.previous_place = cast(Grade, mark.label), mark
        elif verdict.previous_place is None or place > 0:
            present.append(mark)
            if _KEPT.search(before):
                verdict.kept = True
    if verdict.kept and verdict.previous is None and present:
        verdict.previous, verdict.previous_place = cast(Grade, present[0].label), present[0]
    _bind(clause, verdict, present, areas or list(carried))
    return verdict


def _same_place(hit: Hit, marks: Sequence[Hit]) -> bool:
    return any(mark.start <= hit.start < mark.end for mark in marks)


def _bind(clause: Clause, verdict: Verdict, marks: Sequence[Hit], areas: Sequence[Hit]) -> None:
    """Give each grade the areas that it is said of: those it leads ("good for leaders") or those before it."""
    used: set[int] = set()
    for place, mark in enumerate(marks):
        follows = marks[place + 1].start if place + 1 < len(marks) else clause.end
        led = [area for area in areas if mark.end <= area.start < follows]
        if led and place + 1 < len(marks):
            led = _without_next(clause, mark, led, marks[place + 1])
        led = [area for area in led if not _EXCEPT.search(text_before(clause, area, 24))]
        tail = clause.sentence.low[mark.end - clause.sentence.start :]
        ahead = [area for area in areas if area.start < mark.start and area.start not in used]
        if (led and _FORWARD.match(tail)) or (led and not ahead and _leads(clause, mark, led[0])):
            _give(verdict, mark, led, used)
            if ahead and not _all_overall(led):
                _give(verdict, mark, [area for area in ahead if area.label != "every"], used)
        elif ahead:
            _give(verdict, mark, ahead, used)
            if led and place + 1 == len(marks) and _CARRY.search(_between(clause, mark, led[0])):
                _give(verdict, mark, led, used)
        else:
            _give_overall(verdict, mark, clause)
            if (
                led
                and place + 1 == len(marks)
                and _CARRY.search(_between(clause, mark, led[0]) + _after(clause, led[-1]))
            ):
                _give(verdict, mark, led, used)


def _without_next(clause: Clause, mark: Hit, areas: list[Hit], following: Hit) -> list[Hit]:
    """The areas after a grade, less those before the next one: "good, with care and leaving care outstanding"."""
    if not _BELONGS_NEXT.match(_between(clause, areas[-1], following)):
        return areas
    if _WITH.search(_between(clause, mark, areas[0])):
        return []
    last = len(areas) - 1
    while last > 0 and _AND.fullmatch(_between(clause, areas[last - 1], areas[last])):
        last -= 1
    return areas[:last]


def _leads(clause: Clause, mark: Hit, area: Hit) -> bool:
    between = _between(clause, mark, area)
    if _LISTS.match(between):
        return True
    if _TO_AREA.search(between) and not re.search(r"\b(?:said|because|although|but)\b", between):
        return True
    return area.label in ("overall", "every") or bool(
        re.fullmatch(r"[\s'\":,]*(?:grade|rating)?[\s:]*(?:the|its)?\s*", between)
    )


def _all_overall(areas: Sequence[Hit]) -> bool:
    return all(area.label in ("overall", "every") for area in areas)


def _between(clause: Clause, one: Hit, other: Hit) -> str:
    begin = clause.sentence.start
    return clause.sentence.low[one.end - begin : other.start - begin]


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
        label = cast(Area, area.label)
        if label == "overall":
            verdict.explicit_overall = True
        if label not in verdict.judgements:
            verdict.judgements[label] = cast(Grade, mark.label)
            verdict.places[label] = mark


def _give_overall(verdict: Verdict, mark: Hit, clause: Clause) -> None:
    low, begin = clause.low, clause.start
    after, before = low[mark.end - begin :], re.split(r"[,;]", low[: mark.start - begin])[-1]
    if _SOME_OF.match(after) or _SOME_OF.match(before):
        return
    if "overall" not in verdict.judgements:
        verdict.judgements["overall"] = cast(Grade, mark.label)
        verdict.places["overall"] = mark
