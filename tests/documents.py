"""Makes PDFs as inspectorates lay them out: reports with a table of grades, letters, area SEND reports.

Every word in them is ours. The knobs are what varies in real ones: the order in which a table is drawn, where lines
break, how dates are put, what is misprinted.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import wrap
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

TableOrder = Literal["cells", "columns", "lines"]
LEFT, RIGHT_COLUMN, TOP, BOTTOM = 72.0, 395.0, 770.0, 70.0
LEADING = 14.5
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass
class Sheet:
    """A PDF in the making: pours text down the page and turns over where it must."""

    running: Sequence[str] = ()
    made: date = date(2023, 3, 31)
    canvas: Canvas = field(init=False)
    _file: io.BytesIO = field(default_factory=io.BytesIO)
    y: float = TOP
    page: int = 1

    def __post_init__(self) -> None:
        self.canvas = Canvas(self._file, pagesize=A4, invariant=1, pageCompression=0)

    def line(self, text: str, size: float = 12, bold: bool = False, x: float = LEFT, drop: float | None = None) -> None:
        """One line, and down by `drop`."""
        if self.y < BOTTOM:
            self.turn()
        self.put(text, x, self.y, size, bold)
        self.y -= LEADING * size / 12 if drop is None else drop

    def put(self, text: str, x: float, y: float, size: float = 12, bold: bool = False) -> None:
        """Text at a place, wherever the pen is."""
        self.canvas.setFont(BOLD if bold else PLAIN, size)
        self.canvas.drawString(x, y, text)

    def prose(self, text: str, width: int = 84, x: float = LEFT, size: float = 12, bold: bool = False) -> None:
        """A paragraph and the space after it."""
        for line in wrap(text, width):
            self.line(line, size, bold, x)
        self.y -= LEADING * 0.9

    def heading(self, text: str, width: int = 64, size: float = 14) -> None:
        """A heading, over several lines if it must."""
        self.y -= 8
        for line in wrap(text, width):
            self.line(line, size, True)
        self.y -= 6

    def bullets(self, items: Iterable[str], width: int = 78) -> None:
        """A list, each item with a bullet and indented."""
        for item in items:
            first, *rest = wrap(item, width)
            if self.y < BOTTOM:
                self.turn()
            self.canvas.setFont(PLAIN, 12)
            self.canvas.drawString(LEFT, self.y, f"• {first}")
            self.y -= LEADING
            for line in rest:
                self.line(line, x=LEFT + 14)
            self.y -= 3

    def table(
        self, rows: Sequence[tuple[str, str]], order: TableOrder = "cells", left: int = 44, right: int = 28
    ) -> None:
        """Two columns: cell by cell as word processors write them, column by column, or line by line."""
        cells = [(wrap(label, left), wrap(grade, right)) for label, grade in rows]
        tops, y = [], self.y
        for label, grade in cells:
            tops.append(y)
            y -= LEADING * max(len(label), len(grade)) + 10
        pieces: list[tuple[int, int, float, float, str]] = []
        for row, (top, parts) in enumerate(zip(tops, cells, strict=True)):
            for column, (x, lines) in enumerate(zip((LEFT, RIGHT_COLUMN), parts, strict=True)):
                pieces += [(row, column, x, top - n * LEADING, line) for n, line in enumerate(lines)]
        if order == "columns":
            pieces.sort(key=lambda piece: (piece[1], piece[0], -piece[3]))
        elif order == "lines":
            pieces.sort(key=lambda piece: (-piece[3], piece[1]))
        for _, _, x, at, text in pieces:
            self.put(text, x, at)
        self.y = y

    def turn(self) -> None:
        """On to the next page, with its running lines."""
        self.canvas.showPage()
        self.page += 1
        self.y = TOP
        for n, text in enumerate(self.running):
            last = n == len(self.running) - 1
            self.put(f"{text} {self.page}" if last else text, LEFT, 40 - n * 12, 10)

    def done(self) -> bytes:
        """The file."""
        self.canvas.setTitle("Report")
        self.canvas.save()
        body = self._file.getvalue()
        stamp = f"D:{self.made:%Y%m%d}120000+00'00'".encode()
        start = body.index(b"/CreationDate (") + len(b"/CreationDate (")
        end = body.index(b")", start)
        return body[:start] + stamp.ljust(end - start)[: end - start] + body[end:]


SPLIT_AREAS = (
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
    "Overall effectiveness",
)
TOGETHER_AREAS = (
    *SPLIT_AREAS[:2],
    "The experiences and progress of children in care and care leavers",
    "Overall effectiveness",
)
FILLER = (
    "Staff know the children with whom they work and meet them often. Plans are written with families and say what is"
    " to happen by when. Managers read them each month and put right what has been left undone for too long."
)


def ilacs_report(
    rows: Sequence[tuple[str, str]],
    dates: str = "Inspection dates: 20 to 24 February 2023",
    title: str = "Inspection of Brent local authority children’s services",
    order: TableOrder = "cells",
    headings: Sequence[str] | None = None,
    running: Sequence[str] = (),
    improvements: Sequence[str] = ("The timeliness of plans.", "The oversight that managers have of the front door."),
    lead: str = "Lead inspector: Ada Quill, His Majesty’s Inspector",
    left: int = 44,
    right: int = 28,
    made: date = date(2023, 4, 6),
) -> bytes:
    """A report with its table of grades. `headings` are those of the body; None makes them from the rows."""
    sheet = Sheet(running or (title, dates.partition(": ")[2]), made)
    for line in wrap(title, 36):
        sheet.line(line, 26, drop=31)
    sheet.y -= 10
    for line in (dates, lead):
        sheet.line(line, bold=True, drop=26)
    sheet.put("Judgement", LEFT, sheet.y, bold=True)
    sheet.put("Grade", RIGHT_COLUMN, sheet.y, bold=True)
    sheet.y -= 30
    sheet.table(rows, order, left, right)
    sheet.prose(FILLER)
    sheet.turn()
    sheet.heading("What needs to improve?")
    sheet.bullets(improvements)
    made_of_rows = [f"{label}: {grade.lower()}" for label, grade in rows[1:-1]] if headings is None else headings
    for heading in made_of_rows:
        sheet.heading(heading)
        for n in range(4):
            sheet.prose(f"{n + 1}. {FILLER}")
    sheet.turn()
    sheet.prose(FILLER)
    return sheet.done()


def letter(
    opening: str = "This letter summarises the findings of the focused visit to Halton children’s services on 23 and 24"
    " November 2022. His Majesty’s Inspectors for this visit were Ada Quill and Ben Marlow.",
    subject: str = "Focused visit to Halton children’s services",
    written: str = "13 January 2023",
    addressee: Sequence[str] = ("Cara Dunn", "Strategic Director, People", "Halton Borough Council", "WA7 2EU"),
    looked_at: str = "Inspectors looked at the local authority’s arrangements for the ‘front door’.",
    priority: Sequence[str] | None = None,
    improvements: Sequence[str] | None = ("The quality of supervision.", "The recording of decisions."),
    overview: str = FILLER,
    closing: str = "Ofsted will take the findings from this focused visit into account when planning the next visit.",
    made: date = date(2023, 1, 12),
    priority_heading: str = "Areas for priority action",
    improvement_heading: str = "What needs to improve in this area of social work practice?",
) -> bytes:
    """A letter about a visit."""
    sheet = Sheet((), made)
    for line in ("Piccadilly Gate", "Store Street", "Manchester", "M1 2WD", "T 0300 123 1231", "www.gov.uk/ofsted"):
        sheet.line(line, 9)
    sheet.y -= 20
    for line in (written, "", *addressee, ""):
        sheet.line(line)
    sheet.prose(f"Dear {addressee[0] if addressee else 'Director'}")
    sheet.prose(subject, bold=True)
    for paragraph in (opening, looked_at):
        sheet.prose(paragraph)
    sheet.heading("Headline findings", size=12)
    sheet.prose(overview)
    if priority is not None:
        sheet.heading(priority_heading, size=12)
        sheet.prose("The local authority needs to take swift and decisive action in the following areas:")
        sheet.bullets(priority)
    if improvements is not None:
        sheet.heading(improvement_heading, size=12)
        sheet.bullets(improvements)
    sheet.heading("Main findings", size=12)
    for _ in range(3):
        sheet.prose(FILLER)
    sheet.prose(closing)
    sheet.line("Yours sincerely")
    sheet.line("Ada Quill")
    sheet.line("His Majesty’s Inspector")
    return sheet.done()


def send_report(outcome: str, actions: Sequence[tuple[str, str]] = (), improvements: Sequence[str] = ()) -> bytes:
    """An area SEND report; `actions` are rows of responsible bodies and what they are to do."""
    dates = "10 to 14 June 2024"
    sheet = Sheet((f"Area SEND inspection report: Halton Local Area Partnership, {dates}",), date(2024, 9, 2))
    sheet.line("Local area partnership report", 10)
    for line in ("Area SEND inspection of Halton Local", "Area Partnership"):
        sheet.line(line, 26, drop=31)
    sheet.line(f"Inspection dates: {dates}")
    sheet.line("Dates of previous inspection: 27 to 31 March 2017")
    sheet.heading("Inspection outcome")
    sheet.prose(outcome)
    sheet.heading("Information about the local area partnership")
    sheet.prose(FILLER)
    sheet.turn()
    sheet.heading("What does the area partnership need to do better?")
    sheet.prose(FILLER)
    if actions:
        sheet.heading("Areas for priority action")
        sheet.put("Responsible body", LEFT, sheet.y, bold=True)
        sheet.put("Areas for priority action", 230, sheet.y, bold=True)
        sheet.y -= 24
        for body, action in actions:
            left, right = wrap(body, 22), wrap(action, 44)
            for x, lines in ((LEFT, left), (230.0, right)):
                for n, text in enumerate(lines):
                    sheet.put(text, x, sheet.y - n * LEADING)
            sheet.y -= LEADING * max(len(left), len(right)) + 10
    if improvements:
        sheet.heading("Areas for improvement")
        sheet.line("Areas for improvement", bold=True)
        sheet.y -= 6
        for text in improvements:
            sheet.prose(text)
    sheet.turn()
    sheet.heading("Inspection team")
    sheet.line("Ada Quill, Ofsted HMI Lead inspector Ben Marlow, CQC Lead inspector")
    sheet.line("Eve Penn, Ofsted HMI")
    return sheet.done()
