"""One record per real-world event: which statements are one, and which only look alike."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from parsers.claims import Claim
from parsers.sameness import Candidate, resolve
from parsers.settle import settle
from tests.parsers import st_helens


def resolved(claims: Iterable[tuple[str, Claim]]) -> dict[str, list[Claim]]:
    """Resolve the claims one after another; events are named after the claim that made them."""
    events: dict[str, list[Claim]] = {}
    for _, claim in claims:
        known = []
        for name, support in events.items():
            settled = settle(support)
            known.append(Candidate(name, support[0].family, settled.facts, settled.phase, settled.timing))
        verdict = resolve(claim, known)
        assert not verdict.undecided, (claim.id, verdict)
        events.setdefault(verdict.event_id or claim.id, []).append(claim)
    return events


def test_the_seeds_give_sixteen_events() -> None:
    labelled = st_helens.claims()
    label = {claim.id: event for event, claim in labelled}
    found = {frozenset(claim.id for claim in support) for support in resolved(labelled).values()}
    wanted: dict[str, set[str]] = {}
    for claim_id, event in label.items():
        wanted.setdefault(event, set()).add(claim_id)
    assert found == {frozenset(ids) for ids in wanted.values()}
    assert len(found) == 16


@pytest.mark.parametrize("event", ["R03", "R07", "R09", "R16"])
def test_an_event_is_found_again_in_any_order(event: str) -> None:
    labelled = [(name, claim) for name, claim in st_helens.claims() if name == event]
    for turned in (labelled, labelled[::-1]):
        assert len(resolved(turned)) == 1
