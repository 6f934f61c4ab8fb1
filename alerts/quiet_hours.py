"""Quiet hours when a message is about to go out: what was due before them may come to be tried in them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from alerts.channels import channel_id, reached
from alerts.model import ChangeView
from alerts.pacing import due_at
from alerts.rules import matches
from alerts.subscription import Subscription


class QuietHours:
    """The quiet of every channel that has some, for one batch of messages."""

    def __init__(self, subscriptions: Sequence[Subscription]) -> None:
        quiet = {reached(channel) for rule in subscriptions for channel in rule.quiet}
        # Each channel by its id, with all that reach the same mailbox.
        self._rules: Mapping[str, list[Subscription]] = defaultdict(list)
        self._addresses: dict[str, str] = {}
        for rule in subscriptions if quiet else ():
            for channel in rule.channels:
                if (mailbox := reached(channel)) in quiet:
                    self._addresses[channel_id(channel)] = channel
                    self._rules[mailbox].append(rule)

    def over_at(self, channel: str, changes: Iterable[ChangeView], now: datetime) -> datetime:
        """When a message of these changes may go out by the channel of that id: now, or when its quiet is over.

        The one that may go soonest decides, and of several subscriptions those that want it.
        """
        address = self._addresses.get(channel)
        if address is None:
            return now
        rules = self._rules[reached(address)]
        moments = []
        for change in changes:
            wanting = [rule for rule in rules if matches(rule, change)]
            moments.append(due_at(address, wanting or rules, change, now))
        return min(moments, default=now)
