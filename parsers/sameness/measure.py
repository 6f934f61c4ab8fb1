"""Are these one notice, one activity, one grant? Families whose events are known by what was done and when."""

from __future__ import annotations

from parsers.claims import Claim
from parsers.partial_date import Window
from parsers.sameness.likeness import Candidate, Likeness, happened, unlike, weigh

# One notice or direction stays in force for years; what is said of it later still means it.
IN_FORCE_DAYS = 3 * 365
# A recurring sum is quoted for as long as the budget it stands in.
BUDGET_DAYS = 550
ACTIVITY_DAYS = 92


def compare_intervention(claim: Claim, candidate: Candidate) -> Likeness:
    """How surely the claim speaks of the candidate notice, direction or appointment."""
    mine, known = claim.facts, candidate.facts
    if mine.instrument != known.instrument:
        return unlike(f"{mine.instrument} is not {known.instrument}")
    if mine.service and known.service and mine.service != known.service:
        return unlike(f"for {mine.service}, not {known.service}")
    ends = mine.action in ("lifted", "revised")
    slack = IN_FORCE_DAYS if ends or claim.role == "retrospective" else ACTIVITY_DAYS
    if not happened(claim).overlaps(candidate.timing.start, slack):
        return unlike("issued at another time")
    if known.action == "lifted" and mine.action == "issued" and _after(claim, candidate):
        return unlike("the earlier one was lifted")
    if mine.action == "issued" and _both_dated_apart(claim, candidate):
        return unlike("issued on another date")
    return weigh(0.6, (happened(claim).overlaps(candidate.timing.start), 0.2, "at the same time"))


def compare_activity(claim: Claim, candidate: Candidate) -> Likeness:
    """How surely the claim speaks of the candidate plan, board, partnership or review."""
    mine, known = claim.facts, candidate.facts
    if mine.what != known.what:
        return unlike(f"{mine.what} is not {known.what}")
    if mine.partner and known.partner and mine.partner != known.partner:
        return unlike(f"with {mine.partner}, not {known.partner}")
    if not happened(claim).overlaps(candidate.timing.start, ACTIVITY_DAYS):
        return unlike("at another time")
    return weigh(0.6, (bool(mine.partner) and mine.partner == known.partner, 0.2, "the same partner"))


def compare_funding(claim: Claim, candidate: Candidate) -> Likeness:
    """How surely the claim speaks of the candidate sum."""
    mine, known = claim.facts, candidate.facts
    if mine.amount_gbp is None or mine.amount_gbp != known.amount_gbp:
        return unlike("another sum")
    if mine.per and known.per and mine.per != known.per:
        return unlike(f"per {mine.per}, not per {known.per}")
    if not happened(claim).overlaps(candidate.timing.start, BUDGET_DAYS):
        return unlike("decided at another time")
    return weigh(0.7, (mine.per == known.per, 0.1, "the same period"))


def _after(claim: Claim, candidate: Candidate) -> bool:
    mine, known = happened(claim), candidate.timing.start
    return bool(mine.earliest and known.latest and mine.earliest > known.latest)


def _both_dated_apart(claim: Claim, candidate: Candidate) -> bool:
    mine, known = claim.facts.dates.get("effective"), candidate.facts.dates.get("effective")
    if mine is None or known is None:
        return False
    return not Window.of(mine).overlaps(Window.of(known), 45)
