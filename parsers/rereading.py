"""Two readings of one text held side by side: which statement of the new one is which of the old. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.model import Mention


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement as it was read before and as it is read now, by its place in either reading; None: not there."""

    old: int | None
    new: int | None


def paired(old: Sequence[Mention], new: Sequence[Mention], retired: frozenset[int] = frozenset()) -> list[Pair]:
    """Every statement once, those of the old reading first.

    One is the other when type, role and authority are the same and their places share a word; of several the one with
    the same facts, then the one that shares most. What was `retired` is found again only by what is nothing else.
    """
    fits = [
        (mine not in retired, old[mine].facts == new[theirs].facts, _shared(old[mine], new[theirs]), -mine, -theirs)
        for mine in range(len(old))
        for theirs in range(len(new))
        if _alike(old[mine], new[theirs])
    ]
    taken: dict[int, int] = {}
    for *_, mine, theirs in sorted(fits, reverse=True):
        if -mine not in taken and -theirs not in taken.values():
            taken[-mine] = -theirs
    found = [Pair(place, taken.get(place)) for place in range(len(old))]
    return found + [Pair(None, place) for place in range(len(new)) if place not in taken.values()]


def same_claim(old: Mention, new: Mention) -> bool:
    """Whether nothing that an event can rest on is read otherwise."""
    return (old.facts, old.window, old.correction) == (new.facts, new.window, new.correction)


def _alike(old: Mention, new: Mention) -> bool:
    same = (old.type, old.role, old.authority) == (new.type, new.role, new.authority)
    return same and (_shared(old, new) > 0 or old.span == new.span)


def _shared(old: Mention, new: Mention) -> int:
    """How many characters both places hold."""
    return min(old.span.end, new.span.end) - max(old.span.start, new.span.start)
