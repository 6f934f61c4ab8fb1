"""The lexicon: cue phrases as data, compiled once, and the gazetteer of authorities.

Each family of events keeps its phrases in `parsers/reader/<family>.toml`: a key with a list of phrases is a cue, a
table of such keys sorts what it finds under labels. A user adds phrases in files of the same keys, under a table
named after the family::

    [leadership]
    out = ["handed in (his|her|their) notice"]

    [inspection.grade]
    inadequate = ["bottom of the class"]

    [aliases]
    "St Helens" = ["Sintellins"]

Phrases are in lower case with straight quotes. `(a|b)` is a choice, `(a|b)?` may be missing, `~` stands for up to
five words within a clause, `#` for a number in digits or in words. Case, curly quotes and hyphens make no difference.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parsers.authorities import Gazetteer
from parsers.model import Authority

if TYPE_CHECKING:
    from parsers.reader.sentences import Sentence

HOME = Path(__file__).parent / "reader"
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
    """One phrase as written, its pattern, the words it may begin with, and its label."""

    text: str
    source: str
    starters: frozenset[str]
    label: str


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

    def may_match(self, words: frozenset[str]) -> bool:
        """False when no phrase can begin with any of these words."""
        return not self.starters.isdisjoint(words)

    def first(self, sentence: Sentence, start: int = 0) -> Hit | None:
        """The first phrase at or after `start` (counted within the sentence); None when there is none."""
        return next((hit for hit in self.every(sentence) if hit.start - sentence.start >= start), None)

    def every(self, sentence: Sentence) -> Iterator[Hit]:
        """All phrases in the sentence, in order, none overlapping, the longest where several begin at one word."""
        if self.starters.isdisjoint(sentence.words):
            return iter(())
        found = sentence.seen.get(id(self))
        if found is None:
            found = sentence.seen[id(self)] = tuple(self._look(sentence))
        return iter(found)

    def _look(self, sentence: Sentence) -> Iterator[Hit]:
        free = 0
        for word, place in sentence.tokens:
            if place < free or word not in self.starters:
                continue
            pattern, labels = self._compiled.get(word) or self._compile(word)
            match = pattern.match(sentence.low, place)
            if match:
                label = labels[int((match.lastgroup or "g0")[1:])] if self.labelled else ""
                yield Hit(sentence.start + place, sentence.start + match.end(), match.group(), label)
                free = match.end()

    def within(self, sentence: Sentence) -> bool:
        """True when the sentence holds one of the phrases."""
        return self.first(sentence) is not None

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


@dataclass(frozen=True)
class Lexicon:
    """Everything the reader knows by heart."""

    gazetteer: Gazetteer
    cues: Mapping[str, Cue]

    def cue(self, name: str) -> Cue:
        """The cue of that name, such as `leadership.out`; KeyError when there is none."""
        return self.cues[name]


def load_lexicon(authorities: Sequence[Authority], extra: Sequence[tuple[str, str]] = ()) -> Lexicon:
    """The packaged phrases, with the additions of a user: pairs of a file's name and its TOML text.

    Raises ValueError naming the file, the line or key, and the remedy, when an addition can't be used.
    """
    phrases = {path.stem: _parse(path.name, path.read_text("utf-8")) for path in sorted(HOME.glob("*.toml"))}
    aliases: dict[str, list[str]] = {}
    for name, text in extra:
        _add(phrases, aliases, name, _parse(name, text))
    cues = {name: compile_cue(value, name) for name, value in _named(phrases)}
    return Lexicon(Gazetteer(_with_aliases(authorities, aliases)), cues)


def _named(phrases: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Every cue under its name: `leadership.out`, and for tables `inspection.grade` and `inspection.grade.good`."""
    for family, table in phrases.items():
        for key, value in table.items():
            yield f"{family}.{key}", value
            if isinstance(value, Mapping):
                yield from ((f"{family}.{key}.{label}", listed) for label, listed in value.items())


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: not valid TOML: {error}. Put each list of phrases in square brackets.") from error


def _add(
    phrases: dict[str, dict[str, Any]], aliases: dict[str, list[str]], name: str, tables: Mapping[str, Any]
) -> None:
    for family, table in tables.items():
        if not isinstance(table, Mapping):
            raise ValueError(f"{name}: {family}: expected a table such as [leadership], found a value.")
        if family == "aliases":
            for authority, names in table.items():
                aliases.setdefault(authority, []).extend(_strings(names, f"{name}: aliases.{authority}"))
            continue
        if family not in phrases:
            raise ValueError(f"{name}: unknown table [{family}]. Known: aliases, {', '.join(sorted(phrases))}.")
        for key, value in table.items():
            _extend(phrases[family], key, value, f"{name}: {family}.{key}")


def _extend(table: dict[str, Any], key: str, value: Any, where: str) -> None:
    if key not in table:
        raise ValueError(f"{where}: unknown key. Known: {', '.join(sorted(table))}.")
    known = table[key]
    if isinstance(known, list):
        compile_cue(value, where)
        table[key] = [*known, *_strings(value, where)]
        return
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: expected a table with keys {', '.join(sorted(known))}.")
    merged = dict(known)
    for label, phrases in value.items():
        if label not in merged:
            raise ValueError(f"{where}.{label}: unknown key. Known: {', '.join(sorted(merged))}.")
        merged[label] = [*merged[label], *_strings(phrases, f"{where}.{label}")]
    compile_cue(merged, where)
    table[key] = merged


def _strings(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f'{where}: expected a list of phrases, such as ["one phrase", "another"].')
    return value


def _with_aliases(authorities: Sequence[Authority], aliases: Mapping[str, list[str]]) -> tuple[Authority, ...]:
    names = {authority.name for authority in authorities}
    if unknown := sorted(set(aliases) - names):
        raise ValueError(
            f"aliases: no authority is called {unknown[0]!r}. Use the short name of seeds/authorities.csv."
        )
    return tuple(replace(item, aliases=(*item.aliases, *aliases.get(item.name, ()))) for item in authorities)


def compile_cue(value: Any, where: str) -> Cue:
    """A list of phrases, or a table of such lists, as one cue. Raises ValueError naming `where` and the phrase."""
    table = value if isinstance(value, Mapping) else {"": value}
    phrases = [
        _compile_phrase(phrase, label, where)
        for label, listed in table.items()
        for phrase in _strings(listed, f"{where}.{label}" if label else where)
    ]
    return Cue(phrases, isinstance(value, Mapping))


def _compile_phrase(phrase: str, label: str, where: str) -> Phrase:
    """The pattern of one phrase over normalised text, and the words that it may begin with."""
    if not _ALLOWED.fullmatch(phrase):
        raise ValueError(
            f"{where}: {phrase!r}: write phrases in lower case with straight quotes, see parsers/lexicon.py."
        )
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
    return Phrase(phrase, source, starters, label)


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
