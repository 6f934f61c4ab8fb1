"""The text of a report published as a PDF as an article's text, which knows where each page begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.official.layout import BULLET, NUMBERED, Document, Line, paragraphs, plain, tidy

_ENDS = (".", "!", "?", ":", ";", "”", "’")
_NUMBERED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})+\.?\s+[A-Z‘“]")


@dataclass(frozen=True, slots=True)
class PaperText:
    """Paragraphs parted by a blank line. `pages` holds where in `text` each page begins, the first at 0."""

    text: str
    pages: tuple[int, ...]


def paper_text(document: Document) -> PaperText:
    """Lines put together to paragraphs; one that goes on overleaf stays one."""
    text, starts = "", []
    for page in tidy(document).pages:
        blocks = [block for group in paragraphs(page.lines) for block in _blocks(group)] if page.lines else []
        if blocks and text and _goes_on(text, blocks[0]):
            starts.append(len(text) + 1)
            text += " " + blocks.pop(0)
        else:
            starts.append(len(text) + 2 if text and blocks else len(text))
        for block in blocks:
            text += ("\n\n" if text else "") + block
    return PaperText(text, tuple(starts))


def page_at(pages: Sequence[int], place: int) -> int:
    """The number, from 1, of the page on which a place in the text lies."""
    return max(bisect_right(pages, place), 1)


def at_page(url: str | None, pages: Sequence[int] | None, place: int) -> str | None:
    """The address of a document at the page of a place in its text, as PDF viewers understand it."""
    return f"{url}#page={page_at(pages, place)}" if url and pages else url


def _blocks(group: Sequence[Line]) -> list[str]:
    """A bullet or a numbered paragraph begins a block of its own, whatever the gap above it."""
    blocks: list[list[str]] = []
    for line in group:
        if not blocks or BULLET.match(line.text) or NUMBERED.match(line.text) or _NUMBERED.match(line.text):
            blocks.append([])
        blocks[-1].append(line.text)
    return [plain(" ".join(block)) for block in blocks]


def _goes_on(text: str, block: str) -> bool:
    return not text.endswith(_ENDS) and block[:1].islower()
