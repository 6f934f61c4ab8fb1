"""Where a sentence holds what it tells against the inspection before: "since its last inspection in 2019"."""

from __future__ import annotations

from parsers.expressions import holds_one
from parsers.wordings import wordings

_said = wordings("comparison")

_GATE = ("last ", "previous ", "earlier ", "preceding ", "prior ")
# An inspection of which more is told ("..., when it was judged good") is no mere measure.
_COMPARED = _said.shaped(r"\b@compared(?:,? @dated)?(?! @of_what\b|,? ?@goes_on)\b")


def comparisons(low: str) -> list[tuple[int, int]]:
    """The places of such phrases in a sentence."""
    if not holds_one(low, _GATE):
        return []
    return [found.span() for found in _COMPARED.finditer(low)]


def without_comparisons(low: str) -> str:
    """The sentence without them, other words where they are."""
    for start, end in comparisons(low):
        low = low[:start] + " " * (end - start) + low[end:]
    return low


def is_comparison(low: str) -> bool:
    """True for a clause that is nothing else."""
    found = comparisons(low)
    return len(found) == 1 and not (low[: found[0][0]] + low[found[0][1] :]).strip(" ,.;")
