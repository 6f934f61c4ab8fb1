"""Which items of a source are new, whatever their publisher did to their identifiers.

An identifier that never changes is the exception: a new content system gives every item another, a move to another
host changes all addresses, some feeds make a new one at each edit and a few at each request. So an item is also known
by its page and, where many change at once, by its title.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.model import Entry
from parsers.urls import canonical_url

# Of the items whose identifier and page are new, so many with known titles, and such a share, mean that all changed.
_FEWEST_MOVED, _SHARE_MOVED = 3, 0.5


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """What an item is known by, each a hash of fixed length: what the feed calls it, its page, its title."""

    id: str
    page: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An item that its source showed before; `number` is for whoever keeps it."""

    number: int
    keys: EntryKeys
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """The items that are `new`, and those known that now have another title, each with the known one.

    `moved` says that the source changed its identifiers all at once.
    """

    new: tuple[tuple[Entry, EntryKeys], ...]
    edited: tuple[tuple[Entry, EntryKeys, KnownEntry], ...]
    moved: bool = False


def keys_of(entries: Sequence[Entry]) -> tuple[tuple[Entry, EntryKeys], ...]:
    """Each item with its keys. An address that several items share tells none of them."""
    pages = [canonical_url(entry.url) if entry.url else None for entry in entries]
    shared = Counter(pages)
    return tuple(
        (entry, EntryKeys(_hash(entry.id), _hash(page) if page and shared[page] == 1 else None, _title(entry)))
        for entry, page in zip(entries, pages, strict=True)
    )


def recognise(entries: Iterable[tuple[Entry, EntryKeys]], known: Iterable[KnownEntry]) -> Recognised:
    """Hold the items of a feed against those of its source that share a key with any of them."""
    by_id: dict[str, KnownEntry] = {}
    by_page: dict[str, list[KnownEntry]] = defaultdict(list)
    by_title: dict[str, list[KnownEntry]] = defaultdict(list)
    for one in known:
        by_id[one.keys.id] = one
        if one.keys.page:
            by_page[one.keys.page].append(one)
        if one.keys.title:
            by_title[one.keys.title].append(one)
    items = tuple(entries)
    unknown: list[tuple[Entry, EntryKeys]] = []
    kept, renamed = sum(keys.id in by_id for _, keys in items), 0
    edited: list[tuple[Entry, EntryKeys, KnownEntry]] = []
    for entry, keys in items:
        same = [by_id[keys.id]] if keys.id in by_id else by_page.get(keys.page or "", [])
        if same and keys.title is not None and all(one.keys.title not in (None, keys.title) for one in same):
            edited.append((entry, keys, same[-1]))
        elif not same and _same_moment(entry, by_title.get(keys.title or "", ())):
            renamed += 1
        elif not same:
            unknown.append((entry, keys))
    told_before = [keys.title in by_title for _, keys in unknown]
    renamed += sum(told_before)
    strange = renamed + told_before.count(False)
    # Where more kept their identifiers, columns that bear the same title each week came while nobody looked.
    moved = renamed >= _FEWEST_MOVED and renamed >= _SHARE_MOVED * strange and renamed > kept
    new = [one for one, told in zip(unknown, told_before, strict=True) if not (moved and told)]
    return Recognised(tuple(new), tuple(edited), moved)


def _same_moment(entry: Entry, alike: Sequence[KnownEntry]) -> bool:
    """The same title at the same moment is the same item, at whatever address."""
    return entry.published is not None and any(one.published == entry.published for one in alike)


def _title(entry: Entry) -> str | None:
    return _hash(" ".join(entry.title.casefold().split())) if entry.title else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
