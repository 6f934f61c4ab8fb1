"""Who wrote a letter or report, when, and to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.official.day_spans import DaySpan, dated, find_span
from parsers.official.layout import Document, Line, plain

_DEAR = re.compile(r"^\s*dear\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"^\s{0,40}(?:(?:report|date)\s{1,9})?(?:re-?)?published(?:\s{1,9}on)?\s{0,9}(?::\s{0,9})?(?=\d)",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN = re.compile(r"^\s*(?:date(?:\s+of\s+letter)?\s*:\s*)", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:director|executive|chief|officer|head of|dcs|commissioner|manager|lead|interim|acting|assistant|deputy|chair"
    r"|strategic|corporate|president|principal)\b",
    re.IGNORECASE,
)
_MOST_SUBJECT_LINES = 2
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Cllr|Councillor|Rev)\.?"
_WORD = r"(?:[A-Z][\w’'‘.-]*|de|van|von|der|la|le|al)"
_NAME = re.compile(rf"^(?:{_TITLES} )?{_WORD}(?: {_WORD})+(?:,? (?:OBE|MBE|CBE))?$")
_ADDRESS = re.compile(
    r"\b(?:council|house|street|road|hall|centre|square|lane|avenue|floor|offices?|town|county|borough|building|way|park"
    r"|place|gate|court|trust|authority|p\.?o\.? box|[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2})\b",
    re.IGNORECASE,
)
_HMI = r"(?:(?:Senior\s+)?(?:His|Her)\s+Majesty[’'‘`]?s\s+Inspectors?|(?:Senior\s+)?HMIs?)"
_TEAM = re.compile(
    rf"(?:\b(?:The\s+)?(?:lead\s+)?inspectors?(?:\s+for\s+this\s+visit|\s+on\s+this\s+visit)?\s+(?:were|was|are|is)\b"
    rf"|{_HMI}(?:\s*\(HMIs?\))?\s+(?:for|on)\s+th(?:is|e)\s+(?:focused\s+|monitoring\s+)?visit\s+(?:were|was|are|is)\b"
    rf"|\bvisit\s+(?:was\s+)?(?:carried\s+out|conducted|undertaken)\s+by\b)[:\s]*(?P<names>.*?)(?:\.(?=\s|$)|\n\s*\n|$)",
    re.DOTALL,
)  # fmt: skip
_LEAD = re.compile(r"^[ \t]*lead\s+inspectors?\s*:?\s*(?P<names>[^\n]*(?:,\s*\n[^\n]+)?)", re.IGNORECASE | re.MULTILINE)
_NOT_NAMES = re.compile(
    rf"\(?{_HMI}(?:\s+\(?designate\)?)?\)?|\bHMIs?\b|\(HMIs?\)|\b(?:two|three|four|five|six|both|all|each) of\b"
    r"|\b(?:all of )?whom are\b|\b(?:senior|lead|team|regulatory|deputy|supernumerary) inspectors?\b|\bwith\b"
    r"|\bdesignate\b|\bas an? .*|\bwho (?:observed|led|shadowed) .*|,? ?(?:Ofsted|CQC)(?: Inspector| HMI)?|\bboth\b"
    r"|\bSenior\b|\bHMI Schools\b",
)  # fmt: skip
_MORE = re.compile(
    r"^[ \t]*(?:team|deputy lead)[ \t]+inspectors?[ \t]*:[ \t]*(?P<names>[^:]*?)(?=\n[^\n]*:|\n\s*\n|\Z)", re.I | re.M
)
_SEND_TEAM = re.compile(r"^[ \t]*inspection team[ \t]*$(?P<rows>(?:\n.*){1,14})", re.IGNORECASE | re.MULTILINE)
_SEND_MEMBER = re.compile(
    r"((?:[A-Z][\w’'.-]{1,40} ){1,3}[A-Z][\w’'.-]{1,40}), (?:Ofsted|CQC|Care Quality|HMI|Lead|His|Her)"
)
_SIGNED = re.compile(r"\byours (?:sincerely|faithfully)\b,?\s*\n+(?P<name>[^\n]+)\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is written to, as printed."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of a letter: its day, whom it is to, the lines of the address and the subject."""

    written: DaySpan | None
    addressee: Addressee | None
    address: tuple[str, ...]
    subject: str


