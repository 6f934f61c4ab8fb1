"""GOV.UK's content API: the collection of improvement notices and directions, and the page of each of them.

A page changes after it first came out: a direction is revised, a notice is closed. What it says of that, its own
change log and the log of the collection each give a part.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from parsers.authorities import Gazetteer
from parsers.model import Action, Facts, Instrument, OfficialRecord
from parsers.official.day_spans import find_span
from parsers.official.layout import plain
from parsers.partial_date import MONTHS, PartialDate

_API = "/api/content"
_MONTHS = "|".join(MONTHS)
_TITLE_MONTH = re.compile(rf"[:(]\s*({_MONTHS})\s+(\d{{4}})\)?\s*$", re.IGNORECASE)
_NOTICE = re.compile(r"improvement notices?|notice to improve", re.IGNORECASE)
_DIRECTION = re.compile(r"\bdirections?\b", re.IGNORECASE)
_SEND = re.compile(r"\bSEND?\b|special educational needs", re.IGNORECASE)
_CHILDREN = re.compile(r"children.{0,2}s (?:social care|services)|social care services", re.IGNORECASE)
_REVISED = re.compile(
    r"\brevis|\badditional (?:statutory )?direction|\bamended\b|\bupdated (?:statutory )?direction", re.IGNORECASE
)
_CLOSED = re.compile(r"\b(?:closed|lifted|revoked|withdrawn|ended|no longer in (?:force|place))\b", re.IGNORECASE)
_REPLACED = re.compile(r"\breplac|\bsupersed|\bfollowed by\b", re.IGNORECASE)
# Of a title, what stands around the council's name.
_COUNCIL = re.compile(r"^.*?\bissued to\s+|\s*[:(].*$", re.IGNORECASE)
_QUOTED = re.compile(r"[‘'“\"]([^’'”\"]{8,160}(?:[’'](?:s )[^’'”\"]{0,80})?)[’'”\"]")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a change log, with the day it bears."""

    on: date
    note: str


@dataclass(frozen=True, slots=True)
class CollectionEntry:
    """A page that the collection lists: its address, that of its content, the group and when it last changed."""

    title: str
    url: str
    content_url: str
    group: str | None
    updated: date | None

    @property
    def closed(self) -> bool:
        """Whether it stands under what is closed."""
        return bool(self.group and "closed" in self.group.casefold())


