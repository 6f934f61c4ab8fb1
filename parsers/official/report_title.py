"""What the title of a document on Ofsted's site tells: its kind and its date.

Titles read "Children's services inspection, pdf - 04 November 2019" and "Focused visit, pdf - 6 December 2018".
"""

from __future__ import annotations

import re
from typing import Literal

from parsers.partial_date import MONTHS, PartialDate

ReportKind = Literal[
    "inspection", "focused_visit", "monitoring_visit", "jtai", "area_send", "area_send_monitoring", "other"
]
"""`inspection` is a graded one; standard, short or an earlier framework only the report itself tells."""

_KINDS: tuple[tuple[ReportKind, re.Pattern[str]], ...] = (
    ("jtai", re.compile(r"joint targeted area|\bjtai\b")),
    (
        "area_send_monitoring",
        re.compile(r"(?:\bsend\b|special educational needs).{0,300}monitoring|monitoring.{0,300}\bsend\b"),
    ),
    ("area_send", re.compile(r"\bsend\b|special educational needs|local area")),
    ("focused_visit", re.compile(r"focuss?ed visit|focus visit")),
    ("monitoring_visit", re.compile(r"monitoring (?:visit|letter|report|inspection)")),
    ("inspection", re.compile(r"inspection")),
)
_DAY_NAMED = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Z][a-z]{2,8})\.?,?\s+(\d{4})\b", re.IGNORECASE)
_DAY_NUMBERED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_DAY_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def read_report_title(title: str) -> tuple[ReportKind, PartialDate | None]:
    """The kind of document and its date, None where the title gives none."""
    low = " ".join(title.casefold().split())
    kind: ReportKind = next((kind for kind, cue in _KINDS if cue.search(low)), "other")
    return kind, printed_date(title)


def printed_date(text: str) -> PartialDate | None:
    """The last date in the text, as Ofsted's site prints it: day, month and year, or month and year.

    None without one, and where what stands there is no day of the calendar.
    """
    found = [(match.start(), _iso(match[3], match[2], match[1])) for match in _DAY_NUMBERED.finditer(text)]
    found += [(match.start(), _iso(match[1], match[2], match[3])) for match in _DAY_ISO.finditer(text)]
    for match in _DAY_NAMED.finditer(text):
        month = _month(match[2].casefold())
        if month:
            found.append((match.start(), _iso(match[3], str(month), match[1])))
    dates = [date for _, date in sorted(found, key=lambda item: item[0]) if date is not None]
    return dates[-1] if dates else None


def _month(word: str) -> int | None:
    if word == "sept":
        return 9
    return next((number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), None)


def _iso(year: str, month: str, day: str | None) -> PartialDate | None:
    try:
        return PartialDate(f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else ""))
    except ValueError:
        return None
