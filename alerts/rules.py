"""Who is owed a change, and why: a subscription held against it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.model import ChangeView
from alerts.regions import in_a_sentence, spoken_for
from alerts.subscriptions import Subscription
from parsers.model import SILENT_CHANGES


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a recipient gets a message, in words that go under it: `because you follow St Helens`."""

    subscription: str
    words: str

    def __str__(self) -> str:
        return self.words


def matches(subscription: Subscription, change: ChangeView) -> Reason | None:
    """The reason why the subscription wants this change, or None.

    A change must be material, of a place followed and of a type wanted. `kinds` narrows inspections and visits alone,
    `grades` judgements alone: someone who wants only Inadequate still hears of notices and directors.
    """
    if change.kind in SILENT_CHANGES or not set(change.types) & set(subscription.types):
        return None
    # A kind that nobody has said yet may be one that is wanted.
    kind = change.facts.kind
    if change.family == "inspection" and subscription.kinds and kind is not None and kind not in subscription.kinds:
        return None
    grades = set(change.facts.judgements.values())
    if subscription.grades and grades and not grades & set(subscription.grades):
        return None
    place = _place(subscription, change)
    return Reason(subscription.id, f"because you follow {place}") if place else None


def _place(subscription: Subscription, change: ChangeView) -> str | None:
    """The narrowest place followed: the authority's own name before its region's."""
    if change.authority in subscription.authorities:
        return change.authority
    for region in subscription.regions:
        if spoken_for(region, change.region):
            return in_a_sentence(region)
    return None
