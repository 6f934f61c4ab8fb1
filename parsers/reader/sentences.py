"""Text cut into paragraphs and sentences, each with its place in code points of the given text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from parsers.tokens import tokens_of

_PLAIN = {"'": "‘’‛`´", '"': "“”„«»", " ": "\u00a0\u2009\u202f\t\r", "-": "‐‑‒–—―"}
_FANCY = tuple((fancy, plain) for plain, fancies in _PLAIN.items() for fancy in fancies)
_FANCY_ASCII = tuple((fancy, plain) for fancy, plain in _FANCY if fancy.isascii())
# Hardly a sentence is as long; one that is would make every rule that looks around in it slow.
LONGEST = 3_000
_PARAGRAPH = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[•·▪●◦*✔✓►‣\-–—]|\(?\d{1,2}[.)]|\([a-h]\)|[a-h][.)])\s+")
# It begins with a set of letters because a pattern that does is looked for several times as fast.
_STOP = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9£•])")
_LAST_WORD = re.compile(r"([\w.]{1,8})$")
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

    @property
    def row(self) -> list[str]:
        """Its words in their order; "#" stands for every number in digits."""
        tokens = self.seen.get("tokens")
        if tokens is None:
            return tokens_of(self.low).words
        first = bisect_left(tokens.starts, self.start)
        found: list[str] = tokens.words[first : bisect_left(tokens.starts, self.end, first)]
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, for a quick look before a rule is tried."""
        return frozenset(self.row)


def normalise(text: str) -> str:
    """Lower case, straight quotes, plain hyphens and spaces; never of another length than `text`."""
    plain = text
    # Twenty replacements take a quarter of the time of one `translate`.
    for fancy, straight in _FANCY_ASCII if text.isascii() else _FANCY:
        plain = plain.replace(fancy, straight)
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
    before = _LAST_WORD.search(text[max(0, match.start() - 9) : match.start()])
    return before is None or not _is_abbreviation(before.group(1).lower())


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph, as places; a bullet is left out of the sentence that it introduces."""
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet and bullet.end() < end else start
    for stop in _STOP.finditer(text, begin, end):
        if _ends(text, stop):
            edge = stop.start() + len(stop.group().rstrip())
            if edge - begin > LONGEST:
                yield from _bounded(text, begin, edge)
            elif begin < edge:
                yield begin, edge
            begin = stop.end()
    if end - begin > LONGEST:
        yield from _bounded(text, begin, end)
    elif begin < end:
        yield begin, end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The place as it is, or in pieces that are cut at a space where it is longer than any sentence."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        edge = space if space > 0 else start + LONGEST
        yield start, edge
        start = edge + (space > 0)
    if start < end:
        yield start, end


def _quotation(text: str, start: int, end: int, inside: bool) -> tuple[bool, bool]:
    """Whether most of the place is quoted, and whether a quotation is open at its end.

    A quotation over several paragraphs opens each with a quote and closes only the last, so an opening mark at the
    start of a paragraph keeps it open. Only double marks count: single ones are apostrophes too often.
    """
    if text.find('"', start, end) < 0 and text.find("“", start, end) < 0 and text.find("”", start, end) < 0:
        return inside, inside
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


def split(text: str, body: Iterable[tuple[int, int]], low: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of the given paragraphs, in order; `low` is the text normalised, where that was done before."""
    found: list[Sentence] = []
    plain = normalise(text) if low is None else low
    for number, (start, end) in enumerate(body):
        inside = False
        for first, last in cut(text, start, end):
            quoted, inside = _quotation(text, first, last, inside)
            found.append(part(text, plain, first, last, number, quoted, len(found)))
    return tuple(found)


def part(
    text: str, low: str, start: int, end: int, paragraph: int = 0, quoted: bool = False, index: int = 0
) -> Sentence:
    """What stands at that place of a text that was normalised as a whole."""
    made = object.__new__(Sentence)
    # All at once: to set frozen fields one after the other takes longer than to cut the text.
    made.__dict__.update(
        start=start,
        end=end,
        text=text[start:end],
        paragraph=paragraph,
        quoted=quoted,
        index=index,
        seen={},
        low=low[start:end],
    )
    return made


def joined(first: Sentence, last: Sentence, text: str) -> Sentence:
    """Two sentences and what stands between them as one, keeping the place of the first."""
    whole = sentence(text[first.start : last.end], first.start, first.paragraph, first.quoted, first.index)
    return replace(whole, quoted=first.quoted and last.quoted)
