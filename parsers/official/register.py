"""The register: what inspectorates and the Department for Education have published, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast, get_args

from parsers.model import (
    AREAS,
    FAMILIES,
    GRADES,
    KINDS,
    SEND_OUTCOMES,
    Action,
    Facts,
    Family,
    Inspectorate,
    Instrument,
    Kind,
    OfficialRecord,
)
from parsers.partial_date import PartialDate
from parsers.table import Row, rows

GRADED: frozenset[Kind] = frozenset(["ilacs_standard", "ilacs_short", "sif"])
"""The kinds of inspection that judge a whole children's services department on four grades."""

_AREA_COLUMNS = tuple(area for area in AREAS if area not in ("leadership", "looked_after"))
_DATE_COLUMNS = ("start", "end", "published", "effective")
_COLUMNS = (
    "record_id", "family", "kind", "authority", *_DATE_COLUMNS, *_AREA_COLUMNS, "priority_actions",
    "areas_for_improvement", "theme", "instrument", "action", "service", "inspectorate", "url", "as_at", "source",
)  # fmt: skip


def load_register(csv_text: str, table: str = "register.csv") -> tuple[OfficialRecord, ...]:
    """The records of the table, in its order.

    Raises ValueError, naming the line, for a fault in a cell, a record_id that occurs twice, a record without any
    date and an end before its start.
    """
    records: dict[str, OfficialRecord] = {}
    for row in rows(csv_text, _COLUMNS, table):
        record = _record(row)
        if record.id in records:
            raise row.fault(f"record_id {record.id!r} is in the table twice; ids must be unique")
        records[record.id] = record
    return tuple(records.values())


def published_on(record: OfficialRecord) -> PartialDate | None:
    """When it became public: its publication, else the day it took effect (a notice), else not known."""
    dates = record.facts.dates
    return dates.get("published") or dates.get("effective")


def known_on(records: Iterable[OfficialRecord], day: date) -> tuple[OfficialRecord, ...]:
    """The records that were public on that day.

    A date known only to the month counts from the month's end; a record without one from the day of its source.
    """
    return tuple(record for record in records if _public_by(record, day))


def latest_judgement(records: Iterable[OfficialRecord], authority: str, on: date) -> OfficialRecord | None:
    """The last graded inspection of the authority's children's services that was public on that day.

    It may lack an overall grade: inspections that began after March 2026 give none.
    """
    return latest_judgements((record for record in records if record.authority == authority), on).get(authority)


def latest_judgements(records: Iterable[OfficialRecord], on: date) -> Mapping[str, OfficialRecord]:
    """Authority -> its last graded inspection that was public on that day."""
    latest: dict[str, OfficialRecord] = {}
    for record in records:
        if record.facts.kind in GRADED and _public_by(record, on):
            held = latest.get(record.authority)
            if held is None or _order(held) < _order(record):
                latest[record.authority] = record
    return latest


def _public_by(record: OfficialRecord, day: date) -> bool:
    published = published_on(record)
    since = published.latest if published else record.as_at
    return since is not None and since <= day


def _order(record: OfficialRecord) -> tuple[date, str]:
    published, start = published_on(record), record.facts.dates.get("start")
    return (published.latest if published else date.min, start.iso if start else "")


def _record(row: Row) -> OfficialRecord:
    family = row.one_of("family", FAMILIES)
    if family is None:
        raise row.fault(f"family is empty; use one of {', '.join(FAMILIES)}")
    return OfficialRecord(
        id=row.needed("record_id"),
        family=cast(Family, family),
        authority=row.needed("authority"),
        facts=Facts(
            inspectorate=_word(row, "inspectorate", get_args(Inspectorate)),
            kind=_word(row, "kind", KINDS),
            judgements=_judgements(row),
            priority_actions=row.number("priority_actions"),
            areas_for_improvement=row.number("areas_for_improvement"),
            theme=row.text("theme"),
            dates=_dates(row),
            instrument=_word(row, "instrument", get_args(Instrument)),
            action=_word(row, "action", get_args(Action)),
            service=row.text("service"),
        ),
        url=row.text("url"),
        as_at=row.day("as_at"),
    )


def _judgements(row: Row) -> Mapping[Any, Any]:
    cells = {area: row.one_of(area, SEND_OUTCOMES if area == "outcome" else GRADES) for area in _AREA_COLUMNS}
    return {area: grade for area, grade in cells.items() if grade}


def _dates(row: Row) -> Mapping[Any, PartialDate]:
    dates = {key: value for key in _DATE_COLUMNS if (value := row.partial(key))}
    if not dates:
        raise row.fault(f"no date; fill one of {', '.join(_DATE_COLUMNS)}")
    if "start" in dates and "end" in dates and dates["start"].earliest > dates["end"].latest:
        raise row.fault(f"start {dates['start']} is later than end {dates['end']}")
    return dates


def _word(row: Row, column: str, allowed: tuple[Any, ...]) -> Any:
    return row.one_of(column, allowed)
