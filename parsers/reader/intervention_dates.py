"""The date of a measure told in the sentence after it: "The letter lifting it is dated 21 December"."""

from __future__ import annotations

import re

from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.sentences import Sentence

_LATER = re.compile(
    r"[\s'\"]*(?:in )?(?:the|an?) (?:\w+ )?(?:letter|order|document|move|decision|appointment|notice"
    r"|direction)\b|[\s'\"]*(?:it|this)\b"
)


# "The move follows an inspection in 2020": the date is that of what went before.
_OF_WHAT_WENT_BEFORE = re.compile(r"\b(?:follow\w*|after|since|when|inspect\w*|visit\w*|found|rated|judged)\b")
_BY_LETTER = re.compile(
    r"\bin a letter\b|\b(?:minister|department|dfe|secretary)\b[^.;]{0,60}\b(?:wrote|announced|confirmed)\b"
)


def date_after(context: Context, sentence: Sentence, next_to_it: bool) -> tuple[DateExpression | None, bool]:
    """The date that the sentence gives for what was told before, and whether it points back at it.

    `next_to_it` is true for the very next sentence.
    """
    near = next_to_it and _LATER.match(sentence.low) is not None
    acts = near and context.lexicon.cue("intervention.action").within(sentence)
    if not acts and not _BY_LETTER.search(sentence.low):
        return None, near
    begin = sentence.start
    for item in context.dates_in(sentence):
        if item.first and not item.cadence and not _OF_WHAT_WENT_BEFORE.search(sentence.low, 0, item.start - begin):
            return item, near
    return None, near
