"""The language that cue phrases are written in, turned into patterns over normalised text.

Phrases are in lower case with straight quotes. `(a|b)` is a choice, `(a|b)?` may be missing, `~` stands for up to
five words within a clause, `#` for a number in digits or in words. Case, curly quotes and hyphens make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NUMBER = r"(?:\d{1,3}(?:,\d{3}){0,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|both)"

_SPACE = r"['\",]{0,2}[\s\-]{1,3}['\"(]?"
_NUMBER_WORDS = frozenset(["#", *re.findall(r"[a-z]+", NUMBER.rpartition("|a|")[1] + NUMBER.partition("|a|")[2]), "a"])
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)?")
_GAP = r"(?:[^\s.;:!?]+\s){0,5}?"
_TOKEN = re.compile(r"\((?P<choice>[^()]+)\)(?P<optional>\?)?|(?P<gap>~)|(?P<number>#)|(?P<word>[^\s()~#]+)")
_ALLOWED = re.compile(r"[a-z0-9'\"£$%&.,;:!/|?()~#\- ]+")

# The first word, and the one that stands right after it; None where there need be none, or any may stand.
Beginning = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as written, its pattern, what it may begin with, its label, and a word that tells it.

    `tell` is a further word that stands wherever the phrase does, the longest there is; empty where there is none.
    """

    text: str
    source: str
    beginnings: frozenset[Beginning]
    label: str
    tell: str = ""


def compile_phrase(phrase: str, label: str, where: str) -> Phrase:
    """The pattern of one phrase, and what it may begin with.

    Raises ValueError naming `where`, the phrase and the remedy when it can't be understood.
    """
    if not _ALLOWED.fullmatch(phrase):
        raise ValueError(
            f"{where}: {phrase!r}: write phrases in lower case with straight quotes, see parsers/phrases.py."
        )
    if leftover := _TOKEN.sub("", phrase).strip():
        raise ValueError(f"{where}: {phrase!r}: unbalanced bracket near {leftover!r}.")
    tokens = list(_TOKEN.finditer(phrase))
    _refuse_open_start(tokens, f"{where}: {phrase!r}")
    source, parted = "", False
    for token in tokens:
        source, parted = _append(source, parted, token)
    return Phrase(phrase, source, frozenset(_beginnings(tokens)), label, _tell(tokens))


def _refuse_open_start(tokens: Sequence[re.Match[str]], where: str) -> None:
    """A phrase is looked up by the words that it may begin with, so it must have some."""
    for token in tokens:
        if token["gap"]:
            raise ValueError(f"{where}: a phrase can't begin with a gap.")
        for spelling in _spellings(token):
            if not _WORD.search(spelling):
                raise ValueError(f"{where}: {spelling!r} has no word in it.")
        if not token["optional"]:
            return
    raise ValueError(f"{where}: a phrase needs a word that can't be left out.")


def _spellings(token: re.Match[str]) -> Sequence[str]:
    """The ways to write a word or a choice; none for a number."""
    if token["number"]:
        return ()
    return [token["word"]] if token["word"] else [choice.strip() for choice in token["choice"].split("|")]


def _beginnings(tokens: Sequence[re.Match[str]]) -> Iterator[Beginning]:
    for place, token in enumerate(tokens):
        if token["number"]:
            # A number may go on over more than one word: "1,200".
            yield from ((word, None) for word in _NUMBER_WORDS)
        after = _seconds(tokens, place + 1)
        for spelling in _spellings(token):
            first, *rest = _WORD.findall(spelling)
            seconds = None if not _plain(spelling) else _written(rest[0]) if rest else after
            for word in _written(first):
                yield from ((word, second) for second in seconds or (None,))
        if not token["optional"]:
            return


def _seconds(tokens: Sequence[re.Match[str]], place: int) -> frozenset[str] | None:
    """The words that may stand at that place; None where it may be any, or the end."""
    found: frozenset[str] = frozenset()
    for token in tokens[place:]:
        if token["gap"]:
            return None
        if token["number"]:
            found |= _NUMBER_WORDS
        for spelling in _spellings(token):
            words = _WORD.findall(spelling)
            if not words or not _plain(spelling):
                return None
            found |= _written(words[0])
        if not token["optional"]:
            return found
    return None


def _plain(spelling: str) -> bool:
    """True where nothing but spaces and hyphens parts its words, so that the text has the same words in a row."""
    return re.fullmatch(r"[a-z0-9' \-]+", spelling) is not None


def _written(word: str) -> frozenset[str]:
    """A word as a sentence knows it: "#" for digits, with and without its apostrophe."""
    return frozenset(["#"] if word.isdecimal() else [word, word.replace("'", "")])


def _tell(tokens: Sequence[re.Match[str]]) -> str:
    """The longest plain word that can't be left out, but for the first; empty where there is none."""
    found = ""
    for token in tokens[1:]:
        parts = re.split(r"[\s\-]+", token["word"] or "")
        found = max([found, *(part for part in parts if part.isalpha())], key=len)
    return found


def _append(source: str, parted: bool, token: re.Match[str]) -> tuple[str, bool]:
    """One more token after `source`; `parted` is true when a space must come before what follows."""
    space = _SPACE if parted else ""
    if token["gap"]:
        return source + space + _GAP, False
    if not token["optional"]:
        return source + space + _token_source(token), True
    if parted:
        return f"{source}(?:{space}{_token_source(token)})?", True
    return f"{source}(?:{_token_source(token)}{_SPACE})?", False


def _token_source(token: re.Match[str]) -> str:
    if token["number"]:
        return NUMBER
    if token["word"]:
        return _literal(token["word"])
    choices = sorted((choice.strip() for choice in token["choice"].split("|")), key=len, reverse=True)
    return f"(?:{'|'.join(_literal(choice) for choice in choices)})"


def _literal(text: str) -> str:
    """Words with a hyphen or white space between them; an apostrophe may be missing ("childrens")."""
    return _SPACE.join(re.escape(part).replace("'", "'?") for part in re.split(r"[\s\-]+", text))
