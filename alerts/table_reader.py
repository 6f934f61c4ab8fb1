"""A TOML table being read key by key: what each key holds, and a problem with its line where that is not usable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from alerts import subscription_keys
from alerts.problem import Problem
from alerts.subscription_keys import Choose
from parsers.toml_blocks import Table

T = TypeVar("T")


class TableReader:
    """One table. `faulty` once something in it is not what its author meant."""

    def __init__(self, table: Table, home: str, problems: list[Problem]) -> None:
        self.table, self.home, self.problems = table, home, problems
        self.faulty = False

    def say(self, line: int, what: str, remedy: str) -> None:
        """Report a fault of this table."""
        self.faulty = True
        self.problems.append(Problem(self.home, line, what, remedy))

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self.table.values

    def listed(self, key: str, choose: Choose) -> tuple[str, ...] | None:
        """What of a list is known; None when it is not there or empty, () when nothing in it is known."""
        given = self.strings(key)
        if not given:
            return () if self.has(key) and self.faulty and self.table.values[key] else None
        chosen: dict[str, None] = {}
        for text in given:
            value, remedy = choose(text)
            if value is None:
                self.say(self.table.line_of(key), f"{text!r} in {key} is not known", remedy or "take it out")
            else:
                chosen[value] = None
        return tuple(chosen)

    def strings(self, key: str) -> Sequence[str]:
        """A list of texts, or one text alone; empty, and a problem, for anything else."""
        given: Any = self.table.values.get(key, [])
        given = [given] if isinstance(given, str) else given
        if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
            self.say(self.table.line_of(key), f"{key} is not a list of texts", f'write {key} = ["…", "…"]')
            return ()
        return given

    def flag(self, key: str, otherwise: bool = False) -> bool:
        """True or false."""
        given = self.table.values.get(key, otherwise)
        if isinstance(given, bool):
            return given
        self.say(
            self.table.line_of(key), f"{key} is neither true nor false", f"write {key} = true, without quotation marks"
        )
        return otherwise

    def word(self, key: str, known: Sequence[str]) -> str | None:
        """One of a few words; None where the key is not there, or holds another."""
        if not self.has(key):
            return None
        given = self.table.values[key]
        value, remedy = subscription_keys.one_of(known)(given if isinstance(given, str) else str(given))
        if value is None:
            self.say(self.table.line_of(key), f"{key} = {given!r} is not known", remedy or "take it out")
        return value

    def read(self, key: str, read: Callable[[Any], T], kind: type = object) -> T | None:
        """The key's value as `read` has it; None, and a problem, where that is refused."""
        given = self.table.values.get(key)
        if given is None:
            return None
        if not isinstance(given, kind):
            self.say(self.table.line_of(key), f"{key} is no text", f'write {key} = "…"')
            return None
        try:
            return read(given)
        except ValueError as error:
            what, _, remedy = str(error).partition("; ")
            said = what if kind is object else f"{key} {what}"
            self.say(self.table.line_of(key), said, remedy or "mend it; the README has examples")
            return None
