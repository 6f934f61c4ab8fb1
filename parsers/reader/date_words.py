"""The words that dates are made of, and the text cut into them.

Only words of time carry a kind; every other word is kept as `other`, so that neighbours stay neighbours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from parsers.partial_date import MONTHS
from parsers.tokens import is_plain

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Names that are also verbs, adjectives or given names count as months only beside a number or a word of time.
DOUBTFUL_MONTHS = frozenset(["march", "april", "may", "june", "august"])

# The brackets make `split` give the words too, not only what stands between them.
_WORD = re.compile(r"([^\W\d_]+|[0-9]+)")
_PLAIN_WORD = re.compile(r"([a-zà-öø-ÿ]+|[0-9]+)")
_BREAK = re.compile(r"[.!?…][\"'”’)\]]?(?=\s)|\n")
_ABBREVIATED = frozenset(["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])


class Token(NamedTuple):
    """One word or run of digits: `kind` and `value` as in the word list, `sentence` counts from 0."""

    kind: str
    value: int
    word: str
    start: int
    end: int
    sentence: int


def _words() -> dict[str, tuple[str, int]]:
    kinds: dict[str, tuple[str, int]] = {"sept": ("month", 9)}
    for number, name in enumerate(MONTHS, 1):
        kinds[name.lower()] = kinds[name[:3].lower()] = ("month", number)
    for number, name in enumerate(WEEKDAYS):
        kinds[name] = ("weekday", number)
        kinds[name[:3]] = ("weekday_short", number)
    kinds.update(tues=("weekday_short", 1), thur=("weekday_short", 3), thurs=("weekday_short", 3))
    counts = "zero one two three four five six seven eight nine ten eleven twelve"
    for number, name in enumerate(counts.split()):
        kinds[name] = ("count", number)
    kinds.update(a=("count", 1), an=("count", 1), couple=("count", 2), fifteen=("count", 15), eighteen=("count", 18))
    for name, days in (("day", 1), ("week", 7), ("fortnight", 14), ("month", 30), ("year", 365)):
        kinds[name] = kinds[name + "s"] = ("unit", days)
    kinds.update(yesterday=("dayword", -1), today=("dayword", 0), tonight=("dayword", 0), tomorrow=("dayword", 1))
    for name in ("morning", "afternoon", "evening", "night", "lunchtime"):
        kinds[name] = ("part", 0)
    for name, step in (("last", -1), ("this", 0), ("next", 1)):
        kinds[name] = ("shift", step)
    for name, step in (("previous", -1), ("preceding", -1), ("same", 0), ("that", 0), ("following", 1)):
        kinds[name] = ("step", step)
    for name, month in (("spring", 3), ("summer", 6), ("autumn", 9), ("winter", 12), ("christmas", 12), ("easter", 3)):
        kinds[name] = ("season", month)
    for name in ("to", "until", "till", "through", "and"):
        kinds[name] = ("join", int(name != "and"))
    return kinds


KINDS = _words()
_OTHER = ("other", 0)


def _lowered(text: str) -> str:
    """The text in lower case, never of another length: some capitals have two small letters."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def cut(low: str) -> list[Token]:
    """The words of a text in lower case, in order; offsets are code points."""
    parts = (_PLAIN_WORD if is_plain(low) else _WORD).split(low)
    # Built without the constructor's Python frame, which would take half of the time a text takes.
    make, known = tuple.__new__, KINDS.get
    tokens: list[Token] = []
    start, sentence, previous = 0, 0, ""
    for word, gap in zip(parts[1::2], parts[::2], strict=False):
        if gap != " " and len(gap) > 1 and previous and _breaks(gap):
            sentence += not (gap == ". " and previous in _ABBREVIATED)
        start += len(gap)
        end = start + len(word)
        kind, value = known(word) or (_OTHER if word[0] > "9" else ("number", int(word[:9])))
        tokens.append(make(Token, (kind, value, word, start, end, sentence)))
        start, previous = end, word
    return tokens


@lru_cache(maxsize=256)
def _breaks(gap: str) -> bool:
    """True where a sentence ends between two words."""
    return _BREAK.search(gap) is not None


class Words:
    """A text with its words at hand; places beyond either end hold nothing. `timely` are those of a kind.

    `low` is the text normalised, where it is known already.
    """

    def __init__(self, text: str, low: str | None = None) -> None:
        self.text = text
        self.tokens = cut(_lowered(text) if low is None else low)
        self.timely = [place for place, token in enumerate(self.tokens) if token.kind != "other"]

    def word(self, place: int) -> str:
        """The word at that place, in lower case."""
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    def kind(self, place: int) -> str:
        """The kind of the word at that place."""
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else ""

    def gap(self, place: int) -> str:
        """What stands between a word and the one before it; a line break at either end of the text."""
        if not 0 < place < len(self.tokens):
            return "\n"
        return self.text[self.tokens[place - 1].end : self.tokens[place].start]

    def beside(self, place: int) -> bool:
        """True when nothing but space, or the mark of a plural possessive, parts the word from the one before it."""
        return self.gap(place) in (" ", "\u00a0", "  ", "' ", "’ ")

    def capital(self, place: int) -> bool:
        """True when the word is written with a capital."""
        return self.text[self.tokens[place].start].isupper()
