"""When a notice or direction was closed: by its own page, by that page's change log, or by that of the collection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parsers.official.day_spans import find_span
from parsers.official.layout import plain

CLOSED = re.compile(r"\b(?:closed|lifted|revoked|withdrawn|ended|no longer in (?:force|place))\b", re.IGNORECASE)
# That it replaces an earlier one says nothing of its own end.
_REPLACED = re.compile(r"\breplaces?\s+(?:this|these|them|it)\b|\b(?:replaced|superseded)\b", re.IGNORECASE)
_DIRECTION = re.compile(r"\bdirections?\b", re.IGNORECASE)
# Of a title, what stands around the council's name.
_COUNCIL = re.compile(r"^.*?\bissued to\s+|\s{0,20}[:(].*$", re.IGNORECASE)
_QUOTED = re.compile(r"[‘'“\"]([^’'”\"]{8,160}(?:[’'](?:s )[^’'”\"]{0,80})?)[’'”\"]")
_UNKNOWN = "it is closed, and nothing says since when"


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


def closed_on(
    text: str, own: Sequence[LogEntry], entry: CollectionEntry | None, log: Sequence[LogEntry]
) -> date | str | None:
    """The day it was lifted; None while in force or when something stronger took its place; else what is not known."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if CLOSED.search(sentence) and _speaks_of_itself(sentence):
            return None if _REPLACED.search(text) else _date_in(sentence) or _logged(own, entry, log) or _UNKNOWN
    for line in own:
        if CLOSED.search(line.note):
            return None if _REPLACED.search(line.note) else _date_in(line.note) or line.on
    if entry is not None and entry.closed:
        if any(_REPLACED.search(line.note) for line in own) or _REPLACED.search(text) or _stepped_up(entry, log):
            return None
        return _logged(own, entry, log) or _UNKNOWN
    return None


def _speaks_of_itself(sentence: str) -> bool:
    """Of this notice or direction rather than of the one before it."""
    return bool(re.search(r"\b(?:this|these)\b", sentence, re.IGNORECASE)) and not re.search(
        r"\b(?:follow(?:s|ed)|replaces|earlier|previous|now revoked)\b", sentence, re.IGNORECASE
    )


def _logged(own: Sequence[LogEntry], entry: CollectionEntry | None, log: Sequence[LogEntry]) -> date | None:
    """When a log says that it was closed, with the day that the entry names or else its own."""
    for line in own:
        if CLOSED.search(line.note):
            return _date_in(line.note) or line.on
    for line in log if entry else ():
        if CLOSED.search(line.note) and entry and _names(line.note, entry.title):
            return _date_in(line.note) or line.on
    return None


def _stepped_up(entry: CollectionEntry, log: Sequence[LogEntry]) -> bool:
    """The same note that closes a notice adds a direction to the same council: it was replaced, not lifted."""
    council = _COUNCIL.sub("", entry.title).casefold()
    return any(
        CLOSED.search(line.note)
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
