"""Which grade a clause recalls as the one before: "from inadequate", "kept its good", "up two notches to good"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.lexicon import Lexicon
from parsers.model import Grade
from parsers.reader.clauses import Clause
from parsers.reader.grade_links import between
from parsers.reader.grade_words import NOUNS, grade_hits, text_before
from parsers.wordings import wordings

_said = wordings("grade_moves")

SCALE: tuple[Grade, ...] = ("inadequate", "requires_improvement", "good", "outstanding")

_THE = r"(?:an?|its|their|the|his|her|our|that|this|one of) "
_OLD = r"(?:previous|earlier|last|former|old)"
_AS_WHAT = (
    r"(?:as|in|at|with|under|of|on|rated|judged|graded)(?: being)?"
    r"(?: (?:rated|judged|graded|branded|deemed|classed))?(?: as)?"
)
_BETTER_THAN = r"(?:above|below|beyond|better than|worse than|improve\w* (?:up)?on|improvement on|escap\w+)"
_SHAKEN = r"(?:shook|shak\w+|cast\w*|throw\w*|threw|thrown|leav\w+|left)"
# What stands before a grade that is left behind, each tried where its own words stand.
_LEFT = (
    r"\bfrom an? (?:\w+ ){0,2}(?:start|base|position|low) of",
    rf"\bfrom(?: (?:{_THE})?(?:{_OLD} )?(?:ofsted )?{NOUNS} of)?(?: being(?: rated)?)?",
    r"\b(?:strip\w*|rob(?:s|bed)|depriv\w*) [\w',& -]{2,50} of",
    r"\b(?:lose|loses|lost|losing|strip\w*|shed\w*|ditch\w*|scrap\w*|discard\w*) [\w' ]{0,24}",
    r"took away [\w']{0,6}",
    r"\b(?:end(?:ed|s|ing)|break\w*|broke) [\w']{1,6} run as an?",
    rf"\b(?:having|after|despite) sp(?:ent|ending) (?:[\w'-]+ ){{0,4}}?{_AS_WHAT}",
    r"\bno longer(?: (?!but\b|and\b|now\b)[\w'-]+){0,4}?",
    r"\bled to [\w' ]{3,40} being (?:rated|judged|graded|found|branded|deemed|labelled)(?: as)?",
    r"\breplac\w+ (?:the|an?|its)",
    r"\bwas previously|\bdown from|\bup from|out of(?: the)?|instead of",
    rf"\bcompar\w+ (?:with|to)(?: (?:{_THE})?(?:{_OLD} )?(?:ofsted )?{NOUNS} of)?|\bin comparison (?:with|to)",
    rf"\b{_BETTER_THAN} (?:{_THE})?(?:(?:previous|last|earlier|former) )?(?:{NOUNS} of)?",
    r"previous(?:ly)?|\bformer(?:ly)?|\bold",
    rf"{_SHAKEN} (?:off|behind|aside) (?:{_THE})?(?:[a-z]+ )?",
    r"(?:escap\w+|emerg\w+ from|mov\w+ (?:on |away )?from) (?:its|their|the|an?)",
)
_EARLIER = Expression("|".join(rf"(?:{way})[\s'\"]*(?:an?|its|their|the)?[\s'\"]*$" for way in _LEFT))
# Said of the grade before where another stands beside it: "good, having been inadequate", "previously rated good".
_BESIDE_ANOTHER = re.compile(
    r"(?:\bhaving (?:previously |once |already |long )?been"
    r"|\b(?:sp(?:ent|ending)|languish\w*|mired|years?|decades?) (?:[\w'-]+ ){0,3}?(?:as|in|at|with|under|of"
    r"|on)(?: being)?"
    r"|\b(?:previously|formerly|once|earlier|long|originally)|\b(?:last|latest|earlier|prior|preceding|original))"
    r"(?: (?:been|rated|judged|graded|found|branded|given|deemed|ranked|classed|considered|labelled|described))*"
    r"(?: (?:as|to be))?[\s'\"]*(?:an?|its|their|the)?[\s'\"]*$"
)
# "Its services, inadequate since 2016, were graded good", "had been inadequate, now require improvement".
_SINCE = re.compile(r"['\"]?(?: since (?:\w+ )?(?:19|20)\d\d\b|,? (?:(?:but|and|is|are|has|have|been) )*now\b)")
_IN_CLAUSE = re.compile(r"(?:previously|formerly|once|earlier|long|originally|last|latest|prior|preceding|original)\b")
# Between the grade before and the one before that: "requires improvement in 2018 and inadequate in 2013".
_BEFORE_THAT = re.compile(
    rf"['\"]? ?(?:{NOUNS})?(?:,? (?:in|from|of|at|back|given|received|its|the|last|previous|inspection|early|late|mid"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|\d{1,4}))*"
    r",? (?:and|or|before that|then|as well as)(?: (?:an?|even|before that|earlier|from|once|rated|judged|graded))*"
    r"[\s'\"]*"
)
_KEPT = re.compile(
    r"\b(?:kept|keeps|keep|retain(?:s|ed)?|remain(?:s|ed)?|stay(?:s|ed)?|still|maintain(?:s|ed)?|h[eo]ld(?:s"
    r"|ing)? (?:on to"
    r"|steady|firm|at)|cl[iu]ng(?:s|ing)? (?:on )?to"
    r"|stuck (?:at|on|with)|once (?:again|more)|again|unchanged|no change|repeat\w*|(?:\w+n't|not|never|hardly"
    r"|barely|yet to) (?:budged?|moved?)|where it was"
    r"|(?:left|leaves|leaving) (?:\w+ ){0,4}(?:where it was|unchanged))"
    r"(?:,? [\w']+){0,4}?[\s'\",]*$"
    r"|\b(?:again|once more)(?: [\w']+){0,8}[\s'\"]*$"
)
# "... inadequate for the second time running", "good once again".
_AS_BEFORE = re.compile(
    rf"['\"]*(?: {NOUNS})?,? (?:overall,? )?(?:(?:by|in|at|from|after"
    rf"|following) [\w' -]{{2,40}}? (?=for (?:the|an?) ))?(?:once (?:again|more)|again\b(?! in)"
    r"|(?:for|at|in) (?:the|an?|its|their) (?:second|third|fourth|\d(?:nd|rd|th)) (?:consecutive|successive"
    r"|straight|(?:\w+ )?"
    r"(?:time|inspection|year|report)(?: (?:running|in a row|in succession|on the trot"
    r"|in (?:just |only |under |as many )?(?:two|three|[23]) years)))"
    r"|(?:for )?the same as before)"
)
# "spun its 'inadequate' rating to 'good'": the first is the one before.
_TURNED = re.compile(
    rf"['\"]? ?(?:ofsted )?(?:{NOUNS}|status)?(?: (?:in|overall)[\w ]{{0,12}})?,? ?(?:then )?(?:in|on|up"
    rf"|straight|down"
    rf"|all the way"
    r")? ?to (?:an? |being |now )?['\"]?"
)
# "'Inadequate' no more", "the inadequate label is gone".
_GONE = re.compile(
    rf"['\"]? (?:(?:{NOUNS}|label|tag|status|badge) )?(?:no (?:more|longer)\b|(?:removed|lifted|scrapped|dropped"
    rf"|ditched|shed|stripped away) (?:by|after|from)\b|(?:is |are |was |has been "
    rf"|have been |now )+"
    r"(?:gone|history|over|shed|removed|dropped|ditched|shaken off|left behind|behind (?:it|them|us)"
    r"|a thing of the past))"
)
_UP = _said("up")
_DOWN = _said("down")
_STEPS = re.compile(
    r"\b(?P<count>an?|one|two|three|single) (?:full |whole |single |ofsted )?"
    r"(?:grade|notch|rung|place|categor(?:y|ie)|level|band|rating|peg)(?:e?s)?\b"
)
_BESIDE = re.compile(
    r",? (?:(?:is|was|were|being|coming|comes|came) )?(?:an?|one) (?:grade|notch|rung|step|place|category|level)"
    r" (?:(?P<up>above|higher|better|up)|below|beneath|lower|down|behind|worse)\b"
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "three": 3}
_NEAR = 60


def recalls(clause: Clause, mark: Hit, marks: Sequence[Hit], lexicon: Lexicon) -> bool:
    """True where the words around the grade make it the one before; `marks` are all grades of the clause."""
    after = clause.sentence.low[mark.end - clause.sentence.start : clause.end - clause.sentence.start]
    before = text_before(clause, mark, 90)
    if _EARLIER.search(before) or _GONE.match(after):
        return True
    another = _BESIDE_ANOTHER.search(before)
    if another is None:
        return _SINCE.match(after) is not None and any(
            hit.label != mark.label and hit.start > mark.end for hit in marks
        )
    if not _IN_CLAUSE.match(another.group()):
        whole = Clause(clause.sentence, clause.sentence.start, clause.sentence.end)
        marks = grade_hits(whole, lexicon)
    return any(hit.label != mark.label for hit in marks)


def before_that(clause: Clause, left: Hit, mark: Hit) -> bool:
    """True for the second of "up from requires improvement in 2018 and inadequate in 2013"."""
    return _BEFORE_THAT.fullmatch(between(clause, left, mark)) is not None


def turns(clause: Clause, mark: Hit, following: Hit) -> bool:
    """True for the first of "spun its 'inadequate' rating to 'good'"."""
    begin = clause.sentence.start
    return bool(_TURNED.fullmatch(clause.sentence.low[mark.end - begin : following.start - begin]))


def keeps(clause: Clause, mark: Hit) -> bool:
    """True for "kept its good rating" and "inadequate for the second time running"."""
    after = clause.sentence.low[mark.end - clause.sentence.start : clause.end - clause.sentence.start]
    return bool(_KEPT.search(text_before(clause, mark, 48)) or _AS_BEFORE.match(after))


def climbed(clause: Clause, mark: Hit) -> Grade | None:
    """The grade that "up two notches to good" leaves behind; None where no number of steps is said."""
    place, stop = mark.start - clause.start, mark.end - clause.start
    low = clause.low[:place] + " " * (stop - place) + clause.low[stop:]
    for step in _STEPS.finditer(low):
        if not (0 <= place - step.end() <= _NEAR or 0 <= step.start() - place <= _NEAR):
            continue
        around = low[max(0, step.start() - _NEAR) : step.end() + 24]
        up, down = _UP.search(around), _DOWN.search(around)
        if bool(up) == bool(down):
            continue
        number = SCALE.index(cast(Grade, mark.label)) + _COUNTS[step["count"]] * (-1 if up else 1)
        return SCALE[number] if 0 <= number < len(SCALE) else None
    return None


def beside(clause: Clause, mark: Hit, area: Hit) -> Grade | None:
    """The grade of an area told by that of the whole: "good, with help and protection a notch below"."""
    if area.start < mark.end:
        return None
    match = _BESIDE.match(clause.low, area.end - clause.start)
    if match is None:
        return None
    number = SCALE.index(cast(Grade, mark.label)) + (1 if match["up"] else -1)
    return SCALE[number] if 0 <= number < len(SCALE) else None
