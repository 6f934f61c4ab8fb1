"""A date as precisely as it is known, and never more precisely.

Reports say "in November", "in 2014" or "on Monday, September 23". Each is kept as an ISO prefix together with the
first and the last day that it allows.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_FORM = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year (`2014`), a month (`2014-11`) or a day (`2014-11-05`).

    Raises ValueError when the text is none of these, or names a day that does not exist.
    """

    iso: str

    def __post_init__(self) -> None:
        _first_day(self.iso)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The given calendar day."""
        return cls(f"{day.year:04d}-{day.month:02d}-{day.day:02d}")

    @classmethod
    def month(cls, year: int, month: int) -> PartialDate:
        """The given calendar month."""
        return cls(f"{year:04d}-{month:02d}")

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return _PRECISIONS[len(self.iso)]

    @property
    def earliest(self) -> date:
        """The first day it allows."""
        return _first_day(self.iso)

    @property
    def latest(self) -> date:
        """The last day it allows."""
        return _last_day(self.iso)

    def refines(self, other: PartialDate) -> bool:
        """True when this says the same as `other`, or the same more precisely."""
        return self.iso.startswith(other.iso)

    def agrees(self, other: PartialDate) -> bool:
        """True when one of the two is the other, said less precisely."""
        return self.refines(other) or other.refines(self)

    def spoken(self) -> str:
        """As a British reader expects it: `16 September 2019`, `September 2019`, `2019`."""
        first = self.earliest
        if self.precision == "day":
            return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
        if self.precision == "month":
            return f"{MONTHS[first.month - 1]} {first.year}"
        return str(first.year)

    def __str__(self) -> str:
        return self.iso


@dataclass(frozen=True, slots=True)
class Window:
    """The days between two bounds, both included; None means open on that side."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, value: PartialDate | None) -> Window:
        """The days that a partial date allows; unbounded for None."""
        return cls() if value is None else cls(value.earliest, value.latest)

    def overlaps(self, other: Window, slack_days: int = 0) -> bool:
        """True when the two share a day, or come within `slack_days` of it."""
        return self.gap_days(other) <= slack_days

    def gap_days(self, other: Window) -> int:
        """Days that lie between the two; 0 when they share a day."""
        if self.latest and other.earliest and self.latest < other.earliest:
            return (other.earliest - self.latest).days
        if other.latest and self.earliest and other.latest < self.earliest:
            return (self.earliest - other.latest).days
        return 0

    def shifted(self, low_days: int, high_days: int) -> Window:
        """The window moved: its start by `low_days`, its end by `high_days`."""
        return Window(
            _moved(self.earliest, low_days) if self.earliest else None,
            _moved(self.latest, high_days) if self.latest else None,
        )

    def within(self, other: Window) -> Window:
        """The days common to both, or this window when they share none."""
        earliest = max((d for d in (self.earliest, other.earliest) if d), default=None)
        latest = min((d for d in (self.latest, other.latest) if d), default=None)
        return self if earliest and latest and earliest > latest else Window(earliest, latest)

    @property
    def days(self) -> int | None:
        """How many days it holds; None when open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1


@lru_cache(maxsize=4096)
def _first_day(iso: str) -> date:
    match = _FORM.match(iso)
    if match is None:
        raise ValueError(f"not a year, month or day: {iso!r}")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return date(year, month, day)


@lru_cache(maxsize=4096)
def _last_day(iso: str) -> date:
    first = _first_day(iso)
    if len(iso) == 4:
        return first.replace(month=12, day=31)
    return first if len(iso) == 10 else first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _moved(day: date, days: int) -> date:
    """A day later or earlier, stopping where the calendar does."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
