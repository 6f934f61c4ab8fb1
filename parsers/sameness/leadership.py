"""Are these one change in one post?

One event holds a succession: who leaves and who follows. So two claims are one when they share the post and a person,
or the post and the time with nobody contradicting.
"""

from __future__ import annotations

from parsers.claims import Claim
from parsers.model import Facts
from parsers.posts import post_of, same_person
from parsers.sameness.likeness import Candidate, Likeness, happened, unlike, weigh

# A resignation is announced months before the last day; a successor named some weeks after it.
SUCCESSION_DAYS = 120


def compare(claim: Claim, candidate: Candidate) -> Likeness:
    """How surely the claim speaks of the candidate change in post."""
    shared = _posts(claim.facts) & _posts(candidate.facts)
    if not shared:
        return unlike("another post")
    near = happened(claim).overlaps(candidate.timing.start, SUCCESSION_DAYS)
    person = _shares_person(claim.facts, candidate.facts)
    if not near:
        return unlike("the same post at another time")
    if not person and _contradicts(claim.facts, candidate.facts):
        return unlike("other people in the same post")
    return weigh(
        0.3,
        (person, 0.6, "the same person and post"),
        (not person and _completes(claim.facts, candidate.facts), 0.25, "one leaves, the other follows"),
        (not person and _anonymous(claim.facts, candidate.facts), 0.25, "the same post, one report without a name"),
        (happened(claim).overlaps(candidate.timing.start), 0.05, "at the same time"),
    )


def _posts(facts: Facts) -> set[str]:
    return {post_of(person) for person in facts.people}


def _shares_person(a: Facts, b: Facts) -> bool:
    return any(
        same_person(p.name, q.name) and post_of(p) == post_of(q) and _side(p.change) == _side(q.change)
        for p in a.people
        for q in b.people
    )


def _side(change: str | None) -> str:
    return "out" if change == "out" else "in"


def _contradicts(a: Facts, b: Facts) -> bool:
    """Both name somebody for the same side of the same post, and not the same one."""
    return any(
        p.name is not None
        and q.name is not None
        and _side(p.change) == _side(q.change)
        and post_of(p) == post_of(q)
        and not same_person(p.name, q.name)
        for p in a.people
        for q in b.people
    )


def _completes(a: Facts, b: Facts) -> bool:
    return {_side(p.change) for p in a.people} != {_side(q.change) for q in b.people}


def _anonymous(a: Facts, b: Facts) -> bool:
    return any(p.name is None for p in a.people) or any(q.name is None for q in b.people)
