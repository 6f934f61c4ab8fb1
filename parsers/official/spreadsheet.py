"""OpenDocument spreadsheets as rows of text: cells that are repeated are written out, dates come as ISO days."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# The statistics take about a megabyte; a file that unpacks to more than this is something else.
_MOST_BYTES = 60_000_000
_WIDEST, _LONGEST = 256, 100_000
# What unpacking raises for an archive that is none, is damaged, locked, or packed in a way that is not known.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, NotImplementedError, RuntimeError, OSError, EOFError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and each row that holds anything with its number as a spreadsheet program shows it."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_ods(body: bytes) -> tuple[Sheet, ...]:
    """The sheets in their order. Raises ValueError, saying what is wrong, for what is no such spreadsheet."""
    root = _content(body)
    sheets = []
    for table in root.iter(f"{_TABLE}table"):
        rows = tuple(_rows(table))
        sheets.append(Sheet(table.get(f"{_TABLE}name") or "", rows))
    if not sheets:
        raise ValueError("it holds no sheet")
    return tuple(sheets)


def _content(body: bytes) -> etree._Element:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            size = archive.getinfo("content.xml").file_size
            if size > _MOST_BYTES:
                raise ValueError(f"it unpacks to {size:,} bytes; at most {_MOST_BYTES:,} are read")
            with archive.open("content.xml") as file:
                text = file.read(_MOST_BYTES + 1)
    except _BROKEN as error:
        raise ValueError(f"it is no OpenDocument spreadsheet (.ods): {error}") from None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"its content is no proper XML: {error}") from None


def _rows(table: etree._Element) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        cells = _cells(row)
        repeated = _count(row, "number-rows-repeated")
        if cells:
            for n in range(min(repeated, _LONGEST - number)):
                yield number + n + 1, cells
        number += repeated
        if number >= _LONGEST:
            return


def _cells(row: etree._Element) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        cells += [_value(cell)] * min(_count(cell, "number-columns-repeated"), _WIDEST - len(cells))
        if len(cells) >= _WIDEST:
            break
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _value(cell: etree._Element) -> str:
    day = cell.get(f"{_OFFICE}date-value")
    if day:
        return day[:10]
    return " ".join(" ".join("".join(map(str, part.itertext())) for part in cell.iterchildren(f"{_TEXT}p")).split())


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}") or "1"
    return int(text) if text.isdecimal() and len(text) < 9 else 1
