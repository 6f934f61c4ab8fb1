"""The words of messages: what grades, areas, inspections, instruments, posts and dates are called.

Names follow the inspection frameworks and Ofsted's statistics. We never write "rated": Ofsted judges and grades, area
SEND inspections have outcomes, visits have neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from alerts.safe_text import plain
from parsers.model import LONDON, Action, Area, Facts, Grade, Instrument, Kind, SendOutcome, london_day
from parsers.partial_date import MONTHS, PartialDate

GRADE: Mapping[Grade | SendOutcome, str] = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
    "positive": "Typically positive",
    "inconsistent": "Inconsistent",
    "systemic_failings": "Systemic failings",
}
# Readers of tables and of Slack know it; subjects and HTML spell it out.
BRIEF_GRADE: Mapping[Grade | SendOutcome, str] = {**GRADE, "requires_improvement": "RI"}
BEST_FIRST: tuple[Grade | SendOutcome, ...] = (
    "outstanding", "good", "requires_improvement", "inadequate", "positive", "inconsistent", "systemic_failings",
)  # fmt: skip

AREA: Mapping[Area, str] = {
    "overall": "Overall",
    "outcome": "Outcome",
    "leaders": "Leaders",
    "help_and_protection": "Help, protection",
    "in_care": "In care",
    "care_leavers": "Care leavers",
    "in_care_and_care_leavers": "Care, care leavers",
    "leadership": "Leadership",
    "looked_after": "Looked after",
    "adoption": "Adoption",
}
AREA_IN_A_SENTENCE: Mapping[Area, str] = {
    "overall": "overall",
    "outcome": "outcome",
    "leaders": "leaders",
    "help_and_protection": "help and protection",
    "in_care": "in care",
    "care_leavers": "care leavers",
    "in_care_and_care_leavers": "in care and care leavers",
    "leadership": "leadership",
    "looked_after": "looked after",
    "adoption": "adoption",
}

INSPECTION: Mapping[Kind | None, str] = {
    "ilacs_standard": "inspection",
    "ilacs_short": "short inspection",
    "focused_visit": "focused visit",
    "monitoring_visit": "monitoring visit",
    "sif": "inspection",
    "jtai": "joint targeted area inspection",
    "area_send": "area SEND inspection",
    "area_send_monitoring": "area SEND monitoring inspection",
    "hmip_youth_justice": "youth justice inspection",
    "other": "inspection",
    None: "inspection",
}
FRAMEWORK: Mapping[Kind, str] = {
    "ilacs_standard": "standard",
    "ilacs_short": "short",
    "sif": "single inspection framework",
}
VISITS: frozenset[Kind | None] = frozenset(["focused_visit", "monitoring_visit"])
UNGRADED: frozenset[Kind | None] = VISITS | {"jtai", "area_send_monitoring"}

_INSTRUMENT: Mapping[Instrument, Mapping[Action, str]] = {
    "improvement_notice": {
        "issued": "improvement notice issued",
        "revised": "improvement notice revised",
        "lifted": "improvement notice closed",
    },
    "statutory_direction": {
        "issued": "statutory direction issued",
        "revised": "statutory direction revised",
        "lifted": "statutory direction closed",
    },
    "commissioner": {
        "issued": "commissioner appointed",
        "revised": "commissioner’s appointment changed",
        "lifted": "commissioner’s appointment ended",
    },
    "adviser": {
        "issued": "improvement adviser appointed",
        "revised": "improvement adviser’s appointment changed",
        "lifted": "improvement adviser’s appointment ended",
    },
    "trust": {
        "issued": "children’s trust to run services",
        "revised": "children’s trust arrangements changed",
        "lifted": "services to return from children’s trust",
    },
    "review": {
        "issued": "government review ordered",
        "revised": "government review changed",
        "lifted": "government review ended",
    },
}
_PLANNED: Mapping[Instrument, str] = {
    "improvement_notice": "improvement notice to be issued",
    "statutory_direction": "statutory direction to be issued",
    "commissioner": "commissioner to be appointed",
    "adviser": "improvement adviser to be appointed",
    "trust": "children’s trust planned",
    "review": "government review planned",
}
_SHORT_MONTH = 3


def intervention(facts: Facts, action: Action, planned: bool = False) -> str:
    """What was done under which instrument: `SEND improvement notice issued`, `commissioner’s appointment ended`."""
    if facts.instrument is None:
        said = "government intervention " + {"issued": "begins", "revised": "changed", "lifted": "ends"}[action]
    elif planned and action == "issued":
        said = _PLANNED[facts.instrument]
    else:
        said = _INSTRUMENT[facts.instrument][action]
    return f"SEND {said}" if "send" in (facts.service or "").lower() else said


def inspectorate(facts: Facts) -> str:
    """Who inspects: Ofsted where the facts do not say."""
    if facts.inspectorate == "HMIP" or facts.kind == "hmip_youth_justice":
        return "HMI Probation"
    return facts.inspectorate.replace("/", " and ") if facts.inspectorate else "Ofsted"


def post(role: str | None) -> str:
    """A post in a sentence: lower case save for abbreviations. `Director of Children's Services` loses its capitals."""
    words = plain(role, 90).replace("'", "’").split(" ")
    return " ".join(word if word.isupper() else word.lower() for word in words)


def count(number: int, singular: str, plural: str) -> str:
    """`no areas`, `1 area`, `2 areas`."""
    return f"{number or 'no'} {singular if number == 1 else plural}"


def listed(items: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def money(pounds: int, per: str | None = None) -> str:
    """`£5.5m a year`, `£250,000`."""
    millions = f"{pounds / 1_000_000:.3f}".rstrip("0").rstrip(".")
    amount = f"£{millions}m" if pounds >= 1_000_000 else f"£{pounds:,}"
    return f"{amount} a {plain(per, 20)}" if per else amount


def span(start: PartialDate | None, end: PartialDate | None, year: bool = True) -> str:
    """First and last day as briefly as is clear: `6–7 May 2020`, `23 September–4 October 2019`, `July 2020`.

    Each keeps the precision that it is known with. `year` leaves the year of a single or shared one out.
    """
    if start is None or end is None or start == end or start.precision != "day" or end.precision != "day":
        only = start or end
        return _spoken(only, year) if only else ""
    first, last = start.earliest, end.earliest
    if first.year != last.year:
        return f"{start.spoken()}–{end.spoken()}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]}–{_spoken(end, year)}"
    return f"{first.day}–{_spoken(end, year)}"


def follow_up(value: PartialDate, after: PartialDate | None) -> str:
    """A date that follows another: without its year where that is the same."""
    return _spoken(value, year=after is None or after.earliest.year != value.earliest.year)


def on(value: PartialDate) -> str:
    """`on 6 May 2020`, `in July 2020`, `in 2014`."""
    return f"{'on' if value.precision == 'day' else 'in'} {value.spoken()}"


def when(start: PartialDate | None, end: PartialDate | None) -> str:
    """The span with its preposition: `on 6–7 May 2020`, `in July 2020`; empty when neither is known."""
    first = start or end
    return f"{'on' if first.precision == 'day' else 'in'} {span(start, end)}" if first else ""


def month_label(value: PartialDate) -> str:
    """As heads a column: `Dec 2021`, `2014`."""
    if value.precision == "year":
        return value.spoken()
    return f"{MONTHS[value.earliest.month - 1][:_SHORT_MONTH]} {value.earliest.year}"


def clock(moment: datetime, seen_from: datetime) -> str:
    """London time of day if both are on one day there, else the day; a bare midnight stands for a day."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    local = aware.astimezone(LONDON)
    day_only = {(m.hour, m.minute, m.second) for m in (aware, local)} & {(0, 0, 0)}
    if day_only or london_day(moment) != london_day(seen_from):
        return PartialDate.of(london_day(moment)).spoken()
    return f"{local:%H:%M}"


def _spoken(value: PartialDate, year: bool) -> str:
    spoken = value.spoken()
    return spoken if year or value.precision == "year" else spoken.removesuffix(f" {value.earliest.year}")
