"""Whether the words around a date speak of the past or of what is to come, and how they relate to it."""

from __future__ import annotations

from typing import Literal

from parsers.reader.date_words import Token
from parsers.reader.word_lists import word_list

Tense = Literal["past", "future"]
Relation = Literal["on", "after", "before", "about", "until", "since"]

_FUTURE, _PAST = word_list("dates", "tense", "future"), word_list("dates", "tense", "past")
_IRREGULAR = word_list("dates", "tense", "irregular")
_NOT_PARTICIPLES = word_list("dates", "tense", "not_participles")
_TRANSPARENT = word_list("dates", "date", "transparent")
_WORDS_BACK, _WORDS_ON, _AUXILIARY_REACH = 16, 12, 4

# "Found to be inadequate in January" is no future.
_FOUND = frozenset(["found", "judged", "deemed", "considered", "ruled", "declared", "said", "known", "proved", "held"])

# "Has been put back until the autumn": what is told as done is when it will be.
_PUT_OFF = frozenset(["postponed", "deferred", "delayed", "rescheduled", "back", "off"])

# "Was meant to be over before Christmas" is no future either.
_INTENDED = frozenset(["meant", "supposed", "intended", "originally", "hoped"])

_RELATIONS: dict[str, Relation] = {
    "on": "on", "in": "on", "at": "on", "during": "on", "after": "after", "following": "after", "before": "before",
    "by": "before", "until": "until", "till": "until", "since": "since", "from": "on",
    "around": "about", "about": "about", "circa": "about", "early": "about", "late": "about", "mid": "about",
}  # fmt: skip


def relation_of(tokens: list[Token], left: int) -> Relation:
    """How the sentence relates to the date whose first word stands at `left`."""
    found: Relation = "on"
    if left > 2 and tokens[left - 1].word in ("including", "inclusive") and tokens[left - 3].word == "to":
        return "until"
    for place in range(left - 1, max(-1, left - 7), -1):
        word = tokens[place].word
        if word not in _RELATIONS:
            if word in _TRANSPARENT:
                continue
            return found
        if _RELATIONS[word] != "about" and not (word == "at" and found == "on"):
            return _RELATIONS[word] if found == "on" or _RELATIONS[word] != "on" else found
        found = _RELATIONS[word]
    return found


def tense_at(tokens: list[Token], left: int, right: int) -> Tense | None:
    """The tense of the nearest verb, first before the date and then after it, within its sentence."""
    sentence = tokens[left].sentence
    for place in range(left - 1, max(-1, left - 1 - _WORDS_BACK), -1):
        if tokens[place].sentence != sentence:
            break
        tense = _tense_of(tokens, place)
        if tense is not None:
            return tense
    for place in range(right, min(len(tokens), right + _WORDS_ON)):
        if tokens[place].sentence != sentence:
            break
        tense = _tense_of(tokens, place)
        if tense is not None:
            return tense
    return None


def _tense_of(tokens: list[Token], place: int) -> Tense | None:
    word = tokens[place].word
    if word in _PAST:
        return "past"
    if word in ("until", "till") and _stands_before(tokens, place, _PUT_OFF):
        return "future"
    if word == "set" and place + 1 < len(tokens) and tokens[place + 1].word in ("up", "aside", "out"):
        return "future" if _stands_before(tokens, place, frozenset(["will", "be", "to", "would"])) else "past"
    if word in ("expected", "scheduled", "planned", "due", "set"):
        return "past" if _stands_before(tokens, place, frozenset(["had", "been"])) else "future"
    if word in _INTENDED and _stands_before(tokens, place, frozenset(["was", "were", "had", "been"])):
        return "past"
    if word == "to":
        return _infinitive(tokens, place)
    if word == "heading":
        return "future" if place + 1 < len(tokens) and tokens[place + 1].word in ("to", "for", "into") else None
    if word in ("expect", "look", "wait") and _stands_before(tokens, place, frozenset(["had"])):
        return "past"
    if word in _FUTURE:
        perfect = place + 1 < len(tokens) and tokens[place + 1].word == "have"
        return "past" if perfect and word in ("would", "could", "might", "should") else "future"
    if word in _IRREGULAR or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PARTICIPLES):
        near = _before(tokens, place, 1)
        coming = near in (["to"], ["be"]) or _stands_before(tokens, place, frozenset(["will", "ll", "would"]))
        return "future" if coming else "past"
    return None


def _infinitive(tokens: list[Token], place: int) -> Tense | None:
    """ "is to inspect", "to be published": future; "to Ofsted", "went to", "asked to step down": no help."""
    if place + 1 >= len(tokens):
        return None
    before = tokens[place - 1].word if place else ""
    if before in _FOUND or before in _INTENDED:
        return None
    return "future" if tokens[place + 1].word == "be" or before in ("is", "are", "s", "ofsted", "about") else None


def _before(tokens: list[Token], place: int, count: int) -> list[str]:
    return [token.word for token in tokens[max(0, place - count) : place]]


def _stands_before(tokens: list[Token], place: int, words: frozenset[str]) -> bool:
    sentence = tokens[place].sentence
    nearby = tokens[max(0, place - _AUXILIARY_REACH) : place]
    return any(token.word in words and token.sentence == sentence for token in nearby)
