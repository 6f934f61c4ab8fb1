"""Cues: sets of phrases, compiled once and looked up by the words that they may begin with.

How phrases are written is told in `parsers.phrases`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from parsers.phrases import NUMBER, Phrase, compile_phrase
from parsers.tokens import Tokens, tokens_of

if TYPE_CHECKING:
    from parsers.reader.sentences import Sentence

__all__ = ["NUMBER", "Cue", "Cues", "Hit", "Openings", "compile_cue", "strings"]


class Hit(NamedTuple):
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
        found: tuple[Hit, ...] | list[tuple[int, str]] | None = seen.get(self)
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

    def _look(self, sentence: Sentence, places: Iterable[tuple[int, str]]) -> Iterator[Hit]:
        """The phrases that begin at some of the places, given in order with the word that stands there."""
        begin, low, free = sentence.start, sentence.low, 0
        for start, word in places:
            place = start - begin
            if place < free:
                continue
            pattern, labels = self._compiled.get(word) or self._compile(word)
            match = pattern.match(low, place)
            if match:
                label = labels[int((match.lastgroup or "g0")[1:])] if self.labelled else ""
                yield Hit(start, begin + match.end(), match.group(), label)
                free = match.end()

    def pattern_at(self, word: str) -> re.Pattern[str]:
        """The phrases that may begin with the word, as one pattern over normalised text; KeyError where none may."""
        return (self._compiled.get(word) or self._compile(word))[0]

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


class Cues:
    """Several cues, asked together whether a sentence may hold a phrase of any: most rules need look no closer."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = frozenset(cues)
        self._openings = frozenset(cue.openings for cue in self._cues)

    def may_be_in(self, sentence: Sentence) -> bool:
        """False when the sentence surely holds none of the phrases."""
        for openings in self._openings:
            if openings not in sentence.seen:
                openings.mark(sentence)
        return not sentence.seen.keys().isdisjoint(self._cues)


# A cue that may have a phrase there, and the words of which one must follow; None where none need follow.
_Opening = tuple[Cue, frozenset[str] | None]


class Openings:
    """What the phrases of several cues begin with: one look at a text serves all of them.

    A phrase is looked for only where its first two words stand in a row; one that has a gap after its first word,
    where a further word of it stands in the sentence.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        # Under each word the cues that may begin with it whatever follows, and those that need a certain next word.
        self._words: dict[str, tuple[list[_Opening], dict[str, list[_Opening]]]] = {}
        for cue in cues:
            for word, second, others in cue.beginnings:
                alone, followed = self._words.setdefault(word, ([], {}))
                if second is None:
                    alone.append((cue, others))
                else:
                    followed.setdefault(second, []).append((cue, None))

    def mark(self, sentence: Sentence) -> None:
        """The same as `scan` for a sentence that is no part of a longer text."""
        self.scan(tokens_of(sentence.low, sentence.start), (sentence,))

    def scan(self, tokens: Tokens, sentences: Sequence[Sentence]) -> None:
        """Note in `seen` of each sentence where the cues may have a phrase in it. Both are given in their order."""
        for sentence in sentences:
            sentence.seen[self] = True
            sentence.seen["tokens"] = tokens
        ends = [sentence.end for sentence in sentences]
        for number, found in self._opened(tokens.words):
            start = tokens.starts[number]
            at = bisect_right(ends, start)
            if at == len(ends):
                return
            if sentences[at].start <= start:
                _note(sentences[at], start, tokens.words[number], found)

    def _opened(self, words: Sequence[str]) -> Iterator[tuple[int, list[_Opening]]]:
        """The cues that may have a phrase at each word, by its number; with the words of which one must follow."""
        following = [*words[1:], ""]
        # Every word is looked up, so this is what an article that tells nothing costs.
        for number, known in enumerate(map(self._words.get, words)):
            if known is None:
                continue
            found, followed = known
            if followed:
                after = following[number]
                if after in followed:
                    found = found + followed[after]
                # A phrase that ends with "council" stands in "council's" too.
                if "'" in after:
                    found = found + followed.get(after.partition("'")[0], [])
            if found:
                yield number, found


def _note(sentence: Sentence, start: int, word: str, openings: Iterable[_Opening]) -> None:
    seen, low = sentence.seen, sentence.low
    if _inside_a_word(low, start - sentence.start):
        return
    place = (start, word)
    for cue, others in openings:
        if others is not None:
            for other in others:
                if other in low:
                    break
            else:
                continue
        if cue in seen:
            seen[cue].append(place)
        else:
            seen[cue] = [place]


def _inside_a_word(low: str, place: int) -> bool:
    """True after an apostrophe within a word: what follows it is no word of its own."""
    return place > 1 and low[place - 1] == "'" and low[place - 2].isalnum()


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
