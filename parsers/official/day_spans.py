"""The days of an inspection or visit as documents print them.

"23 September 2019 to 4 October 2019", "30 and 31 January", "30 September to 11 October 2024 and 13 to 16 January
2025", "Between 8 May 2017 and 12 May 2017", "22–23 October 2019". A month or year that is left out follows from the
next one printed, else from the one before.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from parsers.partial_date import MONTHS, PartialDate

_MONTH_WORDS = {name[:length].casefold(): n for n, name in enumerate(MONTHS, 1) for length in (3, len(name))} | {
    "sept": 9
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(
    r"(?P<numeric>\d{1,2}[/.]\d{1,2}[/.](?:20)?\d{2}\b)"
    r"|(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b)"
    r"|(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?(?!\d)"
    r"|(?P<year>(?:19|20)\d{2})(?!\d)"
    rf"|(?P<month>(?:{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})\b\.?)"
    r"|(?P<range>to\b|until\b|till\b|through\b|[-–—−])"
    r"|(?P<join>and\b|&|[,;+])"
    r"|(?P<filler>of\b|the\b|from\b|between\b|on\b|then\b|also\b|again\b|week beginning\b|[():])"
    r"|(?P<space>\s+)"
    r"|(?P<misspelt>[a-z]{5,10}\b)",
    re.IGNORECASE,
)
# No inspection lasted longer without a break: the longest ran from November to January.
LONGEST = timedelta(days=100)
# A report or letter comes out within so many days of the last one on site.
SLOWEST = timedelta(days=250)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """First and last day; `printed` is the text they were read from, `remark` what had to be worked out.

    `parts` counts the calendar days of each part of it: one number, unless it was split.
    `problem` says why the days can't be had from what is printed; `start` and `end` are None then.
    """

    printed: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    parts: tuple[int, ...] = ()
    remark: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    word: str
    start: int
    end: int


@dataclass(slots=True)
class _Day:
    day: int
    month: int | None = None
    year: int | None = None
    stated_year: bool = False
    weekday: int | None = None
    ranged: bool = False


def find_span(
    text: str, start: int, known_by: date | None = None, sure: bool = False, bound: bool = True
) -> tuple[DaySpan, int] | None:
    """The days printed from `start` on, at once or after words like "on" and "from"; and where they end.

    `known_by` is a day by which the visit was over, for a year that is left out or can't be right; unless it is
    `sure`, days later than it are a riddle, because either may be wrong. Where it is no `bound` (when a file was made
    may be anything), days are not held against it. None when no day and month stand there.
    """
    tokens = list(_tokens(text, start))
    while tokens and tokens[-1].kind not in ("month", "year"):
        tokens.pop()
    days = _days(tokens)
    if not days:
        return None
    first = next(token for token in tokens if token.kind in ("day", "weekday"))
    printed = " ".join(text[first.start : tokens[-1].end].split()).rstrip(".")
    return _span(days, printed, known_by, sure, bound), tokens[-1].end


def dated(text: str, known_by: date | None = None) -> DaySpan | None:
    """The days that a text consisting of them prints; None where it says anything else."""
    found = find_span(text, 0, known_by)
    return found[0] if found and not text[found[1] :].strip(" .,:;") else None


def _tokens(text: str, start: int) -> Iterator[_Token]:
    place = start
    while match := _TOKEN.match(text, place):
        kind, place = match.lastgroup or "", match.end()
        if kind == "numeric":
            day, month, year = re.split(r"[/.]", match[0])
            for name, word in (("day", day), ("month", month), ("year", year if len(year) == 4 else f"20{year}")):
                yield _Token(name, word, match.start(), place)
        elif kind == "misspelt":
            meant = difflib.get_close_matches(match[0].capitalize(), MONTHS, 1, 0.85)
            if not meant:
                return
            yield _Token("month", meant[0], match.start(), place)
        elif kind != "space":
            yield _Token(kind, match[kind].casefold(), match.start(), place)


def _days(tokens: list[_Token]) -> list[_Day]:
    """The days among the tokens, each with the next month and year after it, else with those before it."""
    days: list[_Day] = []
    weekday: int | None = None
    ranged = False
    between = any(token.kind == "filler" and token.word == "between" for token in tokens)
    for token in tokens:
        kind, word = token.kind, token.word
        if kind == "weekday":
            weekday = _DAYS.index(word[:3])
        elif kind == "range" or (kind == "join" and between and word == "and"):
            ranged = True
        elif kind == "day":
            days.append(_Day(int(word), weekday=weekday, ranged=ranged and bool(days)))
            weekday, ranged = None, False
        elif kind == "month":
            _give_month(days, int(word) if word.isdigit() else _MONTH_WORDS[word.casefold().rstrip(".")])
        elif kind == "year":
            _give_year(days, int(word))
    return _completed(days)


def _give_month(days: list[_Day], month: int) -> None:
    for day in days:
        day.month = day.month or month


def _give_year(days: list[_Day], year: int) -> None:
    for day in days:
        if day.month and day.year is None:
            day.year = year
            day.stated_year = day is days[-1]


def _completed(days: list[_Day]) -> list[_Day]:
    """Years for those that have none after them, and the turn of a year between two days with one year."""
    # A figure that no month follows is a page number or the like.
    days = [day for day in days if day.month]
    for before, day in pairwise(days):
        if day.year is None and before.year is not None:
            day.year = before.year + (1 if (day.month or 0) < (before.month or 0) else 0)
    for before, day in reversed(list(pairwise(days))):
        if not before.stated_year and before.year == day.year and (before.month or 0) > (day.month or 0):
            before.year = (day.year or 1) - 1 if day.year else None
    return days


def _span(days: list[_Day], printed: str, known_by: date | None, sure: bool, bound: bool) -> DaySpan:
    remark: str | None = None
    if all(day.year is None for day in days):
        if known_by is None:
            return DaySpan(printed, problem=f"“{printed}” gives no year, and nothing else in the document does")
        found = _latest_before(days, known_by)
        if found is None:
            return DaySpan(printed, problem=f"“{printed}” gives no year, and is no day before {known_by}")
        remark = f"“{printed}” gives no year; it is the last such day before {PartialDate.of(known_by).spoken()}"
        dates = found
    else:
        read = _dates(days)
        if read is None:
            return DaySpan(printed, problem=f"“{printed}” is no day of the calendar")
        dates = read
    wrong = _wrong(days, dates, known_by if bound else None)
    if wrong:
        late = known_by is not None and dates[-1] > known_by and dates[-1] - dates[0] <= LONGEST
        mended = None if late and not sure else _mended(days, known_by)
        if mended is None:
            return DaySpan(printed, problem=f"“{printed}”: {wrong}")
        dates = mended
        remark = f"“{printed}”: {wrong}; only {PartialDate.of(dates[0]).spoken()} as its first day fits the rest"
    return DaySpan(printed, PartialDate.of(dates[0]), PartialDate.of(dates[-1]), _parts(days, dates), remark)


def _dates(days: list[_Day], years: dict[int, int] | None = None) -> list[date] | None:
    try:
        return [date((years or {}).get(n, day.year or 0), day.month or 0, day.day) for n, day in enumerate(days)]
    except ValueError:
        return None


def _latest_before(days: list[_Day], known_by: date) -> list[date] | None:
    for last in (known_by.year, known_by.year - 1):
        years = {len(days) - 1: last}
        for n in range(len(days) - 2, -1, -1):
            years[n] = years[n + 1] - ((days[n].month or 0) > (days[n + 1].month or 0))
        dates = _dates(days, years)
        if dates and dates[-1] <= known_by:
            return dates
    return None


def _wrong(days: list[_Day], dates: list[date], known_by: date | None) -> str | None:
    """Why these can't be the days, if they can't."""
    for n, (before, after) in enumerate(pairwise(dates), 1):
        if after < before:
            return "it ends before it begins"
        if days[n].ranged and after - before > LONGEST:
            return f"no visit lasts {(after - before).days} days"
    if known_by is not None and dates[-1] > known_by:
        return f"that is later than {PartialDate.of(known_by).spoken()}, when the document was written"
    for day, value in zip(days, dates, strict=True):
        if day.weekday is not None and value.weekday() != day.weekday:
            return f"{PartialDate.of(value).spoken()} was no {_WEEKDAYS[day.weekday]}"
    return None


def _mended(days: list[_Day], known_by: date | None) -> list[date] | None:
    """The one other reading of the printed years, each at most a year off, that nothing speaks against."""
    if known_by is None:
        return None
    same_year = {day.year for day in days}
    found: set[tuple[date, ...]] = set()
    for year in {day.year + step for day in days if day.year for step in (-1, 0, 1)}:
        dates = _dates(days, dict.fromkeys(range(len(days)), year))
        if not dates or _wrong(days, dates, known_by) or known_by - dates[-1] > SLOWEST:
            continue
        if len(same_year) == 1 or year in same_year:
            found.add(tuple(dates))
    return list(found.pop()) if len(found) == 1 else None


def _parts(days: list[_Day], dates: list[date]) -> tuple[int, ...]:
    """A weekend between two days is no break; a week is."""
    parts = [[dates[0], dates[0]]]
    for day, value in zip(days[1:], dates[1:], strict=True):
        if not day.ranged and (value - parts[-1][1]).days > 3:
            parts.append([value, value])
        parts[-1][1] = value
    return tuple((last - first).days + 1 for first, last in parts)
