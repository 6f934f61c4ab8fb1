"""One record per real-world event: which statements are one, and which only look alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from parsers.changes import changes
from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict
from parsers.model import MentionType, Role
from parsers.partial_date import Window
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
            known.append(
                Candidate(name, support[0].family, settled.facts, settled.phase, settled.timing, settled.types)
            )
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


def story(name: str, day: date, role: Role = "new", type: MentionType = "judgement", **facts: Any) -> Claim:
    return Claim(name, name, type, role, facts_from_dict(facts), Window(day, day))


def as_one(*claims: Claim) -> bool:
    """Whether claims that come one after another make one event."""
    return len(resolved((claim.id, claim) for claim in claims)) == 1


TODAY = date(2026, 11, 20)
SOON = TODAY + timedelta(days=2)
GOOD, POOR = {"overall": "good"}, {"overall": "inadequate"}


def test_two_reports_of_one_announcement_are_one() -> None:
    dated = story("a", TODAY, type="inspection_announced", dates={"start": "2026-11-23"})
    bare = story("b", SOON, type="inspection_announced", kind="ilacs_standard")
    assert as_one(dated, bare)
    assert as_one(bare, replace(bare, id="c", source="c"))


def test_a_grade_told_wrongly_is_the_same_report() -> None:
    right = story("a", TODAY, judgements=POOR)
    wrong = story("b", TODAY, judgements={"overall": "requires_improvement"})
    assert as_one(right, wrong)
    assert settle([right, wrong]).status == "disputed"


def test_the_next_inspection_is_another() -> None:
    first = story("a", date(2023, 3, 1), judgements=GOOD)
    assert not as_one(first, story("b", TODAY, judgements=GOOD))
    assert not as_one(first, story("b", TODAY, judgements=POOR))


def test_visits_in_sequence_are_several() -> None:
    first = story("a", date(2026, 9, 10), type="visit_outcome", kind="monitoring_visit")
    assert not as_one(first, story("b", date(2026, 11, 7), type="visit_outcome", kind="monitoring_visit"))
    focused = story("c", date(2026, 10, 20), type="visit_outcome", kind="focused_visit")
    assert not as_one(first, focused)


def test_send_is_not_the_social_care_inspection() -> None:
    send = story("a", TODAY, kind="area_send", judgements={"outcome": "inconsistent"})
    assert not as_one(send, story("b", TODAY, judgements=GOOD))


def test_a_new_notice_is_not_the_old_one() -> None:
    notice = {"type": "intervention", "instrument": "improvement_notice", "action": "issued"}
    old = story("a", date(2024, 1, 10), dates={"effective": "2024-01-05"}, **notice)
    new = replace(story("b", TODAY, **notice), window=Window(None, TODAY))
    assert not as_one(old, new)
    assert as_one(old, story("c", TODAY, "retrospective", **notice))


def test_a_director_by_two_names_is_one_and_the_next_is_another() -> None:
    def joins(name: str, day: date, change: str = "in") -> Claim:
        people = [{"name": name, "role": "director", "change": change, "post": "dcs"}]
        return story(f"{name}{day}", day, type="leadership_change", people=people)

    assert as_one(joins("Sarah Jones", TODAY), joins("Sarah Jane Jones", SOON, "interim"))
    assert not as_one(joins("Sarah Jones", TODAY), joins("Amir Khan", SOON))
    one, fuller = settle([joins("Sarah Jones", TODAY)]), settle([joins("Sarah Jane Jones", SOON, "interim")])
    assert not {change.kind for change in changes("leadership", one, fuller)} & {"joined", "left"}


def ahead(name: str, told: date, start: str, **facts: Any) -> Claim:
    return story(
        name, told, "scheduled", "inspection_announced", kind="ilacs_standard", dates={"start": start}, **facts
    )


def test_an_inspection_that_is_put_off_stays_one_and_moves() -> None:
    first = ahead("first", date(2026, 10, 26), "2026-11-02")
    put_off = ahead("put off", date(2026, 10, 30), "2027-01-11")
    assert as_one(first, put_off)
    before, after = settle([first]), settle([first, put_off])
    assert after.facts.dates["start"].iso == "2027-01-11"
    assert changes("inspection", before, after)[0].kind == "rescheduled"


def test_a_second_part_moves_the_end_and_not_the_beginning() -> None:
    first = ahead("first", date(2024, 9, 27), "2024-09-30")
    second = ahead("second", date(2024, 11, 27), "2025-01-13")
    assert as_one(first, second)
    assert settle([first, second]).facts.dates["start"].iso == "2024-09-30"
    outcome = story(
        "report", date(2025, 5, 13), judgements={"overall": "inadequate"}, dates={"start": "2024-09-30"},
        kind="ilacs_standard",
    )  # fmt: skip
    assert as_one(first, second, outcome)


def test_the_next_monitoring_visit_is_another_one() -> None:
    one = story("one", date(2026, 3, 2), "scheduled", "inspection_announced", kind="monitoring_visit",
                dates={"start": "2026-03-10"})  # fmt: skip
    two = story("two", date(2026, 6, 30), "scheduled", "inspection_announced", kind="monitoring_visit",
                dates={"start": "2026-07-07"})  # fmt: skip
    assert not as_one(one, two)


def test_an_earlier_day_is_no_postponement() -> None:
    assert not as_one(ahead("late", date(2026, 10, 30), "2027-01-11"), ahead("early", date(2026, 10, 31), "2026-05-11"))


def test_a_visit_over_the_turn_of_a_month_was_in_both() -> None:
    exact = story("exact", date(2024, 3, 6), type="visit_outcome", kind="focused_visit", priority_actions=0,
                  dates={"start": "2024-01-31", "end": "2024-02-01", "published": "2024-03-06"})  # fmt: skip
    loose = story("loose", date(2024, 3, 18), type="visit_outcome", kind="focused_visit", priority_actions=0,
                  dates={"start": "2024-02"})  # fmt: skip
    assert as_one(exact, loose)


def test_an_outcome_ends_an_inspection_whose_postponement_nobody_reported() -> None:
    announced = ahead("announced", date(2024, 11, 8), "2024-11-11")
    report = story("report", date(2025, 1, 28), kind="ilacs_standard", judgements={"overall": "good"},
                   dates={"start": "2024-12-02", "end": "2024-12-13", "published": "2025-01-28"})  # fmt: skip
    assert as_one(announced, report)
    assert settle([announced, report]).facts.dates["start"].iso == "2024-12-02"
