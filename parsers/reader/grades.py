"""Grades: which judgement area a clause gives which grade, and which grade it recalls as the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from parsers.lexicon import Hit, Lexicon
from parsers.model import Area, Grade, SendOutcome
from parsers.reader.clauses import Clause

CARE_LEAVERS_APART = date(2023, 1, 1)
NO_OVERALL = date(2026, 4, 1)

_FORWARD = re.compile(r"[\s'\")]*(?:(?:grades?|ratings?|judgements?|marks?)\s+)?(?:both\s+)?(?:for|in|on|at)\b")
_EARLIER = re.compile(
    r"(?:\bfrom|\b(?:lose|loses|lost|losing|strip\w*|shed\w*) [\w' ]{0,24}|took away [\w']{0,6}"
    r"|ended [\w']{1,6} run as an?"
    r"|\bno longer|\breplac\w+ (?:the|an?|its)|\bwas previously|\bdown from|\bup from|\bout of the|out of"
    r"|previous(?:ly)?"
    r"|\bold|instead of|shook off (?:its|the|an?)|shak\w+ off (?:its|the|an?))[\s'\"]*(?:an?|its|their|the)?[\s'\"]*$"
)
_KEPT = re.compile(
    r"\b(?:kept|keeps|retain(?:s|ed)|remain(?:s|ed)?|stay(?:s|ed)?|still|maintain(?:s|ed)|held on to|clung on to"
    r"|once (?:again|more))"
    r"(?: \w+){0,3}[\s'\"]*$"
)
_RATING_BEFORE = re.compile(
    r"(?:\brat\w+|judg\w+|grad(?:ed|es|ing)|deemed|found|given|gives?|gave|handed|awarded|receiv\w+|got|get|called"
    r"|officially|currently|already|considered|were|was|is|are|be|been"
    r"|became|become|becomes|remains?|remained|stays?|stayed|from|to|as|both|each|all|and|or|an?|kept (?:its|their)"
    r"|retained its|its|overall|declared|branded"
    r"|marked|not|now|again|also|still|mostly|too|same|lost its|of|services|being|scored|:|-|\(|,|ruled|well|'"
    r"|\")[\s'\"(]*$"
)
_FOLLOWS = frozenset([
    "earlier", "last", "yesterday", "today", "recently", "two", "three", "four", "five", "six", "just", "months",
    "years", "rating", "ratings", "grade", "grades", "judgement", "judgements", "overall", "in", "for", "at", "by",
    "and", "or", "when", "after", "but", "while", "with", "across", "throughout", "all", "to", "since", "as",
    "first", "ofsted", "authority", "council", "services", "department", "again", "now", "only", "too", "on",
    "despite", "following", "this", "status", "mark", "marks", "verdict", "result", "results", "both", "each",
    "every", "because", "if", "though", "although", "under", "from", "even", "local", "children's", "childrens",
    "than", "until", "council's", "leadership", "leaders", "help", "services'", "nor", "standard", "report",
    "across-the-board", "outcome", "outcomes", "category", "top", "once", "per", "within", "before", "which", "is",
    "are", "was", "were", "including", "there", "not", "authorities", "back", "so", "having", "where", "may",
    "will", "being", "more", "between", "against", "she", "he", "they", "it", "we", "you",
])  # fmt: skip
_ORDINARY = re.compile(
    r"(?:\b(?:a|the|any|no|some|such|very|really|more|how|for|so|as|pretty|too|in|do|feel|feels|not|is|are|any|of)\s)$"
)
# "inadequate staffing" finds fault and grades nothing.
_LACKING = re.compile(
    r"['\"]? (?:protection|staffing|food|controls|records?|recording|support|response|supervision|resources|funding"
    r"|housing"
    r"|accommodation|oversight|planning|plans|arrangements|measures|levels|numbers?|training|management|information|weather)\b"
)
# "good for everything except care leavers": what follows has a grade of its own.
_EXCEPT = re.compile(r"\b(?:except|bar|apart from|other than|but not)(?: for)?(?: the)? $")
# "good in three of the four areas" is no grade for the whole.
_SOME_OF = re.compile(
    r"\b(?:one|two|three|four)(?: of (?:the|its|those))?(?: (?:three|four|five))?"
    r" (?:areas|judgements|categories|grades)\b"
)
# The names of the grades, said of nobody: "from outstanding down to inadequate", "grades such as good".
_SCALE = re.compile(
    r"\bfrom outstanding (?:down |all the way )?to inadequate|\bgrades? (?:such as|like|of)\b.{0,30}\bor\b"
    r"|\boutstanding, good, requires improvement"
)
# "a further four areas require improvement" counts areas for improvement and grades nothing.
_SOME_AREAS = re.compile(
    r"\b(?:further|other|some|several|following|these|number of) (?:\w+ )?(?:areas?|things|points|matters|aspects) $"
)
_ESCAPED = re.compile(
    r"\b(?:escap\w+|avoid\w*|spared|short of|rather than|instead of|far from|not) (?:being )?(?:an?|the)?[\s'\"]*$"
)
_TO_AREA = re.compile(r"\b(?:for|in|on|of|:) (?:the |its |both )?(?:experiences (?:and progress )?of )?$|:\s*$")
# "..., with overall effectiveness as inadequate": the area stands right before its own grade.
_BELONGS_NEXT = re.compile(
    r"[\s'\"]*(?:effectiveness )?(?::|as|is|was|were|are|being|to be|judged|rated|graded|found|remains?|remained"
    r"|has been"
    r"|have been|deemed|considered|gets?|got)(?: (?:to be|as|also|both|each|found to|judged|rated|graded))*[\s'\":-]*$"
)
_CARRY = re.compile(
    r"\b(?:as (?:was|were|is|are|does|do|did)|likewise|so (?:is|are|was|were|did|has|have|does|do)|because|and the same"
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
    present: list[Hit] = []
    for place, mark in enumerate(marks):
        before = _before(clause, mark, 48)
        if _EARLIER.search(before):
            verdict.previous, verdict.previous_place = cast(Grade, mark.label), mark
        elif verdict.previous_place is None or place > 0:
            present.append(mark)
            if _KEPT.search(before):
                verdict.kept = True
    if verdict.kept and verdict.previous is None and present:
        verdict.previous, verdict.previous_place = cast(Grade, present[0].label), present[0]
    _bind(clause, verdict, present, areas or list(carried))
    return verdict


def grade_hits(clause: Clause, lexicon: Lexicon) -> list[Hit]:
    """The grade words of the clause that are used as grades, not as ordinary words."""
    cue = lexicon.cue("inspection.grade")
    if not cue.may_match(clause.sentence.words):
        return []
    found = [] if _SCALE.search(clause.low) else list(clause.hits(cue))
    strong = any(hit.label != "good" for hit in found)
    ends = [area.end for area in area_hits(clause, lexicon)] if found else []
    return [hit for hit in found if _is_rating(clause, hit, strong, any(0 < hit.start - end <= 2 for end in ends))]


def _is_rating(clause: Clause, hit: Hit, strong: bool, after_area: bool) -> bool:
    sentence = clause.sentence
    after = sentence.low[hit.end - sentence.start :]
    following = re.match(r"['\")\]]*\s+['\"(]?([\w'/-]+)", after)
    if _ESCAPED.search(_before(clause, hit, 40)) or _SOME_AREAS.search(_before(clause, hit, 30)):
        return False
    bare = hit.text in ("good", "outstanding", "inadequate", "outstandings", "inadequates")
    if not bare:
        return hit.text not in ("told to improve",) or " told to improve" in sentence.low
    if hit.text == "inadequate":
        return not _LACKING.match(after)
    if following and after[:1] not in ",.;:'\")" and following.group(1) not in _FOLLOWS:
        return False
    if after_area or sentence.text[hit.start - sentence.start] in "GO":
        return True
    if after[:1] in "'\"" and _before(clause, hit, 1)[-1:] in ("'", '"'):
        return True
    before = _before(clause, hit, 40)
    if not before.strip():
        return True
    return bool(_RATING_BEFORE.search(before)) and (
        strong or not _ORDINARY.search(before) or _near_rating(before, after)
    )


def _near_rating(before: str, after: str) -> bool:
    words = r"\b(?:rat|judg|grad|deem|found|given|hand|award|remain|kept|retain|stay|called|score|was|were|is|are|lost)"
    return bool(re.search(words, before) or re.match(r"['\"]? (?:rating|grade|judgement|for|overall|across)", after))


def _before(clause: Clause, hit: Hit, length: int) -> str:
    low, place = clause.sentence.low, hit.start - clause.sentence.start
    return low[max(0, place - length) : place]


def area_hits(clause: Clause, lexicon: Lexicon) -> list[Hit]:
    """The judgement areas named in the clause; two that the old framework judged together are one."""
    cue = lexicon.cue("inspection.area")
    return list(clause.hits(cue)) if cue.may_match(clause.sentence.words) else []


def _same_place(hit: Hit, marks: Sequence[Hit]) -> bool:
    return any(mark.start <= hit.start < mark.end for mark in marks)


def _bind(clause: Clause, verdict: Verdict, marks: Sequence[Hit], areas: Sequence[Hit]) -> None:
    """Give each grade the areas that it is said of: those it leads ("good for leaders") or those before it."""
    used: set[int] = set()
    for place, mark in enumerate(marks):
        follows = marks[place + 1].start if place + 1 < len(marks) else clause.end
        led = [area for area in areas if mark.end <= area.start < follows]
        if led and place + 1 < len(marks) and _BELONGS_NEXT.match(_between(clause, led[-1], marks[place + 1])):
            led.pop()
        led = [area for area in led if not _EXCEPT.search(_before(clause, area, 24))]
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


def _leads(clause: Clause, mark: Hit, area: Hit) -> bool:
    between = _between(clause, mark, area)
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
    if _SOME_OF.search(clause.low):
        return
    if "overall" not in verdict.judgements:
        verdict.judgements["overall"] = cast(Grade, mark.label)
        verdict.places["overall"] = mark


def areas_of(day: date | None) -> tuple[Area, ...]:
    """The areas that an inspection starting on that day judged under the framework then in force."""
    if day is None or day >= NO_OVERALL:
        return ("leaders", "help_and_protection", "in_care", "care_leavers")
    if day >= CARE_LEAVERS_APART:
        return ("overall", "leaders", "help_and_protection", "in_care", "care_leavers")
    return ("overall", "leaders", "help_and_protection", "in_care_and_care_leavers")


def spread(
    judgements: Mapping[Area, Grade | SendOutcome], grade: Grade, day: date | None
) -> dict[Area, Grade | SendOutcome]:
    """One grade for every area of the framework of that day, single exceptions kept."""
    return {**dict.fromkeys(areas_of(day), grade), **judgements}
