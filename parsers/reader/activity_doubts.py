"""Where the words for a deed tell of none: it is only wished, what money is for, hard, or what somebody leads."""

from __future__ import annotations

import re

from parsers.reader.clauses import clauses
from parsers.reader.sentences import Sentence
from parsers.wordings import wordings

_said = wordings("activity_doubts")

_NEAR, _WITHIN = 60, 110
_WISHED = _said("wished")
_PAID_FOR = _said("paid_for")
_INCENTIVES = _said("incentives")
# "Struggling to recruit social workers", "has had trouble with the hiring of".
_HARD = _said.shaped(r"\b@hard(?: [\w'-]+){0,3} $")
_IS_HARD = _said.shaped(r"^[^.;,]{0,40} @is_hard")
# "Somebody to lead the transformation of the department": his task, not yet a deed.
_ENTRUSTED = _said.shaped(r"\b@entrusted(?: [\w'-]+){0,3} $")
# "An established leadership team": what it is like, not what is done.
_QUALIFIES = _said.shaped(r"(?:\b@qualified|\W) $|[\"”“][\s]*$")
_PARTICIPLE = re.compile(r"(?!need)\w{3,}ed\b")
# "Has paid off with a good rating": what came of it is the news.
_CREDITED = _said("credited")
_GRADES = _said("grades")
# "Parents say the plan is not working": it is only spoken of.
_FAULT = _said.shaped(r"\b@critics\b[^.;]{0,60} @fault\b[^.;]{0,80}$")
_FAULTY = _said.shaped(r"^[^.;,]{0,60} @faulty\b")
# "Unison has threatened a ballot over a restructure", "it says it has a strategy to improve": told by others, or had.
_PROTEST = _said.shaped(r"\b(?:@campaigners\b[^.;]{0,60} @protests|@protests\b[^.;]{0,40} (?:over|about|against|at))\b")
_HAD = _said.shaped(r"\b@had $")
# "Plans have to be drawn up by councils where inspectors find failings": of all such, and of none in particular.
_OF_MANY = _said("of_many")
# "Published on 27 June, the team of inspectors": what follows is a subject of its own.
_ANOTHER_SUBJECT = re.compile(r", (?:the|inspectors|it|they|he|she|ofsted)\b")


def is_doubtful(sentence: Sentence, start: int, end: int) -> bool:
    """True where the deed told from `start` to `end` of the sentence, in characters, is none."""
    low = sentence.low
    told, before = low[start:end], low[max(0, start - _NEAR) : start]
    if _WISHED.search(told) or _ANOTHER_SUBJECT.search(told) or _IS_HARD.search(low[end : end + _WITHIN]):
        return True
    if _CREDITED.search(low) and _GRADES.search(low):
        return True
    if any(doubt.search(before) for doubt in (_HARD, _ENTRUSTED, _HAD)) or _PROTEST.search(low[:start]):
        return True
    if _PARTICIPLE.match(told) and _QUALIFIES.search(before):
        return True
    return _INCENTIVES.search(told) is None and _PAID_FOR.search(_of_the_clause(sentence, start)) is not None


def is_faulted(sentence: Sentence, start: int, end: int) -> bool:
    """True where others than the authority find fault with what is named from `start` to `end` of the sentence."""
    low = sentence.low
    return _FAULT.search(low[:start]) is not None and _FAULTY.search(low[end:]) is not None


def is_of_many(clause: str) -> bool:
    """True where what a clause tells is asked of councils in general."""
    return _OF_MANY.search(clause) is not None


def _of_the_clause(sentence: Sentence, place: int) -> str:
    """What goes before `place` in its clause, as far as it matters."""
    clause = next((part for part in clauses(sentence) if part.holds(sentence.start + place)), None)
    first = 0 if clause is None else clause.start - sentence.start
    return sentence.low[max(first, place - _WITHIN) : place]
