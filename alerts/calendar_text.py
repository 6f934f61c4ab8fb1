"""Calendars as text, for whatever program shows them (iCalendar, RFC 5545; the name of a calendar by RFC 7986)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from alerts.safe_text import plain

_MAKER = "-//Watchkeeper//EN"
# A line holds at most so many octets, its end not counted (section 3.1).
_LINE_OCTETS = 75
_LONGEST_TEXT = 2_000
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on whole days, the last one included. `key` names it however often the calendar is made anew."""

    key: tuple[str, ...]
    first: date
    last: date
    summary: str
    description: str
    category: str


def calendar_text(name: str, entries: Iterable[Entry], now: datetime) -> str:
    """A calendar with its name. Its entries are tentative, and keep nobody's days busy."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_MAKER}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    named = (f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}")
    body = (line for entry in entries for line in _entry(entry, now))
    return "".join(f"{_folded(line)}\r\n" for line in (*head, *named, *body, "END:VCALENDAR"))


def _entry(entry: Entry, now: datetime) -> Iterator[str]:
    name = hashlib.sha256("\x1f".join(entry.key).encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{name}@watchkeeper"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.first)}"
    # The end of whole days is the day after them (section 3.6.1).
    yield f"DTEND;VALUE=DATE:{_day(entry.last + timedelta(days=1))}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"DESCRIPTION:{_text(entry.description)}"
    yield f"CATEGORIES:{_text(entry.category)}"
    yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Each line made harmless, then what is syntax escaped (section 3.3.11)."""
    return "\n".join(plain(line, _LONGEST_TEXT) for line in text.split("\n")).translate(_ESCAPED)


def _folded(line: str) -> str:
    """A long line in several, each but the first behind a blank; no character is cut in two."""
    made, octets = [""], 0
    for character in line:
        width = len(character.encode())
        if octets + width > _LINE_OCTETS:
            made.append(" ")
            octets = 1
        made[-1] += character
        octets += width
    return "\r\n".join(made)
