"""What "good" and "inadequate" are said of where no word of rating stands beside them: a service, or its practice.

A letter on a visit finds that "early help is good" and "morale was found to be good"; only services, those who run
them and the areas that inspections judge are graded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.reader.clauses import Clause
from parsers.reader.word_lists import word_list

_GRADED = word_list("grades", "subject", "graded")
_PRACTICE = word_list("grades", "subject", "practice")
_RATES = Expression(
    r"\b(?:rat(?:ed|es|ing|ings)|judg\w+|grad(?:ed|es?|ing)|deem\w*|rank\w*|award\w*|given|overall|declar\w+|brand\w*"
    r"|score[ds]?|categor\w+|marks?|marked|verdict|classed|outcome)\b"
)
# The copula that the grade hangs on, with what may stand between the two.
_COPULA = re.compile(
    r" (?P<copula>(?:is|are|was|were|has been|have been|had been|remains?|remained|to be|being|be)"
    r"(?: (?:now|also|still|already|generally|mostly|largely|consistently|usually|often|always|all|both|found|seen|said"
    r"|considered|felt|thought|clearly|too often|at least|to be|as))*)[\s'\"]*$"
)
_BOUNDARY = re.compile(r"[,;:.]|\b(?:but|that|which|who|where|because|so|while|as|said|says|found|finds)\b")
_OF = re.compile(r" (?:of|in|for|from|with|between|among|amongst|at|to|by|on|across|given|offered|provided|received)\b")
_LEADS_IN = re.compile(r"\s*(?:for|in|at|on|over|after|by|during|within|across|since)\b")
_RELATIVE_WORD = re.compile(r",? (?:that|which|who|where)\s*$")
_RELATIVES = (" that", " which", " who", " where")
# "What the council does for them is outstanding."
_CLAUSAL = ("what", "how")
_BODIES = word_list("grades", "subject", "bodies")
_REACH = 70
_JOINING = ("and", "or", "yet", "then", "also", "now")
_WORD = re.compile(r"[\w'-]+")


def is_said_of_practice(clause: Clause, hit: Hit, areas: Sequence[Hit] = ()) -> bool:
    """True for "morale was found to be good", said of something that is part of the work and never graded."""
    low = clause.sentence.low[clause.start - clause.sentence.start : hit.start - clause.sentence.start]
    copula = _COPULA.search(low[-_REACH:])
    if copula is None or _RATES.search(clause.low):
        return False
    before = low[: max(0, len(low) - _REACH) + copula.start()]
    edges = [found.end() for found in _BOUNDARY.finditer(before)]
    edge = edges[-1] if edges else 0
    phrase = before[edge:]
    words = [word for word in _WORD.findall(phrase) if word not in _JOINING]
    if not words or words[0] in _CLAUSAL or any(clause.start + edge <= area.start < hit.start for area in areas):
        return False
    if words[-1] in _BODIES or ("to be" in copula["copula"] and any(word in _BODIES for word in words)):
        return False
    last = edges[-2] if len(edges) > 1 else 0
    if before[:edge].endswith(_RELATIVES) and any(head in _GRADED for head in _heads(before[last:edge])):
        # "The team that works with young offenders is outstanding."
        return False
    heads = _heads(phrase)
    if any(head in _GRADED for head in heads):
        return False
    return bool(heads) and not _is_name(clause, clause.start + edge + phrase.find(heads[0]), heads[0], len(words))


def _heads(phrase: str) -> list[str]:
    """The nouns that a subject may hang on: "services" in "services for children and young people".

    That is the first, and the one after the last "and"; after "for the third time in eight years" any that follows.
    """
    parts = _OF.split(phrase)
    some = parts if _LEADS_IN.match(phrase) else parts[:1]
    some = [*some, _OF.split(phrase.rpartition(" and ")[2])[0]]
    ends = [found[-1] for part in some if (found := _WORD.findall(_RELATIVE_WORD.sub("", part)))]
    return [end.removesuffix("'s") for end in ends]


def _is_name(clause: Clause, place: int, head: str, words: int) -> bool:
    """True for what may be the name of a council; the first word of a sentence is written like one."""
    text, begin = clause.sentence.text, clause.sentence.start
    if words == 1 and not text[: place - begin].strip(" \"'“‘"):
        return head not in _PRACTICE
    return text[place - begin].isupper()
