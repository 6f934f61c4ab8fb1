"""Who is owed a change, and the words for why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from alerts.examples.build import change
from alerts.query import parse_query
from alerts.regions import REGIONS
from alerts.rules import matches
from alerts.subscription import Circle, Subscription
from parsers.model import SILENT_CHANGES, Facts, Person

GRADED = change(
    "published", "St Helens", Facts(kind="ilacs_short", judgements={"overall": "good", "leaders": "inadequate"}),
    types=("judgement",),
)  # fmt: skip
NOTICE = change("issued", "St Helens", Facts(instrument="adviser"), "intervention", types=("intervention",))
FUNDING = change("reported", "St Helens", Facts(amount_gbp=1), "funding", types=("funding",))


def wants(**more: Any) -> Subscription:
    places: dict[str, Any] = {"authorities": ("St Helens",), "regions": ()}
    return Subscription("s", "S", "newsdesk", **(places | more))


@pytest.mark.parametrize(
    ("subscription", "reason"),
    [
        (wants(), "because you follow St Helens"),
        (wants(authorities=(), regions=("North West",)), "because you follow the North West"),
        (wants(regions=("North West",)), "because you follow St Helens"),
        (wants(authorities=(), regions=("England",)), "because you follow England"),
        (wants(authorities=("Halton",)), None),
        (wants(authorities=(), regions=("South West", "London")), None),
        (wants(types=("intervention",)), None),
        (wants(kinds=("focused_visit",)), None),
        (wants(kinds=("ilacs_short",)), "because you follow St Helens"),
        (wants(grades=("inadequate",)), "because you follow St Helens"),
        (wants(grades=("outstanding",)), None),
    ],
)
def test_a_judgement(subscription: Subscription, reason: str | None) -> None:
    found = matches(subscription, GRADED)
    assert (str(found) if found else None) == reason


def test_kinds_and_grades_narrow_nothing_else() -> None:
    assert matches(wants(kinds=("focused_visit",), grades=("inadequate",)), NOTICE)


def test_activity_and_funding_are_for_those_who_ask() -> None:
    assert matches(wants(), FUNDING) is None
    assert matches(wants(types=("funding",)), FUNDING)


@pytest.mark.parametrize("kind", sorted(SILENT_CHANGES))
def test_silent_changes_are_for_nobody(kind: Any) -> None:
    assert matches(wants(), replace(GRADED, kind=kind)) is None


def test_ofsteds_joint_region_takes_in_both_of_the_onss() -> None:
    joint = wants(authorities=(), regions=("North East, Yorkshire and the Humber",))
    for region in ("North East", "Yorkshire and the Humber"):
        assert matches(joint, replace(GRADED, region=region))
    assert matches(joint, replace(GRADED, region="North West")) is None


@pytest.mark.parametrize("region", REGIONS)
def test_a_change_of_no_known_region_is_in_england_only(region: str) -> None:
    found = matches(wants(authorities=(), regions=(region,)), replace(GRADED, region=None))
    assert bool(found) == (region == "England")


BEFORE = Facts(kind="ilacs_short", judgements={"overall": "good", "leaders": "good"})
VISIT = change("published", "St Helens", Facts(kind="focused_visit", priority_actions=2), types=("visit_outcome",))
DIRECTOR = change(
    "left", "St Helens", Facts(people=(Person("A", "director", "out", "dcs"),)), "leadership",
    types=("leadership_change",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("directions", "change", "wanted"),
    [
        (("worse",), replace(GRADED, previous=BEFORE), True),
        (("worse",), replace(GRADED, previous=GRADED.facts), False),
        (("below_good",), GRADED, True),
        (("first_inadequate",), replace(GRADED, previous=BEFORE), True),
        (("first_inadequate",), replace(GRADED, previous=GRADED.facts), False),
        (("first_inadequate",), GRADED, True),
        (("worse", "below_good"), NOTICE, True),
    ],
)
def test_directions_narrow_judgements(directions: Any, change: Any, wanted: bool) -> None:
    assert bool(matches(wants(directions=directions), change)) is wanted


def test_better_is_not_worse() -> None:
    better = replace(
        GRADED,
        facts=Facts(kind="ilacs_short", judgements={"overall": "outstanding", "leaders": "good"}),
        previous=BEFORE,
    )
    assert matches(wants(directions=("worse", "below_good", "first_inadequate")), better) is None


def test_only_visits_with_priority_actions() -> None:
    wanting = wants(priority_actions=True)
    assert matches(wanting, VISIT)
    assert matches(wanting, replace(VISIT, facts=Facts(kind="focused_visit", priority_actions=0))) is None
    assert matches(wanting, GRADED) and matches(wanting, NOTICE)


def test_services() -> None:
    send = replace(GRADED, facts=Facts(kind="area_send", judgements={"outcome": "inconsistent"}))
    notice = replace(NOTICE, facts=Facts(instrument="improvement_notice", service="SEND"))
    for change_ in (send, notice):
        assert matches(wants(services=("send",)), change_)
        assert matches(wants(services=("social_care",)), change_) is None
    assert matches(wants(services=("social_care",)), GRADED)


def test_posts_narrow_changes_of_leadership_and_one_that_is_not_known_may_be_wanted() -> None:
    member = replace(DIRECTOR, facts=Facts(people=(Person("B", "cabinet member", "in", "lead_member"),)))
    other = replace(DIRECTOR, facts=Facts(people=(Person("C", "head of fostering", "in", "inspector"),)))
    unknown = replace(DIRECTOR, facts=Facts(people=(Person("D", "head of fostering", "in"),)))
    directors = wants(posts=("dcs",))
    assert [bool(matches(directors, one)) for one in (DIRECTOR, member, other, unknown, GRADED)] == [
        True, False, False, True, True,
    ]  # fmt: skip
    assert matches(wants(posts=("other",)), other)


def test_lists_and_what_is_left_out_of_them() -> None:
    circle = Circle("statistical neighbours of Halton", frozenset(["St Helens", "Knowsley"]))
    rule = wants(authorities=(), circles=(circle,), regions=("North West",))
    assert str(matches(rule, GRADED)) == "because you follow statistical neighbours of Halton"
    assert matches(replace(rule, excluded=frozenset(["St Helens"])), GRADED) is None


def test_a_query_looks_at_all_that_is_told_and_at_the_article() -> None:
    told = replace(GRADED, text="The inspectors praised the front door.")
    rule = wants(query=parse_query('"front door"'))
    assert str(matches(rule, told)) == 'because you follow St Helens and asked for "front door"'
    assert matches(rule, GRADED) is None
    assert matches(wants(query=parse_query("leaders OR inadequate")), GRADED)


def test_a_confirmation_is_for_those_who_ask() -> None:
    confirmed = replace(GRADED, kind="confirmed")
    assert matches(wants(), confirmed) is None
    assert matches(wants(confirmed=True), confirmed)
