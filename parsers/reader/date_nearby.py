"""Days found by their neighbours: "Friday the 13th", "that August", "three years ago this week"."""

from __future__ import annotations

from datetime import date

from parsers.partial_date import PartialDate
from parsers.reader.date_phrase import Phrase
from parsers.reader.date_tense import Tense
from parsers.reader.date_years import Found, common, day_of, month_shifted, season_in, shifted

# The same weekday falls on the same day of a month again after three months or more, February apart.
_NEAR_DAYS = 75


def weekday_day(phrase: Phrase, published: date, tense: Tense | None) -> Found | None:
    """ "Monday the 9th", without its month: the nearest such day on the side that the tense allows."""
    point = phrase.points[0]
    near = (shifted(published, days) for days in range(-_NEAR_DAYS, _NEAR_DAYS + 1))
    fitting = [day for day in near if day.day == point.day and day.weekday() == point.weekday]
    if tense == "future" or phrase.shift is not None:
        fitting = [day for day in fitting if day >= published]
    elif tense == "past":
        fitting = [day for day in fitting if day <= published]
    first = min(fitting, key=lambda day: abs((day - published).days), default=None)
    if first is None:
        return None
    end = phrase.points[-1]
    last = next((d for n in range(1, 32) if (d := shifted(first, n)).day == end.day), None) if end.day else None
    if len(phrase.points) == 1 or last is None:
        return Found(PartialDate.of(first))
    return Found(PartialDate.of(first), PartialDate.of(last))


def month_near(phrase: Phrase, anchor: PartialDate) -> Found | None:
    """ "that August", "the following May", "the previous autumn": counted from the date before it in the text."""
    month, year = phrase.points[0].month or 1, anchor.earliest.year
    if anchor.precision != "year":
        year += phrase.count > 0 and month <= anchor.earliest.month
        year -= phrase.count < 0 and month >= anchor.earliest.month
    elif phrase.count:
        return None
    return season_in(year, month) if phrase.unit else Found(PartialDate.month(year, month))


def moved_finely(start: date, count: int, unit_days: int, fine: int) -> Found | None:
    """ "a year ago this week": the month of it, "three years ago today": the day."""
    months = count * (12 if unit_days == 365 else 1)
    if fine == 1:
        same = month_shifted(start, months)
        day = day_of(same.earliest.year, same.earliest.month, start.day)
        return Found(PartialDate.of(day)) if day else Found(same)
    if fine == 7:
        monday = shifted(start, -start.weekday())
        return common(Found(month_shifted(monday, months)), Found(month_shifted(shifted(monday, 6), months)))
    return Found(month_shifted(start, months))
