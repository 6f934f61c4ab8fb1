"""Whom anybody follows: only what serves them is polled."""

from __future__ import annotations

from collections.abc import Iterable

from alerts.regions import spoken_for
from alerts.subscription import Subscription
from parsers.authorities import Gazetteer


def followed(subscriptions: Iterable[Subscription], gazetteer: Gazetteer) -> frozenset[str] | None:
    """The authorities that subscriptions name, list or take in by region; None, for all, where nobody subscribes."""
    rules = list(subscriptions)
    if not rules:
        return None
    return frozenset[str]().union(*(_reached(rule, gazetteer) for rule in rules))


def _reached(rule: Subscription, gazetteer: Gazetteer) -> frozenset[str]:
    within = (
        authority.name
        for authority in gazetteer.authorities
        if any(spoken_for(region, authority.region_ons) for region in rule.regions)
    )
    circles = (circle.authorities for circle in rule.circles)
    return frozenset(within).union(rule.authorities, *circles) - rule.excluded
