"""Regular expressions that are tried only where a word stands without which they can't match.

Most expressions are asked of most clauses and match in few of them. What an expression can't do without is worked out
from the expression itself, so that nothing that it would find is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]  # the standard library's own parser has no stubs
from typing import Any

# Shorter ones stand nearly everywhere; more of them take as long to look for as the expression itself.
_SHORTEST, _MOST = 2, 40
_Needed = frozenset[str] | None


class Expression:
    """What `re.compile` gives, for `search` in a whole text: each of its alternatives is tried where it may match."""

    def __init__(self, source: str) -> None:
        whole = re.compile(source)
        # With groups the alternatives belong together: each match must know the groups of all.
        sources = [source] if whole.groups else list(alternatives(source))
        self.pattern = source
        self.ways = tuple((needed(item), re.compile(item)) for item in sources)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, and among those at one place that of the first alternative; as `re.search` gives it."""
        found: re.Match[str] | None = None
        for words, pattern in self.ways:
            if words is not None:
                for word in words:
                    if word in text:
                        break
                else:
                    continue
            match = pattern.search(text)
            if match is not None and (found is None or match.start() < found.start()):
                found = match
        return found


def alternatives(source: str) -> Iterator[str]:
    """The expression cut at its bars, but for those within brackets."""
    depth, begin, inside = 0, 0, False
    for token in re.finditer(r"\\.|\[\^?\]?|[()|\]]", source, re.DOTALL):
        mark = token.group()
        if inside:
            inside = mark != "]"
        elif mark[0] == "[":
            inside = True
        elif mark == "(":
            depth += 1
        elif mark == ")":
            depth -= 1
        elif mark == "|" and not depth:
            yield source[begin : token.start()]
            begin = token.end()
    yield source[begin:]


def needed(source: str) -> tuple[str, ...] | None:
    """Strings of which one stands wherever the expression matches, None where it can do without any."""
    found = _needed(_parser.parse(source))
    return None if found is None else tuple(sorted(found, key=lambda word: (len(word), word)))


def _needed(items: Iterable[tuple[Any, Any]]) -> _Needed:
    """The strings of the part that says most, of those that follow on each other."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if kind is _constants.LITERAL:
            run += chr(value)
            continue
        if len(run) >= _SHORTEST:
            found.append(frozenset([run]))
        run = ""
        part = _of_part(kind, value)
        if part:
            found.append(part)
    if len(run) >= _SHORTEST:
        found.append(frozenset([run]))
    return max(found, key=_weight, default=None)


def _of_part(kind: Any, value: Any) -> _Needed:
    if kind is _constants.SUBPATTERN:
        _, flags_on, _, inner = value
        return None if flags_on else _needed(inner)
    if kind is _constants.BRANCH:
        parts = [_needed(item) for item in value[1]]
        together = frozenset[str]().union(*(part or () for part in parts))
        return together if all(parts) and len(together) <= _MOST else None
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0]:
        return _needed(value[2])
    return None


def _weight(words: frozenset[str]) -> tuple[float, int]:
    """How much it tells that none of them stands in a text: few and long ones are rare."""
    return -sum(2.0 ** -len(word) for word in words), -len(words)
