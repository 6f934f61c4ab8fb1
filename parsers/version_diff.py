"""What an edit changed in a text: paragraph by paragraph, within those that changed word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Fate = Literal["same", "removed", "added"]
# Longer passages are shown as a whole, for what compares words takes minutes over them.
_MOST_WORDS = 3_000
_MOST_PARAGRAPHS = 4_000
# Where less than this of two paragraphs is common, one did not become the other.
_KINSHIP = 0.4
_WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and what became of them."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, with what changed in it."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether any of it is not as it was."""
        return any(piece.fate != "same" for piece in self.pieces)


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """The new text in its order, what was removed standing where it stood."""
    before, after = _paragraphs(old), _paragraphs(new)
    found: list[Passage] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += [Passage((Piece("same", text),)) for text in after[c:d]]
        else:
            found += _between(before[a:b], after[c:d])
    return tuple(found)


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """Paragraphs that became others, paired in their order where they are kin."""
    for place in range(max(len(old), len(new))):
        one = old[place] if place < len(old) else None
        other = new[place] if place < len(new) else None
        pieces = _words(one, other) if one is not None and other is not None else None
        if pieces is not None:
            yield Passage(pieces)
            continue
        if one is not None:
            yield Passage((Piece("removed", one),))
        if other is not None:
            yield Passage((Piece("added", other),))


def _words(old: str, new: str) -> tuple[Piece, ...] | None:
    """One paragraph as the other, word by word; None where they have too little in common."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False)
    if matcher.ratio() < _KINSHIP:
        return None
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[c:d])))
            continue
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        pieces += [Piece("removed", gone)] if gone else []
        pieces += [Piece("added", come)] if come else []
    return tuple(pieces)


def _paragraphs(text: str) -> list[str]:
    found = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    kept = [part for part in found if part]
    return [*kept[:_MOST_PARAGRAPHS], *([" ".join(kept[_MOST_PARAGRAPHS:])] if len(kept) > _MOST_PARAGRAPHS else [])]
