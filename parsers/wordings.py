"""Wordings: what people say for a thing, kept as data in `parsers/reader/wordings/<file>.toml` and asked for by name.

A file holds lists of patterns, written as `parsers.patterns` tells. Code names a list, or says how lists stand to each
other and to whatever else::

    said = wordings("funding_told")
    SAVINGS = said("savings")
    HOPED = said.shaped(r"^[^,]{0,40}\\b@hoped\\b")

What a user adds to a list belongs to a lexicon, and counts while an article is read with it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from pathlib import Path

from parsers.expressions import Expression
from parsers.patterns import Piece, as_whole, compile_pattern, one_of
from parsers.spelling import did_you_mean

HOME = Path(__file__).parent / "reader" / "wordings"
_NAME = re.compile(r"@([a-z_]+(?:\.[a-z_]+)?)")

# What is written in figures and marks, and so is no matter of words: lists that every file knows.
_MARKS = {
    "money": Piece(r"£\d[\d,.]*(?: ?(?:k|mn?|bn|million|billion|thousand)\b)?", begins=False, ends=False),
    "digits": Piece(r"\d+"),
    "quote": Piece("['\"]", begins=False, ends=False),
    "year": Piece(r"(?:19|20)\d\d"),
}

# Files with their lists of patterns.
Lists = Mapping[str, Mapping[str, list[str]]]


class Wording:
    """An expression over normalised text, made of lists of patterns; compiled when first asked for."""

    def __init__(self, file: str, shape: str, whole: bool) -> None:
        self.file, self.shape, self.whole = file, shape, whole

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match between the two places."""
        made = _now()[self]
        if start or end != sys.maxsize:
            return made.pattern.search(text, start, end)
        return made.expression.search(text)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that begins at `start`."""
        return self.pattern.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that is all of what stands between the two places."""
        return self.pattern.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches between the two places, none overlapping."""
        return self.pattern.finditer(text, start, end)

    @property
    def expression(self) -> Expression:
        """The expression in the vocabulary that is in use."""
        return _now()[self].expression

    @property
    def pattern(self) -> re.Pattern[str]:
        """The same as one pattern."""
        return _now()[self].pattern


class _Made:
    """A wording compiled."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def expression(self) -> Expression:
        return Expression(self._source)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._source)


class Vocabulary(dict[Wording, _Made]):
    """The lists of all files, and the wordings compiled of them so far."""

    def __init__(self, lists: Lists) -> None:
        """Raises ValueError, naming file, list and pattern, for what can't be understood."""
        super().__init__()
        self.lists = lists
        self._known: dict[tuple[str, str], tuple[Piece, ...]] = {}
        for file, tables in lists.items():
            for key in tables:
                self._list(file, key)

    def __missing__(self, wording: Wording) -> _Made:
        made = self[wording] = _Made(self._source(wording))
        return made

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While it lasts, all wordings are those of this vocabulary; in this thread alone."""
        token = _in_use.set(self)
        try:
            yield
        finally:
            _in_use.reset(token)

    def with_more(self, added: Lists) -> Vocabulary:
        """The same with more patterns in some of its lists."""
        lists = {file: dict(tables) for file, tables in self.lists.items()}
        for file, tables in added.items():
            lists[file].update((key, [*lists[file][key], *patterns]) for key, patterns in tables.items())
        return Vocabulary(lists)

    def _source(self, wording: Wording) -> str:
        if wording.whole:
            return "|".join(map(as_whole, self._list(wording.file, wording.shape)))
        return _NAME.sub(lambda name: self._one_of(wording.file, name[1]).source, wording.shape)

    def _list(self, file: str, key: str, within: tuple[str, ...] = ()) -> tuple[Piece, ...]:
        known = self._known.get((file, key))
        if known is None:
            where, within = f"wordings/{file}.toml: {key}", (*within, f"{file}.{key}")
            known = tuple(self.piece(file, pattern, where, within) for pattern in self.lists[file][key])
            self._known[file, key] = known
        return known

    def piece(self, file: str, pattern: str, where: str, within: tuple[str, ...] = ()) -> Piece:
        """A pattern of that file, understood. Raises ValueError naming `where`, the pattern and the remedy."""
        return compile_pattern(pattern, where, lambda name: self._one_of(file, name, within, where))

    def _one_of(self, file: str, name: str, within: tuple[str, ...] = (), where: str = "") -> Piece:
        """One of the list that goes by `name` in a file."""
        if name in _MARKS:
            return _MARKS[name]
        home, _, key = name.rpartition(".")
        home = home or file
        if key not in self.lists.get(home, ()):
            known = [*self.lists[file], *(f"{other}.{key}" for other, lists in self.lists.items() for key in lists)]
            raise ValueError(f"{where}: there is no list {name!r}{did_you_mean(name, known)}; name one that there is.")
        if f"{home}.{key}" in within:
            raise ValueError(f"{where}: the list {name!r} holds itself; write out what is meant.")
        return one_of(self._list(home, key, within))


class Said:
    """The wordings of one file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __call__(self, key: str) -> Wording:
        """One of the patterns of a list, where no part of a word stands beside it."""
        return Wording(self._file, key, whole=True)

    def shaped(self, shape: str) -> Wording:
        """A regular expression in which `@key` stands for one of the patterns of a list, as a part."""
        return Wording(self._file, shape, whole=False)


def wordings(file: str) -> Said:
    """Those of `wordings/<file>.toml`."""
    return Said(file)


@cache
def packaged() -> Vocabulary:
    """The vocabulary that comes with the project. Raises ValueError naming file, list and remedy when it is broken."""
    return Vocabulary({path.stem: parse(path.name, path.read_text("utf-8")) for path in sorted(HOME.glob("*.toml"))})


def parse(file: str, text: str) -> dict[str, list[str]]:
    """The lists of a file's text. Raises ValueError naming the file, the list and the remedy."""
    try:
        lists = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file}: not valid TOML: {error}. Put each list in square brackets.") from error
    for key, value in lists.items():
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(item, str) and item.strip() for item in value)
        ):
            raise ValueError(f'{file}: {key}: expected a list of patterns, such as ["rated good", "found to be good"].')
    return lists


def _now() -> Vocabulary:
    found = _in_use.get()
    return packaged() if found is None else found


_in_use: ContextVar[Vocabulary | None] = ContextVar("vocabulary", default=None)
