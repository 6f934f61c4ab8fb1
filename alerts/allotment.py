"""Who is owed a change, by which channel, and when; several subscriptions of one recipient are one message. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.channels import channel_id, reached
from alerts.model import ChangeView
from alerts.pacing import due_at, pace_of, regular_round, round_for, soonest
from alerts.rules import Matter, matches
from alerts.subscription import Subscription
from alerts.timetable import Round

TOLD_BEFORE = "because we told you of it before"


@dataclass(frozen=True, slots=True)
class Share:
    """What one recipient is owed by one channel, and why: at `due_at`, or in the digest of a `round`."""

    recipient: str
    channel: str
    reasons: tuple[str, ...]
    due_at: datetime
    round: Round | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Who gets it, by which channel."""
        return self.recipient, self.channel


def allot(subscriptions: Sequence[Subscription], change: ChangeView, now: datetime, late: bool = False) -> list[Share]:
    """One share for each person and channel, however many of their subscriptions match, by whatever name.

    What one of them wants at once goes at once; the rest into the digest that comes first. `late` is for what is too
    old to be sent at once: it goes into the regular digest, for those who have one.
    """
    matter = Matter(change)
    wanted: dict[tuple[str, str], list[tuple[Subscription, str]]] = defaultdict(list)
    homes = homes_of(subscriptions)
    for subscription in subscriptions:
        if late and subscription.timetable.digest is None:
            continue
        reason = matches(subscription, matter)
        if reason is None:
            continue
        for channel in subscription.channels:
            wanted[homes[reached(channel)]].append((subscription, str(reason)))
    return [_share(recipient, channel, rules, change, now, late) for (recipient, channel), rules in wanted.items()]


def homes_of(subscriptions: Iterable[Subscription]) -> dict[str, tuple[str, str]]:
    """Each mailbox with the recipient and the address by which it is sent to, whatever the news.

    Two subscriptions may call it by two names, or reach it through two servers: the first of them decides.
    """
    homes: dict[str, tuple[str, str]] = {}
    for subscription in subscriptions:
        for channel in subscription.channels:
            homes.setdefault(reached(channel), (subscription.recipient, channel))
    return homes


def also_told(
    shares: Sequence[Share], told: Iterable[tuple[str, str]], subscriptions: Iterable[Subscription],
    change: ChangeView, now: datetime,
) -> list[Share]:  # fmt: skip
    """The shares with those who were told what a change puts right, and would not hear of it otherwise."""
    known = {share.pair for share in shares}
    missing = [pair for pair in told if pair not in known]
    if not missing:
        return list(shares)
    rules: dict[tuple[str, str], tuple[str, list[Subscription]]] = {}
    people: dict[tuple[str, str], str] = {}
    for rule in subscriptions:
        for channel in rule.channels:
            pair = rule.recipient, channel_id(channel)
            rules.setdefault(pair, (channel, []))[1].append(rule)
            people[pair] = reached(channel)
    served = {people[share.pair] for share in shares if share.pair in people}
    missing = [pair for pair in missing if people.get(pair) not in served]
    more = []
    for pair in missing:
        channel, own = rules.get(pair, ("", []))
        more.append(Share(*pair, (TOLD_BEFORE,), due_at(channel, own, change, now) if own else now))
    return [*shares, *more]


def _share(
    recipient: str, channel: str, rules: Sequence[tuple[Subscription, str]], change: ChangeView, now: datetime,
    late: bool,
) -> Share:  # fmt: skip
    reasons = tuple(dict.fromkeys(reason for _, reason in rules))
    name = channel_id(channel)
    if late:
        return Share(recipient, name, reasons, now, min((regular_round(rule) for rule, _ in rules), key=str))
    paces = [pace_of(rule, change) for rule, _ in rules]
    pace = soonest(paces)
    first = [rule for (rule, _), wish in zip(rules, paces, strict=True) if wish == pace]
    if pace == "immediate":
        return Share(recipient, name, reasons, due_at(channel, first, change, now))
    rounds = [found for rule in first if (found := round_for(rule, pace))]
    return Share(recipient, name, reasons, now, min(rounds, key=lambda found: found.after(now)))
