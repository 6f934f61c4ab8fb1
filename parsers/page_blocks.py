"""The text of a page as blocks, in the order of the page, and the places of an extraction among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement

_NOT_LETTERS = re.compile(r"[\W_]+")
_SILENT = frozenset(
    [
        "head", "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "select", "textarea",
        "option", "math",
    ]
)  # fmt: skip
# What begins and ends a line. Elements of a site's own making, with a hyphen in their names, do so too; a table's row
# is one line.
_EDGES = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
        "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "video", "audio",
    ]
)  # fmt: skip
_CELLS = frozenset(["td", "th"])
# Paragraphs that can't be found again cost a look through the whole page each; after so many they are let be.
_MOST_MISSES = 60
# In letters: what is shorter may stand in the middle of anything, so it counts only as a whole block.
_SHORTEST_INSIDE = 40


@dataclass(slots=True)
class Block:
    """A run of text between two edges; `linked` of its characters are links. `element` holds it."""

    text: str
    key: str
    element: HtmlElement
    linked: int

    @property
    def mostly_links(self) -> bool:
        """Whether more than half of it leads elsewhere."""
        return 2 * self.linked > len(self.text)

    @property
    def headline(self) -> bool:
        """Whether it is the page's heading."""
        return bool(self.element.tag == "h1")


def blocks_of(tree: HtmlElement) -> list[Block]:
    """All text that a reader may see, furniture included."""
    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    walk.close()
    return walk.found


class _Walk:
    """Gathers blocks while the tree is walked, however deep it is."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._pieces: list[str] = []
        self._frames: list[HtmlElement] = []
        self._linked = self._links = self._silent = 0

    def enter(self, element: HtmlElement) -> None:
        """Before its text."""
        tag = element.tag
        if tag == "a":
            self._links += 1
        elif tag in _SILENT:
            self._silent += 1
        elif tag in _CELLS:
            self._pieces.append(" ")
        elif tag in _EDGES or "-" in tag:
            self.close()
            self._frames.append(element)
        self._take(element.text)

    def leave(self, element: HtmlElement) -> None:
        """Before what follows it."""
        tag = element.tag
        if tag == "a":
            self._links -= 1
        elif tag in _SILENT:
            self._silent -= 1
        elif tag in _CELLS:
            self._pieces.append(" ")
        elif tag in _EDGES or "-" in tag:
            self.close()
            self._frames.pop()
        self._take(element.tail)

    def close(self) -> None:
        """The end of a block."""
        if self._pieces:
            text = " ".join("".join(self._pieces).split())
            if text and self._frames:
                frame = self._frames[-1]
                self.found.append(Block(text, key_of(text), frame, self._linked))
            self._pieces.clear()
        self._linked = 0

    def _take(self, text: str | None) -> None:
        if text and not self._silent:
            self._pieces.append(text)
            if self._links:
                self._linked += len(text)


def key_of(text: str) -> str:
    """The letters and digits alone: what stays the same whatever an extraction does to blanks and marks."""
    return _NOT_LETTERS.sub("", text).casefold()


class Places:
    """Finds paragraphs of an extraction among the blocks of their page; they come in its order."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._flow = "".join(block.key for block in blocks)
        self._ends = list(accumulate(len(block.key) for block in blocks))
        self._cursor = 0
        self._misses = 0

    def of(self, paragraph: str) -> list[tuple[int, float]]:
        """The numbers of the blocks that it stands in, each with the share it has there; none where not found."""
        key = key_of(paragraph)
        start = self._find(key) if key else -1
        if start < 0:
            return []
        end = start + len(key)
        self._cursor = end
        found = []
        number = bisect_right(self._ends, start)
        while start < end:
            stop, size = min(end, self._ends[number]), self._size(number)
            found.append((number, (stop - start) / size))
            start, number = stop, self._next(number)
        return found

    def _find(self, key: str) -> int:
        start = self._sought(key, self._cursor)
        if start < 0 and self._misses < _MOST_MISSES:
            start = self._sought(key, 0)
        if start < 0:
            self._misses += 1
        return start

    def _sought(self, key: str, start: int) -> int:
        """Where `key` stands from there on: short ones as whole blocks only."""
        tries = 20
        place = self._flow.find(key, start)
        if self._cursor <= place <= self._cursor + _SHORTEST_INSIDE:
            return place
        while place >= 0 and len(key) < _SHORTEST_INSIDE and not self._whole(place, place + len(key)):
            tries -= 1
            place = self._flow.find(key, place + 1) if tries else -1
        return place

    def _whole(self, start: int, end: int) -> bool:
        first, last = bisect_right(self._ends, start), bisect_right(self._ends, end - 1)
        return self._ends[first] - self._size(first) == start and self._ends[last] == end

    def _size(self, number: int) -> int:
        return self._ends[number] - (self._ends[number - 1] if number else 0)

    def _next(self, number: int) -> int:
        """The next block with letters."""
        number += 1
        while number < len(self._ends) and not self._size(number):
            number += 1
        return number