@dataclass(frozen=True, slots=True)
class Collection:
    """The collection with its log, the latest entry first; a page that is something else has problems instead."""

    entries: tuple[CollectionEntry, ...]
    log: tuple[LogEntry, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticePage:
    """What the page of a notice or direction tells: a record for each step; `problems` says what could not be read."""

    title: str
    authority: str | None
    records: tuple[OfficialRecord, ...] = ()
    problems: tuple[str, ...] = ()


def read_collection(body: bytes | str, url: str) -> Collection:
    """Read the collection from the content API."""
    content = _content(body)
    links = content.get("links") if content else None
    documents = links.get("documents") if isinstance(links, dict) else None
    if content is None or not isinstance(documents, list):
        return Collection(
            (), problems=(f"{url}: not a collection of GOV.UK's content API; its address may have changed",)
        )
    details = _mapping(content.get("details"))
    groups = {
        str(document): str(group.get("title") or "")
        for group in details.get("collection_groups") or ()
        if isinstance(group, dict)
        for document in group.get("documents") or ()
    }
    entries = tuple(
        CollectionEntry(
            title=plain(str(document.get("title") or "")),
            url=urljoin(url, str(document["base_path"])),
            content_url=urljoin(url, f"{_API}{document['base_path']}"),
            group=groups.get(str(document.get("content_id"))),
            updated=_day(document.get("public_updated_at")),
        )
        for document in documents
        if isinstance(document, dict) and str(document.get("base_path") or "").startswith("/")
    )
    return Collection(entries, _log(details))


def read_notice(
    body: bytes | str,
    url: str,
    gazetteer: Gazetteer,
    entry: CollectionEntry | None = None,
    log: Sequence[LogEntry] = (),
) -> NoticePage:
    """Read the page of one notice or direction; `entry` and `log` are what the collection says of it."""
    content = _content(body)
    title = plain(str(content.get("title") or "")) if content else ""
    if content is None or not title:
        return NoticePage("", None, problems=(f"{url}: not a page of GOV.UK's content API",))
    details = _mapping(content.get("details"))
    text = plain(BeautifulSoup(str(details.get("body") or ""), "lxml").get_text(" "))
    about = f"{title}. {content.get('description') or ''}. {text}"
    published = _day(content.get("first_published_at")) or _day(details.get("first_public_at"))
    instrument = _instrument(title) or _instrument(about)
    authority = _authority(title, about, gazetteer, published)
    if instrument is None or authority is None or published is None:
        missing = "instrument" if instrument is None else "authority" if authority is None else "day of publication"
        return NoticePage(title, authority, problems=(f"{url}: no {missing} could be told from {title!r}",))
    page = _Page(url, title, authority, instrument, _service(title, about), published)
    records = [_opening(page)]
    records += [_step(page, "revised", line.on) for line in _log(details) if _revises(line, page)]
    problems: list[str] = []
    closed = _closed_on(text, _log(details), entry, log)
    if isinstance(closed, str):
        problems.append(f"{url}: {closed}")
    elif closed is not None:
        records.append(_step(page, "lifted", closed))
    return NoticePage(title, authority, tuple(records), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    title: str
    authority: str
    instrument: Instrument
    service: str
    published: date


def _content(body: bytes | str) -> dict[str, Any] | None:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _day(moment: object) -> date | None:
    try:
        return date.fromisoformat(str(moment)[:10])
    except ValueError:
        return None


def _log(details: Mapping[str, Any]) -> tuple[LogEntry, ...]:
    entries = [
        LogEntry(on, plain(str(line.get("note") or "")))
        for line in details.get("change_history") or ()
        if isinstance(line, dict) and (on := _day(line.get("public_timestamp"))) is not None
    ]
    return tuple(sorted(entries, key=lambda entry: entry.on, reverse=True))


def _instrument(text: str) -> Instrument | None:
    notice, direction = _NOTICE.search(text), _DIRECTION.search(text)
    if notice and (direction is None or notice.start() < direction.start()):
        return "improvement_notice"
    return "statutory_direction" if direction else None


def _authority(title: str, about: str, gazetteer: Gazetteer, on: date | None) -> str | None:
    for text in (title, about):
        names = list(dict.fromkeys(place.name for place in gazetteer.places(text, on)))
        if len(names) == 1:
            return names[0]
        if names:
            return None
    return None


def _service(title: str, about: str) -> str:
    """SEND where the title says so, or where the page speaks of nothing else."""
    if _SEND.search(title):
        return "SEND"
    return "SEND" if _SEND.search(about) and not _CHILDREN.search(about) else "children's services"


def _opening(page: _Page) -> OfficialRecord:
    action: Action = "revised" if re.match(r"\s*revised\b", page.title, re.IGNORECASE) else "issued"
    month = _TITLE_MONTH.search(page.title)
    effective = PartialDate.of(page.published)
    if month:
        number = [name.casefold() for name in MONTHS].index(month[1].casefold()) + 1
        effective = PartialDate.month(int(month[2]), number)
    return _record(page, action, effective, PartialDate.of(page.published), "")


def _step(page: _Page, action: Action, on: date) -> OfficialRecord:
    day = PartialDate.of(on)
    return _record(page, action, day, day, f":{day}")


def _record(page: _Page, action: Action, effective: PartialDate, published: PartialDate, tail: str) -> OfficialRecord:
    slug = page.url.rstrip("/").rpartition("/")[2]
    facts = Facts(
        inspectorate="DfE",
        instrument=page.instrument,
        action=action,
        service=page.service,
        dates={"effective": effective, "published": published},
    )
    return OfficialRecord(f"govuk:{slug[:80]}:{action}{tail}", "intervention", page.authority, facts, page.url)


def _revises(line: LogEntry, page: _Page) -> bool:
    return line.on != page.published and bool(_REVISED.search(line.note)) and not _CLOSED.search(line.note)


def _closed_on(
    text: str, own: Sequence[LogEntry], entry: CollectionEntry | None, log: Sequence[LogEntry]
) -> date | str | None:
    """The day it was lifted; None while in force or when something stronger took its place; else what is not known."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if _CLOSED.search(sentence) and _speaks_of_itself(sentence):
            return None if _REPLACED.search(text) else _date_in(sentence) or _logged(own, entry, log) or _UNKNOWN
    for line in own:
        if _CLOSED.search(line.note):
            return None if _REPLACED.search(line.note) else _date_in(line.note) or line.on
    if entry is not None and entry.closed:
        if any(_REPLACED.search(line.note) for line in own) or _REPLACED.search(text) or _stepped_up(entry, log):
            return None
        return _logged(own, entry, log) or _UNKNOWN
    return None


_UNKNOWN = "it is closed, and nothing says since when"


def _speaks_of_itself(sentence: str) -> bool:
    """Of this notice or direction rather than of the one before it."""
    return bool(re.search(r"\b(?:this|these)\b", sentence, re.IGNORECASE)) and not re.search(
        r"\b(?:follow(?:s|ed)|replaces|earlier|previous|now revoked)\b", sentence, re.IGNORECASE
    )


def _logged(own: Sequence[LogEntry], entry: CollectionEntry | None, log: Sequence[LogEntry]) -> date | None:
    """When a log says that it was closed, with the day that the entry names or else its own."""
    for line in own:
        if _CLOSED.search(line.note):
            return _date_in(line.note) or line.on
    for line in log if entry else ():
        if _CLOSED.search(line.note) and entry and _names(line.note, entry.title):
            return _date_in(line.note) or line.on
    return None


def _stepped_up(entry: CollectionEntry, log: Sequence[LogEntry]) -> bool:
    """The same note that closes a notice adds a direction to the same council: it was replaced, not lifted."""
    council = _COUNCIL.sub("", entry.title).casefold()
    return any(
        _CLOSED.search(line.note)
        and _names(line.note, entry.title)
        and any(
            council in name and _DIRECTION.search(name) and name != entry.title.casefold()
            for name in (plain(match[1]).casefold() for match in _QUOTED.finditer(line.note))
        )
        for line in log
    )


def _names(note: str, title: str) -> bool:
    """A note of the collection that moves this title, not another beside it."""
    quoted = [plain(match[1]).casefold() for match in _QUOTED.finditer(note)]
    wanted = plain(title).casefold()
    return any(name == wanted for name in quoted) or wanted in plain(note).casefold()


def _date_in(text: str) -> date | None:
    for figure in re.finditer(r"(?<!\d)\d{1,2}(?!\d)", text):
        found = find_span(text, figure.start())
        if found and found[0].start is not None:
            return found[0].start.earliest
    return None
