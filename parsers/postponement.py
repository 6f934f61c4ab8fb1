"""Announcements of one inspection for different days: which of them hold.

Told before or about the first day, the later word holds: the inspection was put off. Told when inspectors had already
been there, it is about a second part: the first day stays, and the end moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from parsers.claims import Claim
from parsers.model import DateKey
from parsers.partial_date import PartialDate

# A weekly paper tells of a postponement when the first day has just passed.
_STILL_AHEAD = timedelta(days=7)
# Press dates for one fieldwork differ by a weekend or a bank holiday.
_SLACK_DAYS = 6


def in_force(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The same claims in the same order, best first, without the days that a later announcement put off.

    Where an outcome or the official record says when fieldwork began, the announcements of that day hold, and no other.
    """
    announced = sorted(
        (claim for claim in claims if _is_weighed(claim)), key=lambda claim: (_told(claim), claim.correction, claim.id)
    )
    if len(announced) < 2:
        return claims
    without = _put_off(announced)
    began = next((_start(claim) for claim in claims if "start" in claim.facts.dates and not _is_weighed(claim)), None)
    holding = [claim for claim in announced if "start" not in without.get(claim.id, ())]
    if began is not None and not any(_close(_start(claim), began) for claim in holding):
        without = {claim.id: ("start", "end") for claim in announced if not _close(_start(claim), began)}
    return [_stripped(claim, without.get(claim.id, ())) for claim in claims]


def _put_off(announced: Sequence[Claim]) -> dict[str, tuple[DateKey, ...]]:
    """The dates that no longer hold, by announcement, when these were told one after another."""
    without: dict[str, tuple[DateKey, ...]] = {}
    standing = [announced[0]]
    for claim in announced[1:]:
        first = _start(standing[0])
        if _close(_start(claim), first):
            standing.append(claim)
        elif claim.correction or _told(claim) <= first.latest + _STILL_AHEAD:
            without |= {earlier.id: ("start", "end") for earlier in standing}
            standing = [claim]
        else:
            without[claim.id] = ("start",)
            without |= {earlier.id: ("end",) for earlier in standing if earlier.id not in without}
    return without


def _is_weighed(claim: Claim) -> bool:
    return (
        claim.type == "inspection_announced"
        and claim.role != "retrospective"
        and not claim.official
        and "start" in claim.facts.dates
        and claim.seen.earliest is not None
    )


def _start(claim: Claim) -> PartialDate:
    return claim.facts.dates["start"]


def _told(claim: Claim) -> date:
    return claim.seen.earliest or date.max


def _close(one: PartialDate, other: PartialDate) -> bool:
    return one.agrees(other) or abs((one.earliest - other.earliest).days) <= _SLACK_DAYS


def _stripped(claim: Claim, keys: Sequence[DateKey]) -> Claim:
    if not keys:
        return claim
    kept = {key: value for key, value in claim.facts.dates.items() if key not in keys}
    return replace(claim, facts=replace(claim.facts, dates=kept))
