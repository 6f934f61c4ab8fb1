"""Relevance: does the article report on an English authority's children's services or area SEND, and why (not)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.model import Mention
from parsers.reader.context import Context

_LEAD = 3
_THRESHOLD = 1.0
# What only may happen is reported where the article is about the service from its first line.
_STRONG = 2.0
_ABROAD = 20.0
# The lines that an advertisement for a post is made of.
_ADVERT = re.compile(
    r"^(?:salary|closing date|hours|interviews?|contract|employer)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
# The topics that are watched, and how much of a vote each has.
_OURS = {"service": 1.0, "practice": 0.5, "send": 1.0, "youth": 1.0}


@dataclass(frozen=True, slots=True)
class Relevance:
    """The decision and the reason for it, in words for a person."""

    relevant: bool
    why: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How much of the article is about children's services rather than about something near it.

    `against` names what it is about instead, where something is.
    """

    value: float
    against: str

    @property
    def enough(self) -> bool:
        """True when the article is worth reading closely."""
        return self.value >= _THRESHOLD


def weigh(context: Context) -> Weight:
    """Count what the headline, the lead and the body speak of, the headline and the lead for more."""
    scores: dict[str, float] = {}
    cue = context.lexicon.cue("relevance.topic")
    for sentence in context.sentences:
        _count(scores, {hit.label for hit in cue.every(sentence)}, 2.0 if sentence.index < _LEAD else 1.0)
    if context.headline:
        _count(scores, {hit.label for hit in cue.every(context.headline)}, 3.0)
    good = sum(scores.get(label, 0.0) * share for label, share in _OURS.items())
    bad = {label: value for label, value in scores.items() if label not in _OURS}
    if len(_ADVERT.findall(context.article.text)) > 1:
        return Weight(-_ABROAD, "a vacancy")
    abroad = len(context.lexicon.gazetteer.foreign(_opening(context)))
    if abroad > len(context.places):
        return Weight(good - sum(bad.values()) - _ABROAD, "an authority outside England")
    against = max(bad, key=lambda label: bad[label], default="something else")
    return Weight(good - sum(bad.values()) - abroad, against)


def _count(scores: dict[str, float], labels: set[str], weight: float) -> None:
    for label in labels:
        scores[label] = scores.get(label, 0.0) + weight


def _opening(context: Context) -> str:
    head = " ".join(sentence.text for sentence in context.sentences[:_LEAD])
    return f"{context.headline.text if context.headline else ''} {head}"


def decide(weight: Weight, mentions: tuple[Mention, ...], subject: str | None) -> Relevance:
    """Relevant when it speaks of an authority's services more than of anything else, and says that something is so."""
    if not weight.enough:
        return Relevance(False, f"about {weight.against}, not an authority's children's services")
    telling = [mention for mention in mentions if mention.role != "conditional" or weight.value >= _STRONG]
    if not telling:
        return Relevance(False, "no inspection, intervention or change in an English authority's children's services")
    return Relevance(True, f"reports on children's services in {subject or telling[0].authority}")
