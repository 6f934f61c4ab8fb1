"""Cues: sets of phrases, compiled once and looked up by the words that they may begin with.

How phrases are written is told in `parsers.phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from parsers.phrases import NUMBER, Phrase, compile_phrase

if TYPE_CHECKING:
    from parsers.reader.sentences import Sentence

__all__ = ["NUMBER", "Cue", "Hit", "Openings", "compile_cue", "strings"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its place in the whole text, what it says, and the label it stands under."""

    start: int
    end: int
    text: str
    label: str = ""


class Cue:
    """A set of phrases, looked up by the words that they may begin with: most sentences cost next to nothing."""

    def __init__(self, phrases: Sequence[Phrase], labelled: bool) -> None:
        self.labelled = labelled
        self._sources: dict[str, list[Phrase]] = {}
        # The longest phrase first, so that "requires improvement to be good" is not read as "good".
        for phrase in sorted(phrases, key=lambda item: -len(item.text)):
            for word in {word for word, _ in phrase.beginnings}:
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
        found: tuple[Hit, ...] | list[str] | None = seen.get(self)
        if found is None:
            if self.openings in seen:
                return ()
            self.openings.mark(sentence)
            found = seen.get(self, ())
        if isinstance(found, list):
            found = seen[self] = tuple(self._look(sentence, found))
        return found or ()

    def may_be_in(self, sentence: Sentence) -> bool:
        """False when the sentence surely holds none of the phrases; a quick look before `all`."""
        if self.openings not in sentence.seen:
            self.openings.mark(sentence)
        return self in sentence.seen

    @cached_property
    def openings(self) -> Openings:
        """Where its phrases may begin; cues of one lexicon share what they look up."""
        return Openings([self])

    @property
    def beginnings(self) -> Iterator[tuple[str, str | None, frozenset[str] | None]]:
        """What phrases begin with: a word and the next one, or a word and those of which one must follow somewhere.

        Both are None where a word alone may be a phrase.
        """
        for word, phrases in self._sources.items():
            seconds = {second for phrase in phrases for first, second in phrase.beginnings if first == word}
            yield from ((word, second, None) for second in seconds if second is not None)
            if None in seconds:
                others = [phrase.tell for phrase in phrases if (word, None) in phrase.beginnings]
                yield word, None, None if "" in others else frozenset(others)

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

    A phrase is looked for only where its first two words stand in a row; one that has a gap after its first word,
    where a further word of it stands in the sentence.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._pairs: dict[tuple[str, str], list[Cue]] = {}
        self._words: dict[str, list[tuple[Cue, frozenset[str] | None]]] = {}
        for cue in cues:
            for word, second, others in cue.beginnings:
                if second is None:
                    self._words.setdefault(word, []).append((cue, others))
                else:
                    self._pairs.setdefault((word, second), []).append(cue)

    def mark(self, sentence: Sentence) -> None:
        """Note in `sentence.seen`, for each cue that may have a phrase in it, the words that it may begin with."""
        seen = sentence.seen
        seen[self] = True
        for word in self._words.keys() & sentence.words:
            for cue, others in self._words[word]:
                if others is None or not others.isdisjoint(sentence.known):
                    _note(seen, cue, word)
        for pair in self._pairs.keys() & sentence.pairs:
            for cue in self._pairs[pair]:
                _note(seen, cue, pair[0])


def _note(seen: dict[Any, Any], cue: Cue, word: str) -> None:
    words = seen.get(cue)
    if words is None:
        seen[cue] = [word]
    elif word not in words:
        words.append(word)


def strings(value: Any, where: str) -> list[str]:
    """The list of phrases; ValueError naming `where` for anything else."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f'{where}: expected a list of phrases, such as ["one phrase", "another"].')
    return value


def compile_cue(value: Any, where: str) -> Cue:
    """A list of phrases, or a table of such lists, as one cue. Raises ValueError naming `where` and the phrase."""
    table = value if isinstance(value, Mapping) else {"": value}
    phrases = [
        compile_phrase(phrase, label, where)
        for label, listed in table.items()
        for phrase in strings(listed, f"{where}.{label}" if label else where)
    ]
    return Cue(phrases, isinstance(value, Mapping))
