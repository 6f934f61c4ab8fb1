"""Tables of a TOML file that know their line, so that every fault can be named by file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.spelling import did_you_mean
from parsers.toml_blocks import tables as blocks


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One `[[kind]]` table of a file; `line` is where its header stands."""

    file: str
    line: int
    kind: str
    values: Mapping[str, Any]

    def fault(self, what: str) -> ValueError:
        """The error that names this table."""
        return ValueError(f"{self.file}, line {self.line}, [[{self.kind}]]: {what}")

    def only(self, allowed: Collection[str]) -> None:
        """Raises ValueError for a key that is not allowed, with the one that may have been meant."""
        for key in self.values:
            if key not in allowed:
                raise self.fault(f"unknown key {key!r}{did_you_mean(key, allowed)}; allowed are {', '.join(allowed)}")

    def text(self, key: str) -> str | None:
        """The value as text, None when it is absent or blank; ValueError for anything else."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.fault(f"{key} must be text in quotation marks, not {value!r}")
        return value.strip() or None

    def needed(self, key: str) -> str:
        """The value as text; ValueError when it is absent or blank."""
        value = self.text(key)
        if value is None:
            raise self.fault(f'{key} is missing; add {key} = "…"')
        return value

    def word(self, key: str, allowed: Collection[str]) -> str:
        """The value when it is one of the allowed words; ValueError names them otherwise."""
        value = self.needed(key)
        if value not in allowed:
            raise self.fault(f"{key} is {value!r}{did_you_mean(value, allowed)}; use one of {', '.join(allowed)}")
        return value

    def web_address(self, key: str) -> str:
        """The value as an http or https address; ValueError otherwise."""
        value = self.needed(key)
        if not re.match(r"https?://[^\s/]+", value):
            raise self.fault(f"{key} is not a web address: {value!r}; it must begin with http:// or https://")
        return value


def each_table(toml_text: str, kind: str, file: str) -> Iterator[TomlTable | ValueError]:
    """The `[[kind]]` tables in their order; for one that is not TOML, or of another kind, the error that names it."""
    for block in blocks(toml_text):
        if block.fault is not None:
            line = block.fault_line or block.line
            yield ValueError(f"{file}, line {line}: not valid TOML: {block.fault}; mend this line")
        elif block.name != kind or not block.lines[0].lstrip().startswith("[["):
            yield ValueError(f"{file}, line {block.line}: write each {kind} as a table of its own, headed [[{kind}]]")
        else:
            yield TomlTable(file, block.line, kind, block.values)


def tables(toml_text: str, kind: str, file: str) -> tuple[TomlTable, ...]:
    """All `[[kind]]` tables of the text, in their order.

    Raises ValueError, naming file and line, for text that is not TOML and for a table of another kind.
    """
    found = []
    for table in each_table(toml_text, kind, file):
        if isinstance(table, ValueError):
            raise table
        found.append(table)
    return tuple(found)
