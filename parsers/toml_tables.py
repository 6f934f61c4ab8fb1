"""Tables of a TOML file that know their line, so that every fault can be named by file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.spelling import did_you_mean

_AT_LINE = re.compile(r"^(?P<what>.*) \(at line (?P<line>\d+), column \d+\)$", re.DOTALL)


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


def tables(toml_text: str, kind: str, file: str) -> tuple[TomlTable, ...]:
    """All `[[kind]]` tables of the text, in their order.

    Raises ValueError, naming file and line, for text that is not TOML and for `kind` used in any other way.
    """
    try:
        document = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(error, toml_text, file) from None
    found = document.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(values, dict) for values in found):
        line = _lines(toml_text, rf"\s*\[?\s*{kind}\b") or [1]
        raise ValueError(f"{file}, line {line[0]}: write each {kind} as a table of its own, headed [[{kind}]]")
    lines = _lines(toml_text, rf"\s*\[\[\s*{kind}\s*\]\]")
    if len(lines) != len(found):
        lines = [1] * len(found)
    return tuple(TomlTable(file, line, kind, values) for line, values in zip(lines, found, strict=True))


def _lines(text: str, pattern: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if re.match(pattern, line)]


def _not_toml(error: tomllib.TOMLDecodeError, text: str, file: str) -> ValueError:
    match = _AT_LINE.match(str(error))
    line = int(match["line"]) if match else len(text.splitlines())
    what = match["what"] if match else str(error).removesuffix(" (at end of document)")
    return ValueError(f"{file}, line {line}: not valid TOML: {what}; mend this line")
