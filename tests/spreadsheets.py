"""Makes OpenDocument spreadsheets in the layouts of Ofsted's yearly statistics."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)

AS_AT = "Local authority inspection judgements as at 31 March 2025"
NOTE = "This worksheet contains one table with no blank rows or columns."
AREAS = (
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
)
HISTORY = (
    "Web link", "Local authority area code", "Local authority name", "Local authority status", "Ofsted region",
    "Inspection date", "Publication date", "Inspection type", "Overall effectiveness", *AREAS,
)  # fmt: skip
IN_YEAR = (
    "Web link", "Local authority area code", "Local authority name", "Region", "Inspection/Visit date",
    "Publication date", "Inspection/Visit type", "Overall effectiveness", *AREAS, "Visit Theme",
)  # fmt: skip
WIDE = (
    "Web link", "Local authority name", "LA region",
    *(
        f"{which} ILACS {what}"
        for which in ("First", "Second")
        for what in (
            "publication date", "inspection type", "overall effectiveness", "impact of leaders",
            "experiences and progress of children who need help and protection",
            "experiences and progress of children in care", "experiences and progress of care leavers",
        )
    ),
)  # fmt: skip


def ods(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A spreadsheet; days become date cells, equal cells that follow each other one repeated cell."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(_row(row) for row in rows)}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    return packed(
        f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def packed(content: str) -> bytes:
    """That content in a spreadsheet's file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return file.getvalue()


def _row(cells: Sequence[str]) -> str:
    runs: list[tuple[str, int]] = []
    for cell in cells:
        if runs and runs[-1][0] == cell:
            runs[-1] = (cell, runs[-1][1] + 1)
        else:
            runs.append((cell, 1))
    return f"<table:table-row>{''.join(_cell(*run) for run in runs)}</table:table-row>"


def _cell(text: str, times: int) -> str:
    day = f' office:value-type="date" office:date-value="{text}T00:00:00"' if _DAY.fullmatch(text) else ""
    shown = ".".join(reversed(text.split("-"))) if day else text
    return (
        f'<table:table-cell table:number-columns-repeated="{times}"{day}><text:p>{escape(shown)}</text:p>'
        "</table:table-cell>"
    )
