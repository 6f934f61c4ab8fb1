"""How much a subscription would have brought, week by week, and whether anybody would go on reading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flows.replay import ReplayedMessage
from parsers.model import london_day

# More than one a day and people stop reading; more than that in one week, and they did stop.
MOST_A_WEEK, MOST_IN_A_WEEK = 7.0, 25
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """What one week, by its Monday, would have brought: messages at once, and lines in digests."""

    monday: date
    at_once: int
    in_digests: int


@dataclass(frozen=True, slots=True)
class Volume:
    """All weeks of a span, those without anything among them."""

    weeks: tuple[Week, ...]

    @property
    def average(self) -> float:
        """Messages at once in a week."""
        return sum(week.at_once for week in self.weeks) / len(self.weeks) if self.weeks else 0.0

    @property
    def most(self) -> Week | None:
        """The fullest week; None without any."""
        return max(self.weeks, key=lambda week: week.at_once, default=None)

    @property
    def warning(self) -> str | None:
        """Why the rule is too broad, and what to do; None when it is not."""
        if self.average > MOST_A_WEEK:
            why = f"{self.average:.0f} messages a week"
        elif self.most and self.most.at_once > MOST_IN_A_WEEK:
            why = f"{self.most.at_once} messages in the week of {self.most.monday:%-d %B %Y}"
        else:
            return None
        return (
            f"Too broad: {why} at once, and people stop reading. "
            'Narrow it (types, kinds, directions, priority_actions), or gather it: when = "daily".'
        )

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {
            "weeks": [
                {"week": week.monday.isoformat(), "at_once": week.at_once, "in_digests": week.in_digests}
                for week in self.weeks
            ],
            "average": round(self.average, 2),
            "warning": self.warning,
        }


def volume(messages: Sequence[ReplayedMessage], since: datetime, until: datetime) -> Volume:
    """The messages by the London weeks in which they would have come."""
    at_once = Counter(_monday(london_day(message.at)) for message in messages if message.digest is None)
    in_digests = Counter(_monday(london_day(message.at)) for message in messages if message.digest is not None)
    monday, last = _monday(london_day(since)), _monday(london_day(until))
    weeks = []
    while monday <= last:
        weeks.append(Week(monday, at_once[monday], in_digests[monday]))
        monday += _WEEK
    return Volume(tuple(weeks))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
