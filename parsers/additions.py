"""What a user adds to the vocabulary: phrases, titles of posts, names of authorities and of outlets, in one TOML file::

    [leadership]
    out = ["handed in (his|her|their) notice"]

    [inspection.grade]
    inadequate = ["bottom of the class"]

    [funding_told]
    savings = ["guillotin* ~3 {money}"]

    [titles]
    lead_member = ["children's champion"]

    [aliases]
    "St Helens" = ["Sintellins"]

    [outlets]
    names = ["Bolton Buzz"]

Tables of phrases bear the names of the packaged files `parsers/reader/*.toml` and have their keys; so do tables of
patterns, which say more than phrases (`parsers.patterns`), with those of `parsers/reader/wordings/*.toml`. A title is
that of a post with the family it belongs to; an outlet's name says nothing of the place that it is called after.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parsers.phrases import compile_phrase
from parsers.spelling import did_you_mean
from parsers.toml_blocks import Table, tables
from parsers.wordings import Vocabulary

Phrases = dict[str, dict[str, Any]]
# The families of posts with the titles that a user adds to each.
Titles = tuple[tuple[str, tuple[str, ...]], ...]
_OWN = ("aliases", "outlets", "titles")


@dataclass(slots=True)
class Additions:
    """Everything that was added, gathered from one file after another; phrases go into `phrases` at once."""

    phrases: Phrases
    vocabulary: Vocabulary
    authorities: Collection[str]
    families: Collection[str]
    aliases: dict[str, list[str]] = field(default_factory=dict)
    outlets: list[str] = field(default_factory=list)
    # By the names of their file and list.
    patterns: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _titles: dict[str, list[str]] = field(default_factory=dict)

    @property
    def titles(self) -> Titles:
        """The titles by the family of their post."""
        return tuple((family, tuple(titles)) for family, titles in sorted(self._titles.items()))

    def add(self, file: str, text: str) -> None:
        """Take in a file. Raises ValueError naming the file, the line, what is wrong there and the remedy."""
        for path, value, where in _entries(file, text):
            table = path[0]
            if table == "aliases":
                _known(path[1], self.authorities, where, "authority", "Use its short name in authorities.csv")
                self.aliases.setdefault(path[1], []).extend(_strings(value, where))
            elif table == "titles":
                _known(path[1], self.families, where, "family of posts", "")
                self._titles.setdefault(path[1], []).extend(_lowered(value, where))
            elif table == "outlets":
                _known(path[1], ("names",), where, "key", "")
                self.outlets.extend(_strings(value, where))
            elif table in self.vocabulary.lists:
                self._add_patterns(table, path[1:], value, where)
            else:
                _known(table, (*self.phrases, *self.vocabulary.lists, *_OWN), where, "table", "")
                self._add_phrases(path, value, where)

    def _add_patterns(self, file: str, path: Sequence[str], value: Any, where: str) -> None:
        _known(path[0], self.vocabulary.lists[file], where, "key", "")
        if len(path) > 1:
            raise ValueError(f'{where}: expected a list of patterns, found a table; write {path[0]} = ["…"].')
        for pattern in _strings(value, where):
            self.vocabulary.piece(file, pattern, where)
        self.patterns.setdefault(file, {}).setdefault(path[0], []).extend(value)

    def _add_phrases(self, path: Sequence[str], value: Any, where: str) -> None:
        family = self.phrases[path[0]]
        _known(path[1], family, where, "key", "")
        known = family[path[1]]
        if isinstance(known, list):
            if len(path) > 2:
                raise ValueError(f'{where}: expected a list of phrases, found a table; write {path[1]} = ["…"].')
            family[path[1]] = [*known, *_checked(value, where)]
            return
        if len(path) < 3:
            raise ValueError(f"{where}: expected a table with the keys {', '.join(sorted(known))}.")
        _known(path[2], known, where, "key", "")
        family[path[1]] = {**known, path[2]: [*known[path[2]], *_checked(value, where)]}


def _entries(file: str, text: str) -> Iterator[tuple[tuple[str, ...], Any, str]]:
    """Each list with the path of its keys, and the place to name when something is wrong with it."""
    blocks = list(tables(text))
    for block in blocks:
        if block.fault is not None:
            line = block.fault_line or block.line
            raise ValueError(f"{file}, line {line}: not valid TOML: {block.fault}. Put each list in square brackets.")
    try:
        whole = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file}: not valid TOML: {error}. Put each list in square brackets.") from error
    for path, value in _leaves((), whole):
        where = f"{file}, line {_line(blocks, path)}: {'.'.join(path)}"
        if len(path) < 2:
            raise ValueError(f"{where}: expected a table such as [leadership], found a value.")
        yield path, value, where


def _leaves(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(value, Mapping) or len(path) == 3:
        yield path, value
        return
    if not value and path:
        return
    for key, inner in value.items():
        yield from _leaves((*path, key), inner)


def _line(blocks: Sequence[Table], path: Sequence[str]) -> int:
    """Where the key is set; where its table begins, when it can't be told."""
    for depth in range(len(path) - 1, -1, -1):
        block = next((block for block in blocks if block.name == ".".join(path[:depth])), None)
        if block is not None:
            return block.line_of(path[depth])
    return 1


def _known(word: str, known: Collection[str], where: str, what: str, remedy: str) -> None:
    if word not in known:
        listed = remedy or f"Known: {', '.join(sorted(known))}"
        raise ValueError(f"{where}: unknown {what} {word!r}{did_you_mean(word, known) or '.'} {listed}.")


def _strings(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f'{where}: expected a list of phrases, such as ["one phrase", "another"].')
    return value


def _lowered(value: Any, where: str) -> list[str]:
    for title in _strings(value, where):
        compile_phrase(title, "", where)
        if any(mark in title for mark in "()|~#?"):
            raise ValueError(f"{where}: {title!r}: write a title in plain words, without choices and gaps.")
    return list(value)


def _checked(value: Any, where: str) -> list[str]:
    for phrase in _strings(value, where):
        compile_phrase(phrase, "", where)
    return list(value)
