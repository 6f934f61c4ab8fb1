"""A reader of iCalendar that forgives nothing: lines, their folding and what is escaped, by RFC 5545."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Parsed:
    """What a calendar says of itself, and its entries."""

    head: dict[str, str]
    entries: list[dict[str, str]]


def parsed(text: str) -> Parsed:
    """Raises AssertionError for what is no calendar of single-day or whole-day entries."""
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert all(len(line.encode()) <= 75 and not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line) for line in lines)
    unfolded = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    assert (unfolded[0], unfolded[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head: dict[str, str] = {}
    entries: list[dict[str, str]] = []
    place = head
    for line in unfolded[1:-1]:
        if line == "BEGIN:VEVENT":
            assert place is head
            entries.append(place := {})
        elif line == "END:VEVENT":
            assert place is not head
            place = head
        else:
            name, value = line.split(":", 1)
            assert re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z]+)*", name), name
            assert name not in place, name
            place[name] = _unescaped(value)
    assert {"VERSION", "PRODID"} <= head.keys()
    assert all({"UID", "DTSTAMP"} <= entry.keys() for entry in entries)
    assert len({entry["UID"] for entry in entries}) == len(entries)
    return Parsed(head, entries)


def _unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), value
    return _ESCAPE.sub(lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)
