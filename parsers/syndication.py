"""The same agency text at several outlets: recognised, so that it is read once and counts as one word for all.

A copy may have another headline, fewer paragraphs, other commas. It may not say anything else: what was changed or
added holds no number, no name, no grade, no date and no negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from trafilatura.deduplication import Simhash

# A shorter text says so little that two of them are easily alike.
FEWEST_WORDS = 60
# No agency's story is longer; what compares texts word by word takes minutes over much longer ones.
MOST_WORDS = 5_000
# Fingerprints of two unrelated articles agree in half their bits; those of one agency text in nearly all.
_ALIKE = 0.87
# Of a copy's words so many may be its own: an outlet adds a line on its town, or swaps a synonym.
_OWN_WORDS = 0.1
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Words that a copy may neither bring in nor swap, beside numbers and names.
_TELLING_WORDS = """
no not never none nor neither without cannot denied declined wrong wrongly corrected correction amended
outstanding good requires require required improvement inadequate lowest highest best worst top bottom
positive inconsistent systemic failings priority action areas area
first second third fourth fifth last next previous former new one two three four five six seven eight nine ten
eleven twelve dozen half today yesterday tomorrow week month year monday tuesday wednesday thursday friday saturday
sunday january february march april may june july august september october november december
appointed resigned quit interim acting lifted issued notice direction commissioner trust suspended
will would could might should shall if unless whether likely expected
"""
_TELLING = frozenset(_TELLING_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, folded for comparison, and where it stands."""

    word: str
    start: int
    end: int
    telling: bool


def fingerprint(text: str) -> str:
    """A short hash that is nearly the same for texts that are nearly the same."""
    return str(Simhash(" ".join(token.word for token in _tokens(text))).to_hex())


def alike(one: str, other: str) -> bool:
    """Whether two fingerprints can be those of one text; a closer look must follow."""
    return Simhash(existing_hash=one).similarity(Simhash(existing_hash=other)) >= _ALIKE


def is_copy(original: str, text: str) -> bool:
    """True when `text` says what `original` says, in its words, and nothing else."""
    old, new = list(_tokens(original)), list(_tokens(text))
    if (
        min(len(new), len(old)) < FEWEST_WORDS
        or max(len(new), len(old)) > MOST_WORDS
        or not 0.5 <= len(new) / len(old) <= 1.2
    ):
        return False
    added = removed = 0
    for tag, a, b, c, d in _differences(old, new):
        if tag == "equal":
            continue
        if any(token.telling for token in new[c:d]):
            return False
        # A word taken out from between others may turn their meaning; a paragraph left out does not.
        if b - a <= 3 and any(token.telling for token in old[a:b]):
            return False
        added += d - c
        removed += b - a if d > c else 0
    return (added + removed) / len(new) <= _OWN_WORDS


def relocated(
    original: str, text: str, spans: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, int]] | None:
    """Where each span of the original stands in its copy; None when one of them was left out."""
    old, new = list(_tokens(original)), list(_tokens(text))
    place: dict[int, int] = {}
    for tag, a, b, c, _ in _differences(old, new):
        if tag == "equal":
            place |= {a + step: c + step for step in range(b - a)}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for start, end in spans:
        kept = [place[i] for i, token in enumerate(old) if start <= token.start and token.end <= end and i in place]
        if not kept:
            return None
        found[start, end] = (new[kept[0]].start, new[kept[-1]].end)
    return found


def _tokens(text: str) -> Iterator[_Token]:
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower()
        telling = word[0].isupper() or any(letter.isdigit() for letter in word) or low in _TELLING
        yield _Token(low, match.start(), match.end(), telling)


def _differences(old: list[_Token], new: list[_Token]) -> Sequence[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, [token.word for token in old], [token.word for token in new], autojunk=False)
    return matcher.get_opcodes()
