"""Phrases turned into days: which year "September 23" lies in, which day "last Monday" was.

Nothing here knows the clock. A phrase that leans on publication is worked out for the first and for the last day on
which the article may have come out; what both agree on is known, the rest is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from parsers.partial_date import PartialDate, Window
from parsers.reader.date_calendar import Point
from parsers.reader.date_phrase import Phrase
from parsers.reader.date_tense import Tense

_SEASON_MONTHS = 3
# A reporter who means a day of ten months ago or more adds "last year"; without it the coming one is meant.
_STALE_DAYS, _SOON_DAYS = 300, 45
_FAR_YEARS = 12
_AGAINST_TENSE = 5000


class Found(NamedTuple):
    """What a phrase means: its first and last date, None where it can't be said, with the days it allows."""

    first: PartialDate
    last: PartialDate | None = None
    window: Window | None = None


def day_of(year: int, month: int, day: int) -> date | None:
    """The calendar day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date:
    """The day so many days away, held within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def month_shifted(day: date, months: int) -> PartialDate:
    """The month so many months away."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12)
    return PartialDate.month(index // 12, index % 12 + 1)


def year_of(number: int) -> PartialDate:
    """The calendar year."""
    return PartialDate(f"{min(max(number, 1), 9999):04d}")


def partial(point: Point, year: int) -> PartialDate | None:
    """The point in that year; None where there is no such day."""
    if point.month is None:
        return year_of(year)
    if point.day is None:
        return PartialDate.month(year, point.month)
    day = day_of(year, point.month, point.day)
    return PartialDate.of(day) if day else None


def dated(points: tuple[Point, ...], year: int) -> Found | None:
    """All points in a row, the first in `year`; a range that runs over the new year ends in the next."""
    first = partial(points[0], points[0].year or year)
    if first is None:
        return None
    end, last_year = points[-1], points[0].year or year
    if len(points) == 1:
        return Found(first)
    for before, point in pairwise(points):
        last_year = point.year or last_year + ((point.month or 0) < (before.month or 0))
    last = partial(end, last_year)
    return Found(first, last) if last and last.earliest >= first.earliest else Found(first)


def fits_weekdays(points: tuple[Point, ...], year: int) -> bool:
    """True when every weekday written is the weekday of its date in that year."""
    for point in points:
        if point.weekday is None or point.month is None or point.day is None:
            continue
        at = point.year or year + (point.month < (points[0].month or 1))
        day = day_of(at, point.month, point.day)
        if day is None or day.weekday() != point.weekday:
            return False
    return True


def calendar(phrase: Phrase, published: date, tense: Tense | None) -> Found | None:
    """A date without a year, for an article of that day."""
    points = phrase.points
    if phrase.year_shift is not None:
        return dated(points, published.year + phrase.year_shift)
    candidates = [found for year in _years(published) if (found := dated(points, year)) is not None]
    if any(point.weekday is not None for point in points):
        fitting = [found for found in candidates if fits_weekdays(points, found.first.earliest.year)]
        nearest = min(fitting, key=lambda found: _distance(found, published, tense), default=None)
        if nearest is not None and _distance(nearest, published, tense) < _AGAINST_TENSE:
            return nearest
        # A slip in the weekday or the day: no more than the month is to be trusted.
        points = (Point(month=points[0].month),)
        candidates = [found for year in _years(published) if (found := dated(points, year)) is not None]
    if phrase.shift is not None:
        return _shifted_month(candidates, published, phrase.shift)
    return min(candidates, key=lambda found: _distance(found, published, tense), default=None)


def _years(published: date) -> range:
    return range(max(published.year - 2, 1), min(published.year + 3, 9999))


def _distance(found: Found, published: date, tense: Tense | None) -> float:
    """How far from the article a reading lies; readings against the tense come last."""
    first, last = found.first.earliest, (found.last or found.first).latest
    if first <= published <= last:
        return 0
    past = last < published
    days = (published - last).days if past else (first - published).days
    if tense == "past":
        soon = found.first.precision == "day" and not past and days <= _SOON_DAYS
        return days if past else (_STALE_DAYS if soon else _AGAINST_TENSE + days)
    if tense == "future":
        return _AGAINST_TENSE + days if past else days
    return days if past else days * 1.5


def _shifted_month(candidates: list[Found], published: date, shift: int) -> Found | None:
    """ "last July", "next May", "this September"."""
    if shift == 0:
        return next((found for found in candidates if found.first.earliest.year == published.year), None)
    month = PartialDate.month(published.year, published.month)
    if shift < 0:
        return max((f for f in candidates if f.first.iso[:7] < month.iso), key=lambda f: f.first.iso, default=None)
    return min((f for f in candidates if f.first.iso[:7] > month.iso), key=lambda f: f.first.iso, default=None)


def unit(phrase: Phrase, published: date) -> Found | None:
    """ "last month", "this week", "next year" for an article of that day."""
    step = phrase.shift or 0
    if phrase.unit == 365:
        return Found(year_of(published.year + step))
    if phrase.unit == 30:
        return Found(month_shifted(published, step))
    monday = shifted(published, 7 * step - published.weekday())
    return week_from(monday)


def week_from(monday: date) -> Found | None:
    """A week: the month it lies in, else the year, with its seven days as the window."""
    sunday = shifted(monday, 6)
    found = common(Found(PartialDate.of(monday)), Found(PartialDate.of(sunday)))
    return found and Found(found.first, None, Window(monday, sunday))


def moved(start: date, count: int, unit_days: int) -> Found | None:
    """A distance from a day, as precisely as its unit allows: days and fortnights a day, months a month."""
    if unit_days == 365:
        return Found(year_of(start.year + count))
    if unit_days == 30:
        return Found(month_shifted(start, count))
    day = shifted(start, count * unit_days)
    if abs(count) * unit_days <= 14:
        return Found(PartialDate.of(day))
    return common(Found(PartialDate.of(shifted(day, -3))), Found(PartialDate.of(shifted(day, 3))))


def season(phrase: Phrase, published: date | None, tense: Tense | None) -> Found | None:
    """ "in the autumn", "last summer", "spring 2018": the year it lies in, with its months as the window."""
    point = phrase.points[0]
    month = point.month or 1
    if point.year is not None:
        return season_in(point.year, month)
    if published is None:
        return None
    if phrase.year_shift is not None:
        return season_in(published.year + phrase.year_shift, month)
    readings = [found for year in _years(published) if (found := season_in(year, month)) is not None]
    if phrase.shift is None:
        return min(readings, key=lambda found: _season_distance(found, published, tense), default=None)
    if phrase.shift == 0:
        return next((found for found in readings if found.first.iso[:4] == f"{published.year:04d}"), None)
    return _shifted_season(readings, published, phrase.shift)


def season_in(year: int, month: int) -> Found | None:
    if month == 12:
        # Winter spans two years; said with a month's precision only where it is Christmas that is meant.
        return Found(PartialDate.month(year, 12))
    last = PartialDate.month(year, month + _SEASON_MONTHS - 1).latest
    return Found(year_of(year), None, Window(date(year, month, 1), last))


def _season_distance(found: Found, published: date, tense: Tense | None) -> float:
    days = found.window or Window.of(found.first)
    first, last = days.earliest or published, days.latest or published
    if first <= published <= last:
        return 0
    ahead = first > published
    gap = (first - published).days if ahead else (published - last).days
    against = (tense == "past") == ahead if tense else ahead
    return gap + _AGAINST_TENSE * against


def _shifted_season(readings: list[Found], published: date, shift: int) -> Found | None:
    """ "last summer" said in autumn, "next spring" said in winter: of this year or the one beside it? Unknown."""
    year = f"{published.year + shift:04d}"
    for found in readings:
        days = found.window or Window.of(found.first)
        if found.first.iso[:4] != year or days.earliest is None or days.latest is None:
            continue
        this_year = (days.latest if shift < 0 else days.earliest).replace(year=published.year, day=1)
        passed = this_year < published if shift < 0 else this_year > published
        return None if passed else found
    return None


def new_year(published: date, tense: Tense | None) -> Found | None:
    """ "in the new year", "since the turn of the year"."""
    ahead = tense == "future" or (tense is None and published.month > 9)
    return Found(year_of(published.year + ahead))


def common(one: Found | None, other: Found | None) -> Found | None:
    """What two readings agree on: the same date, else the same month or year; None where they don't."""
    if one is None or other is None:
        return None
    if one == other:
        return one
    first = _shared(one.first, other.first)
    if first is None:
        return None
    last = _shared(one.last, other.last) if one.last and other.last else None
    return Found(first, last, _hull(one, other))


