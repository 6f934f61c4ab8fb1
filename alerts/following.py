"""Whom anybody follows: only what serves them is polled."""

from __future__ import annotations

from collections.abc import Iterable

from alerts.regions import spoken_for
from alerts.subscriptions import Subscription
from parsers.authorities import Gazetteer


def followed(subscriptions: Iterable[Subscription], gazetteer: Gazetteer) -> frozenset[str] | None:
    """The authorities that subscriptions name, list or take in by region; None, for all, where nobody subscribes."""
    rules = list(subscriptions)
    if not rules:
        return None
    regions = {region for rule in rules for region in rule.regions}
    within = {
        authority.name
        for authority in gazetteer.authorities
        if any(spoken_for(region, authority.region_ons) for region in regions)
    }
    circles = (circle.authorities for rule in rules for circle in rule.circles)
    return frozenset(within.union(*(rule.authorities for rule in rules), *circles))
