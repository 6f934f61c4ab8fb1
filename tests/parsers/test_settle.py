"""Facts from claims: whatever order they came in, and nothing dropped that contradicts."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.changes import changes
from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import Role
from parsers.partial_date import PartialDate, Window
from parsers.settle import settle
from tests.parsers import st_helens

DAY = date(2019, 11, 4)
DIRECTOR = {"name": "Jo Day", "role": "director of people", "change": "in", "post": "dcs"}


def claim(name: str, role: Role = "new", day: date = DAY, **facts: Any) -> Claim:
    options = {key: facts.pop(key) for key in ("official", "correction") if key in facts}
    kind = facts.pop("type", "judgement")
    return Claim(name, name, kind, role, facts_from_dict(facts), Window(day, day), **options)


def test_the_finer_date_wins() -> None:
    month = claim("a", dates={"start": "2018-07"})
    day = claim("b", role="retrospective", dates={"start": "2018-07-11"})
    assert settle([month, day]).facts.dates["start"] == PartialDate("2018-07-11")


def test_sources_that_differ_put_it_in_dispute_until_an_official_one_speaks() -> None:
    one, other = claim("a", judgements={"overall": "inadequate"}), claim("b", judgements={"overall": "good"})
    disputed = settle([one, other])
    assert disputed.status == "disputed"
    assert [(conflict.path, conflict.value) for conflict in disputed.conflicts] == [("judgements.overall", "good")]
    report = claim("report", official=True, judgements={"overall": "good"})
    confirmed = settle([one, other, report])
    assert confirmed.status == "confirmed"
    assert confirmed.facts.judgements["overall"] == "good"
    assert next(change.kind for change in changes("inspection", disputed, confirmed)) == "corrected"


def test_a_correction_rules_over_what_it_corrects() -> None:
    wrong = claim("a", priority_actions=3, type="visit_outcome")
    right = claim("b", day=date(2019, 11, 5), priority_actions=2, type="visit_outcome", correction=True)
    settled = settle([wrong, right])
    assert settled.facts.priority_actions == 2
    assert settled.status == "reported"


def test_a_loose_date_is_no_date_of_publication() -> None:
    announced = claim("a", type="inspection_announced", dates={"start": "2019-09-23", "end": "2019-10-04"})
    recalled = claim("b", role="retrospective", judgements={"overall": "inadequate"}, dates={"published": "2019-09"})
    assert "published" not in settle([announced, recalled]).facts.dates


def test_a_name_fills_in_for_none() -> None:
    nobody = claim("a", type="leadership_change", people=[DIRECTOR | {"name": None}])
    somebody = claim("b", type="leadership_change", people=[DIRECTOR])
    assert [person.name for person in settle([nobody, somebody]).facts.people] == ["Jo Day"]


def test_without_claims_it_is_retracted() -> None:
    before = settle([claim("a", judgements={"overall": "good"})])
    assert [change.kind for change in changes("inspection", before, settle([]))] == ["retracted"]


def test_an_outcome_is_of_the_days_to_which_its_inspection_was_put_off() -> None:
    first = claim("a", type="inspection_announced", dates={"start": "2019-11-11", "end": "2019-11-22"})
    later = {"start": "2019-12-02", "end": "2019-12-13"}
    put_off = claim("b", day=date(2019, 11, 10), type="inspection_announced", dates=later)
    outcome = claim("c", day=date(2020, 1, 20), judgements={"overall": "good"}, dates={"start": "2019-12-02"})
    settled = settle([first, put_off, outcome])
    assert {key: day.iso for key, day in settled.facts.dates.items()} == later
    assert settled.timing.start == Window(date(2019, 12, 2), date(2019, 12, 2))
    assert settled.conflicts == ()


def test_a_report_on_the_first_days_says_that_nothing_was_put_off() -> None:
    told = {"start": "2019-11-11", "end": "2019-11-22"}
    first = claim("a", type="inspection_announced", dates=told)
    later = {"start": "2019-12-02", "end": "2019-12-13"}
    put_off = claim("b", day=date(2019, 11, 10), type="inspection_announced", dates=later)
    report = claim("c", official=True, judgements={"overall": "good"}, dates={"start": "2019-11-11"})
    assert {key: day.iso for key, day in settle([first, put_off, report]).facts.dates.items()} == told


def test_an_announced_inspection_is_published_once() -> None:
    announced = settle([claim("a", type="inspection_announced", dates={"start": "2019-09-23"})])
    outcome = claim("b", judgements={"overall": "inadequate"}, dates={"start": "2019-09-23"})
    first = claim("a", type="inspection_announced", dates={"start": "2019-09-23"})
    published = settle([first, outcome])
    assert [change.kind for change in changes("inspection", announced, published)] == ["published", "source_added"]
    more = settle([first, outcome, claim("c", judgements={"overall": "inadequate"}, dates={"start": "2019-09-23"})])
    assert [change.kind for change in changes("inspection", published, more)] == ["source_added"]


def test_a_moved_visit_is_rescheduled() -> None:
    before = settle([claim("a", role="scheduled", type="inspection_announced", dates={"start": "2020-05-06"})])
    moved = claim("b", role="scheduled", type="inspection_announced", dates={"start": "2020-06-10"}, correction=True)
    after = settle([claim("a", role="scheduled", type="inspection_announced", dates={"start": "2020-05-06"}), moved])
    assert changes("inspection", before, after)[0].kind == "rescheduled"


@pytest.mark.parametrize("event", ["R01", "R03", "R07", "R09"])
def test_the_order_of_reports_makes_no_difference(event: str) -> None:
    claims = [claim for name, claim in st_helens.claims() if name == event]
    wanted = settle(claims)
    for seed in range(10):
        random.Random(seed).shuffle(claims)
        assert settle(claims) == wanted


@given(st.permutations([claim for name, claim in st_helens.claims() if name == "R09"]), st.integers(1, 3))
def test_what_is_said_twice_counts_once(claims: list[Claim], times: int) -> None:
    assert facts_to_dict(settle(claims * times).facts) == facts_to_dict(settle(claims).facts)


def test_the_press_gives_no_overall_where_ofsted_gives_none() -> None:
    areas = {"leaders": "outstanding", "in_care": "outstanding"}
    told = claim("a", judgements=areas | {"overall": "outstanding"}, dates={"start": "2026-07-06"}, kind="ilacs_short")
    assert settle([told]).facts.judgements == areas
    before = claim("a", judgements=areas | {"overall": "outstanding"}, dates={"start": "2026-03-09"})
    assert settle([before]).facts.judgements["overall"] == "outstanding"
    report = claim("b", official=True, judgements={"overall": "good"}, dates={"start": "2026-07-06"})
    assert settle([told, report]).facts.judgements["overall"] == "good"
