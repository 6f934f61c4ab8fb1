"""Authorities named in one breath, and the words that mean all of them: "both", "the two councils"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.authorities import Place
from parsers.reader.sentences import Sentence

# What may stand between two authorities of which one thing is said: "Halton, in the north west, and Hull City".
_JOINED = re.compile(
    r"(?:'s?)?(?: (?:metropolitan|city|county|borough|district|council|mbc|cc)){0,3}"
    r"(?:,? in (?:the )?[\w' ]{3,25}?)?,?(?: and| &|,| as well as| plus)"
    r"(?: (?:the|both|also|neighbouring|nearby|in|london borough of|city of)){0,3} "
)
_COMMA = re.compile(r"(?: (?:metropolitan|city|county|borough|district|council|mbc|cc)){0,3}, (?:the )?")
_NUMBERS = {2: r"both|two|pair|duo", 3: r"three|trio", 4: "four"}
_BODIES = r"(?:councils|boroughs|authorities|counties|cities|areas|town halls|departments|services|partnerships)"

_MEANT = {
    number: re.compile(
        rf"\b(?:{count})(?: of (?:them|the))?(?: [\w'-]+){{0,2}}? {_BODIES}\b"
        rf"|\b(?:{count})(?: of them)? (?:are|were|was|have|had|has|got|received|remain\w*)\b"
    )
    for number, count in _NUMBERS.items()
}


def groups(sentence: Sentence, named: Sequence[Place]) -> list[list[Place]]:
    """Places that are joined by commas and "and", two at least; one that is named again begins a new group."""
    found: list[list[Place]] = [[item] for item in named[:1]]
    for at, (one, other) in enumerate(pairwise(named)):
        again = any(item.name == other.name for item in found[-1])
        listed = _follows(sentence, one, other) and _ends_in_and(sentence, named[at + 1 :])
        if not again and (listed or _joins(sentence, one, other)):
            found[-1].append(other)
        else:
            found.append([other])
    return [group for group in found if len(group) > 1]


def joint_in(sentences: Sequence[Sentence], named: Sequence[Sequence[Place]]) -> tuple[tuple[str, ...], ...]:
    """The authorities named in one breath in the opening sentences, each group once.

    `named` holds the places of each sentence.
    """
    found = (
        tuple(dict.fromkeys(item.name for item in group))
        for sentence, places in zip(sentences, named, strict=False)
        for group in groups(sentence, places)
    )
    return tuple(dict.fromkeys(names for names in found if len(names) in _NUMBERS))


def meant_together(low: str, joint: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Whom a text means that names nobody: "both are", "the two boroughs", "the pair"; none where it means no group."""
    for names in joint:
        if _MEANT[len(names)].search(low):
            return names
    return ()


def listed_with(sentence: Sentence, places: Sequence[Place], sure: Sequence[Place]) -> list[Place]:
    """The places with those that stand in one list with them: beside Kirklees, Bury is surely the council."""
    known = list(sure)
    for _ in places:
        more = [
            place
            for place in places
            if place not in known
            and any(_stand_together(sentence, *sorted((place, other), key=lambda item: item.start)) for other in known)
        ]
        if not more:
            break
        known += more
    return sorted(known, key=lambda item: item.start)


def _stand_together(sentence: Sentence, one: Place, other: Place) -> bool:
    return one.end <= other.start and (_joins(sentence, one, other) or _follows(sentence, one, other))


def _joins(sentence: Sentence, one: Place, other: Place) -> bool:
    return _JOINED.fullmatch(sentence.low, one.end - sentence.start, other.start - sentence.start) is not None


def _follows(sentence: Sentence, one: Place, other: Place) -> bool:
    return _COMMA.fullmatch(sentence.low, one.end - sentence.start, other.start - sentence.start) is not None


def _ends_in_and(sentence: Sentence, rest: Sequence[Place]) -> bool:
    """True where the list that goes on here closes with "and"."""
    for one, other in pairwise(rest):
        if _joins(sentence, one, other):
            return True
        if not _follows(sentence, one, other):
            return False
    return False
