"""Moments as the outside world writes them: RFC 822, ISO 8601, "22nd June 2026, 10:15am", 22/06/2026.

English sources are read as English people mean them: day before month, and London time where no zone is given. BST is
an hour ahead of UTC, which feed libraries and date libraries read as UTC or as Bangladesh.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from parsers.model import LONDON
from parsers.partial_date import MONTHS

_LONGEST = 120
# Nothing on the web is older; what says so is a placeholder: 0001-01-01 of .NET, 1970-01-01 of Unix.
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_ZONE_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[\s,-]+" + _MONTH + r",?[\s,-]+(?P<year>\d{4}|\d{2}(?![\d:]))",
        r"\b" + _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d),?\s+(?P<year>\d{4})",
        # asctime has the time between the day and the year.
        r"\b" + _MONTH + r"\s+(?P<day>\d{1,2})\s+[\d:]{5,8}\s+(?:[a-z]{1,5}\s+)?(?P<year>\d{4})",
    )
)
_TIME = re.compile(
    r"(?<![\d:+-])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)\b")
_ZONE_NAME = re.compile(r"(?<![A-Za-z])(" + "|".join(_ZONE_HOURS) + r")(?![A-Za-z])", re.IGNORECASE)
# RFC 822 as nearly all feeds write it. Whatever is unusual in it, were it a second of 60, takes the long way.
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([0-9]{4}) "
    r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]) (?:(GMT|UTC|BST)|([+-](?:0[0-9]|1[0-4]))([0-5][0-9]))"
)
_EPOCH = re.compile(r"^(\d{10})(?:\d{3}|\.\d+)?$")


def read_timestamp(text: str | None) -> datetime | None:
    """The moment that `text` names, aware and in UTC; None where it names no day, or one that can't be.

    A day without a time is its midnight in London. Weekday names are not checked: they are wrong more often than the
    numbers beside them.
    """
    text = (text or "").strip()[:_LONGEST]
    try:
        moment = _rfc_822(text) or _epoch(text) or _iso(text) or _written(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment and moment >= _FIRST else None


def _rfc_822(text: str) -> datetime | None:
    found = _RFC_822.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second, name, hours, minutes = found.groups()
    moment = datetime(
        int(year), _MONTH_NUMBERS[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC
    )
    if name:
        return moment - timedelta(hours=_ZONE_HOURS[name.lower()])
    return moment - timedelta(hours=int(hours), minutes=int(hours[0] + minutes))


def _epoch(text: str) -> datetime | None:
    found = _EPOCH.match(text)
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit() or not (text[4:5] == "-" or text[:8].isdigit()):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _in_utc(moment, moment.tzinfo)


def _written(text: str) -> datetime | None:
    for pattern in _DAYS:
        if found := pattern.search(text):
            break
    else:
        return None
    # What is left once the day is out: asctime keeps its time inside the match.
    middle = re.search(r"\d\d:\d\d(?::\d\d)?", found[0])
    rest = " ".join([middle[0] if middle else "", text[: found.start()], text[found.end() :]])
    hour, minute, second = _time(rest)
    year, month, day = _day(found)
    moment = datetime(year, month, day) + timedelta(hours=hour, minutes=minute, seconds=second)  # noqa: DTZ001 - its zone is read below
    return _in_utc(moment, _zone(rest))


def _day(found: re.Match[str]) -> tuple[int, int, int]:
    year, day = int(found["year"]), int(found["day"])
    month = int(found["month"]) if found["month"].isdigit() else _MONTH_NUMBERS[found["month"][:3].lower()]
    if len(found["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if month > 12 >= day:
        month, day = day, month
    return year, month, day


def _time(rest: str) -> tuple[int, int, int]:
    for found in _TIME.finditer(rest):
        if found["minute"] is None and found["half"] is None:
            continue
        hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
        if found["half"]:
            hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
        if hour <= 24 and minute < 60:
            return hour, minute, min(second, 59)
    return 0, 0, 0


def _zone(rest: str) -> tzinfo | None:
    if offset := _OFFSET.search(rest):
        hours, minutes = int(offset["hours"]), int(offset["minutes"])
        sign = -1 if offset["sign"] == "-" else 1
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    name = _ZONE_NAME.search(rest)
    return timezone(timedelta(hours=_ZONE_HOURS[name[1].lower()])) if name else None


def _in_utc(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.replace(tzinfo=zone or LONDON).astimezone(UTC)
