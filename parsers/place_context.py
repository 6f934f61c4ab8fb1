"""The neighbours of a name that tell a local authority from everything else that is called after a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_REACH = 48
"""Code points before a name that are looked at: two or three words."""

_OF = (
    r"\b(?:(?:[Ll]ondon|[Rr]oyal|[Mm]etropolitan)\s+[Bb]orough(?:\s+Council)?|Borough(?:\s+Council)?|"
    r"(?:City|County)\s+Council|[Cc]ouncil|[Cc]orporation)\s+of\s+(?:the\s+)?(?:(?:City|County|Royal\s+Borough)\s+of\s+)?"
    r"|\bLBC?\s+(?:of\s+)?"
)
_COUNCIL = (
    r"(?:['’]s?)?\s+(?:(?:metropolitan|city|county|borough|unitary|royal|and|district|metropolitan\s+district)\s+){0,4}"
    r"(?:councils?|corporation|local\s+authority|authority|authorities)\b(?!\s+tax)"
    r"|\s+(?:MBC|MDC|CBC|LBC|BC|CC|UA)\b"
)
_CHILDREN = r"child(?:ren)?['’]?s?['’]?\s+(?:(?:and|&)\s+(?:young\s+people|famil(?:y|ies)|education)['’]?s?['’]?\s+)?"
_SERVICE_WORDS = r"(?:social\s+(?:care|services?|work)|services?|department|directorate)"
_PREPOSITION = (
    r"\b(?:in|at|for|across|from|near|around|to|outside|within|throughout|of|by|with|over|inside)\s+(?:the\s+)?\Z"
)
_ORDINARY_WORD = (
    r"\s+(?:the|a|an|this|that|these|those|his|her|their|our|its|it|from|through|about|aloud|between|out|into|and\s+writing|"
    r"skills|levels?|ages?|results|scores|tests?|books?|lists?|glasses|clubs?|is\s+(?:fundamental|fun))\b"
)


class Context:
    """The rules of `places.toml`, compiled. Every question is about a name at `start` to `end` of a text."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        after, before, alone = words["after"], words["before"], words["alone"]
        direct = _any([*after["bodies"], *after["streets"], *after["clubs"]])
        outlet = rf"(?:(?:and|&)\s+[A-Z]\w+\s+|[A-Z]\w+\s+)?(?:{_any(after['outlets'])})"
        institution = rf"(?:(?:[A-Z][\w'’]*|and|of|St\.)\s+){{0,3}}(?:{_any(after['institutions'])})"
        club = r"(?:City|County|Town)(?!\s+(?i:council|councillor|hall|centre|region|of|leader|boss|chief|deal|wide))"
        self._something_else_after = _both_cases(rf"['’]?s?\s+(?:{direct}|{institution})\b|\s+(?:{outlet}|{club})\b")
        self._institution = _both_cases(rf"['’]?s?\s+(?:{direct}|{institution})\b|\s+(?:{outlet})\b")
        self._hyphenated = re.compile(r"[-‐‑–](?:in|on|under|upon|by|le|super|cum)[-‐‑–]", re.IGNORECASE)
        self._elsewhere = re.compile(rf"\s*,\s*(?:{_any(words['foreign']['elsewhere'])})\b")
        self._longer = re.compile(rf"(?:{_any(after['names'])})\b", re.IGNORECASE)
        self._directions = _folded(before["directions"])
        self._phrases = _folded(before["phrases"])
        self._titles = _folded(before["titles"])
        self._given_names = _folded(before["first_names"])
        self._words = _folded(alone["words"])
        self._shared = _folded(alone["shared"])
        self._first_names = _folded(alone["first_names"])
        self._council_before = re.compile(rf"(?:{_OF})\Z")
        self._council_after = re.compile(_COUNCIL, re.IGNORECASE)
        self._service_after = re.compile(
            rf"(?:['’]s?)?\s+(?:(?:council|borough|city|county)['’]?s?\s+)?{_CHILDREN}{_SERVICE_WORDS}\b", re.IGNORECASE
        )
        self._service_before = re.compile(
            rf"\b{_CHILDREN}{_SERVICE_WORDS}\s+(?:(?:departments?|provision)\s+)?(?:in|at|across|for|of|within)\s+"
            r"(?:the\s+)?(?:(?:borough|city|county|town|district)\s+of\s+)?\Z",
            re.IGNORECASE,
        )
        self._preposition = re.compile(_PREPOSITION, re.IGNORECASE)
        self._borough_of = re.compile(r"\b(?:borough|city|county|town|district)\s+of\s+\Z", re.IGNORECASE)
        self._within = re.compile(r"\b(?:parts?|corners?|areas?|swathes?)\s+of\s+\Z", re.IGNORECASE)
        self._ordinary = re.compile(_ORDINARY_WORD)
        self._possessive = re.compile(r"['’]s\b")
        self._capital_next = re.compile(r"\s+[A-Z][a-z]+")

    def part_of_longer_name(self, text: str, start: int, end: int) -> bool:
        """True for a place that is not an authority at all: "West Lancashire", "Sutton Coldfield"."""
        return bool(
            _word_before(text, start, self._directions)
            or self._hyphenated.match(text, end)
            or self._elsewhere.match(text, end)
            or self._longer.match(text, start)
        )

    def part_of_something_else(self, text: str, start: int, end: int) -> bool:
        """True for police, hospitals, schools, clubs, streets, newspapers and ordinary words."""
        shout = text[start:end].isupper() and end - start > 3
        if self._something_else_after[shout].match(text, end):
            return True
        before = _words_before(text, start)
        if before and (" ".join(before).casefold() in self._phrases or before[-1].casefold() in self._phrases):
            return True
        return text[start:end].casefold() in self._words and bool(self._ordinary.match(text, end))

    def lies_within(self, text: str, start: int) -> bool:
        """True for "in part of Devon": somewhere there, and not Devon."""
        return self._within.search(text, max(0, start - _REACH), start) is not None

    def person(self, text: str, start: int, end: int) -> bool:
        """True for a surname: one word after a title, a first name or the first half of a double name."""
        if re.search(r"\s", text[start:end]):
            return False
        if start > 1 and text[start - 1] in "-‐‑" and text[start - 2].isalpha():
            return True
        before = _words_before(text, start)
        if not before or not before[-1][0].isupper():
            return False
        last, first = (word.rstrip(".").casefold() for word in (before[-1], before[0]))
        if last in self._titles or last in self._given_names:
            return True
        return first in self._titles or (len(last) == 1 and first in self._given_names)

    def institution_after(self, text: str, end: int) -> bool:
        """True when a body, a place or a newspaper takes its name from what ends here."""
        return any(pattern.match(text, end) for pattern in self._institution)

    def council_before(self, text: str, start: int) -> int | None:
        """Where "London Borough of" before the name begins; None without one."""
        match = self._council_before.search(text, max(0, start - _REACH), start)
        return match.start() if match else None

    def council_after(self, text: str, end: int) -> int | None:
        """Where "County Council" after the name ends; None without one."""
        match = self._council_after.match(text, end)
        return match.end() if match else None

    def service(self, text: str, start: int, end: int) -> bool:
        """True beside "children's services" and its synonyms."""
        before = self._service_before.search(text, max(0, start - 2 * _REACH), start)
        return bool(before or self._service_after.match(text, end))

    def located(self, text: str, start: int) -> bool:
        """True after "in", "at", "across" and the like."""
        return bool(self._preposition.search(text, max(0, start - _REACH), start))

    def sure_alone(self, text: str, start: int, end: int) -> bool:
        """Whether the bare name is sure to mean this place."""
        name = text[start:end].casefold()
        if self._borough_of.search(text, max(0, start - _REACH), start):
            return True
        if name in self._shared:
            return False
        if name in self._words:
            return self.located(text, start) or bool(self._possessive.match(text, end))
        return not (name in self._first_names and self._capital_next.match(text, end))


def _words_before(text: str, start: int) -> tuple[str, ...]:
    """The one or two words that stand directly before, on the same line."""
    if start == 0 or text[start - 1] not in " \u00a0":
        return ()
    line = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    return tuple(line.split()[-2:])


def _word_before(text: str, start: int, words: frozenset[str]) -> bool:
    before = _words_before(text, start)
    return bool(before) and before[-1][0].isupper() and before[-1].casefold() in words


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=len, reverse=True))


def _both_cases(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern for ordinary text, and for a heading in capitals."""
    return re.compile(pattern), re.compile(pattern, re.IGNORECASE)