def _shared(one: PartialDate, other: PartialDate) -> PartialDate | None:
    for length in (10, 7, 4):
        if one.iso[:length] == other.iso[:length]:
            return one if len(one.iso) <= length else PartialDate(one.iso[:length])
    return None


def _hull(one: Found, other: Found) -> Window | None:
    days = list(_edges(one)) + list(_edges(other))
    return Window(min(days), max(days)) if days else None


def _edges(found: Found) -> Iterator[date]:
    window = found.window or Window(found.first.earliest, (found.last or found.first).latest)
    if window.earliest and window.latest:
        yield from (window.earliest, window.latest)


def nearest_fitting_year(points: tuple[Point, ...], after: date) -> Found | None:
    """The first year, from `after` on, in which the written weekdays are right; None when it is far off."""
    for year in range(after.year, min(after.year + _FAR_YEARS, 9999)):
        found = dated(points, year)
        if found and found.first.earliest >= after and fits_weekdays(points, year):
            return found if (found.first.earliest - after) < timedelta(days=3 * 366) else None
    return None


def only_fitting_year(points: tuple[Point, ...], first_day: date, last_day: date) -> Found | None:
    """The one year, near the days between the two, in which the written weekdays are right; None for none or more."""
    near = range(max(first_day.year - 1, 1), min(last_day.year + 2, 9999))
    fitting = [found for year in near if (found := dated(points, year)) and fits_weekdays(points, year)]
    return fitting[0] if len(fitting) == 1 else None
