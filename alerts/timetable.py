"""When messages go out: at once or gathered, at a local time on given days, and the hours in which nobody is disturbed.

Times are London's. A time that the clocks skip in spring is taken by the clock before the change, one that comes twice
in autumn is its first; so every day has each time once. Pure: the moment is always an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from parsers.model import LONDON

Pace = Literal["immediate", "hourly", "daily", "weekly"]
DIGEST_AT = time(7, 30)
EVERY_DAY = tuple(range(7))
WEEKDAYS, WEEKEND, MONDAY = EVERY_DAY[:5], EVERY_DAY[5:], (0,)
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Round:
    """A digest's place in the week: the hour, or a London time on some days (0 is Monday)."""

    pace: Pace
    at: time = DIGEST_AT
    days: tuple[int, ...] = EVERY_DAY

    def __str__(self) -> str:
        """As it is stored and shown: `weekly 07:30 Mon`, `daily 07:30`, `hourly`."""
        if self.pace == "hourly":
            return "hourly"
        days = "" if self.days == EVERY_DAY else " " + ",".join(DAY_NAMES[day] for day in self.days)
        return f"{self.pace} {self.at:%H:%M}{days}"

    def after(self, moment: datetime) -> datetime:
        """The first turn that is later than the moment."""
        if self.pace == "hourly":
            return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + _HOUR
        day = moment.astimezone(LONDON).date() - _DAY
        while (turn := self._turn(day)) is None or turn <= moment:
            day += _DAY
        return turn

    def until(self, moment: datetime) -> datetime:
        """The last turn that is not later than the moment."""
        if self.pace == "hourly":
            return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        day = moment.astimezone(LONDON).date() + _DAY
        while (turn := self._turn(day)) is None or turn > moment:
            day -= _DAY
        return turn

    def _turn(self, day: date) -> datetime | None:
        return london(day, self.at) if day.weekday() in self.days else None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours, London time, in which a channel keeps still: from `start` to `end` each day, and all of some days."""

    start: time | None = time(20)
    end: time | None = time(7)
    days: tuple[int, ...] = WEEKEND

    def ends(self, moment: datetime) -> datetime:
        """The moment itself, or when the quiet that it falls into is over."""
        while (later := self._over(moment)) is not None:
            moment = later
        return moment

    def _over(self, moment: datetime) -> datetime | None:
        local = moment.astimezone(LONDON)
        day, clock = local.date(), local.time()
        if day.weekday() in self.days:
            return london(day + _DAY, time())
        if self.start is None or self.end is None or not _between(clock, self.start, self.end):
            return None
        return london(day if clock < self.end else day + _DAY, self.end)


def _between(clock: time, start: time, end: time) -> bool:
    return start <= clock < end if start < end else clock >= start or clock < end


@dataclass(frozen=True, slots=True)
class Timetable:
    """When one subscription's news go out.

    `pace` of None means by the kind of news, as `alerts.pacing` has it. `digest` is the regular one, which goes out
    when it is empty too; None where there is to be none. `wakes` lets the worst news through in quiet hours.
    """

    pace: Pace | None = "immediate"
    digest: Round | None = None
    daily: Round = Round("daily")
    wakes: bool = True

    def round_of(self, pace: Pace) -> Round | None:
        """The round that gathers news of a pace; None for what goes out at once."""
        if pace == "immediate":
            return None
        if pace == "hourly":
            return Round("hourly")
        if self.digest and self.digest.pace == pace:
            return self.digest
        return self.daily if pace == "daily" else Round("weekly", self.daily.at, MONDAY)


def london(day: date, clock: time) -> datetime:
    """A London time of day as a moment in UTC."""
    return datetime.combine(day, clock, LONDON).astimezone(UTC)
