"""A reader's own words, looked for in what a change says: `"front door" OR neglect* -fostering`.

Words stand side by side for all of them, OR for either, a minus for none; quotation marks hold a phrase together and a
star at the end of a word stands for whatever follows. Case, accents and punctuation do not matter. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TERM = re.compile(r"(?P<minus>-?)(?:\"(?P<phrase>[^\"]*)\"|(?P<word>[^\s\"]+))")
_WORDS = re.compile(r"[a-z0-9]+\*?")
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted: every one of `groups` must be met by one of its patterns, and none of `never` may be."""

    text: str
    groups: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]

    def fits(self, folded: str) -> bool:
        """Whether text, folded before by `fold`, is what is asked for."""
        if any(_found(pattern, folded) for pattern in self.never):
            return False
        return all(any(_found(pattern, folded) for pattern in group) for group in self.groups)


def parse_query(text: str) -> Query:
    """Read a query. Raises ValueError, saying what is wrong, for one that can't be understood."""
    if len(text) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters")
    if text.count('"') % 2:
        raise ValueError("has a quotation mark without its partner")
    groups: list[list[str]] = []
    never: list[str] = []
    joined = False
    for term in _TERM.finditer(text):
        if term["word"] == "OR" and not term["minus"]:
            if not groups or joined:
                raise ValueError("has an OR without a word on either side")
            joined = True
            continue
        pattern = _pattern(term["phrase"] if term["phrase"] is not None else term["word"])
        if term["minus"]:
            never.append(pattern)
        elif joined:
            groups[-1].append(pattern)
        else:
            groups.append([pattern])
        joined = False
    if joined:
        raise ValueError("ends with OR")
    if not groups:
        raise ValueError("names nothing to look for")
    return Query(text.strip(), tuple(map(tuple, groups)), tuple(never))


def fold(text: str) -> str:
    """Text as words parted by single blanks, with a blank at each end; lower case, without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return f" {' '.join(re.findall('[a-z0-9]+', bare.replace(chr(39), '')))} "


def _pattern(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "")).encode("ascii", "ignore").decode()
    words = _WORDS.findall(bare.replace("'", ""))
    if not words:
        raise ValueError(f"has nothing to look for in {text!r}")
    return " ".join(words)


def _found(pattern: str, folded: str) -> bool:
    return f" {pattern[:-1]}" in folded if pattern.endswith("*") else f" {pattern} " in folded
