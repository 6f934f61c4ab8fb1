"""What is peculiar to one outlet's pages: small dated TOML files, one for each outlet.

Those in `outlets/` beside this module come with the code; a user adds his own, and one that names the same host goes
before ours. All that is written in them is plain words, compared without regard to case: a pattern could run for ever.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from parsers.spelling import did_you_mean
from parsers.urls import host_of

_PACKAGED = Path(__file__).with_name("outlets")
_KEYS = ("name", "hosts", "checked", "furniture_classes", "furniture_openings", "end_openings")
_LISTS = ("hosts", "furniture_classes", "furniture_openings", "end_openings")


@dataclass(frozen=True, slots=True)
class OutletRules:
    """The peculiarities of one outlet, as they were on the day `checked`.

    Elements of a class in `furniture_classes` are furniture, and so are paragraphs that begin with one of
    `furniture_openings`; from a paragraph on that begins with one of `end_openings` nothing belongs to the article.
    """

    name: str
    hosts: tuple[str, ...]
    checked: date
    furniture_classes: frozenset[str] = frozenset()
    furniture_openings: tuple[str, ...] = ()
    end_openings: tuple[str, ...] = ()

    def is_furniture(self, line: str) -> bool:
        """Whether the paragraph begins as furniture does on this outlet's pages."""
        return line.casefold().startswith(self.furniture_openings)

    def is_end(self, line: str) -> bool:
        """Whether the article is over where this paragraph stands."""
        return line.casefold().startswith(self.end_openings)


NO_RULES = OutletRules("", (), date.min)


class Outlets:
    """The rules of all outlets that have any."""

    def __init__(self, rules: Iterable[OutletRules]) -> None:
        self._by_host = {host: one for one in rules for host in one.hosts}

    def of(self, url: str | None) -> OutletRules:
        """Those of the outlet that publishes at `url`, on its host or on one below it."""
        labels = (host_of(url or "") or "").split(".")
        hosts = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._by_host[host] for host in hosts if host in self._by_host), NO_RULES)


def load_outlets(extra: Sequence[tuple[str, str]] = ()) -> Outlets:
    """The packaged rules and those in `extra`, which are pairs of a file's name and its text.

    Raises ValueError, naming the file and the key, for what is wrong in one.
    """
    added = [read_rules(text, name) for name, text in extra]
    return Outlets([*_packaged(), *added])


def read_rules(text: str, file: str) -> OutletRules:
    """One file. Raises ValueError, naming file and key, for anything missing, unknown or of the wrong kind."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file}: not valid TOML: {error}") from None
    for key in values:
        if key not in _KEYS:
            raise ValueError(f"{file}: unknown key {key!r}{did_you_mean(key, _KEYS)}; allowed are {', '.join(_KEYS)}")
    lists = {key: _words(values, key, file) for key in _LISTS}
    name, checked = values.get("name"), values.get("checked")
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f'{file}: name is missing; add name = "The Example Gazette"')
    if type(checked) is not date:
        raise ValueError(f"{file}: checked must be the day on which a page was looked at, as 2026-11-22, unquoted")
    if not lists["hosts"]:
        raise ValueError(f'{file}: hosts is missing; add hosts = ["gazette.example"]')
    for host in lists["hosts"]:
        if host_of(f"https://{host}/") != host or "." not in host:
            raise ValueError(f"{file}: hosts must be bare names like gazette.example, without www, not {host!r}")
    return OutletRules(
        name=name.strip(), hosts=lists["hosts"], checked=checked,
        furniture_classes=frozenset(lists["furniture_classes"]),
        furniture_openings=lists["furniture_openings"], end_openings=lists["end_openings"],
    )  # fmt: skip


def _words(values: dict[str, Any], key: str, file: str) -> tuple[str, ...]:
    given = values.get(key, [])
    if not isinstance(given, list) or not all(isinstance(one, str) and one.strip() for one in given):
        raise ValueError(f'{file}: {key} must be a list of texts, as ["…", "…"], not {given!r}')
    return tuple(one.strip().casefold() for one in given)


@cache
def _packaged() -> tuple[OutletRules, ...]:
    return tuple(read_rules(path.read_text(encoding="utf-8"), path.name) for path in sorted(_PACKAGED.glob("*.toml")))


@cache
def packaged_outlets() -> Outlets:
    """The rules that come with the code."""
    return load_outlets()
