"""Days found by their neighbours: "Friday the 13th", "that August", "three years ago this week"."""

from __future__ import annotations

from datetime import date

from parsers.partial_date import PartialDate
from parsers.reader.date_phrase import Phrase
from parsers.reader.date_tense import Tense
from parsers.reader.date_years import Found, common, day_of, month_shifted, season_in, shifted

# The same weekday falls on the same day of a month again after three months or more, February apart.
_NEAR_DAYS = 75


def weekday(phrase: Phrase, published: date, tense: Tense | None) -> Found | None:
    """ "on Monday", "last Tuesday", "next Thursday" for an article of that day."""
    if phrase.week_shift is not None:
        return weekday_in(phrase, published)
    wanted = phrase.points[0].weekday or 0
    back = (published.weekday() - wanted) % 7
    if phrase.shift == 2:
        # "Monday week" is a week after the coming Monday.
        day = shifted(published, (7 - back) + 7)
    elif phrase.shift == 1:
        day = shifted(published, 7 - published.weekday() + wanted)
        if 7 - back < 7 and back and wanted > published.weekday():
            # Said before that weekday came round, "next Friday" is this week's for some and next week's for others.
            return common(Found(PartialDate.of(shifted(day, -7))), Found(PartialDate.of(day)))
    elif phrase.shift == -1:
        day = shifted(published, -(back or 7))
    elif tense == "future" or phrase.shift == 0:
        day = shifted(published, (wanted - published.weekday()) % 7 or (0 if phrase.shift == 0 else 7))
    else:
        day = shifted(published, -back)
    first = PartialDate.of(day)
    if len(phrase.points) == 1:
        return Found(first)
    span = ((phrase.points[-1].weekday or 0) - wanted) % 7
    return Found(first, PartialDate.of(shifted(day, span)))


def weekday_in(phrase: Phrase, day: date) -> Found | None:
    """ "Tuesday of last week", for the week so many weeks from that of the day."""
    monday = shifted(day, 7 * (phrase.week_shift or 0) - day.weekday())
    first, last = (
        PartialDate.of(shifted(monday, point.weekday or 0)) for point in (phrase.points[0], phrase.points[-1])
    )
    return Found(first, last if last.earliest > first.earliest else None)


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
