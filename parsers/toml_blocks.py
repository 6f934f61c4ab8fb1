"""A TOML file as its tables, each read by itself: one broken line spoils its own table and no other.

The standard library's reader stops at the first fault and keeps no line numbers, so the text is parted at its table
headers first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# A header stands at the start of a line; a line of a nested array would begin with a quotation mark after its bracket.
_HEADER = re.compile(r"^\s*\[{1,2}\s*(?P<name>[A-Za-z_][\w-]*(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"))*)\s*\]{1,2}\s*(?:#.*)?$")
_AT_LINE = re.compile(r"\s{0,9}\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its dotted name, the line of its header (from 1), and its values or what is wrong with it."""

    name: str
    line: int
    values: dict[str, Any]
    lines: tuple[str, ...]
    fault: str | None = None
    fault_line: int | None = None

    def line_of(self, key: str) -> int:
        """The line where a key is set, or that of the header."""
        pattern = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*=")
        return next((self.line + offset for offset, text in enumerate(self.lines) if pattern.match(text)), self.line)

    def text_of(self, key: str) -> str | None:
        """The text that a key is set to in a line that can be read by itself, whatever is wrong with the others."""
        for line in self.lines:
            if re.match(rf"^\s*\"?{re.escape(key)}\"?\s*=", line):
                try:
                    value = tomllib.loads(line).popitem()[1]
                except tomllib.TOMLDecodeError:
                    return None
                return value if isinstance(value, str) else None
        return None


def tables(text: str) -> Iterator[Table]:
    """The tables in the order of the file; what stands before the first header comes as a table without a name."""
    lines = text.removeprefix("\ufeff").splitlines()
    headers = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    for start, end in pairwise(sorted({0, *headers, len(lines)})):
        block = tuple(lines[start:end])
        header = _HEADER.match(block[0])
        if header or any(line.strip() and not line.lstrip().startswith("#") for line in block):
            yield _table(_name(header), start + 1, block)


def _name(match: re.Match[str] | None) -> str:
    return re.sub(r"\s*\.\s*", ".", match["name"]).replace('"', "") if match else ""


def _table(name: str, line: int, block: tuple[str, ...]) -> Table:
    body = block[1:] if name else block
    try:
        values = tomllib.loads("\n".join(body))
    except tomllib.TOMLDecodeError as error:
        first = line + (1 if name else 0)
        at = _AT_LINE.search(str(error))
        last = max((number for number, text in enumerate(body) if text.strip()), default=0)
        fault = str(error).replace(" (at end of document)", "")
        return Table(name, line, {}, block, _AT_LINE.sub("", fault), first + (int(at[1]) - 1 if at else last))
    return Table(name, line, values, block)
