"""Cues: sets of phrases, compiled once and looked up by the words that they may begin with.

Phrases are in lower case with straight quotes. `(a|b)` is a choice, `(a|b)?` may be missing, `~` stands for up to
five words within a clause, `#` for a number in digits or in words. Case, curly quotes and hyphens make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parsers.reader.sentences import Sentence

NUMBER = r"(?:\d{1,3}(?:,\d{3}){0,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|both)"

_SPACE = r"['\",]{0,2}[\s\-]{1,3}['\"(]?"

_NUMBER_WORDS = frozenset(["#", *re.findall(r"[a-z]+", NUMBER.rpartition("|a|")[1] + NUMBER.partition("|a|")[2]), "a"])

_FIRST_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)?")

_GAP = r"(?:[^\s.;:!?]+\s){0,5}?"

_TOKEN = re.compile(r"\((?P<choice>[^()]+)\)(?P<optional>\?)?|(?P<gap>~)|(?P<number>#)|(?P<word>[^\s()~#]+)")

_ALLOWED = re.compile(r"[a-z0-9'\"£$%&.,;:!/|?()~#\- ]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its place in the whole text, what it says, and the label it stands under."""

    start: int
    end: int
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as written, its pattern, the words it may begin with, its label, and a word that tells it.

    `tell` is a further word that stands wherever the phrase does, the longest there is; empty where there is none.
    """

    text: str
    source: str
    starters: frozenset[str]
    label: str
    tell: str = ""


class Cue:
    """A set of phrases, looked up by the words that they may begin with: most sentences cost next to nothing."""

    def __init__(self, phrases: Sequence[Phrase], labelled: bool) -> None:
        self.labelled = labelled
        self._sources: dict[str, list[Phrase]] = {}
        # The longest phrase first, so that "requires improvement to be good" is not read as "good".
        for phrase in sorted(phrases, key=lambda item: -len(item.text)):
            for word in phrase.starters:
                self._sources.setdefault(word, []).append(phrase)
        self.starters = frozenset(self._sources)
        self._compiled: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All phrases as one pattern over normalised text, for a part of a sentence; slower than `every`."""
        phrases = {phrase.text: phrase.source for listed in self._sources.values() for phrase in listed}
        longest = sorted(phrases, key=lambda text: -len(text))
        return re.compile(rf"(?<!\w)(?:{'|'.join(phrases[text] for text in longest)})(?!\w)")

    def may_match(self, words: Set[str]) -> bool:
        """False when no phrase can begin with any of these words."""
        return not self.starters.isdisjoint(words)

    def first(self, sentence: Sentence, start: int = 0) -> Hit | None:
        """The first phrase at or after `start` (counted within the sentence); None when there is none."""
        found = self.all(sentence)
        if not start:
            return found[0] if found else None
        return next((hit for hit in found if hit.start - sentence.start >= start), None)

    def every(self, sentence: Sentence) -> Iterator[Hit]:
        """All phrases in the sentence, in order, none overlapping, the longest where several begin at one word."""
        return iter(self.all(sentence))

    def all(self, sentence: Sentence) -> tuple[Hit, ...]:
        """The same as a tuple, looked for once and then remembered by the sentence."""
        seen = sentence.seen
        candidates: Mapping[Cue, Sequence[str]] | None = seen.get(self.openings)
        words = (self.openings.of(sentence) if candidates is None else candidates).get(self)
        if words is None:
            return ()
        found: tuple[Hit, ...] | None = seen.get(self)
        if found is None:
            found = seen[self] = tuple(self._look(sentence, words))
        return found

    def may_be_in(self, sentence: Sentence) -> bool:
        """False when the sentence surely holds none of the phrases; a quick look before `all`."""
        return self in self.openings.of(sentence)

    @cached_property
    def openings(self) -> Openings:
        """Where its phrases may begin; cues of one lexicon share what they look up."""
        return Openings([self])

    @property
    def tells(self) -> Iterator[tuple[str, frozenset[str] | None]]:
        """Each first word, with one more word of each phrase; None where a phrase has no other that is always there."""
        for word, phrases in self._sources.items():
            others = [phrase.tell for phrase in phrases]
            yield word, None if "" in others else frozenset(others)

    def _look(self, sentence: Sentence, words: Sequence[str]) -> Iterator[Hit]:
        free, low = 0, sentence.low
        found = [(place, word) for word in words for place in sentence.places_of(word)]
        for place, word in sorted(found) if len(found) > 1 else found:
            if place < free:
                continue
            pattern, labels = self._compiled.get(word) or self._compile(word)
            match = pattern.match(low, place)
            if match:
                label = labels[int((match.lastgroup or "g0")[1:])] if self.labelled else ""
                yield Hit(sentence.start + place, sentence.start + match.end(), match.group(), label)
                free = match.end()

    def within(self, sentence: Sentence) -> bool:
        """True when the sentence holds one of the phrases."""
        return bool(self.all(sentence))

    def fills(self, sentence: Sentence) -> bool:
        """True when a phrase is all that the sentence says."""
        hit = self.first(sentence)
        return hit is not None and hit.text == sentence.low.strip(" .:>|!?\"'")

    def _compile(self, word: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
        """The phrases that may begin with the word, compiled when it is met for the first time."""
        phrases = self._sources[word]
        sources = [f"(?P<g{n}>{item.source})" if self.labelled else item.source for n, item in enumerate(phrases)]
        compiled = re.compile(rf"(?:{'|'.join(sources)})(?!\w)"), tuple(item.label for item in phrases)
        self._compiled[word] = compiled
        return compiled


class Openings:
    """The words that the phrases of several cues may begin with: one look at a sentence serves all of them.

    A phrase that begins with "the" is looked for only where a further word of it stands in the sentence.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues: dict[str, list[tuple[Cue, frozenset[str] | None]]] = {}
        for cue in cues:
            for word, others in cue.tells:
                self._cues.setdefault(word, []).append((cue, others))

    def of(self, sentence: Sentence) -> Mapping[Cue, Sequence[str]]:
        """The cues that may have a phrase in the sentence, and the words that it may begin with."""
        found: dict[Cue, list[str]] | None = sentence.seen.get(self)
        if found is None:
            found = sentence.seen[self] = {}
            known = sentence.known
            for word in self._cues.keys() & sentence.words:
                for cue, others in self._cues[word]:
                    if others is None or not others.isdisjoint(known):
                        found.setdefault(cue, []).append(word)
        return found


def strings(value: Any, where: str) -> list[str]:
    """The list of phrases; ValueError naming `where` for anything else."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f'{where}: expected a list of phrases, such as ["one phrase", "another"].')
    return value


def compile_cue(value: Any, where: str) -> Cue:
    """A list of phrases, or a table of such lists, as one cue. Raises ValueError naming `where` and the phrase."""
    table = value if isinstance(value, Mapping) else {"": value}
    phrases = [
        _compile_phrase(phrase, label, where)
        for label, listed in table.items()
        for phrase in strings(listed, f"{where}.{label}" if label else where)
    ]
    return Cue(phrases, isinstance(value, Mapping))


def _compile_phrase(phrase: str, label: str, where: str) -> Phrase:
    """The pattern of one phrase over normalised text, and the words that it may begin with."""
    if not _ALLOWED.fullmatch(phrase):
        raise ValueError(f"{where}: {phrase!r}: write phrases in lower case with straight quotes, see parsers/cues.py.")
    if leftover := _TOKEN.sub("", phrase).strip():
        raise ValueError(f"{where}: {phrase!r}: unbalanced bracket near {leftover!r}.")
    source, parted, starters, open_start = "", False, frozenset[str](), True
    for token in _TOKEN.finditer(phrase):
        if open_start:
            starters |= _first_words(token, f"{where}: {phrase!r}")
            open_start = bool(token["optional"])
        source, parted = _append(source, parted, token)
    if open_start:
        raise ValueError(f"{where}: {phrase!r}: a phrase needs a word that can't be left out.")
    return Phrase(phrase, source, starters, label, _tell(phrase))


def _tell(phrase: str) -> str:
    """The longest plain word that can't be left out, but for the first; empty where there is none."""
    found = ""
    for token in list(_TOKEN.finditer(phrase))[1:]:
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


def _first_words(token: re.Match[str], where: str) -> frozenset[str]:
    """The words that text matching the token may begin with."""
    if token["gap"]:
        raise ValueError(f"{where}: a phrase can't begin with a gap.")
    if token["number"]:
        return _NUMBER_WORDS
    spellings = [token["word"]] if token["word"] else token["choice"].split("|")
    found: set[str] = set()
    for spelling in spellings:
        match = _FIRST_WORD.search(spelling)
        if match is None:
            raise ValueError(f"{where}: {spelling!r} has no word in it.")
        word = match.group()
        found |= {"#"} if word.isdecimal() else {word, word.replace("'", "")}
    return frozenset(found)
