"""What the families of events look at: one article cut up, with its dates and places found once for all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from parsers.authorities import Place
from parsers.expressions import Expression
from parsers.model import Article, Span
from parsers.partial_date import Window
from parsers.reader.dates import DateExpression
from parsers.reader.joint import joint_in, listed_with
from parsers.reader.sentences import Sentence
from parsers.tokens import Tokens

if TYPE_CHECKING:
    from parsers.lexicon import Lexicon

__all__ = ["Context", "Sentence"]

_Placed = TypeVar("_Placed", Place, DateExpression)
LEAD_SENTENCES = 4


@dataclass(frozen=True)
class Context:
    """One article, ready to be read.

    `low` is its text normalised, `tokens` are the words of that. `sentences` are those of the body, furniture left
    out. `dates` and `places` stand in the order of the text, in
    code points of it. `subject` is the authority that the article is about, None for a round-up or where unknown.
    `headline` is the title as a sentence of its own; its places are not places of the text, so it never is evidence.
    `sections` are the parts of a round-up: where each begins, and whom it is about.
    """

    article: Article
    lexicon: Lexicon
    low: str
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    dates: tuple[DateExpression, ...] = ()
    places: tuple[Place, ...] = ()
    subject: str | None = None
    headline: Sentence | None = None
    sections: tuple[tuple[int, str], ...] = ()
    seen: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _date_starts: list[int] = field(init=False, repr=False, compare=False)
    _place_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_date_starts", [date.start for date in self.dates])
        object.__setattr__(self, "_place_starts", [place.start for place in self.places])

    @cached_property
    def published(self) -> Window:
        """The days it may have been published on; where unknown, not before the last day that it speaks of."""
        bounds = self.article.bounds
        if bounds.earliest or bounds.latest:
            return bounds
        told = [item for item in self.dates if item.first is not None and item.first.precision != "year"]
        known = [(item.last or item.first).latest for item in told if item.first is not None]
        return Window(max(known), None) if known else bounds

    @property
    def published_is_guessed(self) -> bool:
        """True where nothing but the text itself bounds the day of publication."""
        bounds = self.article.bounds
        return bounds.earliest is None and bounds.latest is None

    @cached_property
    def speaks_of_send(self) -> bool:
        """True where the article speaks of special educational needs, so that its outcomes may be meant."""
        cue = self.lexicon.cue("inspection.hint.area_send")
        texts = (*self.sentences, *((self.headline,) if self.headline else ()))
        return any("SEND" in text.text or "send" not in hit.text for text in texts for hit in cue.every(text))

    @cached_property
    def titled(self) -> tuple[Place, ...]:
        """The authorities that the headline names."""
        return self.lexicon.gazetteer.places(self.headline.text) if self.headline else ()

    @cached_property
    def foreign_places(self) -> tuple[int, ...]:
        """Where the text names a Welsh, Scottish or Northern Irish council."""
        return tuple(start for start, _, _ in self.lexicon.gazetteer.foreign(self.article.text))

    @cached_property
    def joint(self) -> tuple[tuple[str, ...], ...]:
        """Groups of authorities that the opening names in one breath, such as two with one service."""
        opening = self.sentences[: LEAD_SENTENCES + 2] if len({place.name for place in self.places}) > 1 else ()
        return joint_in(opening, [self.surely_in(sentence) for sentence in opening])

    def dates_in(self, sentence: Sentence) -> tuple[DateExpression, ...]:
        """The date expressions that begin in the sentence."""
        return tuple(_between(self.dates, self._date_starts, sentence))

    def places_in(self, sentence: Sentence) -> tuple[Place, ...]:
        """The authorities named in the sentence."""
        return tuple(_between(self.places, self._place_starts, sentence))

    def authority_of(self, sentence: Sentence) -> str | None:
        """The authority that the sentence speaks of.

        That is the one it names, unless it names a helper beside the subject; else the subject; in a round-up the
        last one named before it in the same paragraph.
        """
        memory = sentence.seen
        if "authority" not in memory:
            memory["authority"] = self._authority_of(sentence)
        found: str | None = memory["authority"]
        return found

    def _authority_of(self, sentence: Sentence) -> str | None:
        named = self.named_in(sentence)
        if named:
            return self.subject if self.subject in named else named[0]
        before = self.previous(sentence)
        if (
            before is not None
            and before.paragraph == sentence.paragraph
            and (self.subject is None or _refers_back(sentence))
        ):
            others = self.named_in(before)
            if any(start == before.start for start, _ in self.sections):
                others = []
            if others and self.subject not in others and _opens_with(self.places_in(before), before):
                return others[0]
            if not others and _refers_back(before):
                return self.authority_of(before)
        if self.subject is not None:
            return self.subject
        return next((name for start, name in reversed(self.sections) if start <= sentence.start), None)

    def named_in(self, sentence: Sentence) -> list[str]:
        """The authorities that the sentence surely names, in its order."""
        return [place.name for place in self.surely_in(sentence)]

    def surely_in(self, sentence: Sentence) -> tuple[Place, ...]:
        """The places of authorities that the sentence surely names, but where somebody is only said to come from."""
        found: tuple[Place, ...] | None = sentence.seen.get("named")
        if found is None:
            found = sentence.seen["named"] = self._named(sentence)
        return found

    def _named(self, sentence: Sentence) -> tuple[Place, ...]:
        places = self.places_in(sentence)
        sure = [place for place in places if place.certain or place.form != "place"]
        if sure and len(sure) < len(places):
            sure = listed_with(sentence, places, sure)
        return tuple(place for place in sure if not self._is_aside(sentence, place))

    def _is_aside(self, sentence: Sentence, place: Place) -> bool:
        """True for where somebody comes from, and for a council that only helps the one that it is about."""
        if _OF_WHICH.match(sentence.low, place.end - sentence.start):
            return False
        lead = sentence.low[: place.start - sentence.start]
        if _WHEREABOUTS.search(lead) or _FORMERLY.search(lead):
            return True
        if _SENT_TO_HELP.match(sentence.low, place.end - sentence.start):
            return True
        return self.subject not in (None, place.name) and _HELPS.search(lead) is not None

    def previous(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it, None at the start."""
        return self.sentences[sentence.index - 1] if sentence.index > 0 else None

    def following(self, sentence: Sentence) -> Sentence | None:
        """The sentence after it, None at the end."""
        after = sentence.index + 1
        return self.sentences[after] if after < len(self.sentences) else None

    def in_lead(self, sentence: Sentence) -> bool:
        """True for the opening sentences, where a report says its own news."""
        return sentence.index < LEAD_SENTENCES

    @staticmethod
    def span(sentence: Sentence, rule: str) -> Span:
        """The sentence as evidence for `rule`."""
        return Span(sentence.start, sentence.end, rule)


