"""How a clause ties its grades to the areas that it names: "good for leaders", "with care leavers outstanding"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.reader.clauses import Clause
from parsers.reader.grade_words import NOUNS, text_before

_FORWARD = re.compile(
    rf"[\s'\")]*(?:(?:ofsted )?{NOUNS}\s+|features?\s+)?(?:(?:both|given|awarded|each|apiece|also)\s+)*"
    r"(?:for|in|on|at|to|across|covers?|covering|over|against|under|when it comes to|with regard to)\b"
)
# "with good ratings, including ..." and "outstanding in two categories, children in care and leaders".
_LISTS = re.compile(
    rf"['\")]*(?: (?:ofsted )?{NOUNS})?(?: as well| too| also)?(?: (?:in|for|across|to|on|of) (?:just "
    rf"|only )?(?:one|two|three"
    r"|four)(?: of (?:the|its|those))? (?:\w+ )?"
    r"(?:areas|categories|judgements|sections|headings))?(?: as well| too| also)?[,:;]?(?: -)?"
    r"(?: (?:(?:which|these|those) )?(?:includ(?:ed|es?|ing)|were|are|was|is|cover(?:s|ed|ing)|namely|went to"
    r"|goes to|apply to"
    r"|applies to|belong to))?"
    r"(?: (?:the|for|its|both|of|in|to|on|overall|experiences|progress|and|quality|impact|work|with|support"
    r"|services))* ?$"
)
# "good for everything except care leavers": what follows has a grade of its own.
_EXCEPT = Expression(
    r"\b(?:except(?:ing)?|bar(?:ring)?|apart from|other than|save|aside from|but not|with the exception of"
    r"|(?:all|everything|everyone|anything|nothing|every \w+) but)(?: for| in)?"
    r"(?: (?:one|its|the|that of|work with|support for|services for|one area|a single area))*,? ?$"
)
_TO_AREA = re.compile(r"\b(?:for|in|on|of|:) (?:the |its |both )?(?:experiences (?:and progress )?of )?$|:\s*$")
_WITH = re.compile(r"\b(?:with|while|albeit)\b")
_AND = re.compile(r",? (?:and|&)(?: (?:for|to|in|of|the|its|our|their|those|support))* ")
# "..., with overall effectiveness as inadequate": the area stands right before its own grade.
_BELONGS_NEXT = re.compile(
    r"(?:[\s'\":-]*\b(?:effectiveness|is|was|were|are|be|being|been|to|as|has|have|had|remains?|gets?|got|at|on|out"
    r"|up|down|still"
    r"|now|again|also|both|each|all|just|only|once|an?|one|seen|given|held|found|thought|\w{2,}ed|requiring|getting"
    r"|receiving|(?:rating|grade|judge?ment|verdict|mark)(?: (?:of|as|at))?)){0,8}[\s'\":-]*$"
)

_FAR = 64


def leads(clause: Clause, mark: Hit, areas: Sequence[Hit], alone: bool) -> bool:
    """True for "good for leaders" and "good ratings, including leaders"; `alone` where no area stands before it."""
    if not areas:
        return False
    text = between(clause, mark, areas[0])
    return _forward(text) or (alone and _announces(text, areas[0]))


def _forward(text: str) -> bool:
    match = _FORWARD.match(text + " ")
    return match is not None and len(text) - match.end() < _FAR


def _announces(text: str, area: Hit) -> bool:
    if _LISTS.match(text):
        return True
    if _TO_AREA.search(text) and not re.search(r"\b(?:said|because|although|but)\b", text):
        return True
    return area.label in ("overall", "every") or bool(
        re.fullmatch(r"[\s'\":,]*(?:grade|rating)?[\s:]*(?:the|its)?\s*", text)
    )


def excepted(clause: Clause, area: Hit) -> bool:
    """True for "everything except care leavers": what is left out has a grade of its own."""
    return bool(_EXCEPT.search(text_before(clause, area, 60)))


def without_next(clause: Clause, mark: Hit, areas: list[Hit], following: Hit) -> list[Hit]:
    """The areas after a grade, less those before the next one: "good, with care and leaving care outstanding"."""
    if not areas or not _BELONGS_NEXT.match(between(clause, areas[-1], following)):
        return areas
    gaps = [between(clause, one, other) for one, other in zip([mark, *areas], areas, strict=False)]
    for place in range(len(areas) - 1, -1, -1):
        if _WITH.search(gaps[place]):
            return areas[:place]
    if not _forward(gaps[0]) and not _LISTS.match(gaps[0]):
        return []
    last = len(areas) - 1
    while last > 0 and _AND.fullmatch(gaps[last]):
        last -= 1
    return areas[:last]


def between(clause: Clause, one: Hit, other: Hit) -> str:
    """What stands between the two."""
    begin = clause.sentence.start
    return clause.sentence.low[one.end - begin : other.start - begin]
