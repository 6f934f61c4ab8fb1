"""Run by itself, in a process of its own: a PDF on standard input, its lines as JSON on standard output.

What reads PDFs is a large library in C++, and a file can come from anybody. So this process may write no file, grow no
larger and compute no longer than it is told, and imports nothing of ours. Arguments: most pages, most characters,
most bytes of memory, most seconds of computing.
"""

from __future__ import annotations

import io
import json
import re
import sys
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

# In sizes of the type. No justified line has such a blank between two words.
WIDE_GAP = 2.0


def confine(memory: int, seconds: int) -> None:
    """Limits that the system enforces; where it has none, the parent's deadline remains."""
    try:
        import resource
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in wanted.items():
        _, hard = resource.getrlimit(limit)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (most, most))


def lines_of(page: Any) -> list[list[Any]]:
    """The lines of a page in its order: text, left edge, foot, size and weight of the first letter.

    What stands on one line in two columns is two lines.
    """
    text_page = page.get_textpage()
    text, place, lines = text_page.get_text_range(), 0, []
    for line in text.split("\r\n"):
        for first, last in columns(text_page, line, place):
            left, foot, _ = box(text_page, first)
            size, weight = raw.FPDFText_GetFontSize(text_page, first), raw.FPDFText_GetFontWeight(text_page, first)
            lines.append([text[first:last], round(left, 1), round(foot, 1), round(size, 1), weight])
        place += len(line) + 2
    text_page.close()
    return lines


def columns(text_page: Any, line: str, place: int) -> list[tuple[int, int]]:
    """Where each part of a line begins and ends in the page's text; blanks as wide as two letters part them."""
    words = [(place + match.start(), place + match.end()) for match in re.finditer(r"\S+", line)]
    if not words:
        return []
    widest = WIDE_GAP * max(raw.FPDFText_GetFontSize(text_page, words[0][0]), 6.0)
    parts = [words[0]]
    for before, word in pairwise(words):
        gap = box(text_page, word[0])[0] - box(text_page, before[1] - 1)[2]
        if gap > widest:
            parts.append(word)
        else:
            parts[-1] = (parts[-1][0], word[1])
    return parts


def box(text_page: Any, place: int) -> tuple[float, float, float]:
    """Left edge, foot and right edge of a letter; noughts for one that stands nowhere."""
    try:
        left, foot, right, _ = text_page.get_charbox(place, loose=True)
    except pypdfium2.PdfiumError:
        return 0.0, 0.0, 0.0
    return left, foot, right


def extract(body: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """The pages, and when the file was made; or a `problem` in a sentence."""
    try:
        pdf = pypdfium2.PdfDocument(io.BytesIO(body))
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        return {"problem": "it is locked with a password" if locked else "it is no PDF, or a damaged one"}
    if len(pdf) > most_pages:
        return {"problem": f"it has {len(pdf)} pages; at most {most_pages} are read"}
    pages: list[list[list[Any]]] = []
    left = most_characters
    for number in range(len(pdf)):
        try:
            page = pdf[number]
            pages.append(lines_of(page))
        except pypdfium2.PdfiumError:
            return {"problem": f"its page {number + 1} is damaged"}
        page.close()
        left -= sum(len(line[0]) for line in pages[-1])
        if left < 0:
            return {"problem": f"it holds more than {most_characters} characters of text"}
    return {"pages": pages, "made": pdf.get_metadata_value("CreationDate")}


def main(arguments: list[str]) -> None:
    """Read, and write one JSON object."""
    most_pages, most_characters, memory, seconds = map(int, arguments)
    body = sys.stdin.buffer.read()
    confine(memory, seconds)
    try:
        answer = extract(body, most_pages, most_characters)
    except MemoryError:
        answer = {"problem": "reading it takes too much memory"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
