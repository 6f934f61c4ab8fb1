"""Whether a change of post is to come, happening, just done, or done before, by its verb."""

from __future__ import annotations

import re
from typing import Literal

from parsers.cues import Hit
from parsers.reader.recall import of_another_time
from parsers.reader.sentences import Sentence

Tense = Literal["future", "present", "perfect", "past", "before"]

_ADVERB = (
    r"(?: (?:also|now|then|soon|shortly|formally|just|already|today|suddenly|quietly|officially|recently|reportedly"
    r"|always|abruptly|dramatically|effectively|finally|since|both|all|each|been|\w+ly))*"
)
_FUTURE = re.compile(
    r"(?:\b(?:will|shall|(?:is|are|was) (?:\w+ )?to|to)|'ll|\bwon't)" + _ADVERB + r"(?: (?:be|have|has))? ?$"
)
# "Is believed to have left", "are thought to have been dismissed".
_TO_HAVE = re.compile(r"\b(?:believed|thought|understood|said|reported|known|appears?|seems?) to have" + _ADVERB + " $")
_BEFORE = re.compile(r"\bhad" + _ADVERB + " $")
# "She previously stepped up to become acting director", "before that she led": what somebody did once.
_PREVIOUSLY = re.compile(
    r"\b(?:previously|formerly|originally)\b[^,;.]{0,60}$"
    r"|^(?:before that|prior to that|prior to this|before then|previously|formerly|earlier in (?:her|his|their)"
    r" career|in (?:her|his|their) (?:previous|last|former) (?:role|job|post))\b[^;.]{0,80}$"
)
# "Lost an appeal against her sacking": what is fought over has been.
_FOUGHT = re.compile(
    r"\b(?:appeal\w*|claim\w*|tribunal|case|challenge\w*|legal action|row|fight\w*|contest\w*|sued?)\b[^.;,]{0,24}?"
    r" (?:against|over|for|about|at|to|that followed) (?:her|his|their|the)? ?(?:\w+ )?$"
)
# "Within a year of her arrival": a day that something else is counted from.
_DATES_FROM = re.compile(
    r"\b(?:since|within [\w ]{1,16} of|(?:years?|months?|weeks?|days?) (?:after|before|of|since|into)"
    r"|(?:soon|shortly|just|long|immediately) (?:after|before)|before|until|at the time of)"
    r" (?:her|his|their) (?:\w+ )?$"
)
_SURELY_AHEAD = re.compile(r"(?:\b(?:will|shall|(?:is|are) (?:due |set |about )?to)|'ll)" + _ADVERB + r" ?$")
_REPORTED = re.compile(
    r"\b(?:said|says|confirm\w*|announc\w*|reveal\w*|told|understands?|emerged|learned|heard)\b[^.;]{0,90}$"
)
_PERFECT = re.compile(r"(?:\b(?:has|have)|'ve|\b(?:he|she|who|it)'s)" + _ADVERB + " $")
_PRESENT = re.compile(r"\b(?:is|are|being)" + _ADVERB + " $")
# Verbs that don't end in -s, as the plural and headlines have them, can't be told from the past ("quit").
_THIRD_PERSON = re.compile(r"\w+(?<!ss)s\b(?! resignation)")
_WILL = re.compile(r"(?:will|to|would|shall)\b|(?:is|are) (?:off )?to\b")
_HAS = re.compile(r"(?:has|have)\b")
_IS = re.compile(r"(?:is|are|plans?|intends?)\b|(?:be|as) the (?:new|next|first)")


def tense_of(sentence: Sentence, hit: Hit) -> Tense:
    """The tense of the verb at the hit; of a noun, the past."""
    lead = sentence.low[max(0, hit.start - sentence.start - 110) : hit.start - sentence.start]
    text = hit.text
    if of_another_time(sentence.low):
        return "before"
    if hit.label in ("departure", "appointment", "removed") and (_FOUGHT.search(lead) or _DATES_FROM.search(lead)):
        return "before"
    if _PREVIOUSLY.search(lead) and not _SURELY_AHEAD.search(lead):
        return "before"
    if _TO_HAVE.search(lead):
        return "perfect"
    if _WILL.match(text) or _FUTURE.search(lead):
        return "future"
    if text.startswith("had ") or _BEFORE.search(lead):
        # "He said she had left": what is said to have been done is told as news.
        return "perfect" if _REPORTED.search(lead) else "before"
    if _HAS.match(text) or _PERFECT.search(lead):
        return "perfect"
    if _IS.match(text) or _PRESENT.search(lead) or _THIRD_PERSON.match(text.split()[0]):
        return "present"
    return "past"
