"""What an article's news is by its words alone: a second opinion beside the rules, which is never the only gate.

A linear model (multinomial logistic regression) weighs the words and pairs of words of the headline, the opening and
the body, and what the rules made of them; `make train` makes it from labelled texts of the project, and `gist.json`
holds what it learnt. Councils' names and numbers are masked, so that it learns how such news is told and not of whom.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import mul
from pathlib import Path
from typing import Literal, cast

from parsers.authorities import Place
from parsers.model import Mention, MentionType
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence
from parsers.tokens import tokens_of

# `none` is an article that has no news of its own, `irrelevant` one about something else altogether.
Gist = MentionType | Literal["none", "irrelevant"]

HOME = Path(__file__).with_suffix(".json")
# How many words of the body each block takes in; the longest goes without pairs of words, which would be too many.
_BLOCKS: Mapping[str, int] = {"opening": 60, "lead": 150, "body": 500}
_PAIRED, _LONGEST = sorted(_BLOCKS.values())[-2:]
_MASK = " councilname "
NEWS = ("new", "scheduled")
_NUMBER = re.compile(r"\d+")
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Block:
    """What the model learnt of one part of an article: for each gram its rarity (idf) and its weight for each gist."""

    rarity: Mapping[str, float]
    weights: Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Model:
    """The model as trained: the gists it tells apart, how likely each is beforehand, and what each block adds."""

    gists: tuple[Gist, ...]
    bias: tuple[float, ...]
    blocks: Mapping[str, Block]

    def beliefs(self, grams: Mapping[str, Mapping[str, int]]) -> dict[Gist, float]:
        """How likely each gist is, from 0 to 1, together 1, for an article of these grams."""
        totals = list(self.bias)
        for name, block in self.blocks.items():
            known, values = _weighed(grams.get(name, {}), block.rarity)
            # A column for each gist: to multiply and add a whole one at once takes a quarter of the time.
            for number, column in enumerate(zip(*(block.weights[gram] for gram in known), strict=True)):
                totals[number] = sum(map(mul, column, values), totals[number])
        highest = max(totals)
        raised = [math.exp(total - highest) for total in totals]
        return {gist: value / sum(raised) for gist, value in zip(self.gists, raised, strict=True)}

    def pull(self, words: Sequence[str], gist: Gist) -> float:
        """How strongly these words alone, as those of a lead, speak for a gist."""
        block, number = self.blocks["lead"], self.gists.index(gist)
        known, values = _weighed(Counter([*words, *_pairs(words)]), block.rarity)
        return sum(block.weights[gram][number] * value for gram, value in zip(known, values, strict=True))


@cache
def model() -> Model:
    """The packaged model."""
    stored = json.loads(HOME.read_text("utf-8"))
    blocks = {
        name: Block(
            {gram: row[0] / stored["scale"] for gram, row in rows.items()},
            {gram: tuple(weight / stored["scale"] for weight in row[1:]) for gram, row in rows.items()},
        )
        for name, rows in stored["blocks"].items()
    }
    return Model(tuple(stored["gists"]), tuple(stored["bias"]), blocks)


def gist_of(context: Context, mentions: Sequence[Mention]) -> dict[Gist, float]:
    """How likely each gist is for an article in which the rules found these mentions."""
    return model().beliefs(grams_of(context, mentions))


def grams_of(context: Context, mentions: Sequence[Mention]) -> dict[str, Counter[str]]:
    """The words and pairs of words of the headline and of each block of the body, with how often they stand there.

    What the rules found stands in a block of its own, as words of its own: they are weighed like any others.
    """
    headline = _headline_words(context)
    found = {"headline": Counter([*headline, *_pairs(headline)]), "rules": _found_by_rules(context, mentions)}
    body: list[str] = []
    for item in context.sentences:
        body += words_of(context, item)
        if len(body) >= _LONGEST:
            break
    pairs = _pairs(body[:_PAIRED])
    for name, length in _BLOCKS.items():
        found[name] = Counter([*body[:length], *(pairs[: length - 1] if length <= _PAIRED else ())])
    return found


def main_news(mentions: Sequence[Mention]) -> MentionType | None:
    """The type of the first mention that is new, else of the first that is scheduled; None where neither is there."""
    told = [mention for mention in mentions if mention.role in NEWS]
    return min(told, key=lambda mention: (mention.role != "new", mention.span.start)).type if told else None


def _found_by_rules(context: Context, mentions: Sequence[Mention]) -> Counter[str]:
    opening = context.sentences[:_OPENING]
    edge = opening[-1].end if opening else 0
    found = {f"{mention.type} {'news' if mention.role in NEWS else 'background'}" for mention in mentions}
    found |= {f"{mention.type} first" for mention in mentions if mention.span.start < edge}
    return Counter((*found, f"main {main_news(mentions) or 'none'}"))


def words_of(context: Context, sentence: Sentence) -> list[str]:
    """The words of a sentence of the body, councils' names masked."""
    places = context.places_in(sentence)
    return _masked(sentence.low, places, sentence.start) if places else _numbers_masked(sentence.row)


def strongest(context: Context, sentences: Iterable[Sentence], gist: Gist) -> Sentence | None:
    """The sentence whose words speak most for the gist; None where none does."""
    pulls = [(model().pull(words_of(context, item), gist), -item.index, item) for item in sentences]
    best = max(pulls, key=lambda pull: pull[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def _headline_words(context: Context) -> list[str]:
    if context.headline is None:
        return []
    return _masked(context.headline.low, context.titled, 0)


def _masked(low: str, places: Sequence[Place], start: int) -> list[str]:
    parts: list[str] = []
    done = 0
    for place in places:
        parts += (low[done : max(done, place.start - start)], _MASK)
        done = max(done, place.end - start)
    parts.append(low[done:])
    return _numbers_masked(tokens_of("".join(parts)).words)


def _numbers_masked(words: Sequence[str]) -> list[str]:
    return [word if word.isalpha() else _NUMBER.sub("#", word) for word in words]


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(words)]


def _weighed(counts: Mapping[str, int], rarity: Mapping[str, float]) -> tuple[list[str], list[float]]:
    """The grams that the model knows, and how often they stand there by how rare they are, to a length of one."""
    known = list(filter(rarity.__contains__, counts))
    values = [(1 + math.log(counts[gram])) * rarity[gram] for gram in known]
    length = math.sqrt(sum(map(mul, values, values)))
    return (known, [value / length for value in values]) if length else ([], [])


def label_of(value: str) -> Gist:
    """The gist of that name; for labelled texts."""
    return cast(Gist, value)
