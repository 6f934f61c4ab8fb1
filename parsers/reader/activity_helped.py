"""Which of two councils is helped: the one that a partner is given, never the one that is the partner."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence

# "Barset's improvement partner", "the borough council's new partner".
_OWNS = re.compile(r"(?:(?: [\w]+){0,2}'s?|'s?) (?:[\w-]+ ){0,2}")
_IS_HELPED = re.compile(
    r"\b(?:support|help|assist|advis|mentor|coach|buddy)(?:s|e|es|ing|ed)? (?:to |for )?(?:the )?$"
    r"|\bpartner(?:s)?(?: in practice)? (?:to|for|of) (?:the )?$"
)


def helped(context: Context, sentence: Sentence, hit: Hit) -> str | None:
    """The authority that the partner named by `hit` is there for; None where the sentence does not say."""
    places = context.places_in(sentence)
    low, begin = sentence.low, sentence.start
    for place in places:
        if place.end <= hit.start and _OWNS.fullmatch(low[place.end - begin : hit.start - begin]):
            return place.name
        # The last letters of a name may hold the genitive: "Worcestershire's".
        if place.end <= hit.start and low[: place.end - begin].endswith("'s") and hit.start - place.end <= 1:
            return place.name
    if len({place.name for place in places}) < 2:
        return None
    return next((place.name for place in places if _IS_HELPED.search(low[: place.start - begin])), None)
