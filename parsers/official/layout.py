"""A published document as lines on pages: put right what PDF breaks, and take away what recurs on every page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

# What a font draws as one sign and a text has as several letters.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ", "\u00ad": "\ufffe",
     "\u200b": None, "\ufeff": None, "\u2010": "-", "\u2011": "-"}
)  # fmt: skip
BULLET = re.compile(
    r"^\s*(?:[\u25a0-\u25ff\u2022\u2023\u2043\u2219\u00b7\uf000-\uf0ff\u2756\u27a2\u2b27]|o(?= [A-Z]))\s*"
)
NUMBERED = re.compile(r"^\s*\(?\d{1,3}[.)]\s+(?=[A-Z‘“])")
# Of a word broken at the end of a line, the two halves.
_BROKEN = re.compile(r"(\w{1,60})(?:\ufffe|-)\s{0,40}$")
_MARGIN_LINES = 3
# Of two pages the second shows only once what would recur: a short line with the number of the page.
_RUNNING = re.compile(r"^(?:.{0,60}\bpage #.{0,20}|.{0,60}\D# ?|#.{0,60}[^.])$")
# Text clearly smaller than the body is a footnote, clearly larger a heading.
_SMALLER, _LARGER = 0.88, 1.12
_BOLD = 600
_LETTERHEAD = re.compile(
    r"^(?:ofsted|piccadilly gate|store street|manchester(?:,? m1 2wd)?|m1 2wd|clive house|70 petty france"
    r"|aviation house|125 kingsway|royal exchange buildings|st ann.s square|agora|6 cumberland place"
    r"|nottingham(?:,? ng1 6hj)?|ng1 6hj|london wc2b 6se|t:? ?0300 123 \d{4}|textphone:?[ \d]+"
    r"|[te]:? ?[\d ]{9,}|(?:e:? ?)?(?:enquiries|cie|socialcare)@ofsted\.gov\.uk"
    r"|(?:w:? ?)?www\.(?:gov\.uk/ofsted|ofsted\.gov\.uk)"
    r"|care quality commission|citygate|gallowgate|ne1 4pa|03000 616161|www\.cqc\.org\.uk)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as set. `x` and `y` (upwards) place its first letter, in points; `weight` is 400 for plain text."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Page:
    """`running` holds the lines that recur from page to page, which `lines` is without."""

    number: int
    lines: tuple[Line, ...]
    running: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The pages of a document in order. `made` is the day on which its file was made, where the file says so."""

    pages: tuple[Page, ...]
    made: date | None = None

    @classmethod
    def of_text(cls, *pages: str, made: date | None = None) -> Document:
        """A document of plain text, a string a page."""
        return cls(
            tuple(Page(n, tuple(Line(line) for line in page.splitlines())) for n, page in enumerate(pages, 1)), made
        )

    @cached_property
    def body_size(self) -> float:
        """The size that most of the text is set in; 0 where nothing is known of sizes."""
        sizes: Counter[float] = Counter()
        for page in self.pages:
            for line in page.lines:
                sizes[round(line.size, 1)] += len(line.text)
        return sizes.most_common(1)[0][0] if sizes else 0.0

    @property
    def front(self) -> tuple[Line, ...]:
        """The lines of the first page that has any: a cover may be nothing but a picture."""
        return next((page.lines for page in self.pages if page.lines), ())

    @cached_property
    def text(self) -> PagedText:
        """All of it as one string."""
        return PagedText(self.pages)

    def heading(self, line: Line) -> bool:
        """True for a line set larger than the body or bold. A bullet is none, whatever it is set in."""
        if not line.text.strip() or BULLET.match(line.text):
            return False
        return line.weight >= _BOLD or (self.body_size > 0 and line.size >= self.body_size * _LARGER)

    def footnote(self, line: Line) -> bool:
        """True for a line set smaller than the body."""
        return self.body_size > 0 and 0 < line.size <= self.body_size * _SMALLER


class PagedText:
    """The text of pages as one string, a newline after each line; tells the page of an offset."""

    def __init__(self, pages: Sequence[Page]) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._numbers: list[int] = []
        length = 0
        for page in pages:
            self._starts.append(length)
            self._numbers.append(page.number)
            for line in page.lines:
                parts.append(line.text + "\n")
                length += len(line.text) + 1
        self.all = "".join(parts)

    def page(self, offset: int) -> int:
        """The number of the page on which the offset lies."""
        return self._numbers[max(bisect_right(self._starts, offset) - 1, 0)]

    def upto_page(self, number: int) -> str:
        """The text of the pages up to and with that number."""
        after = [start for start, page in zip(self._starts, self._numbers, strict=True) if page > number]
        return self.all[: after[0]] if after else self.all


