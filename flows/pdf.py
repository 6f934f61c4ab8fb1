"""Published PDFs as documents: the text is got in a child process, so that no file can harm or hold up this one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parsers.official.layout import Document, Line, Page

_CHILD = Path(__file__).with_name("pdf_child.py")
_MADE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What one document may take: bytes of the file, pages, characters, seconds, bytes of memory."""

    size: int = 30_000_000
    pages: int = 300
    characters: int = 1_000_000
    seconds: float = 60.0
    memory: int = 1_000_000_000


class UnreadablePdf(Exception):
    """The text of a PDF can't be had; the text says why."""


def read_pdf(body: bytes, limits: PdfLimits | None = None) -> Document:
    """The lines of a PDF, page by page. Raises UnreadablePdf, saying why, for whatever is wrong with it."""
    limits = limits or PdfLimits()
    if len(body) > limits.size:
        raise UnreadablePdf(f"it is {len(body):,} bytes long; at most {limits.size:,} are read")
    if b"%PDF-" not in body[:1_024]:
        raise UnreadablePdf("it is no PDF")
    answer = _asked(body, limits)
    if problem := answer.get("problem"):
        raise UnreadablePdf(str(problem))
    pages = tuple(
        Page(number, tuple(Line(text, x, y, size, weight) for text, x, y, size, weight in lines))
        for number, lines in enumerate(answer["pages"], 1)
    )
    return Document(pages, _made(answer.get("made") or ""))


def _asked(body: bytes, limits: PdfLimits) -> dict[str, Any]:
    told = [limits.pages, limits.characters, limits.memory, max(int(limits.seconds), 1)]
    command = [sys.executable, "-I", str(_CHILD), *map(str, told)]
    try:
        # The command is this interpreter and a file of ours; nothing in it comes from outside.
        done = subprocess.run(command, input=body, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        raise UnreadablePdf(f"reading it takes longer than {limits.seconds:g} seconds") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnreadablePdf(_died(done)) from None
    return answer if isinstance(answer, dict) else {"problem": "its text makes no sense"}


def _died(done: subprocess.CompletedProcess[bytes]) -> str:
    if b"ModuleNotFoundError" in done.stderr:
        return "what reads PDFs is not installed (pypdfium2); install the project's requirements again"
    if b"MemoryError" in done.stderr:
        return "reading it takes too much memory"
    if done.returncode < 0:
        return f"what reads PDFs was stopped by signal {-done.returncode}: the file takes too long or too much memory"
    return "what reads PDFs gave up on it"


def _made(stamp: str) -> date | None:
    match = _MADE.match(stamp)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
