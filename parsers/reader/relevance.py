"""Relevance: does the article report on an English authority's children's services or area SEND, and why (not)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.authorities import Gazetteer, Place
from parsers.cues import Cue
from parsers.lexicon import Lexicon
from parsers.model import Article, Mention
from parsers.reader.context import Context
from parsers.reader.families import watched
from parsers.reader.sentences import Sentence
from parsers.reader.subject import host_of
from parsers.wordings import wordings

_LEAD = 3
_THRESHOLD = 1.0
# What only may happen is reported where the article is about the service from its first line.
_STRONG = 2.0
# An article of this weight is about the service from end to end.
_THROUGHOUT = 4.0
_ABROAD = 20.0
# The lines that an advertisement for a post is made of.
_ADVERT = re.compile(
    r"(?:salary|closing date|hours|(?:technical |final |panel )?interviews?(?: dates?)?|contract|employer"
    r"|how to apply"
    r"|final panel|job reference)[ \t]*:",
    re.IGNORECASE,
)
# The topics that are watched, and how much of a vote each has.
_OURS = {
    "service": 1.0,
    "practice": 0.5,
    "send": 1.0,
    "area": 1.0,
    "joint": 1.5,
    "youth": 1.0,
    "notice": 0.5,
    "workforce": 1.0,
    "provision": 1.0,
}
# What a report on one of these speaks of by nature: it weighs little against it.
_BY_NATURE = {
    "service": ("a body in special measures",),
    "area": ("a school or college", "a nursery or childminder", "a hospital or health trust"),
    "joint": ("police, prisons or audit", "a hospital or health trust", "a school or college"),
    "workforce": ("a school or college",),
    "youth": ("police, prisons or audit", "a school or college"),
    "provision": (
        "a school or college",
        "a nursery or childminder",
        "a children's home or other provider",
        "a hospital or health trust",
    ),
}
_LITTLE = 0.3
_said = wordings("relevance_bought")
_BOUGHT, _MONEY, _COUNCIL = _said("bought"), _said("money"), _said("council")
_PROVIDER_NEWS = _said("provider_news")
# The initials in capitals; "send" is a verb.
_SEND = re.compile(r"\bSEND\b(?=[^a-z]{0,400}[a-z])")


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

    def at_home(
        self, sentences: Sequence[Sentence], headline: Sentence | None, places: Sequence[Place], gazetteer: Gazetteer
    ) -> Weight:
        """The same, less what the opening says of councils outside England."""
        opening = " ".join(sentence.text for sentence in sentences[:_LEAD])
        abroad = len(gazetteer.foreign(f"{headline.text if headline else ''} {opening}"))
        if abroad and abroad > _named_at_once(sentences, headline, places, gazetteer):
            return Weight(self.value - _ABROAD, "an authority outside England")
        return replace(self, value=self.value - abroad)


def weigh(article: Article, sentences: Sequence[Sentence], headline: Sentence | None, lexicon: Lexicon) -> Weight:
    """Count what the headline, the lead and the body speak of, the headline and the lead for more.

    It needs neither places nor dates, so that what is about something else costs next to nothing.
    """
    if sum(":" in line and _ADVERT.match(line) is not None for line in article.text.split("\n")) > 1:
        return Weight(-_ABROAD, "a vacancy")
    scores: dict[str, float] = {}
    cue = lexicon.cue("relevance.topic")
    bought = _is_of_money(sentences, headline)
    for sentence in sentences:
        _count(scores, _topics(sentence, cue, bought), 2.0 if sentence.index < _LEAD else 1.0)
    if headline:
        _count(scores, _topics(headline, cue, bought), 3.0)
    for label in {label for ours, near in _BY_NATURE.items() if ours in scores for label in near} & scores.keys():
        scores[label] *= _LITTLE
    ours = {**_OURS, **dict.fromkeys(watched(), 1.0)}
    good = sum(scores.get(label, 0.0) * share for label, share in ours.items())
    bad = {label: value for label, value in scores.items() if label not in ours}
    against = max(bad, key=lambda label: bad[label], default="something else")
    return Weight(good - sum(bad.values()), against)


def _is_of_money(sentences: Sequence[Sentence], headline: Sentence | None) -> bool:
    """True where the headline and the opening speak of a council's money, and not of how a school or a home fares."""
    opening = [item.low for item in (*((headline,) if headline else ()), *sentences[:_LEAD])]
    return (
        not any(map(_PROVIDER_NEWS.search, opening))
        and any("£" in low or _MONEY.search(low) for low in opening)
        and any(map(_COUNCIL.search, opening))
    )


def _topics(sentence: Sentence, cue: Cue, bought: bool) -> list[str]:
    """What the sentence speaks of; what is bought for children is a topic only where money is told of."""
    found = _labels(cue, sentence)
    return [*found, "provision"] if bought and _BOUGHT.search(sentence.low) else found


def _labels(cue: Cue, sentence: Sentence) -> list[str]:
    """The topics that the sentence speaks of, each once."""
    found = [hit.label for hit in cue.all(sentence)]
    if "SEND" in sentence.text and _SEND.search(sentence.text):
        found.append("send")
    return list(dict.fromkeys(found))


def _count(scores: dict[str, float], labels: Sequence[str], weight: float) -> None:
    for label in labels:
        scores[label] = scores.get(label, 0.0) + weight


def _named_at_once(
    sentences: Sequence[Sentence], headline: Sentence | None, places: Sequence[Place], gazetteer: Gazetteer
) -> int:
    """How many English authorities the headline and the opening name."""
    last = sentences[min(_LEAD, len(sentences)) - 1].end if sentences else 0
    named = gazetteer.places(headline.text) if headline else ()
    return len(named) + sum(place.start < last for place in places)


def is_rooted(context: Context) -> bool:
    """True where the authority is whom the article is about, not only an example in a report on something wider."""
    subject = context.subject
    if subject is None:
        return False
    named = [place for place in context.places if place.name == subject]
    if len(named) > 1 or not named or any(place.name == subject for place in context.titled):
        return True
    if host_of(context.article, context.lexicon.gazetteer) == subject:
        return True
    opening = context.sentences[min(1, len(context.sentences) - 1)].end
    return named[0].form != "place" and named[0].start < opening


def decide(weight: Weight, mentions: tuple[Mention, ...], subject: str | None, rooted: bool = False) -> Relevance:
    """Relevant when it speaks of an authority's services more than of anything else.

    It must say that something is so of an authority; one that is about a known authority's service throughout, and
    `rooted` in it, is relevant even where it tells of nothing that is watched for.
    """
    if not weight.enough:
        return Relevance(False, f"about {weight.against}, not an authority's children's services")
    telling = [
        mention
        for mention in mentions
        if mention.authority is not None and (mention.role != "conditional" or weight.value >= _STRONG)
    ]
    about = subject or (telling[0].authority if telling else None)
    if about is None or not (telling or (rooted and weight.value >= _THROUGHOUT)):
        return Relevance(False, "no inspection, intervention or change in an English authority's children's services")
    return Relevance(True, f"reports on children's services in {about}")
