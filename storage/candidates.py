"""Candidates: the known events that a claim can be about, as resolving is to see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.sameness import Candidate
from parsers.settle import settle
from storage import decisions, mentions, official
from storage.shelf import Outline, Shelf

# What makes an event the one it is, whatever an article that is being edited said of its outcome.
_IDENTITY = ("kind", "instrument", "what", "people", "amount_gbp")


def candidates(
    shelf: Shelf, authority: str, claim: Claim, edited: Collection[str] = (), own: str | None = None
) -> list[Candidate]:
    """Known events that the claim can be about, the latest first and those without a day last.

    Those that a person merged or dismissed are among them, so that what fits them goes where the person put it.

    An article that was edited is not held against what its earlier version said: events in `edited` are offered with
    the facts that other sources give them. Nor is a statement that was read anew held against itself: `own`, which it
    supported, is offered with the facts of all other statements.
    """
    found = []
    for outline in shelf.near(authority, claim):
        event_id = outline.event.id
        without = claim.source if event_id in edited else claim.id if event_id == own else None
        found += _offers(shelf, outline, claim, without)
    return found


def _offers(shelf: Shelf, outline: Outline, claim: Claim, without: str | None) -> list[Candidate]:
    """The event as a candidate: as it stands, or as it is told of `without` a source or a single claim.

    What a person decided about is offered by what is said of it alone, whatever was merged with it; and once more as
    a person corrected it.
    """
    known = outline.candidate
    if not outline.event.decided:
        return [_as_told(known, _but(without, shelf.support(known.id).claims())) if without else known]
    session, event = shelf.session, shelf.event(known.id)
    known = replace(known, stands_for=decisions.standing(session, event, claim.source).id)
    told = _but(without, [*mentions.own_claims_of(session, event.id), *official.own_claims_of(session, event.id)])
    if not told:
        return [_as_told(known, ()) if without else known]
    corrected = decisions.claims_of(session, event)
    return [_settled_from(known, each) for each in ([told, [*told, *corrected]] if corrected else [told])]


def _but(without: str | None, told: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in told if without not in (claim.source, claim.id)]


def _as_told(known: Candidate, told: Sequence[Claim]) -> Candidate:
    """An event with the facts that follow from `told`, with those by which it is known where that is nothing."""
    if told:
        return replace(_settled_from(known, told), timing=known.timing)
    kept = {key: value for key, value in facts_to_dict(known.facts).items() if key in _IDENTITY}
    return replace(known, facts=facts_from_dict(kept))


def _settled_from(known: Candidate, told: Sequence[Claim]) -> Candidate:
    settled = settle(told)
    return replace(known, facts=settled.facts, phase=settled.phase, timing=settled.timing)
