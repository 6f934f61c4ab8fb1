"""Text cut into paragraphs and sentences, each with its place in code points of the given text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

_PLAIN = {"'": "‘’‛`´", '"': "“”„«»", " ": "\u00a0\u2009\u202f\t\r", "-": "‐‑‒–—―"}
_STRAIGHT = {ord(fancy): plain for plain, fancies in _PLAIN.items() for fancy in fancies}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PARAGRAPH = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[•·▪●◦*\-–—]|\d{1,2}[.)])\s+")
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9£•])")
_DIGIT = re.compile(r"\d")
# An apostrophe within a word: what follows it is no word of its own.
_INSIDE = re.compile(r"[^\W_]'$")
_QUOTE = re.compile(r"[\"“”]")
_ABBREVIATIONS = frozenset([
    "coun", "cllr", "cllrs", "cr", "dr", "mr", "mrs", "ms", "mx", "prof", "rev", "st", "sr", "jr", "hon", "rt",
    "lt", "sgt", "insp", "supt", "no", "nos", "vs", "etc", "inc", "ltd", "co", "dept", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "e.g", "i.e", "a.m", "p.m", "u.k", "approx", "fig",
    "vol", "ed",
])  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """One sentence of the body.

    `start` and `end` are code points of the whole text; `quoted` is true where a speaker's words make up most of
    it. `seen` remembers what was looked for in it, so that nothing is looked for twice.
    """

    start: int
    end: int
    text: str
    paragraph: int
    quoted: bool
    index: int = 0
    seen: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def low(self) -> str:
        """The text in lower case with straight quotes and plain spaces, of the same length: places hold in both."""
        return normalise(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, for a quick look before a phrase is tried; "#" stands for every number in digits."""
        return frozenset(self._listed)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words that stand in a row; the second also as far as its apostrophe: "council" for "council's"."""
        words = self._listed
        pairs = frozenset(pairwise(words))
        if "'" not in self.low:
            return pairs
        return pairs.union([(one, other.partition("'")[0]) for one, other in pairs if "'" in other])

    @cached_property
    def _listed(self) -> list[str]:
        words = _WORD.findall(self.low)
        return ["#" if word.isdecimal() else word for word in words] if _DIGIT.search(self.low) else words

    def places_of(self, word: str) -> Sequence[int]:
        """Where the word begins in `low`; for "#" where numbers do."""
        return self._places.get(word, [])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word begins, found for all of them at once."""
        found: dict[str, list[int]] = {}
        low = self.low
        for match in _WORD.finditer(low):
            word, place = match.group(), match.start()
            if word.isdecimal():
                word = "#"
            elif place and low[place - 1] == "'" and _INSIDE.search(low, max(0, place - 2), place):
                continue
            found.setdefault(word, []).append(place)
        return found

    @cached_property
    def known(self) -> frozenset[str]:
        """Its words, and those with an apostrophe also as far as that: "council" for "council's"."""
        if "'" not in self.low:
            return self.words
        return self.words.union([word.partition("'")[0] for word in self.words if "'" in word])


def normalise(text: str) -> str:
    """Lower case, straight quotes, plain hyphens and spaces; never of another length than `text`."""
    plain = text.translate(_STRAIGHT)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)


def sentence(text: str, start: int, paragraph: int = 0, quoted: bool = False, index: int = 0) -> Sentence:
    """A sentence standing at `start`; for tests and for text that is known to be one."""
    return Sentence(start, start + len(text), text, paragraph, quoted, index)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold something, without the white space around them."""
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + line.index(stripped[0])
            yield start, start + len(stripped)


@lru_cache(maxsize=64)
def _is_abbreviation(word: str) -> bool:
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")


def _ends(text: str, match: re.Match[str]) -> bool:
    """True when the stop at `match` ends a sentence rather than an abbreviation or an initial."""
    if text[match.start()] != ".":
        return True
    before = re.search(r"([\w.]{1,8})$", text[max(0, match.start() - 9) : match.start()])
    return before is None or not _is_abbreviation(before.group(1).lower())


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph, as places; a bullet is left out of the sentence that it introduces."""
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet and bullet.end() < end else start
    for stop in _STOP.finditer(text, begin, end):
        if _ends(text, stop):
            edge = stop.start() + len(stop.group().rstrip())
            yield begin, edge
            begin = stop.end()
    if begin < end:
        yield begin, end


def _quotation(text: str, start: int, end: int, inside: bool) -> tuple[bool, bool]:
    """Whether most of the place is quoted, and whether a quotation is open at its end.

    A quotation over several paragraphs opens each with a quote and closes only the last, so an opening mark at the
    start of a paragraph keeps it open. Only double marks count: single ones are apostrophes too often.
    """
    quoted, mark = 0, start
    for match in _QUOTE.finditer(text, start, end):
        place, letter = match.start(), match.group()
        if letter == "“" or (letter == '"' and not inside):
            if not inside:
                mark = place
            inside = True
        elif letter == "”" or (letter == '"' and inside):
            if inside:
                quoted += place - mark
            inside = False
    if inside:
        quoted += end - mark
    return quoted * 2 > end - start, inside


def split(text: str, body: Iterable[tuple[int, int]], lines: Sequence[Sentence] = ()) -> tuple[Sentence, ...]:
    """The sentences of the given paragraphs, in order. What was looked up in `lines`, these paragraphs, is kept."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(body):
        inside = False
        for first, last in cut(text, start, end):
            quoted, inside = _quotation(text, first, last, inside)
            if lines and (first, last) == (start, end):
                found.append(replace(lines[number], paragraph=number, quoted=quoted, index=len(found)))
                _keep(lines[number], found[-1])
            else:
                found.append(sentence(text[first:last], first, number, quoted, len(found)))
    return tuple(found)


def _keep(line: Sentence, same: Sentence) -> None:
    """Hand on the words of a paragraph to the one sentence that it is."""
    same.__dict__.update({name: line.__dict__[name] for name in ("low", "words", "known") if name in line.__dict__})


def joined(first: Sentence, last: Sentence, text: str) -> Sentence:
    """Two sentences and what stands between them as one, keeping the place of the first."""
    whole = sentence(text[first.start : last.end], first.start, first.paragraph, first.quoted, first.index)
    return replace(whole, quoted=first.quoted and last.quoted)
