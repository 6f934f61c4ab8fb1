"""Who is sent, or stands down, as commissioner or adviser: the name beside the title, never who only speaks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.cues import Hit
from parsers.model import Person, PostChange
from parsers.reader.context import Context
from parsers.reader.intervention_acts import PEOPLE, Act
from parsers.reader.people import PersonMention, find_people
from parsers.reader.sentences import Sentence

# Letters after a name, an aside on who it is, and the auxiliaries: "Jane Smith OBE, once of Barset, has now been".
_SUBJECT_OF = re.compile(
    r"(?: (?:obe|mbe|cbe|qpm|dbe))?(?:,? [^;.]{3,80},| \([^()]{3,40}\))?"
    r"(?:,? (?:who|has|have|had|was|were|is|are|will|been|be|being|to|now|also|just|since|again|\w+ly))* "
)
_OBJECT_OF = re.compile(r"(?: (?!and\b|that\b|by\b)[\w'-]+){0,6}?,? (?:(?:mr|ms|mrs|dr|sir|dame) )?")
_APPOSED = re.compile(
    r",? (?:(?:called|namely|being) )?(?:(?:the|a|an|former|retired|ex-)[\w' -]{0,40} )?(?:(?:mr|ms|mrs|dr|sir|dame) )?"
)
_APPOSED_BEFORE = re.compile(r",? (?:(?:as|the|its|their|a|an|new|government|dfe|department's|government's) )*")
_DETERMINER = re.compile(r"^(?:(?:an?|the|its|as|new) )+")
_AS = re.compile(r"(?: (?:obe|mbe|cbe))?(?:, [^;.]{3,90},)? (?:as|to be) (?:[\w'-]+ ){0,3}")


def person_sent(context: Context, sentence: Sentence, hit: Hit, act: Act | None) -> Person | None:
    """The one who comes or goes by the act said of the title; None where the sentence names nobody in that place."""
    if hit.label not in PEOPLE:
        return None
    people = [one for one in find_people(sentence.text, context.lexicon.titles, sentence.low) if not one.is_inspector]
    name = _named(sentence, hit, act, people) if people else None
    if name is None:
        return None
    change: PostChange = "out" if act is not None and act.action == "lifted" else "in"
    return Person(name, _DETERMINER.sub("", hit.text), change, hit.label)


def _named(sentence: Sentence, hit: Hit, act: Act | None, people: Sequence[PersonMention]) -> str | None:
    low, first, last = sentence.low, hit.start - sentence.start, hit.end - sentence.start
    for one in people:
        if one.start >= last and _APPOSED.fullmatch(low, last, one.start):
            return one.name
        if one.end <= first and (_AS.fullmatch(low, one.end, first) or _APPOSED_BEFORE.fullmatch(low, one.end, first)):
            return one.name
    if act is None:
        return None
    begin, end = act.hit.start - sentence.start, act.hit.end - sentence.start
    before = [one for one in people if one.end <= begin and _SUBJECT_OF.fullmatch(low, one.end, begin)]
    if before:
        return before[-1].name
    return next(
        (one.name for one in people if end <= one.start < first and _OBJECT_OF.fullmatch(low, end, one.start)), None
    )
