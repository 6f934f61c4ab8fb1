"""What alerts and what stays silent: the rule, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.newsworthiness import Occasion, judge
from parsers.fact_sheet import facts_from_dict
from parsers.model import ROLES, SILENT_CHANGES, Facts
from parsers.partial_date import Window

TODAY = date(2020, 1, 22)
SEEN = Window(TODAY, TODAY)


def facts(**values: Any) -> Facts:
    return facts_from_dict(values)


def occasion(**values: Any) -> Occasion:
    given: dict[str, Any] = {
        "kind": "published", "family": "inspection", "facts": Facts(), "role": "new", "stated": Facts(), "seen": SEEN,
        "first_seen": TODAY, "first": True, "alerted": False,
    }  # fmt: skip
    return Occasion(**(given | values))


LAST_MONTH = facts(dates={"effective": "2019-12"}, people=[{"name": "A Person", "role": "director", "change": "out"}])
UNNAMED = facts(dates={"effective": "2019-12"}, people=[{"name": None, "role": "director", "change": "in"}])
AWAITED = {
    "first": False, "phase_before": "announced", "role": "retrospective", "alerted": True,
    "expected": Window(date(2019, 10, 21), date(2020, 4, 2)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("case", "alerts"),
    [
        (occasion(), True),
        (occasion(kind="scheduled", role="scheduled"), True),
        (occasion(role="conditional"), False),
        (occasion(role="state"), False),
        (occasion(kind="lifted", family="intervention", first=False), True),
        (occasion(kind="revised", family="intervention", first=False, role="retrospective"), False),
        (occasion(kind="grade_added", first=False), False),
        (occasion(role="retrospective"), False),
        (occasion(role="retrospective", stated=facts(dates={"published": "2020-01"})), True),
        (occasion(role="retrospective", stated=facts(dates={"published": "2019-12"})), True),
        (occasion(role="retrospective", stated=facts(dates={"published": "2019-11"})), False),
        (occasion(role="retrospective", stated=facts(dates={"published": "2020"})), False),
        (occasion(role="retrospective", stated=facts(dates={"published": "2019-12-21"})), False),
        (occasion(role="retrospective", stated=facts(dates={"published": "2019-12-22"})), True),
        (occasion(role="retrospective", family="leadership", kind="left", stated=LAST_MONTH), True),
        (occasion(role="retrospective", family="leadership", kind="joined", stated=UNNAMED), False),
        (occasion(silent=True), False),
        (occasion(first_seen=TODAY + timedelta(days=31)), True),
        (occasion(first_seen=TODAY + timedelta(days=32)), False),
        (occasion(seen=Window()), False),
        (occasion(official=True, seen=Window(TODAY, TODAY), role="new"), True),
        (occasion(**AWAITED), True),
        (occasion(**(AWAITED | {"expected": Window(date(2018, 1, 1), date(2018, 10, 1))}), ), True),
        (occasion(**(AWAITED | {"expected": Window(date(2018, 1, 1), date(2018, 10, 1)), "alerted": False})), False),
        (occasion(kind="corrected", first=False, alerted=True), True),
        (occasion(kind="corrected", first=False, alerted=False), False),
        (occasion(kind="grade_added", first=False, alerted=True, role="retrospective"), True),
    ],
)  # fmt: skip
def test_each_case(case: Occasion, alerts: bool) -> None:
    assert judge(case).alerts is alerts, judge(case)


def test_an_awaited_outcome_that_is_recalled_is_learnt_late() -> None:
    assert judge(occasion(**AWAITED)).learnt_late
    assert not judge(occasion(**(AWAITED | {"role": "new"}))).learnt_late


def test_what_comes_too_late_waits_for_the_digest() -> None:
    late = occasion(first_seen=TODAY + timedelta(days=60), stated=facts(dates={"published": "2020-01-20"}))
    assert judge(late).digest
    years = occasion(
        role="retrospective", first_seen=TODAY + timedelta(days=60), stated=facts(dates={"published": "2015"})
    )
    assert not judge(years).digest


@given(kind=st.sampled_from(sorted(SILENT_CHANGES)), role=st.sampled_from(ROLES), alerted=st.booleans())
def test_silent_changes_never_alert(kind: Any, role: Any, alerted: bool) -> None:
    assert not judge(occasion(kind=kind, role=role, alerted=alerted)).alerts


@given(
    role=st.sampled_from(ROLES),
    kind=st.sampled_from(["published", "announced", "corrected", "joined", "issued"]),
    first=st.booleans(),
    alerted=st.booleans(),
)
def test_history_never_alerts(role: Any, kind: Any, first: bool, alerted: bool) -> None:
    case = occasion(role=role, kind=kind, first=first, alerted=alerted)
    assert not judge(replace(case, silent=True)).alerts
    assert not judge(replace(case, role="conditional")).alerts
    assert judge(case).reason
