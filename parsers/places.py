"""Where a text names local authorities.

A name in the press may be the council, its service, the trust that runs it, the place — or a newspaper, a football
club, a street or a person. Names are looked up by their first word, longest first, and then judged by their
neighbours; the words for that are data in `places.toml`. The time is linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from parsers.expressions import holds_one
from parsers.model import Authority
from parsers.place_context import Context

Form = Literal["council", "service", "trust", "place"]

# A pattern that begins with a set of letters is looked for several times as fast as one that begins with a condition.
_WORD = re.compile(r"[A-Z](?<![\w@][A-Z])[A-Za-z]*")
_NAMES_A_COUNCIL = re.compile(r"(?:Council|Corporation)$|^(?:Council|(?:Royal|Metropolitan) Borough) of ")
_JOIN = re.compile(r"(?:\s*,\s*|\s*/\s*|\s+(?:and|&)\s+)\Z")
_PLURAL = re.compile(r"[Cc]ouncils\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """An authority named in a text: code points `start` to `end` hold the name and what makes it a council.

    `form` tells a council ("Knowsley Council"), its service ("Knowsley's children's services"), its trust and the
    bare place apart. `certain` is False where the name alone may mean something else; a trust that serves several
    authorities gives one such place for each, all with the same span.
    """

    name: str
    start: int
    end: int
    form: Form
    certain: bool


@dataclass(frozen=True, slots=True)
class _Surface:
    """One way to write one or more authorities."""

    text: str
    owners: tuple[str, ...] = ()
    form: Form = "place"
    exact: bool = False
    joint: bool = False
    council_only: bool = False
    outlet: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        return _pattern(self.text, self.exact, self.council_only)


@dataclass(frozen=True, slots=True)
class _Hit:
    surface: _Surface
    start: int
    end: int
    form: Form | None
    """None where the name is part of something else."""
    sure: bool = True
    person: bool = False


class PlaceIndex:
    """The names of authorities, ready to be found in texts."""

    def __init__(self, authorities: Iterable[Authority], outlets: Iterable[str] = ()) -> None:
        words = tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))
        self._by_name = {authority.name: authority for authority in authorities}
        named = (_Surface(outlet, outlet=True) for outlet in outlets)
        self._by_word = _by_first_word((*_surfaces(self._by_name.values(), words["joint"]), *named))
        self._foreign = _by_first_word(_foreign_surfaces(words["foreign"]))
        self._context = Context(words)

    def find(self, text: str, on: date | None) -> tuple[Place, ...]:
        """The authorities that the text names, as they were on that day; None is today."""
        hits = self._linked(text, list(self._hits(text)))
        surnames = {text[hit.start : hit.end].casefold() for hit in hits if hit.person}
        found: list[Place] = []
        for hit in hits:
            if hit.form is None:
                continue
            named_person = (
                hit.form == "place"
                and text[hit.start : hit.end].casefold() in surnames
                and not self._context.located(text, hit.start)
            )
            found.extend(self._places(hit, on, hit.sure and not named_person))
        return tuple(found)

    def foreign(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Councils of Wales, Scotland and Northern Ireland that the text names."""
        if not holds_one(text.casefold(), self._foreign):
            return ()
        return tuple((match.start(), match.end(), surface.text) for surface, match in _matches(text, self._foreign))

    def _hits(self, text: str) -> Iterator[_Hit]:
        for surface, match in _matches(text, self._by_word):
            yield self._judged(text, surface, match.start(), match.end())

    def _judged(self, text: str, surface: _Surface, start: int, end: int) -> _Hit:
        context = self._context
        if surface.outlet:
            return _Hit(surface, start, end, None)
        if surface.form != "place":
            suffix = context.council_after(text, end) if surface.form == "council" else None
            return _Hit(surface, start, suffix or end, surface.form)
        if context.part_of_longer_name(text, start, end):
            return _Hit(surface, start, end, None)
        prefix, suffix = context.council_before(text, start), context.council_after(text, end)
        if prefix is not None or suffix is not None:
            first, last = start if prefix is None else prefix, end if suffix is None else suffix
            return _Hit(surface, first, last, "council")
        if context.person(text, start, end):
            return _Hit(surface, start, end, None, person=True)
        if context.part_of_something_else(text, start, end):
            return _Hit(surface, start, end, None)
        if context.service(text, start, end):
            return _Hit(surface, start, end, "service")
        if context.lies_within(text, start):
            return _Hit(surface, start, end, None)
        return _Hit(surface, start, end, "place", context.sure_alone(text, start, end))

    def _linked(self, text: str, hits: list[_Hit]) -> list[_Hit]:
        """Names in a list share their fate: "Devon and Cornwall Police", "Kingston and Richmond councils"."""
        for index in range(len(hits) - 2, -1, -1):
            here, after = hits[index], hits[index + 1]
            if here.form != "place" or not _JOIN.match(text[here.end : after.start] or "-"):
                continue
            if after.form is None and self._context.institution_after(text, after.end):
                hits[index] = replace(here, form=None)
            elif after.form == "council" and _PLURAL.search(text[after.start : after.end]):
                hits[index] = replace(here, form="council", sure=True)
        return hits

    def _places(self, hit: _Hit, on: date | None, sure: bool) -> Iterator[Place]:
        assert hit.form is not None
        owners, timely = self._owners(hit.surface, hit.form, on)
        certain = sure and timely and (len(owners) == 1 or hit.surface.joint)
        for name in owners:
            yield Place(name, hit.start, hit.end, hit.form, certain)

    def _owners(self, surface: _Surface, form: Form, on: date | None) -> tuple[tuple[str, ...], bool]:
        """Whom the words meant on that day, and whether that authority then existed."""
        known = [self._by_name[name] for name in surface.owners]
        living = [a for a in known if (a.until is None if on is None else _lives(a, on))]
        if living:
            return tuple(a.name for a in living), True
        named_as_council = form in ("council", "trust")
        gone = [a for a in known if a.until and (on is None or on > a.until)]
        if gone and not named_as_council and len(gone[0].successors) == 1:
            return gone[0].successors, False
        return tuple(a.name for a in known), bool(gone) and named_as_council