def tidy(document: Document) -> Document:
    """Letters for ligatures, whole words for broken ones, and no running lines, page numbers or letterhead."""
    pages = [replace(page, lines=tuple(_readable(page.lines))) for page in document.pages]
    words = Counter(
        word for page in pages for line in page.lines for word in re.findall(r"[\w-]+", line.text.casefold())
    )
    pages = [replace(page, lines=tuple(_mended(page.lines, words))) for page in pages]
    recurring = _recurring(pages)
    return Document(tuple(_without_running(page, recurring) for page in pages), document.made)


def as_seen(document: Document) -> Document:
    """The first two pages with their lines from top to bottom, each from left to right, whatever drew them first."""
    pages = []
    for page in document.pages[:2]:
        rows: list[list[Line]] = []
        for line in sorted(page.lines, key=lambda line: -line.y):
            if rows and abs(rows[-1][0].y - line.y) <= 0.25 * max(line.size, 1.0):
                rows[-1].append(line)
            else:
                rows.append([line])
        lines = [line for row in rows for line in sorted(row, key=lambda line: line.x)]
        pages.append(replace(page, lines=tuple(lines)))
    return Document(tuple(pages), document.made)


def plain(text: str) -> str:
    """On one line, single spaces."""
    return " ".join(text.split())


def _readable(lines: Iterable[Line]) -> Iterable[Line]:
    for line in lines:
        text = line.text.translate(_LIGATURES).rstrip()
        if text.strip():
            yield replace(line, text=text)


def _mended(lines: Sequence[Line], words: Counter[str]) -> Iterable[Line]:
    """A word that a line's end breaks is put together on the upper line, with its hyphen if others write it so."""
    held: Line | None = None
    for line in lines:
        if (
            held is not None
            and (match := _BROKEN.search(held.text))
            and (rest := re.match(r"\s*([a-z]\w*)\S*", line.text))
        ):
            joint = _joint(match[1], rest[1], words)
            moved = rest[0].strip()
            held = replace(held, text=held.text[: match.start()] + match[1] + joint + moved)
            left = line.text[rest.end() :].strip()
            if not left:
                continue
            yield held
            held = replace(line, text=_inner(left, words))
            continue
        if held is not None:
            yield held
        held = replace(line, text=_inner(line.text, words))
    if held is not None:
        yield held


def _inner(text: str, words: Counter[str]) -> str:
    """Breaks that the extraction has closed already, leaving its mark between the halves."""
    return re.sub(r"(\w+)\ufffe(\w+)", lambda m: m[1] + _joint(m[1], m[2], words) + m[2], text)


def _joint(first: str, second: str, words: Counter[str]) -> str:
    whole = (first + second).casefold()
    return "" if words[whole] and not words[f"{first}-{second}".casefold()] else "-"


def _recurring(pages: Sequence[Page]) -> set[str]:
    """Lines, figures apart, that stand at the edge of several pages."""
    seen: Counter[str] = Counter()
    for page in pages[1:]:
        seen.update({_shape(line.text) for line in _edges(page.lines)})
    once = len(pages) == 2
    return {shape for shape, count in seen.items() if count >= 2 or (once and _RUNNING.search(shape))}


def _edges(lines: Sequence[Line]) -> Sequence[Line]:
    if len(lines) <= 2 * _MARGIN_LINES:
        return lines
    return [*lines[:_MARGIN_LINES], *lines[-_MARGIN_LINES:]]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", plain(text).casefold())


def _without_running(page: Page, recurring: set[str]) -> Page:
    """The first page keeps what looks like its running line: there it is the title."""
    edges = {id(line) for line in _edges(page.lines)}
    kept, running = [], []
    for line in page.lines:
        number = line.text.strip().isdigit() and id(line) in edges
        recurs = (
            page.number > 1 and id(line) in edges and _shape(line.text) in recurring and not BULLET.match(line.text)
        )
        if recurs and not number:
            running.append(plain(line.text))
        elif not number and not _LETTERHEAD.match(line.text.strip()):
            kept.append(line)
    return replace(page, lines=tuple(kept), running=tuple(running))


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in groups: a wider gap than the usual one begins another."""
    gaps = sorted(upper.y - lower.y for upper, lower in pairwise(lines) if 0 < upper.y - lower.y < 60)
    usual = gaps[0] if gaps else 0.0
    if usual and lines[0].size:
        # Where every line is a paragraph of its own, the smallest gap is none between lines.
        usual = min(usual, 1.3 * lines[0].size)
    groups: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        apart = before is not None and usual > 0 and before.y - line.y > usual * 1.2
        if before is None or apart or (before.y < line.y and before.text.rstrip().endswith((".", ":", ";"))):
            groups.append([])
        groups[-1].append(line)
    return groups
