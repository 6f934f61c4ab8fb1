"""Is this statement about that event? The question that makes "alert once" true.

Each family has its own comparison. Same authority is a matter of the look-up: nothing here compares places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from parsers.claims import Claim
from parsers.model import Family
from parsers.sameness import inspection, leadership, measure
from parsers.sameness.likeness import Candidate, Likeness, event_timing

__all__ = ["Candidate", "Likeness", "Verdict", "can_be", "event_timing", "resolve"]

COMPARE: Mapping[Family, Callable[[Claim, Candidate], Likeness]] = {
    "inspection": inspection.compare,
    "leadership": leadership.compare,
    "intervention": measure.compare_intervention,
    "activity": measure.compare_activity,
    "funding": measure.compare_funding,
}
SAME = 0.5
# Candidates this close, for a recollection without a date, are left to a person.
TOO_CLOSE = 0.02


@dataclass(frozen=True, slots=True)
class Verdict:
    """What resolving came to: the event a claim belongs to, a new event (`event_id` None), or undecided."""

    event_id: str | None
    undecided: bool
    score: float
    reasons: tuple[str, ...]


def resolve(claim: Claim, candidates: Sequence[Candidate], held: str | None = None) -> Verdict:
    """The candidate that the claim belongs to, if any; of equals the one that stands for `held`, the event it was in.

    Undecided only where several fit equally well and the claim recalls without a date: then it supports none of them
    and makes no new event either.
    """
    compare = COMPARE[claim.family]
    scored = [(compare(claim, candidate), candidate) for candidate in candidates if candidate.family == claim.family]
    scored.sort(
        key=lambda pair: (-pair[0].score, pair[1].event_id != held, _days_apart(claim, pair[1]), pair[1].id),
    )
    if not scored:
        return Verdict(None, False, 0.0, ("nothing known is near",))
    best, chosen = scored[0]
    if best.score < SAME:
        return Verdict(None, False, best.score, best.reasons)
    others = [pair for pair in scored if pair[1].event_id != chosen.event_id]
    if others and chosen.event_id != held and _rivalled(claim, scored[0], others[0]):
        return Verdict(None, True, best.score, (*best.reasons, f"fits {others[0][1].id} as well"))
    return Verdict(chosen.id, False, best.score, best.reasons)


def can_be(claim: Claim, candidate: Candidate) -> bool:
    """Whether nothing speaks against their being one, however little speaks for it."""
    return COMPARE[claim.family](claim, candidate).score > 0


def _rivalled(claim: Claim, best: tuple[Likeness, Candidate], other: tuple[Likeness, Candidate]) -> bool:
    if claim.role != "retrospective" or claim.facts.dates:
        return False
    (first, a), (second, b) = best, other
    if second.score < SAME or first.score - second.score > TOO_CLOSE:
        return False
    return _days_apart(claim, a) == _days_apart(claim, b)


def _days_apart(claim: Claim, candidate: Candidate) -> int:
    """Days from the candidate to the article: of equals, the nearer one is meant."""
    anchor = candidate.timing.published.earliest or candidate.timing.start.earliest
    return abs((claim.seen.latest - anchor).days) if claim.seen.latest and anchor else 100_000