def _lives(authority: Authority, on: date) -> bool:
    return (authority.since is None or authority.since <= on) and (authority.until is None or on <= authority.until)


def _matches(text: str, by_word: Mapping[str, tuple[_Surface, ...]]) -> Iterator[tuple[_Surface, re.Match[str]]]:
    """The longest surface at each capitalised word, left to right, none overlapping another."""
    at = 0
    for word in _WORD.finditer(text):
        if word.start() < at:
            continue
        for surface in by_word.get(word.group().casefold(), ()):
            if match := surface.pattern.match(text, word.start()):
                yield surface, match
                at = match.end()
                break


def _by_first_word(surfaces: Iterable[_Surface]) -> Mapping[str, tuple[_Surface, ...]]:
    index: dict[str, list[_Surface]] = {}
    for surface in surfaces:
        word = _WORD.match(surface.text)
        if word:
            index.setdefault(word.group().casefold(), []).append(surface)
    return {word: tuple(sorted(found, key=lambda s: -len(s.text))) for word, found in index.items()}


def _surfaces(authorities: Iterable[Authority], joint: Mapping[str, list[str]]) -> Iterator[_Surface]:
    places: dict[str, list[str]] = {}
    trusts: dict[str, list[str]] = {}
    names = set()
    for authority in authorities:
        names.add(authority.name)
        for text in (re.sub(r" \(.*\)$", "", authority.name), *authority.aliases):
            places.setdefault(text, []).append(authority.name)
        body = (authority.delivery_body,) if authority.delivery_body else ()
        for text in (*body, *authority.delivery_aliases):
            trusts.setdefault(text, []).append(authority.name)
    for text, owners in places.items():
        form: Form = "council" if _NAMES_A_COUNCIL.search(text) else "place"
        yield _Surface(text, tuple(dict.fromkeys(owners)), form, exact=_is_acronym(text))
    for text, owners in trusts.items():
        yield _Surface(text, tuple(owners), "trust", exact=True)
    for text, both in joint.items():
        if names.issuperset(both):
            yield _Surface(text, tuple(both), joint=True)


def _foreign_surfaces(words: Mapping[str, Any]) -> Iterator[_Surface]:
    yield from (_Surface(name) for name in words["named"])
    yield from (_Surface(name, council_only=True) for name in words["council"])


def _is_acronym(text: str) -> bool:
    return len(text) <= 6 and " " not in text and sum(letter.isupper() for letter in text) >= 2


@cache
def _pattern(text: str, exact: bool, council_only: bool) -> re.Pattern[str]:
    """Matches the words whatever their apostrophes, hyphens, spaces, commas and "&"; `exact` minds their case.

    Compiled when a text first needs it: all of them together take a fifth of a second.
    """
    end = r"(?!\w)" + (r"(?=\s+(?:City\s+|County\s+|Borough\s+)?[Cc]ouncil)" if council_only else "")
    if exact:
        return re.compile(rf"(?:{_flexible(text)}|{_flexible(text.upper())}){end}")
    return re.compile(_flexible(text) + end, re.IGNORECASE)


def _flexible(text: str) -> str:
    return r"(?:,\s*|[\s\-‐‑–]+)".join(_flexible_word(word) for word in re.split(r"[\s,\-]+", text) if word)


def _flexible_word(word: str) -> str:
    if word in ("and", "&", "AND"):
        return "(?:and|AND|&amp;|&)"
    if word in ("St", "St.", "Saint"):
        return r"(?:St\.?|Saint)"
    return r"Helen['’]?s" if word == "Helens" else re.escape(word).replace("'", "['’‘]?")
