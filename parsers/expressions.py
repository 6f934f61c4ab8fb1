"""Regular expressions that are tried only where a word stands without which they can't match.

Most expressions are asked of most clauses and match in few of them. What an expression can't do without is worked out
from the expression itself, so that nothing that it would find is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]  # the standard library's own parser has no stubs
from typing import Any, NamedTuple

# Shorter ones stand nearly everywhere; more of them take as long to look for as the expression itself.
_SHORTEST, _MOST = 2, 40
_Words = tuple[str, ...]


class Way(NamedTuple):
    """One of the alternatives: where it stands among them, what else it needs, and its pattern."""

    number: int
    others: tuple[_Words, ...]
    pattern: re.Pattern[str]


class Expression:
    """What `re.compile` gives, for `search` in a whole text: each of its alternatives is tried where it may match."""

    def __init__(self, source: str) -> None:
        whole = re.compile(source)
        # With groups the alternatives belong together: each match must know the groups of all.
        sources = [source] if whole.groups else list(alternatives(source))
        self.pattern = source
        ways: dict[_Words, list[Way]] = {}
        for number, item in enumerate(sources):
            # An empty string stands in every text.
            first, *others = needed(item) or (("",),)
            ways.setdefault(first, []).append(Way(number, tuple(others), re.compile(item)))
        # Alternatives that need the same words are passed over at once.
        self.ways = tuple((words, tuple(some)) for words, some in ways.items())

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, and among those at one place that of the first alternative; as `re.search` gives it."""
        found: re.Match[str] | None = None
        place = (0, 0)
        for words, ways in self.ways:
            for word in words:
                if word in text:
                    break
            else:
                continue
            for number, others, pattern in ways:
                if others and not _holds_all(text, others):
                    continue
                match = pattern.search(text)
                if match is not None and (found is None or (match.start(), number) < place):
                    found, place = match, (match.start(), number)
        return found


def holds_one(text: str, words: Iterable[str]) -> bool:
    """True where one of the words stands in the text; in half of the time that `any` takes."""
    for word in words:
        if word in text:
            break
    else:
        return False
    return True


def _holds_all(text: str, sets: Iterable[_Words]) -> bool:
    """True where one of each set stands in the text."""
    for words in sets:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


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


def needed(source: str) -> tuple[_Words, ...]:
    """Strings of which one stands wherever the expression matches, and further such sets; the most telling first."""
    found = sorted(_needed(_parser.parse(source)), key=_weight, reverse=True)
    kept: list[frozenset[str]] = []
    for part in found:
        if not any(_implies(other, part) for other in kept):
            kept.append(part)
    return tuple(tuple(sorted(part, key=lambda word: (len(word), word))) for part in kept)


def _needed(items: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The strings of each of the parts that follow on each other."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if kind is _constants.LITERAL:
            run += chr(value)
            continue
        if len(run) >= _SHORTEST:
            found.append(frozenset([run]))
        run = ""
        found += _of_part(kind, value)
    if len(run) >= _SHORTEST:
        found.append(frozenset([run]))
    return found


def _of_part(kind: Any, value: Any) -> list[frozenset[str]]:
    if kind is _constants.SUBPATTERN:
        _, flags_on, _, inner = value
        return [] if flags_on else _needed(inner)
    if kind is _constants.BRANCH:
        parts = [max(_needed(item), key=_weight, default=frozenset[str]()) for item in value[1]]
        together = _shortest(frozenset[str]().union(*parts))
        return [together] if all(parts) and len(together) <= _MOST else []
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0]:
        return _needed(value[2])
    return []


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """The words without those that hold another one."""
    return frozenset(word for word in words if not any(other in word for other in words - {word}))


def _implies(words: frozenset[str], others: frozenset[str]) -> bool:
    """True where one of the others stands in each of the words."""
    return all(any(other in word for other in others) for word in words)


def _weight(words: frozenset[str]) -> tuple[float, int]:
    """How much it tells that none of them stands in a text: few and long ones are rare."""
    return -sum(2.0 ** -len(word) for word in words), -len(words)
