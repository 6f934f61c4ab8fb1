"""A subscription as a document, to be kept for days on which its rule is broken. No secret is in it.

An address that would give one away is known by its `channel_id` alone, and found again among those that are written in
the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from alerts.channels import channel_id, holds_secret
from alerts.query import parse_query
from alerts.subscription import Circle, Subscription
from alerts.timetable import Quiet, Round, Timetable

_LISTS = ("authorities", "regions", "types", "kinds", "grades", "directions", "services", "posts")


def form_of(subscription: Subscription) -> dict[str, Any]:
    """The subscription as plain values."""
    table = subscription.timetable
    return {
        "id": subscription.id,
        "name": subscription.name,
        "recipient": subscription.recipient,
        **{key: list(getattr(subscription, key)) for key in _LISTS},
        "circles": [[circle.words, sorted(circle.authorities)] for circle in subscription.circles],
        "excluded": sorted(subscription.excluded),
        "priority_actions": subscription.priority_actions,
        "query": subscription.query.text if subscription.query else None,
        "confirmed": subscription.confirmed,
        **({"paused": True} if subscription.paused else {}),
        "reach": subscription.reach,
        "pace": table.pace,
        "digest": _round_out(table.digest) if table.digest else None,
        "daily": _round_out(table.daily),
        "wakes": table.wakes,
        "channels": [_channel_out(channel, subscription.quiet.get(channel)) for channel in subscription.channels],
    }


def from_form(form: Mapping[str, Any], origin: Any, known: Iterable[str]) -> Subscription:
    """The subscription of a document. `known` are the addresses in which those without one of their own are found."""
    by_id = {channel_id(address): address for address in known}
    quiet: dict[str, Quiet] = {}
    channels = []
    for kept in form["channels"]:
        address = kept.get("address") or by_id.get(kept["id"])
        if address:
            channels.append(address)
            if kept.get("quiet"):
                quiet[address] = _quiet_in(kept["quiet"])
    return Subscription(
        id=form["id"],
        name=form["name"],
        recipient=form["recipient"],
        channels=tuple(channels),
        circles=tuple(Circle(words, frozenset(names)) for words, names in form["circles"]),
        excluded=frozenset(form["excluded"]),
        priority_actions=form["priority_actions"],
        query=parse_query(form["query"]) if form["query"] else None,
        confirmed=form["confirmed"],
        paused=form.get("paused", False),
        reach=form["reach"],
        timetable=Timetable(
            form["pace"], _round_in(form["digest"]) if form["digest"] else None, _round_in(form["daily"]), form["wakes"]
        ),
        quiet=quiet,
        origin=origin,
        **{key: tuple(form[key]) for key in _LISTS},
    )


def _channel_out(channel: str, quiet: Quiet | None) -> dict[str, Any]:
    kept: dict[str, Any] = {"id": channel_id(channel)}
    if not holds_secret(channel):
        kept["address"] = channel
    if quiet:
        kept["quiet"] = [_clock_out(quiet.start), _clock_out(quiet.end), list(quiet.days)]
    return kept


def _quiet_in(kept: Any) -> Quiet:
    start, end, days = kept
    return Quiet(_clock_in(start), _clock_in(end), tuple(days))


def _round_out(turn: Round) -> list[Any]:
    return [turn.pace, _clock_out(turn.at), list(turn.days)]


def _round_in(kept: Any) -> Round:
    pace, at, days = kept
    return Round(pace, time.fromisoformat(at), tuple(days))


def _clock_out(clock: time | None) -> str | None:
    return clock.isoformat("minutes") if clock else None


def _clock_in(kept: str | None) -> time | None:
    return time.fromisoformat(kept) if kept else None
