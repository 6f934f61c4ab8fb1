"""What the families' comparisons share: the candidate, the answer, and when a thing happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.claims import Claim
from parsers.model import Facts, Family
from parsers.partial_date import Window
from parsers.timing import Timing, timing

# A report says "new" of a notice or appointment for about as long after it was made.
RECENT_DAYS = 120
AHEAD_DAYS = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known event, as far as it matters for the question.

    `stands_for` is the event that whatever fits this one belongs to, where a person decided so.
    """

    id: str
    family: Family
    facts: Facts
    phase: str
    timing: Timing = field(default_factory=Timing)
    types: tuple[str, ...] = ()
    stands_for: str = ""

    @property
    def event_id(self) -> str:
        """The event that whatever fits this one belongs to."""
        return self.stands_for or self.id


@dataclass(frozen=True, slots=True)
class Likeness:
    """How surely two are one, from 0 (can't be) to 1, with the reasons in words."""

    score: float
    reasons: tuple[str, ...]


def unlike(reason: str) -> Likeness:
    """The two can't be one, because of `reason`."""
    return Likeness(0.0, (reason,))


def weigh(base: float, *parts: tuple[bool, float, str]) -> Likeness:
    """A base and what holds of the parts, each (holds, weight, reason); never above 1 or below 0."""
    holding = [(weight, reason) for holds, weight, reason in parts if holds]
    return Likeness(
        max(0.0, min(1.0, base + sum(weight for weight, _ in holding))), tuple(reason for _, reason in holding)
    )


def happened(claim: Claim) -> Window:
    """When a thing other than an inspection happened, as far as its claim tells."""
    for key in ("effective", "published", "start"):
        if key in claim.dates:
            return Window.of(claim.dates[key])
    if claim.role == "new":
        return claim.seen.shifted(-RECENT_DAYS, 0).within(claim.window)
    if claim.window != Window():
        return claim.window
    if claim.role == "scheduled":
        return claim.seen.shifted(0, AHEAD_DAYS)
    return Window(None, claim.seen.latest)


def event_timing(claim: Claim) -> Timing:
    """The timing that a claim gives an event of its family."""
    return timing(claim) if claim.family == "inspection" else Timing(happened(claim), Window())
