"""Who is owed a change, and the words for why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from alerts.examples.build import change
from alerts.regions import REGIONS
from alerts.rules import matches
from alerts.subscriptions import Subscription
from parsers.model import SILENT_CHANGES, Facts

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
