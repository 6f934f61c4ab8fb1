"""Items of any feed format as Entries: identity, addresses, titles, dates."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from parsers.markup import one_line, paragraphs
from parsers.model import Entry
from parsers.timestamps import read_timestamp
from parsers.urls import canonical_url, host_of, join, unwrap_redirect

_LONGEST_ID = 1_000
_LONGEST_URL = 4_000
_LONGEST_TITLE = 500
_LONGEST_SUMMARY = 20_000
# What a publisher may wrap around that much text: more markup than this is cut before it is read.
_LONGEST_MARKUP = 5 * _LONGEST_SUMMARY
_LONGEST_PUBLISHER = 60
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Item:
    """An item as its format gives it, nothing interpreted. `dates` are in order of preference."""

    guid: str | None = None
    link: str | None = None
    title: str | None = None
    summary: str | None = None
    dates: tuple[str, ...] = ()
    publisher: str | None = None


def entries_of(items: Sequence[Item], url: str | None) -> tuple[tuple[Entry, ...], list[str]]:
    """The entries, newest rules applied, and what was wrong with single items. `url` is the feed's own address.

    An entry's `id` is unique in its feed: the guid; guid and address where several items share the guid; the
    canonical address where there is none; else a hash of title and summary. Exact doubles are left out.
    """
    shared = {guid for guid, count in Counter(item.guid for item in items if item.guid).items() if count > 1}
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    for number, item in enumerate(items, start=1):
        entry, problem = _entry(item, url, shared)
        if problem:
            problems.append(f"Item {number}{_named(entry.title)} {problem}")
        if entry.id in entries:
            if entries[entry.id].title == entry.title:
                continue
            entry = replace(entry, id=f"{entry.id}|{_hash(entry)}")
        entries.setdefault(entry.id, entry)
    if len(problems) > _MOST_PROBLEMS:
        problems[_MOST_PROBLEMS:] = [f"… and {len(problems) - _MOST_PROBLEMS} more items with problems."]
    return tuple(entries.values()), problems


def _entry(item: Item, base: str | None, shared: set[str]) -> tuple[Entry, str | None]:
    given = (item.link or "").strip()
    address = join(base, given) if given and len(given) <= _LONGEST_URL else None
    address = unwrap_redirect(address) if address else None
    title = one_line((item.title or "")[:_LONGEST_MARKUP])[:_LONGEST_TITLE] or None
    outlet = one_line((item.publisher or "")[:_LONGEST_TITLE])[:_LONGEST_PUBLISHER] or None
    if title:
        title, outlet = _without_publisher(title, outlet, base)
    summary = paragraphs((item.summary or "")[:_LONGEST_MARKUP])[:_LONGEST_SUMMARY] or None
    published, problem = _published(item.dates)
    if not title and not summary and not address:
        problem = "is empty: it has no title, text or link."
    elif given and not address:
        problem = problem or f"has a link that is no web address: “{given[:80]}”."
    own = _bounded(item.guid) if item.guid is not None and item.guid not in shared else ""
    entry = Entry(id=own, url=address, title=title, published=published, summary=summary, outlet=outlet)
    return entry if own else replace(entry, id=_identity(item.guid, entry, shared)), problem


def _identity(guid: str | None, entry: Entry, shared: set[str]) -> str:
    if guid is not None and guid not in shared:
        return _bounded(guid)
    address = canonical_url(entry.url) if entry.url else _hash(entry)
    return address if guid is None else f"{_bounded(guid)}|{address}"


def _bounded(guid: str) -> str:
    return guid if len(guid) <= _LONGEST_ID else "sha256:" + hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()


def _hash(entry: Entry) -> str:
    said = f"{entry.title or ''}\n{entry.summary or ''}"
    return "sha256:" + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _published(dates: tuple[str, ...]) -> tuple[datetime | None, str | None]:
    for text in dates:
        if moment := read_timestamp(text):
            return moment, None
    return None, f"has a date that can't be read: “{one_line(dates[0][:80])}”." if dates else None


def _without_publisher(title: str, publisher: str | None, feed: str | None) -> tuple[str, str | None]:
    """Google News and its like end each title with " - Publisher": the title without it, and the publisher."""
    head, dash, tail = title.rpartition(" - ")
    if not dash or not head.strip():
        return title, publisher
    named = publisher is not None and tail.casefold() == publisher.casefold()
    aggregated = publisher is None and host_of(feed or "") == "news.google.com" and len(tail) <= _LONGEST_PUBLISHER
    return (head.strip(), publisher or tail.strip()) if named or aggregated else (title, publisher)


def _named(title: str | None) -> str:
    return f" (“{title[:60]}”)" if title else ""