# "St Helens in Lancashire": the second only says where the first is.
_WHEREABOUTS = Expression(
    r"\b(?:st helens|halton|bury|york|bath|boston|reading|poole|torbay|medway|plymouth|peterborough) in $"
)
_FORMERLY = re.compile(
    r"\b(?:former|ex|formerly|previously|(?:moves|joins|joined|joining|comes|came|arrives|arrived|retired|returns"
    r"|returning) from|leaves|worked (?:at|for)|(?:same|similar) (?:job|role|post|position) (?:in|at|for)"
    r"|(?:stint|spell|years|time) (?:at|in|with|as)|role (?:at|in) neighbouring)\b[^,.;]{0,60}$"
)
# "Essex, where services rose to good": what follows is said of it, whoever came from there.
_OF_WHICH = re.compile(r", (?:where|which|whose)\b")
# "Our partnership with Leeds", "is run by Steve Walker from Leeds City Council", "support from Essex".
_HELPS = Expression(
    r"\b(?:partner\w*|link\w*|agreements?|contract|deal|support\w*|help(?:ed|ing)?|advice|advis\w+|assist\w*"
    r"|mentor\w*"
    r"|coach\w*|expert\w*|seconded|peers?|alongside|handed|passed|transferred|taken over|outsourced|run"
    r"|delivered|managed|commissioners?|officers?|directors?|leaders?)\b"
    r"[^,.;]{0,50}? (?:with|from|by|to|alongside) (?:the |neighbouring |nearby |high-performing "
    r"|outstanding-rated )*$"
)
# "Essex County Council has been appointed as Barnet's improvement adviser": a council is appointed only to help.
_SENT_TO_HELP = re.compile(
    r"(?: (?:has|have|had|is|are|was|were|will)) (?:\w+ )?(?:be |been |to be )?(?:appointed|chosen|asked"
    r"|invited|brought in"
    r"|drafted in|picked|selected|lined up|commissioned) (?:by|as|to)\b"
)
_BACK = re.compile(r"(?:but |and |in |at )?(?:it|it's|its|they|their|the (?:authority|council|borough|county|city))\b")


def _refers_back(sentence: Sentence) -> bool:
    """True when it opens with a word that stands for what was named before."""
    return _BACK.match(sentence.low.lstrip("\"'")) is not None


def _opens_with(places: Sequence[Place], sentence: Sentence) -> bool:
    return bool(places) and places[0].start - sentence.start <= 60


def _between(items: Sequence[_Placed], starts: list[int], sentence: Sentence) -> Sequence[_Placed]:
    return items[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
