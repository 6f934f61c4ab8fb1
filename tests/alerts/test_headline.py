"""Headlines: every kind of change of every family has its words, and they claim no more than is known."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.examples.build import change, dates
from alerts.headline import LONGEST_SUBJECT, headline, lapsed, under_way
from parsers.model import FAMILIES, GRADES, KINDS, ChangeKind, Facts, Instrument, Person

JANUARY_2020 = datetime(2020, 1, 22, 9, 0, tzinfo=UTC)
FOUR_AREAS = ("leaders", "help_and_protection", "in_care", "care_leavers")
VISIT = dates(start="2020-05-06", end="2020-05-07")


def areas(*grades: str) -> dict[Any, Any]:
    return dict(zip(FOUR_AREAS, grades, strict=False))


def inspection(change_kind: ChangeKind = "published", /, **facts: Any) -> str:
    return headline([change(change_kind, "Halton", Facts(**facts))])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"judgements": {"overall": "good"}}, "Halton: Good"),
        (
            {"judgements": {"overall": "good"}, "previous_overall": "inadequate"},
            "Halton: Good (was Inadequate)",
        ),
        (
            {"kind": "ilacs_standard", "judgements": areas("good", "good", "good", "good"),
             "dates": dates(start="2026-04-27")},
            "Halton: all 4 areas Good (no overall since April 2026)",
        ),
        (
            {"kind": "ilacs_short", "judgements": areas("outstanding", "good", "good", "outstanding"),
             "dates": dates(start="2026-05")},
            "Halton: 2 areas Outstanding, 2 areas Good (no overall since April 2026)",
        ),
        (
            {"kind": "ilacs_short", "judgements": areas("outstanding", "good", "good", "good"),
             "dates": dates(start="2026-05")},
            "Halton: 1 area Outstanding, 3 areas Good (no overall since April 2026)",
        ),
        (
            {"kind": "ilacs_standard", "judgements": areas("good", "requires_improvement", "good", "good"),
             "dates": dates(start="2026-03-16", published="2026-06-18")},
            "Halton: 1 of 4 areas Requires improvement (no overall reported)",
        ),
        (
            {"kind": "ilacs_standard", "judgements": areas("inadequate"), "dates": dates(start="2024-01-08")},
            "Halton: leaders Inadequate (no overall reported)",
        ),
        (
            {"kind": "area_send", "inspectorate": "Ofsted/CQC", "judgements": {"outcome": "inconsistent"}},
            "Halton: area SEND inspection: inconsistent",
        ),
        (
            {"kind": "hmip_youth_justice", "judgements": {"overall": "good"}},
            "Halton: youth justice service Good",
        ),
        ({"kind": "focused_visit", "priority_actions": 1}, "Halton: 1 area for priority action (focused visit)"),
        ({"kind": "monitoring_visit", "priority_actions": 0},
         "Halton: monitoring visit, no areas for priority action"),
        ({"kind": "focused_visit", "dates": VISIT}, "Halton: Ofsted focused visit on 6–7 May 2020, no grade"),
        ({"kind": "jtai"}, "Halton: joint targeted area inspection, no grade"),
        ({"kind": "ilacs_standard", "dates": dates(published="2025")}, "Halton: Ofsted inspection report published"),
        ({}, "Halton: Ofsted inspection report published"),
    ],
)  # fmt: skip
def test_what_was_published(facts: dict[str, Any], expected: str) -> None:
    assert inspection(**facts) == expected


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("announced", {"kind": "ilacs_short", "dates": dates(start="2026-09")},
         "Halton: Ofsted short inspection September 2026"),
        ("announced", {}, "Halton: Ofsted inspection announced"),
        ("scheduled", {"kind": "monitoring_visit"}, "Halton: Ofsted visit scheduled"),
        ("scheduled", {"kind": "area_send", "dates": dates(start="2026-12-30", end="2027-01-08")},
         "Halton: area SEND inspection scheduled for 30 December 2026–8 January 2027"),
        ("rescheduled", {"kind": "focused_visit"}, "Halton: Ofsted visit put off"),
        ("cancelled", {"kind": "focused_visit", "dates": VISIT}, "Halton: Ofsted visit of 6–7 May 2020 cancelled"),
    ],
)  # fmt: skip
def test_what_is_coming(kind: ChangeKind, facts: dict[str, Any], expected: str) -> None:
    assert inspection(kind, **facts) == expected


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("issued", Facts(instrument="trust", action="issued"), "children’s trust to run services"),
        ("scheduled", Facts(instrument="commissioner", action="issued"), "commissioner to be appointed"),
        ("revised", Facts(instrument="statutory_direction"), "statutory direction revised"),
        ("lifted", Facts(instrument="improvement_notice", service="SEND"), "SEND improvement notice closed"),
        ("issued", Facts(), "government intervention begins"),
    ],
)
def test_interventions(kind: ChangeKind, facts: Facts, expected: str) -> None:
    assert headline([change(kind, "Halton", facts, "intervention")]) == f"Halton: {expected}"


DIRECTOR = "Director of Children's Services"


@pytest.mark.parametrize(
    ("people", "when", "status", "expected"),
    [
        ([(None, DIRECTOR, "out")], "2020-07-31", "reported",
         "director of children’s services to leave (press only)"),
        ([(None, DIRECTOR, "out")], "2019-12", "confirmed", "director of children’s services has left"),
        ([(None, DIRECTOR, "out")], "2020-01", "confirmed", "director of children’s services leaves"),
        ([("Sam Sample", DIRECTOR, "in")], None, "confirmed", "new director of children’s services: Sam Sample"),
        ([(None, DIRECTOR, "interim")], None, "confirmed", "interim director of children’s services appointed"),
        ([("Sam Sample", "Interim DCS", "interim")], None, "confirmed", "interim DCS: Sam Sample"),
        ([("A Bee", DIRECTOR, "out"), ("C Dee", DIRECTOR, "interim")], None, "confirmed",
         "director of children’s services changes: A Bee out, C Dee in (interim)"),
        ([("A Bee", "leader", "out"), ("C Dee", "chief executive", "in")], None, "reported",
         "leadership changes: A Bee out, C Dee in"),
        ([("A Bee", DIRECTOR, None)], None, "confirmed", "leadership change"),
    ],
)  # fmt: skip
def test_post_holders(people: list[Any], when: str | None, status: str, expected: str) -> None:
    facts = Facts(people=tuple(Person(*p) for p in people), dates=dates(effective=when) if when else {})
    view = change("left", "Halton", facts, "leadership", at=JANUARY_2020, status=status)
    assert headline([view]) == f"Halton: {expected}"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Facts(judgements={"overall": "inadequate"}), Facts(judgements={"overall": "requires_improvement"}),
         "Requires improvement, not Inadequate"),
        (Facts(judgements={"overall": "good"}), Facts(judgements={"leaders": "good"}), "no overall grade, not Good"),
        (Facts(priority_actions=3), Facts(priority_actions=0), "no priority actions, not 3"),
        (Facts(dates=dates(published="2019-09")), Facts(dates=dates(published="2019-11-04")),
         "published 4 November 2019, not September 2019"),
        (Facts(kind="focused_visit"), Facts(kind="monitoring_visit"), "monitoring visit, not focused visit"),
        (Facts(people=(Person("Ann Bee", "leader", "out"),)), Facts(people=(Person("Anne Bee", "leader", "out"),)),
         "Anne Bee out, not Ann Bee out"),
        (Facts(amount_gbp=5_500_000), Facts(amount_gbp=550_000), "£550,000, not £5.5m"),
        (Facts(judgements=areas("good", "good", "good")), Facts(judgements=areas("inadequate", "inadequate", "good")),
         "Leaders Inadequate, not Good; Help and protection Inadequate, not Good"),
    ],
)  # fmt: skip
def test_a_correction_says_what_was_wrong(before: Facts, now: Facts, expected: str) -> None:
    assert headline([change("corrected", "Halton", now, before=before)]) == f"CORRECTION: Halton: {expected}"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Facts(judgements={"overall": "inadequate"}),
         Facts(judgements={"overall": "inadequate", **areas("inadequate", "inadequate", "requires_improvement")}),
         "3 more judgements: leaders Inadequate, help and protection Inadequate, in care Requires improvement"),
        (Facts(judgements=areas("good")), Facts(judgements=areas("good", "inadequate")),
         "1 more judgement: help and protection Inadequate"),
        (Facts(judgements=areas("good")), Facts(judgements={"overall": "good", **areas("good")}), "Good"),
        (Facts(kind="focused_visit"), Facts(kind="focused_visit", priority_actions=2),
         "2 areas for priority action (focused visit)"),
    ],
)  # fmt: skip
def test_what_is_added_is_what_is_said(before: Facts, now: Facts, expected: str) -> None:
    assert headline([change("grade_added", "Halton", now, before=before)]) == f"Halton: {expected}"


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("scheduled", Facts(kind="monitoring_visit", dates=VISIT),
         "Ofsted visit was scheduled for 6–7 May 2020; no outcome known"),
        ("announced", Facts(kind="ilacs_standard", dates=dates(start="2020-03")),
         "Ofsted inspection was announced for March 2020; no outcome known"),
    ],
)  # fmt: skip
def test_an_announcement_that_is_over(kind: ChangeKind, facts: Facts, expected: str) -> None:
    assert lapsed(change(kind, "Halton", facts)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(kind="jtai", dates=dates(start="2026-11-02", end="2026-11-20")),
         "joint targeted area inspection under way, 2–20 November 2026"),
        (Facts(kind="ilacs_standard", dates=dates(start="2026-11-16")),
         "Ofsted inspection under way since 16 November 2026"),
    ],
)  # fmt: skip
def test_an_announcement_on_the_days_that_it_told_of(facts: Facts, expected: str) -> None:
    assert under_way(change("announced", "Halton", facts)) == expected


def test_a_date_said_more_precisely_is_no_correction() -> None:
    before, now = Facts(dates=dates(start="2019-09")), Facts(dates=dates(start="2019-09-23"))
    assert "not" not in headline([change("corrected", "Halton", now, before=before)])


def test_changes_of_one_message_are_said_once_each() -> None:
    notice = change("issued", "Halton", Facts(instrument="improvement_notice"), "intervention")
    adviser = change("issued", "Halton", Facts(instrument="adviser"), "intervention")
    expected = "Halton: improvement notice issued; improvement adviser appointed"
    assert headline([notice, adviser, notice]) == expected


def test_an_overall_grade_before_is_of_the_same_service() -> None:
    youth = Facts(kind="hmip_youth_justice", judgements={"overall": "outstanding"})
    now = Facts(kind="ilacs_short", judgements={"overall": "good"})
    assert headline([change("published", "Halton", now, previous=youth)]) == "Halton: Good"


def test_nothing_to_say_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one"):
        headline([])


@pytest.mark.parametrize(("family", "kind"), list(product(FAMILIES, get_args(ChangeKind))))
def test_every_kind_of_every_family_has_words(family: Any, kind: Any) -> None:
    line = headline([change(kind, "Halton", Facts(), family)])
    assert line.removeprefix("CORRECTION: ").removeprefix("WITHDRAWN: ").startswith("Halton: ")
    assert "None" not in line


@given(
    kind=st.sampled_from(get_args(ChangeKind)),
    facts=st.builds(
        Facts,
        kind=st.none() | st.sampled_from(KINDS),
        judgements=st.dictionaries(st.sampled_from([*FOUR_AREAS, "overall"]), st.sampled_from(GRADES)),
        priority_actions=st.none() | st.integers(0, 5),
        instrument=st.none() | st.sampled_from(get_args(Instrument)),
        what=st.none() | st.text(),
        previous_overall=st.none() | st.sampled_from(GRADES),
    ),
    family=st.sampled_from(FAMILIES),
)
def test_headlines_keep_within_bounds(kind: Any, facts: Facts, family: Any) -> None:
    line = headline([change(kind, "Halton", facts, family)])
    assert len(line) <= LONGEST_SUBJECT
    assert "\n" not in line and "\r" not in line
    assert facts.what or "rated" not in line.lower()
    if family == "inspection" and "overall" not in facts.judgements and kind in ("published", "grade_added"):
        assert "was" not in line.split()


def test_a_confirmation_says_so() -> None:
    facts = Facts(kind="ilacs_short", judgements={"overall": "good"})
    assert headline([change("confirmed", "Halton", facts)]) == "Halton: Good (now confirmed)"
