"""Calendars as text: read back by the letter of RFC 5545."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from alerts.calendar_text import Entry, calendar_text
from alerts.safe_text import plain
from tests.calendars import Parsed, parsed

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ENTRY = Entry(("a", "b"), date(2026, 12, 30), date(2026, 12, 31), "Leeds: report", "Nine in ten.", "Estimate")


def made(*entries: Entry, name: str = "Estimates", now: datetime = NOW) -> Parsed:
    return parsed(calendar_text(name, entries, now))


def test_an_entry_lasts_whole_days_and_keeps_nobody_busy() -> None:
    (entry,) = made(ENTRY).entries
    assert (entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"]) == ("20261230", "20270101")
    assert (entry["DTSTAMP"], entry["STATUS"], entry["TRANSP"]) == ("20261122T093000Z", "TENTATIVE", "TRANSPARENT")


def test_it_is_known_again_by_its_key_alone() -> None:
    moved = replace(ENTRY, first=date(2026, 12, 1), summary="Leeds: late report")
    other = replace(ENTRY, key=("ab", ""))
    later = NOW.replace(hour=20)
    ids = [made(entry, now=later).entries[0]["UID"] for entry in (ENTRY, moved, other)]
    assert ids[0] == ids[1] != ids[2]


def test_an_empty_calendar_is_one() -> None:
    empty = made()
    assert (empty.head["NAME"], empty.head["X-WR-CALNAME"], empty.entries) == ("Estimates", "Estimates", [])


@given(st.text(max_size=400))
def test_whatever_is_told_comes_back_and_breaks_no_line(told: str) -> None:
    (entry,) = made(replace(ENTRY, summary=told, description=f"{told}\nEND:VEVENT")).entries
    lines = "\n".join(plain(line, 2000) for line in told.split("\n"))
    assert (entry["SUMMARY"], entry["DESCRIPTION"]) == (lines, f"{lines}\nEND:VEVENT")
