"""Ofsted's yearly statistics of local authority inspection outcomes, in every layout that they have had.

Sheets are told by their columns, not by their names: a list of all authorities with their latest judgements, the
inspections and visits of a year, and the history of ILACS inspections, either a row for each or, in the edition of
2024, a row for each authority with its first and second inspection side by side and no days of inspection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from parsers.authorities import Gazetteer
from parsers.model import Area, DateKey, Facts, Grade, Kind, OfficialRecord
from parsers.official.spreadsheet import Sheet
from parsers.partial_date import MONTHS, PartialDate

_DATED: tuple[DateKey, ...] = ("start", "published")
_KINDS: Mapping[str, Kind] = {
    "ilacs standard inspection": "ilacs_standard",
    "ilacs short inspection": "ilacs_short",
    "ilacs focused visit": "focused_visit",
    "la monitoring visit": "monitoring_visit",
    "ilacs monitoring visit": "monitoring_visit",
}
_GRADES: Mapping[str, Grade] = {
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement to be good": "requires_improvement",
    "requires improvement": "requires_improvement",
    "inadequate": "inadequate",
}
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("code", re.compile(r"area code|gss")),
    ("name", re.compile(r"authority name")),
    ("published", re.compile(r"publication date")),
    ("start", re.compile(r"(?:inspection|visit) date")),
    ("kind", re.compile(r"(?:inspection|visit) type")),
    ("theme", re.compile(r"theme")),
    ("overall", re.compile(r"overall effectiveness")),
    ("leaders", re.compile(r"impact of leaders")),
    ("help_and_protection", re.compile(r"need help and protection")),
    ("in_care_and_care_leavers", re.compile(r"in care and care leavers")),
    ("in_care", re.compile(r"children in care")),
    ("care_leavers", re.compile(r"care leavers")),
)
_SERIES = re.compile(r"^(first|second|third|fourth|fifth|sixth)\s+ilacs\s+", re.IGNORECASE)
_AREAS: tuple[Area, ...] = (
    "overall", "leaders", "help_and_protection", "in_care_and_care_leavers", "in_care", "care_leavers",
)  # fmt: skip
_AS_AT = re.compile(rf"as at\s+(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)
_SPLIT = "2023-01-01"
# Inspections that began before that came out until then.
_LAST_TOGETHER = "2023-06-30"
_NOT_YET = re.compile(r"not (?:yet )?inspected", re.IGNORECASE)
# An inspection comes out within so many days of its first one.
_SLOWEST_DAYS = 200


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What one sheet came to: rows of data, inspections or visits in them, authorities that it lists."""

    name: str
    rows: int
    entries: int
    authorities: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the spreadsheet holds. `problems` are sentences for a person, each about a row that was left out."""

    as_at: date | None
    records: tuple[OfficialRecord, ...]
    sheets: tuple[SheetCount, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    authority: str
    kind: Kind | None
    facts: Facts
    where: str

    @property
    def start(self) -> str | None:
        day = self.facts.dates.get("start")
        return day.iso if day else None

    @property
    def published(self) -> str | None:
        day = self.facts.dates.get("published")
        return day.iso if day else None


@dataclass(slots=True)
class _Reading:
    gazetteer: Gazetteer
    problems: list[str] = field(default_factory=list)
    rows: int = 0
    authorities: set[str] = field(default_factory=set)


def read_statistics(sheets: Sequence[Sheet], gazetteer: Gazetteer) -> Statistics:
    """The inspections and visits of all sheets, each once. Raises ValueError when no sheet holds any."""
    reading = _Reading(gazetteer)
    entries: list[_Entry] = []
    counts: list[SheetCount] = []
    for sheet in sheets:
        reading.rows, reading.authorities = 0, set()
        found = list(_entries(sheet, reading))
        if found:
            counts.append(SheetCount(sheet.name, reading.rows, len(found), len(reading.authorities)))
            entries += found
    if not entries:
        raise ValueError("no sheet has the columns of Ofsted's local authority inspection outcomes")
    as_at = _as_at(sheets)
    records = tuple(_record(entry, as_at) for entry in _joined(entries, reading))
    return Statistics(as_at, records, tuple(counts), tuple(reading.problems))


def _as_at(sheets: Iterable[Sheet]) -> date | None:
    for sheet in sheets:
        for _, cells in sheet.rows[:3]:
            if match := _AS_AT.search(cells[0] if cells else ""):
                month = [name.casefold() for name in MONTHS].index(match[2].casefold()) + 1
                return date(int(match[3]), month, int(match[1]))
    return None


def _entries(sheet: Sheet, reading: _Reading) -> Iterator[_Entry]:
    """Every inspection or visit of a sheet; a second row of headings begins another table of the same kind."""
    columns: Sequence[Mapping[str, int]] = ()
    for number, cells in sheet.rows:
        if any(_is_name(cell) for cell in cells):
            columns = _columns(cells)
        elif columns and len(cells) > max(group["name"] for group in columns):
            where = f"sheet {sheet.name}, row {number}"
            authority = _authority(cells, columns[0], where, reading)
            if authority is not None:
                reading.rows += 1
                reading.authorities.add(authority)
                found = (_entry(cells, group, authority, where, reading) for group in columns)
                yield from (entry for entry in found if entry is not None)


def _is_name(cell: str) -> bool:
    return cell.casefold().strip() == "local authority name"


def _columns(cells: Sequence[str]) -> Sequence[Mapping[str, int]]:
    """Where each column stands; one such map for each inspection that a row holds side by side."""
    shared: dict[str, int] = {}
    series: dict[str, dict[str, int]] = {}
    for place, cell in enumerate(cells):
        match = _SERIES.match(cell)
        into = series.setdefault(match[1].casefold(), {}) if match else shared
        heading = cell[match.end() :] if match else cell
        name = next((name for name, cue in _COLUMNS if cue.search(heading.casefold())), None)
        if name is not None:
            into.setdefault(name, place)
    return [{**shared, **group} for group in series.values()] or [shared]


def _authority(cells: Sequence[str], columns: Mapping[str, int], where: str, reading: _Reading) -> str | None:
    name = cells[columns["name"]].strip()
    code = cells[columns["code"]].strip() if "code" in columns else ""
    known = reading.gazetteer.resolve(name) or (reading.gazetteer.resolve(code) if code else None)
    if known is None and name:
        reading.problems.append(f"{where}: {name!r} is no authority that is known")
    return known.name if known else None


def _entry(
    cells: Sequence[str], columns: Mapping[str, int], authority: str, where: str, reading: _Reading
) -> _Entry | None:
    row = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
    days = [row[key] for key in ("start", "published") if row.get(key)]
    if not days or _NOT_YET.search(" ".join(days)):
        return None
    kind = _KINDS.get(row.get("kind", "").casefold())
    if row.get("kind") and kind is None:
        reading.problems.append(f"{where}: {row['kind']!r} is no type of inspection or visit that is known")
        return None
    try:
        dates = {key: PartialDate(row[key]) for key in _DATED if row.get(key)}
        judgements = _judgements(row, dates)
    except ValueError as error:
        reading.problems.append(f"{where}: {error}")
        return None
    facts = Facts(
        inspectorate="Ofsted",
        kind=kind,
        judgements=judgements,
        theme=row.get("theme", "").casefold() or None,
        dates=dates,
    )
    return _Entry(authority, kind, facts, where)


def _judgements(row: Mapping[str, str], dates: Mapping[DateKey, PartialDate]) -> Mapping[Area, Grade]:
    """Grades area by area. Before 2023 the column for children in care holds what was judged with care leavers."""
    found: dict[Area, Grade] = {}
    for area in _AREAS:
        printed = row.get(area, "")
        if printed and printed.casefold() not in ("-", "n/a", "not applicable", "not judged"):
            if printed.casefold() not in _GRADES:
                raise ValueError(f"{printed!r} is no grade")
            found[area] = _GRADES[printed.casefold()]
    together = dates["start"].iso < _SPLIT if "start" in dates else dates["published"].iso <= _LAST_TOGETHER
    if together and "in_care" in found and "care_leavers" not in found:
        found["in_care_and_care_leavers"] = found.pop("in_care")
    return found


def _joined(entries: Sequence[_Entry], reading: _Reading) -> list[_Entry]:
    """Rows about one inspection put together: by its first day, or by its publication where a row gives only that."""
    joined: list[_Entry] = []
    dated = [entry for entry in entries if entry.start]
    for entry in sorted(dated, key=lambda entry: entry.kind is None):
        same = next((n for n, known in enumerate(joined) if _same(known, entry)), None)
        if same is None:
            joined.append(entry)
        else:
            joined[same] = _merged(joined[same], entry, reading)
    for entry in (entry for entry in entries if not entry.start):
        same = next((n for n, known in enumerate(joined) if _same(known, entry) or _came_out(known, entry)), None)
        if same is None:
            joined.append(entry)
        else:
            joined[same] = _merged(joined[same], entry, reading)
    for entry in [entry for entry in joined if entry.kind is None]:
        joined.remove(entry)
        reading.problems.append(f"{entry.where}: no other sheet says what type of inspection this was")
    return joined


def _same(a: _Entry, b: _Entry) -> bool:
    if a.authority != b.authority or (a.kind and b.kind and a.kind != b.kind):
        return False
    if a.start and b.start:
        return a.start == b.start
    return a.published is not None and a.published == b.published


def _came_out(known: _Entry, entry: _Entry) -> bool:
    """A row with a day of inspection and one with a day of publication, of equal grades."""
    if known.authority != entry.authority or known.published or not known.start or not entry.published:
        return False
    if known.kind and known.kind != entry.kind:
        return False
    days = (date.fromisoformat(entry.published) - date.fromisoformat(known.start)).days
    return 0 < days <= _SLOWEST_DAYS and dict(known.facts.judgements) == dict(entry.facts.judgements)


def _merged(known: _Entry, other: _Entry, reading: _Reading) -> _Entry:
    for area, grade in other.facts.judgements.items():
        if known.facts.judgements.get(area, grade) != grade:
            reading.problems.append(f"{other.where}: {area} is {grade}, but {known.where} has another grade")
    facts = replace(
        known.facts,
        kind=known.kind or other.kind,
        judgements={**other.facts.judgements, **known.facts.judgements},
        theme=known.facts.theme or other.facts.theme,
        dates={**other.facts.dates, **known.facts.dates},
    )
    return replace(known, kind=facts.kind, facts=facts)


def _record(entry: _Entry, as_at: date | None) -> OfficialRecord:
    family = "ilacs" if entry.kind in ("ilacs_standard", "ilacs_short") else entry.kind
    day = entry.start or f"published {entry.published}"
    return OfficialRecord(f"{family}:{entry.authority}:{day}", "inspection", entry.authority, entry.facts, None, as_at)
