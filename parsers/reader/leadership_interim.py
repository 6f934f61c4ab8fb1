"""Whether a post is held for the time being."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.context import Context
from parsers.reader.people import PersonMention
from parsers.reader.sentences import Sentence

_AHEAD, _BACK = 45, 12
_ARRIVALS = frozenset(["in", "appointed", "appointment"])
_SAME_BREATH = re.compile(r"[;:]|, (?:with|while|and|but|after|who|which)\b|\b(?:while|replac|succeed|tak\w+ over)")
_BASIS = re.compile(
    r"\b(?:on|in) an? (?:interim|temporary|acting|short-term|caretaker) (?:basis|contract|capacity|arrangement)\b"
    r"|\bfor the time being\b|\btemporarily\b|\bin the (?:interim|meantime)\b|\bas a (?:stopgap|caretaker)\b"
    r"|\bfor (?:the next |up to |an initial )?(?:two|three|four|five|six|nine|twelve|\d\d?) months\b"
    r"|\bon (?:loan|secondment)\b"
)
_AN_INTERIM = re.compile(r"\b(?:an?|the|its|as) (?:interim|acting|temporary)(?: \w+)?, $")
_FOR_GOOD = re.compile(
    r"^(?:(?!until|while|pending|search|find|before|for a ).)*?\bpermanent(?:ly)?\b(?! (?:replace|succ|app"
    r"|rec))"
)


def is_interim(context: Context, sentence: Sentence, hit: Hit, person: PersonMention | None) -> bool:
    """ "becomes interim director"; "Leonard Finch, on an interim contract since January, departs"."""
    low, begin = sentence.low, sentence.start
    if hit.label == "replaces" or (hit.label == "replaced_by" and " to" in hit.text):
        # "For the time being the post goes to ..."
        return _BASIS.search(low) is not None
    own = person is not None and begin <= person.end <= hit.start
    start = person.end - begin if person is not None and own else max(0, hit.start - begin - _BACK)
    if person is not None and _AN_INTERIM.search(low[max(0, person.start - begin - 24) : person.start - begin]):
        return True
    if hit.label in _ARRIVALS and _BASIS.search(_SAME_BREATH.split(low[hit.end - begin :], maxsplit=1)[0]):
        return True
    pattern = context.lexicon.cue("leadership.interim").pattern
    ahead = low[hit.end - begin : hit.end - begin + _AHEAD].partition(";")[0]
    return pattern.search(low[start : hit.end - begin] + ahead) is not None


def is_made_permanent(sentence: Sentence, hit: Hit) -> bool:
    """ "Has been given the job permanently"; not "until a permanent director is found"."""
    begin = sentence.start
    return _FOR_GOOD.search(sentence.low[hit.start - begin : hit.end - begin + 30]) is not None
