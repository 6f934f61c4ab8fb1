"""Three outlets that report every record, each with its own delay and its own way of dating things.

The press dates one inspection by its fieldwork, by its publication or by the committee that discussed it, and seldom
to the day. The delays and shares below are wider than those seen in real reports, so that resolving has no easy time.
Everything follows from a record's id: the same record is always told the same way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from parsers.model import LONDON, DateKey, Facts, Mention, MentionType, OfficialRecord, Role, Span
from parsers.official.register import GRADED, published_on
from parsers.partial_date import PartialDate

OUTLETS = ("Herald", "Weekly Post", "Democracy Notes")
# Shares of records that are told ahead, and of stories that recall the judgement before.
_TOLD_AHEAD = 0.3
_RECALLS = 0.5
_VISITS = ("focused_visit", "monitoring_visit", "jtai", "area_send_monitoring")


@dataclass(frozen=True, slots=True)
class Report:
    """One story: when and where it came out, what it says, and of which record each statement is."""

    at: datetime
    outlet: str
    id: str
    mentions: tuple[Mention, ...]
    records: tuple[str, ...]


def reports(record: OfficialRecord, earlier: Sequence[OfficialRecord]) -> Iterator[Report]:
    """Every story about a record; `earlier` are the authority's records that were public before it, oldest first."""
    chance = random.Random(record.id)
    if published_on(record) is None:
        return
    if record.family == "inspection" and "start" in record.facts.dates and chance.random() < _TOLD_AHEAD:
        yield _ahead(record, chance)
    for outlet, tell in zip(OUTLETS, (_at_once, _a_week_later, _from_committee), strict=True):
        at, mention = tell(record, chance)
        told, of = [mention], [record.id]
        graded = [item for item in earlier if item.facts.kind in GRADED and "overall" in item.facts.judgements]
        if graded and chance.random() < _RECALLS:
            told.append(_recalled(graded[-1], chance))
            of.append(graded[-1].id)
        yield Report(_hour(at, chance), outlet, f"{outlet}|{record.id}", tuple(told), tuple(of))


def _at_once(record: OfficialRecord, chance: random.Random) -> tuple[date, Mention]:
    """On the day or two after, mostly with the day itself."""
    out = _out(record)
    at = out + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2)))
    dates: dict[DateKey, PartialDate] = {}
    if chance.random() < 0.6:
        dates[_public_key(record)] = PartialDate.of(out)
    if record.family == "inspection" and chance.random() < 0.5:
        dates |= _fieldwork(record, chance)
    return at, _mention(record, "new", dates)


def _a_week_later(record: OfficialRecord, chance: random.Random) -> tuple[date, Mention]:
    """In a weekly paper: with the month of the visit, of the report, or nothing."""
    out = _out(record)
    at = out + timedelta(days=chance.randint(2, 12))
    dates: dict[DateKey, PartialDate] = {}
    if record.family == "inspection" and chance.random() < 0.5:
        dates |= {key: _to_month(value) for key, value in _fieldwork(record, chance).items() if key == "start"}
    elif chance.random() < 0.4:
        dates[_public_key(record)] = _to_month(PartialDate.of(out))
    return at, _mention(record, "new", dates, partly=True)


def _from_committee(record: OfficialRecord, chance: random.Random) -> tuple[date, Mention]:
    """When councillors discuss it, weeks later: recalled, dated by visit, report or not at all."""
    out = _out(record)
    at = out + timedelta(days=chance.randint(20, 75))
    dated = chance.random()
    dates: dict[DateKey, PartialDate] = {}
    if dated < 0.35 and "start" in record.facts.dates and record.family == "inspection":
        dates = _fieldwork(record, chance)
    elif dated < 0.6 and "start" in record.facts.dates and record.family == "inspection":
        key: DateKey = "published" if record.facts.judgements else "start"
        dates = {key: _to_month(record.facts.dates["start"])}
    elif dated < 0.85:
        dates = {_public_key(record): _to_month(PartialDate.of(out))}
    return at, _mention(record, "retrospective", dates, partly=True)


def _ahead(record: OfficialRecord, chance: random.Random) -> Report:
    """That inspectors are coming or have come."""
    start = record.facts.dates["start"]
    at = start.earliest + timedelta(days=chance.randint(-5, 5))
    told: PartialDate = start if chance.random() < 0.7 else _to_month(start)
    mention = Mention(
        "inspection_announced",
        "scheduled" if told.earliest > at else "new",
        record.authority,
        Facts(inspectorate=record.facts.inspectorate, kind=record.facts.kind, dates={"start": told}),
        Span(0, 10, "history"),
        0.8,
    )
    return Report(_hour(at, chance), OUTLETS[0], f"ahead|{record.id}", (mention,), (record.id,))


def _recalled(record: OfficialRecord, chance: random.Random) -> Mention:
    """The judgement before, in passing: its overall grade, with the year, the month of visit or report, or no date."""
    out = _out(record)
    start = record.facts.dates.get("start", PartialDate.of(out))
    choices = (PartialDate(str(out.year)), _to_month(PartialDate.of(out)), _to_month(start), None)
    date_told = chance.choice(choices)
    facts = Facts(
        inspectorate="Ofsted",
        judgements={"overall": record.facts.judgements["overall"]},
        dates={"published": date_told} if date_told else {},
    )
    return Mention("judgement", "retrospective", record.authority, facts, Span(20, 30, "history"), 0.7)


def _mention(
    record: OfficialRecord, role: Role, dates: Mapping[DateKey, PartialDate], *, partly: bool = False
) -> Mention:
    """What a story says of a record: all of it, or the overall grade alone."""
    facts = record.facts
    told = replace(facts, dates=dict(dates), areas_for_improvement=None, theme=None)
    if partly and "overall" in facts.judgements:
        told = replace(told, judgements={"overall": facts.judgements["overall"]})
    if partly and facts.kind not in _VISITS and facts.inspectorate == "Ofsted":
        told = replace(told, kind=None)
    return Mention(_type(record), role, record.authority, told, Span(0, 10, "history"), 0.8)


def _type(record: OfficialRecord) -> MentionType:
    if record.family == "intervention":
        return "intervention"
    return "visit_outcome" if record.facts.kind in _VISITS else "judgement"


def _fieldwork(record: OfficialRecord, chance: random.Random) -> dict[DateKey, PartialDate]:
    """First and last day; now and then only one of them, or the first a day out."""
    dates: dict[DateKey, PartialDate] = {
        key: record.facts.dates[key] for key in ("start", "end") if key in record.facts.dates
    }
    if chance.random() < 0.3:
        dates.pop("end", None)
    if chance.random() < 0.1 and "start" in dates and dates["start"].precision == "day":
        dates["start"] = PartialDate.of(dates["start"].earliest + timedelta(days=1))
    return dates


def _public_key(record: OfficialRecord) -> DateKey:
    return "effective" if record.family == "intervention" else "published"


def _out(record: OfficialRecord) -> date:
    published = published_on(record)
    assert published is not None
    return published.earliest


def _to_month(value: PartialDate) -> PartialDate:
    return value if value.precision == "year" else PartialDate(value.iso[:7])


def _hour(day: date, chance: random.Random) -> datetime:
    return datetime.combine(day, time(chance.randint(7, 20), chance.randint(0, 59)), LONDON)
