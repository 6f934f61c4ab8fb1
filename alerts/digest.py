"""A digest: what a reader's councils brought in a day or a week, and, when they brought nothing, what was checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts import wording
from alerts.model import ChangeView
from parsers.forecast import Estimate
from parsers.model import LONDON
from parsers.partial_date import MONTHS


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at for a digest: how many councils and sources, which sources fail, where coverage is thin."""

    councils: int
    sources: int
    failing: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A message that went out at once meanwhile."""

    at: datetime
    headline: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an authority stands: its last judgement in words, and when that was."""

    authority: str
    said: str


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest to one recipient, not yet put into words.

    `names` are the subscriptions that it is for. `new`, `late` and `corrected` are told by it alone; `told` and
    `put_right` went out at once since the last one. `coming` are events that are announced, as they stand.
    `standings` are told once, in a reader's first digest. `hourly` digests tell of the hour, not of days.
    """

    id: str
    recipient: str
    names: tuple[str, ...]
    since: datetime
    until: datetime
    checked: Checked
    new: tuple[ChangeView, ...] = ()
    late: tuple[ChangeView, ...] = ()
    corrected: tuple[ChangeView, ...] = ()
    told: tuple[Told, ...] = ()
    put_right: tuple[Told, ...] = ()
    coming: tuple[ChangeView, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    standings: tuple[Standing, ...] = ()
    reasons: tuple[str, ...] = ()
    hourly: bool = False
    replies_to: None = field(default=None, init=False)

    @property
    def at(self) -> datetime:
        """When it goes out."""
        return self.until

    @property
    def changes(self) -> tuple[ChangeView, ...]:
        """All that is told by it alone."""
        return (*self.new, *self.late, *self.corrected)

    @property
    def subject(self) -> str:
        """`North West, 16–22 Nov: 2 new, 1 learnt late`; empty `North West: nothing new; 24 councils checked`."""
        name = wording.listed(list(self.names)) or "Your councils"
        counts = [
            f"{len(items)} {word}"
            for items, word in (
                (self.new, "new"),
                (self.late, "learnt late"),
                ((*self.corrected, *self.put_right), "put right"),
            )
            if items
        ]
        if counts:
            return f"{name}, {self.period}: {', '.join(counts)}"
        checked = wording.count(self.checked.councils, "council", "councils")
        return f"{name}: nothing {'more ' if self.told else ''}new; {checked} checked"

    @property
    def period(self) -> str:
        """The days that it covers, as briefly as is clear: `16–22 Nov`, `28 Nov–4 Dec`, `20 Nov`, `14:00–15:00`."""
        first, last = (moment.astimezone(LONDON) for moment in (self.since, self.until))
        if self.hourly:
            return f"{first:%H:%M}–{last:%H:%M}"
        days = last.date() - timedelta(days=1) if last.date() > first.date() else last.date()
        if first.date() >= days:
            return f"{days.day} {_month(days.month)}"
        if first.month == days.month:
            return f"{first.day}–{days.day} {_month(days.month)}"
        return f"{first.day} {_month(first.month)}–{days.day} {_month(days.month)}"


def _month(number: int) -> str:
    return MONTHS[number - 1][:3]
