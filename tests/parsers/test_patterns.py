"""Looks for a text that makes a regular expression of the parsers backtrack without bound.

Every pattern of `parsers`, those made of TOML among them, searches texts made of its own literals, said over and over.
Four times the text must not take much more than four times as long. Time is measured in processor time, the best of
several rounds, and only where it is long enough to be measured: a pattern that is linear never gets there.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import parsers
from parsers.cues import Cue
from parsers.expressions import Expression
from parsers.lexicon import Lexicon
from parsers.wordings import Wording
from tests.parsers.reader.conftest import lexicon  # noqa: F401 - a fixture

# Texts are doubled from the first length to the last, or until one takes so many seconds that it can be measured.
SHORTEST, LONGEST = 600, 4_800
MEASURABLE = 0.03
# Below this many seconds the longest text shows nothing to look into.
SUSPICIOUS = 0.01
# Twice the text takes a linear pattern twice as long, a quadratic one four times.
GROWTH = 3.0
_ANY = ["a", " ", "a ", "1 ", "'", ", ", "A", "A ", "\n", ".", "1,"]
_KINDS = (list, tuple, set, frozenset)


def patterns(known: Lexicon) -> dict[str, tuple[re.Pattern[str], bool]]:
    """Every compiled pattern by where it stands, and whether it is looked for anywhere in a text.

    One that is only ever matched at a given place need not be searched for: that would be quadratic by itself.
    """
    found: dict[str, tuple[re.Pattern[str], bool]] = {}
    for module in pkgutil.walk_packages(parsers.__path__, "parsers."):
        loaded = importlib.import_module(module.name)
        source = Path(str(loaded.__file__)).read_text("utf-8")
        for name, value in vars(loaded).items():
            anchored = bool(_is_matched(name, source)) and not _is_searched(name, source)
            for number, pattern in enumerate(_within(value)):
                found[f"{module.name}.{name}" + (f" {number}" if number else "")] = pattern, not anchored
    # The language of phrases makes all patterns of cues alike: some of each kind stand for the rest.
    for name, cue in sorted(known.cues.items())[::9]:
        found[f"cue {name}"] = cue.pattern, True
        found.update((f"cue {name}, {word}", (cue.pattern_at(word), False)) for word in sorted(cue.starters)[:3])
    return {name: entry for name, entry in found.items() if isinstance(entry[0].pattern, str)}


def _is_matched(name: str, source: str) -> object:
    return re.search(rf"\b{re.escape(name)}(?:\(\))?\.(?:match|fullmatch)\(", source)


def _is_searched(name: str, source: str) -> object:
    return re.search(rf"\b{re.escape(name)}(?:\(\))?\.(?:search|finditer|findall|split|sub)\b", source)


def _within(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Wording):
        yield from _within(value.expression)
    elif isinstance(value, Expression):
        yield from (way.pattern for _, ways in value.ways for way in ways)
    elif isinstance(value, Mapping):
        yield from (pattern for inner in value.values() for pattern in _within(inner))
    elif isinstance(value, _KINDS):
        yield from (pattern for inner in value for pattern in _within(inner))
    elif callable(value) and hasattr(value, "cache_info") and getattr(value, "__name__", "").startswith("_"):
        yield from _made(value)


def _made(function: Any) -> Iterator[re.Pattern[str]]:
    """What a cached function without arguments, or with none given, compiles."""
    for arguments in ((), ((),)):
        try:
            made = function(*arguments)
        except Exception:
            continue
        yield from _within(made)
        return


def pumps(pattern: re.Pattern[str]) -> list[str]:
    """Its own literals, each of them and all together, to be said over and over."""
    words = re.findall(r"[A-Za-z][A-Za-z' £%&]+", re.sub(r"\\[a-zA-Z]|\(\?P?<?\w*[>:=!]", " ", pattern.pattern))
    unique = sorted(dict.fromkeys(word.strip() for word in words if word.strip()), key=len)
    chosen = [*unique[:3], *unique[len(unique) // 2 :][:2], *unique[-2:]]
    return [*_ANY, *(f"{word} " for word in dict.fromkeys(chosen)), " ".join(chosen) + " "]


def seconds(look: Callable[[str], object], text: str, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        look(text)
        best = min(best, time.process_time() - start)
    return best


def grows(look: Callable[[str], object], pump: str) -> float | None:
    """How many times as long it takes for twice the text, where it takes long at all."""
    size, took = SHORTEST, 0.0
    while size < LONGEST and took < MEASURABLE:
        size *= 2
        took = seconds(look, of_size(pump, size), 1)
    if took < SUSPICIOUS:
        return None
    return seconds(look, of_size(pump, size), 3) / seconds(look, of_size(pump, size // 2), 5)


def of_size(pump: str, size: int) -> str:
    return pump * (size // len(pump)) + "\x00"


def offences(found: Mapping[str, tuple[re.Pattern[str], bool]]) -> Iterator[str]:
    """The patterns that take far more than twice as long for twice the text, with the text."""
    for name, (pattern, searched) in found.items():
        look = pattern.search if searched else pattern.match
        for pump in pumps(pattern):
            # Noise may treble one measurement, not three in a row.
            growth = min(grows(look, pump) or 0.0 for _ in range(3)) if (grows(look, pump) or 0.0) > GROWTH else 0.0
            if growth > GROWTH:
                yield f"{name}: {pump[:60]!r} twice as often takes {growth:.1f} times as long"
                break


def test_no_pattern_backtracks_without_bound(lexicon: Lexicon) -> None:  # noqa: F811 - a fixture
    found = patterns(lexicon)
    assert len(found) > 300
    assert list(offences(found)) == []


# One that is worse than polynomial runs into the time-out of the test.
@pytest.mark.parametrize("pattern", [r"\bsaid\b.*\bso\b", r"\s+$", r"A+B"])
def test_the_search_finds_those_that_do(pattern: str) -> None:
    # On a busy machine one look may miss it; four do not.
    assert any(list(offences({"bad": (re.compile(pattern), True)})) for _ in range(4))


def test_the_search_lets_linear_ones_be() -> None:
    good = [r"\b(?:said|told)\b[^.;]{0,60}\bso\b", r"[a-z]+(?:'[a-z]+)?", r"^\s*(?:[•*]|\d{1,2}[.)])\s+"]
    assert list(offences({str(number): (re.compile(one), True) for number, one in enumerate(good)})) == []


def test_a_cue_gives_its_pattern_for_a_word() -> None:
    from parsers.cues import compile_cue

    cue: Cue = compile_cue(["rated good", "judged good"], "test")
    assert cue.pattern_at("rated").match("rated good")
