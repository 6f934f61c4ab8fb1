"""How a verb stands: done, still to come, owed, only possible or denied; told by the auxiliaries before it.

Reports differ in their verbs without end, and hardly at all in their auxiliaries: "has been", "will", "must", "could".
"""

from __future__ import annotations

import re
from typing import Literal

from parsers.reader.word_lists import word_list

Mood = Literal["bare", "present", "past", "perfect", "earlier", "future", "bound", "possible", "denied"]

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[,;:.()]")
_REACH = 100
_MOST_WORDS = 9
_BE = word_list("verbs", "auxiliary", "be")
_HAVE = word_list("verbs", "auxiliary", "have")
_WILL = word_list("verbs", "auxiliary", "will")
_MAYBE = word_list("verbs", "auxiliary", "maybe")
_NOT = word_list("verbs", "auxiliary", "not")
_OWED = word_list("verbs", "governor", "owed")
_AHEAD = word_list("verbs", "governor", "ahead")
_DECIDED = word_list("verbs", "governor", "decided")
_WISHED = word_list("verbs", "governor", "wished")
_FILLERS = word_list("verbs", "auxiliary", "fillers")
_AUXILIARIES = (
    _BE | _HAVE | _WILL | _MAYBE | _NOT | frozenset(["had", "must", "'ll", "shall", "ought", "did", "does", "do"])
)


def mood_before(low: str, place: int) -> Mood:
    """How the verb at `place` of normalised text stands; `bare` where no auxiliary goes before it."""
    words = _words_before(low, place)
    group: list[str] = []
    rest = ""
    for word in reversed(words):
        if word in _AUXILIARIES or word in _FILLERS or word.endswith(("ly", "n't")):
            group.append(word)
            continue
        rest = word
        break
    return _decide(group, rest)


def _words_before(low: str, place: int) -> list[str]:
    found = _TOKEN.findall(low[max(0, place - _REACH) : place])[-_MOST_WORDS:]
    cut = max((index for index, word in enumerate(found) if not word[0].isalpha()), default=-1)
    return found[cut + 1 :]


def _decide(group: list[str], rest: str) -> Mood:
    """The mood of auxiliaries, the nearest to the verb first, and of the word that stands before them."""
    held = set(group)
    if held & _MAYBE:
        return "possible"
    if held & _NOT or any(word.endswith("n't") for word in held):
        return "denied"
    if held & _WILL:
        return "future"
    if "must" in held or "ought" in held:
        return "bound"
    if "to" in held:
        return _infinitive(group, rest)
    if "had" in held:
        return "earlier"
    if held & _HAVE:
        return "perfect"
    if held & {"was", "were", "got", "did"}:
        return "past"
    return "present" if held & _BE else "bare"


def _infinitive(group: list[str], rest: str) -> Mood:
    """The mood of "to lift", by the word that governs it."""
    after = group[group.index("to") + 1 :]
    governor = next((word for word in after if word not in _FILLERS or word in _HAVE or word == "had"), rest)
    if governor in _WISHED:
        return "possible"
    if governor in ("has", "have", "had"):
        return "bound"
    if (rest in _OWED and governor in _BE) or governor in _OWED:
        return "bound"
    if governor in _AHEAD or rest in _AHEAD:
        return "future"
    return "bare" if governor in _DECIDED or rest in _DECIDED else "future" if "be" in group else "bare"
