"""How soon a change is told: at once, or with others in a digest; and what is bad enough to break the quiet.

The defaults follow what readers can act on. Judgements, outcomes of visits, interventions and changes of the people at
the head can't wait; announcements can where many councils are followed, and so can lead members and a new date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alerts.channels import reached
from alerts.model import ChangeView
from alerts.rules import posts_of
from alerts.subscription import Subscription
from alerts.timetable import Pace, Quiet, Round
from parsers.model import ChangeKind, Facts

FEW_COUNCILS = 5
_AT_ONCE_POSTS = frozenset(["dcs", "trust_chief", "commissioner"])
_GRAVE_GRADES = frozenset(["inadequate", "systemic_failings"])
_GRAVE_INSTRUMENTS = frozenset(["commissioner", "statutory_direction"])
_PUT_RIGHT: frozenset[ChangeKind] = frozenset(["corrected", "retracted"])
_SOONEST: tuple[Pace, ...] = ("immediate", "hourly", "daily", "weekly")


def pace_of(subscription: Subscription, change: ChangeView) -> Pace:
    """How soon this subscription wants this change."""
    chosen = subscription.timetable.pace
    if chosen is not None:
        return chosen
    if change.kind in _PUT_RIGHT:
        return "immediate"
    if change.kind in ("rescheduled", "confirmed"):
        return "weekly"
    if change.types == ("inspection_announced",):
        return "immediate" if subscription.reach <= FEW_COUNCILS else "daily"
    if change.family == "leadership":
        posts = posts_of(change)
        return "immediate" if not posts or posts & _AT_ONCE_POSTS else "weekly"
    return "immediate"


def soonest(paces: Iterable[Pace]) -> Pace:
    """Of several subscriptions' wishes the one that is met first; raises ValueError without any."""
    return min(paces, key=_SOONEST.index)


def due_at(channel: str, subscriptions: Iterable[Subscription], change: ChangeView, now: datetime) -> datetime:
    """When a change that is told at once goes out by a channel: now, or when the quiet is over.

    Of several subscriptions by one channel the one that waits least decides.
    """
    return min(_due(channel, subscription, change, now) for subscription in subscriptions)


def _due(channel: str, subscription: Subscription, change: ChangeView, now: datetime) -> datetime:
    quiet = _quiet(channel, subscription)
    if quiet is None or (subscription.timetable.wakes and is_grave(change)):
        return now
    return quiet.ends(now)


def _quiet(channel: str, subscription: Subscription) -> Quiet | None:
    """The quiet of a channel, by whatever name or server the subscription itself reaches the same mailbox."""
    if not subscription.quiet or channel in subscription.channels:
        return subscription.quiet.get(channel)
    whom = reached(channel)
    return next((quiet for own, quiet in subscription.quiet.items() if reached(own) == whom), None)


def is_grave(change: ChangeView) -> bool:
    """An inadequate area, systemic failings, priority actions, a commissioner, a direction; or word that it was so."""
    told = [change.facts]
    if change.kind in _PUT_RIGHT and change.before:
        told.append(change.before)
    return any(_grave(facts, change) for facts in told)


def _grave(facts: Facts, change: ChangeView) -> bool:
    if _GRAVE_GRADES & set(facts.judgements.values()) or facts.priority_actions:
        return True
    lifted = "lifted" in (change.kind, facts.action)
    return change.family == "intervention" and facts.instrument in _GRAVE_INSTRUMENTS and not lifted


def round_for(subscription: Subscription, pace: Pace) -> Round | None:
    """The digest that a subscription's news of a pace go into; None for what goes out at once."""
    return subscription.timetable.round_of(pace)


def regular_round(subscription: Subscription) -> Round:
    """The digest for what is learnt late: the subscription's regular one, else Monday's."""
    return subscription.timetable.digest or Round("weekly", subscription.timetable.daily.at, (0,))
