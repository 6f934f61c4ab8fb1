"""A report or letter of an inspectorate, read: what it says, on which page, and what could not be read and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from parsers.authorities import Gazetteer
from parsers.model import Area, DateKey, Facts, Inspectorate, Kind
from parsers.official.document_kind import read_authority, read_kind, read_title
from parsers.official.grades import Graded, Judged, read_judgements
from parsers.official.inspection_days import Days, read_days
from parsers.official.layout import Document, tidy
from parsers.official.letter_head import Addressee, read_inspectors, read_letterhead
from parsers.official.sections import Item, Listed, read_sections
from parsers.official.send_outcome import read_outcome
from parsers.official.themes import read_theme
from parsers.partial_date import PartialDate

_SPLIT = PartialDate("2023-01-01")
_NO_OVERALL = PartialDate("2026-04-01")
_GRADED: frozenset[Kind | None] = frozenset(["ilacs_standard", "ilacs_short", "sif"])
_JOINT: frozenset[Kind | None] = frozenset(["area_send", "area_send_monitoring", "jtai"])
_VISITS: frozenset[Kind | None] = frozenset(["focused_visit", "monitoring_visit"])
# A short inspection takes a week, a standard one two.
_LONGEST_SHORT, _LONGEST_STANDARD = 8, 20
_LEAST_GRADES = 3
_RECORDED: Mapping[Area, Area] = {"leadership": "leaders", "looked_after": "in_care"}
_ORDER = (
    "authority", "kind", "dates", "judgements", "priority_actions", "areas_for_improvement", "theme", "inspectors",
    "addressee",
)  # fmt: skip
_NOTHING_READ = "the document holds no text that can be read; it may be a scanned picture"


@dataclass(frozen=True, slots=True)
class Found:
    """One fact: its path as in the facts of an event, what was read, the page, and what is printed there.

    `remark` says what had to be worked out.
    """

    path: str
    value: str
    page: int
    printed: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A fact that the document should hold and that could not be told, with the reason."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """All that a document says. `framework` names the rules it was inspected by; `facts` holds only what is sure."""

    kind: Kind | None
    authority: str | None
    framework: str | None
    facts: Facts
    addressee: Addressee | None = None
    found: tuple[Found, ...] = ()
    unread: tuple[Unread, ...] = ()
    priority_actions: tuple[Item, ...] | None = None
    improvements: tuple[Item, ...] | None = None

    @property
    def as_recorded(self) -> Facts:
        """The facts in the areas of the stored record, where the single framework's stand under those of today.

        The press names them so, and the kind of the inspection keeps the frameworks apart.
        """
        judgements = {_RECORDED.get(area, area): grade for area, grade in self.facts.judgements.items()}
        return replace(self.facts, judgements=judgements)


@dataclass(slots=True)
class _Notes:
    found: list[Found] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read_document(document: Document, gazetteer: Gazetteer) -> DocumentReading:
    """Read a report or letter. What its parts contradict each other on is listed as unread, never chosen."""
    document = tidy(document)
    if not document.text.all.strip():
        return DocumentReading(None, None, None, Facts(), unread=(Unread("text", _NOTHING_READ),))
    notes = _Notes()
    head = read_letterhead(document)
    title = read_title(document, head)
    days = read_days(document, head)
    dates = _dates(days, notes)
    kind = _kind(read_kind(title) or _by_its_table(document), days, title.text, notes)
    running = tuple(line for page in document.pages for line in page.running)
    on = _on(dates, document.made)
    authority, why = read_authority(title, head, running, gazetteer, on, document.text.all)
    if authority is None:
        notes.unread.append(Unread("authority", why or "not found"))
    else:
        notes.found.append(Found("authority", authority, 1, title.text[:120]))
    judgements = _judgements(document, kind, dates.get("start"), notes)
    listed = _listed(read_sections(document), kind, notes)
    theme = read_theme(document.text.upto_page(2)) if kind in _VISITS else None
    if theme:
        notes.found.append(Found("theme", theme[0], document.text.page(theme[1]), theme[0]))
    inspectors = read_inspectors(document.text.all)
    notes.found += [Found("inspectors", name, 1, name) for name in inspectors]
    if head.addressee:
        said = ", ".join(part for part in (head.addressee.name, head.addressee.role) if part)
        notes.found.append(Found("addressee", said, 1, said))
    facts = Facts(
        inspectorate=_inspectorate(kind),
        kind=None if any(unread.path == "kind" for unread in notes.unread) else kind,
        judgements={area: graded.grade for area, graded in judgements.items()},
        priority_actions=len(listed.priority) if listed.priority is not None else None,
        areas_for_improvement=len(listed.improvement) if listed.improvement is not None else None,
        priority_action_texts=tuple(item.text for item in listed.priority or ()),
        improvement_texts=tuple(item.text for item in listed.improvement or ()),
        theme=theme[0] if theme else None,
        dates=dates,
        inspectors=inspectors,
    )
    return DocumentReading(
        kind=facts.kind,
        authority=authority,
        framework=_framework(kind, judgements, dates.get("start")),
        facts=facts,
        addressee=head.addressee,
        found=tuple(sorted(notes.found, key=lambda found: _ORDER.index(found.path.split(".")[0]))),
        unread=tuple(notes.unread),
        priority_actions=listed.priority,
        improvements=listed.improvement,
    )


def _dates(days: Days, notes: _Notes) -> dict[DateKey, PartialDate]:
    dates: dict[DateKey, PartialDate] = {}
    visit, published = days.visit, days.published
    if visit is None or visit.start is None or visit.end is None:
        why = (
            visit.problem if visit and visit.problem else "the document prints no day of inspection that could be found"
        )
        notes.unread += [Unread("dates.start", why), Unread("dates.end", why)]
    else:
        dates |= {"start": visit.start, "end": visit.end}
        for key, value in (("start", visit.start), ("end", visit.end)):
            notes.found.append(Found(f"dates.{key}", value.iso, days.visit_page, visit.printed, visit.remark))
    if published is None or published.start is None:
        notes.unread.append(Unread("dates.published", "the document does not print the day on which it came out"))
    elif "end" in dates and published.start.earliest < dates["end"].latest:
        why = f"it is dated {published.printed}, before the last day of the visit ({dates['end'].spoken()})"
        notes.unread.append(Unread("dates.published", why))
    else:
        dates["published"] = published.start
        found = Found("dates.published", published.start.iso, days.published_page, published.printed, published.remark)
        notes.found.append(found)
    return dates


def _by_its_table(document: Document) -> Kind | None:
    """A title that names no kind, over a table of the grades that only these inspections give."""
    return "ilacs_standard" if len(read_judgements(document, "ilacs").found) >= _LEAST_GRADES else None


def _kind(kind: Kind | None, days: Days, title: str, notes: _Notes) -> Kind | None:
    """The kind; of an ILACS inspection the length tells whether it was a short or a standard one."""
    if kind is None:
        notes.unread.append(Unread("kind", f"its title ({title[:80]!r}) names no kind of inspection that is known"))
        return None
    if kind != "ilacs_standard":
        notes.found.append(Found("kind", kind, 1, title[:120]))
        return kind
    parts = days.visit.parts if days.visit and days.visit.start else ()
    length = " and ".join(map(str, parts))
    if parts and sum(parts) <= _LONGEST_SHORT:
        kind = "ilacs_short"
    elif not parts or not _LONGEST_SHORT < parts[0] <= _LONGEST_STANDARD:
        why = f"{length} days are neither a short nor a standard inspection" if parts else "its length is not known"
        notes.unread.append(Unread("kind", f"an ILACS inspection, but {why}"))
        return "ilacs_standard"
    notes.found.append(Found("kind", kind, 1, title[:120], f"by its length: {length} days"))
    return kind


def _judgements(
    document: Document, kind: Kind | None, start: PartialDate | None, notes: _Notes
) -> Mapping[Area, Graded]:
    if kind == "area_send":
        return _send(document, start, notes)
    if kind is None or kind not in _GRADED:
        return {}
    judged = read_judgements(document, "sif" if kind == "sif" else "ilacs")
    for area, graded in judged.found.items():
        notes.found.append(Found(f"judgements.{area}", graded.grade, graded.page, graded.printed))
    notes.unread += [Unread(f"judgements.{area}", reason) for area, reason in judged.problems.items()]
    missing = [
        area for area in _expected(judged, kind, start) if area not in judged.found and area not in judged.problems
    ]
    notes.unread += [Unread(f"judgements.{area}", "no such judgement was found in the report") for area in missing]
    return judged.found


def _send(document: Document, start: PartialDate | None, notes: _Notes) -> Mapping[Area, Graded]:
    """The framework of 2023 states an outcome; before, a letter did or did not ask for a statement of action."""
    if start is not None and start.iso < _SPLIT.iso:
        return {}
    outcome, why = read_outcome(document.text)
    if outcome is None:
        notes.unread.append(Unread("judgements.outcome", why or "not found"))
        return {}
    notes.found.append(Found("judgements.outcome", outcome.grade, outcome.page, outcome.printed))
    return {"outcome": outcome}


def _expected(judged: Judged, kind: Kind, start: PartialDate | None) -> Iterator[Area]:
    """The areas that the framework of that time judges."""
    if kind == "sif":
        yield from ("overall", "help_and_protection", "looked_after", "adoption", "care_leavers", "leadership")
        return
    yield from ("leaders", "help_and_protection")
    known = {*judged.found, *judged.problems}
    together = start.iso < _SPLIT.iso if start else "in_care_and_care_leavers" in known
    if together and not {"in_care", "care_leavers"} <= known:
        yield "in_care_and_care_leavers"
    elif "in_care_and_care_leavers" not in known:
        yield from ("in_care", "care_leavers")
    if start is None or start.iso < _NO_OVERALL.iso:
        yield "overall"


def _listed(listed: Listed, kind: Kind | None, notes: _Notes) -> Listed:
    for path, items in (("priority_actions", listed.priority), ("areas_for_improvement", listed.improvement)):
        for item in items or ():
            notes.found.append(Found(path, item.text, item.page, item.text))
    if listed.priority == () and kind in _VISITS:
        notes.found.append(Found("priority_actions", "0", 1, "no areas for priority action are listed"))
    notes.unread += [Unread(path, reason) for path, reason in listed.problems.items()]
    return listed if listed.priority or kind in _VISITS else replace(listed, priority=None)


def _framework(kind: Kind | None, judgements: Mapping[Area, Graded], start: PartialDate | None) -> str | None:
    if kind == "sif":
        return "single inspection framework"
    if kind in ("area_send", "area_send_monitoring"):
        return "area SEND" if start is None or start.iso >= _SPLIT.iso else "local area SEND (2016)"
    if kind == "jtai":
        return "joint targeted area inspections"
    if kind is None:
        return None
    if start is not None and start.iso >= _NO_OVERALL.iso:
        return "ILACS, from April 2026"
    if (start is not None and start.iso >= _SPLIT.iso) or "care_leavers" in judgements:
        return "ILACS, from 2023"
    if kind == "monitoring_visit" and start is not None and start.iso < "2018":
        return "single inspection framework"
    return "ILACS, from 2018"


def _inspectorate(kind: Kind | None) -> Inspectorate:
    return "Ofsted/CQC" if kind in _JOINT else "Ofsted"


def _on(dates: Mapping[DateKey, PartialDate], made: date | None) -> date | None:
    known = dates.get("end") or dates.get("published")
    return known.latest if known else made
