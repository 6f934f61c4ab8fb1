"""Whom anybody follows."""

from __future__ import annotations

from pathlib import Path

from alerts.following import followed
from alerts.subscription import Circle, Subscription
from flows.shop import open_gazetteer

GAZETTEER = open_gazetteer(Path(__file__).parents[2] / "seeds")


def rule(*authorities: str, regions: tuple[str, ...] = (), **more: object) -> Subscription:
    return Subscription("s", "S", "r", authorities, regions, **more)


def test_what_subscriptions_name_and_take_in() -> None:
    assert followed([], GAZETTEER) is None
    assert followed([rule("Kent"), rule("Knowsley")], GAZETTEER) == {"Kent", "Knowsley"}
    circle = Circle("your list", frozenset(["Derby", "Kent"]))
    assert followed([rule(circles=(circle,), excluded=frozenset(["Kent"]))], GAZETTEER) == {"Derby"}
    west = followed([rule("Kent", regions=("North West",))], GAZETTEER)
    assert west is not None and {"Kent", "St Helens", "Knowsley"} < west and "Leeds" not in west
    england = followed([rule(regions=("England",))], GAZETTEER)
    assert england is not None and len(england) >= 153