def read_letterhead(document: Document) -> Letterhead:
    """The head of a letter; empty where there is no "Dear …"."""
    lines = document.front
    dear = next((n for n, line in enumerate(lines) if _DEAR.match(line.text)), None)
    if dear is None:
        return Letterhead(None, None, (), "")
    above = [line.text.strip() for line in lines[:dear]]
    day = next((n for n, text in enumerate(above) if _day(text)), None)
    block = above[day + 1 :] if day is not None and day + 1 < len(above) else above[: day if day is not None else None]
    written = _day(above[day]) if day is not None else None
    if written is None:
        written = next((found for line in lines[dear + 1 :] if (found := _day(line.text))), None)
    return Letterhead(written, _addressee(block), tuple(block), _subject(document, lines[dear + 1 :]))


def published_line(text: str) -> tuple[DaySpan, int] | None:
    """The day after "Report published:", and where it stands."""
    match = _PUBLISHED.search(text)
    found = find_span(text, match.end()) if match else None
    return (found[0], match.start()) if match and found else None


def read_inspectors(text: str) -> tuple[str, ...]:
    """The inspectors that a letter or report names, in its order."""
    team = _TEAM.search(text)
    lead = _LEAD.search(text)
    names = _names(team["names"]) if team else ()
    if lead:
        names = (*(name for name in _names(lead["names"]) if name not in names), *names)
    for more in _MORE.finditer(text):
        names = (*names, *_names(more["names"]))
    if rows := _SEND_TEAM.search(text):
        names = (*names, *(match[1] for match in _SEND_MEMBER.finditer(rows["rows"])))
    if not names and (signed := _SIGNED.search(text)):
        names = _names(signed["name"])
    return tuple(dict.fromkeys(names))


def _day(text: str) -> DaySpan | None:
    found = dated(_WRITTEN.sub("", text))
    return found if found is not None and found.start is not None and found.start == found.end else None


def _addressee(block: Sequence[str]) -> Addressee | None:
    if not block:
        return None
    name, _, rest = block[0].partition(",")
    if not _NAME.match(name.strip()):
        return None
    role = [rest.strip()] if rest.strip() and _POST.search(rest) else []
    for line in block[1:4]:
        carries_on = bool(role) and role[-1].endswith((",", " and", " &", " of", " for", "–", "-"))
        if not carries_on and (not _POST.search(line) or (role and _ADDRESS.search(line))):
            break
        role.append(line)
        if len(role) == 3:
            break
    return Addressee(name.strip(), plain(" ".join(role)) or None)


def _subject(document: Document, lines: Sequence[Line]) -> str:
    """The line or lines between "Dear …" and the first sentence of the letter."""
    subject: list[str] = []
    set_apart = bool(lines) and document.heading(lines[0])
    for line in lines[:6]:
        text = line.text.strip()
        if re.match(
            r"(?:this letter|i am writing|following|thank you|between|on \d|from \d|as you)\b", text, re.IGNORECASE
        ):
            break
        if (set_apart and not document.heading(line)) or (not set_apart and len(subject) == _MOST_SUBJECT_LINES):
            break
        subject.append(text)
    return plain(" ".join(subject))


def _names(text: str) -> tuple[str, ...]:
    cleaned = _NOT_NAMES.sub(",", plain(text).replace("- ", "-"))
    parts = re.split(r"\s*[,;:()]\s*|\s+(?:and|&)\s+|\s*\band\b\s*(?=,)", cleaned)
    names = (re.sub(r"^and\s+|\s+and$", "", part.strip(" .")) for part in parts)
    return tuple(dict.fromkeys(name for name in names if _NAME.match(name) and len(name) < 50))
