"""CSV text as rows that know their line, so that every fault can be named by file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `table` and `line` say where it stands; cells are stripped, an empty one is None."""

    table: str
    line: int
    cells: dict[str, str | None]

    def fault(self, what: str) -> ValueError:
        """The error that names this row."""
        return ValueError(f"{self.table}, line {self.line}: {what}")

    def text(self, column: str) -> str | None:
        """The cell, or None when it is empty."""
        return self.cells[column]

    def needed(self, column: str) -> str:
        """The cell; ValueError when it is empty."""
        value = self.cells[column]
        if value is None:
            raise self.fault(f"{column} is empty")
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that lists several things, parted by `|`."""
        return tuple(part.strip() for part in (self.cells[column] or "").split("|") if part.strip())

    def number(self, column: str) -> int | None:
        """The cell as a whole number of 0 or more; ValueError otherwise."""
        value = self.cells[column]
        if value is None:
            return None
        if not (value.isascii() and value.isdigit()):
            raise self.fault(f"{column} is not a whole number: {value!r}")
        return int(value)

    def day(self, column: str) -> date | None:
        """The cell as a calendar day written YYYY-MM-DD; ValueError otherwise."""
        partial = self.partial(column)
        if partial is None:
            return None
        if partial.precision != "day":
            raise self.fault(f"{column} is not a day written YYYY-MM-DD: {partial.iso!r}")
        return partial.earliest

    def partial(self, column: str) -> PartialDate | None:
        """The cell as a year, month or day; ValueError otherwise."""
        value = self.cells[column]
        if value is None:
            return None
        try:
            return PartialDate(value)
        except ValueError as error:
            raise self.fault(f"{column}: {error}; write YYYY, YYYY-MM or YYYY-MM-DD") from None

    def one_of(self, column: str, allowed: Sequence[str]) -> str | None:
        """The cell when it is one of the allowed words; ValueError names them otherwise."""
        value = self.cells[column]
        if value is not None and value not in allowed:
            raise self.fault(f"{column} is {value!r}; use one of {', '.join(allowed)}")
        return value


def rows(csv_text: str, columns: Sequence[str], table: str) -> Iterator[Row]:
    """The rows below a header that has at least these columns.

    Raises ValueError for a missing column and for a row with too few or too many cells.
    """
    reader = csv.reader(io.StringIO(csv_text.removeprefix("\ufeff"), newline=""), strict=True)
    header = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in columns if column not in header]
    if missing:
        raise ValueError(f"{table}, line 1: no column {', '.join(missing)}; the header must name every column")
    line = reader.line_num + 1
    try:
        for cells in reader:
            if cells:
                yield _row(table, line, header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"{table}, line {line}: {error}; check the quotation marks") from None


def _row(table: str, line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        raise ValueError(
            f"{table}, line {line}: {len(cells)} cells where the header has {len(header)}; "
            "put a cell that contains a comma in quotation marks"
        )
    return Row(table, line, {column: cell.strip() or None for column, cell in zip(header, cells, strict=True)})
