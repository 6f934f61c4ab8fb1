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
from parsers.official.layout import plain
from parsers.official.notice_closing import CLOSED, CollectionEntry, LogEntry, closed_on
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
    closed = closed_on(text, _log(details), entry, log)
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
    return line.on != page.published and bool(_REVISED.search(line.note)) and not CLOSED.search(line.note)
