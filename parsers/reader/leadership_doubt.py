"""Changes of posts that did not happen: denied, only wished for or feared, rumoured, or taken back."""

from __future__ import annotations

import re

from parsers.cues import Cue, Hit
from parsers.expressions import Expression
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence

# "Told staff that he would step down": the future, told later.
_SAID_WOULD = re.compile(
    r"\b(?:said|says|told|announced|confirmed|revealed|added|understood)\b[^.;:]{0,60}? would (?=(?:be |now "
    r"|also )?$)"
)
_MONTH_OF_MAY = re.compile(r"\bMay\b")
_MAY = re.compile(r"\bmay\b")
_BEFORE_THAT = Expression(r"\b(?:when|after|since|before) (?:he|she|they)(?: had| was| were)? $")
_NOT_SO = re.compile(r"'?\"? (?:is not|isn't|was not|wasn't|would not|wouldn't|would be|won't|is no|was never)\b")

# "We are pleased to announce that ...": glad of what has happened.
_GLAD = re.compile(
    r"\b(?:pleased|delighted|proud|thrilled|excited|honoured)"
    r" (?:that\b|to (?:announce|confirm|welcome|introduce|say|share|report|tell)\b)"
)
# "The mayor joined in the planting": nobody's post.
_TOOK_PART = re.compile(
    r" in\b(?! (?:\d|early|late|mid|the (?:spring|summer|autumn|winter)|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|post))"
)
# "Has been named leader of the year": a prize, no post.
_PRIZE = re.compile(r"[^.;]{0,60}\bof the (?:year|month|decade)\b")
_QUESTION = re.compile(r"\?[\s\"')]*$")
# "Called on the cabinet member, Tom Brook, to stand aside": whoever is asked to go has not gone.
_ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:on|for|upon)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|tell(?:s|ing)?|told|want(?:s"
    r"|ed)?|press(?:ed)?"
    r"|demand(?:s|ed|ing)?|beg(?:s|ged)?|petition(?:s|ed|ing)?) [^.;:]{0,100} to $"
)


def _cue(context: Context, name: str) -> Cue:
    return context.lexicon.cue(f"leadership.{name}")


def _lead(sentence: Sentence, hit: Hit, reach: int = 45) -> str:
    """What stands before the hit in its part of the sentence, the month of May left out."""
    begin = hit.start - sentence.start
    low = _MONTH_OF_MAY.sub("---", sentence.text[:begin])
    lead = re.split(r"[,;:]|\bbut\b", low)[-1]
    return sentence.low[begin - len(lead) : begin][-reach:] if "---" not in lead else lead.lower()[-reach:]


def is_denied(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """True for what is said not to be so, and for what a person did before: "two months after he retired"."""
    lead = _lead(sentence, hit)
    lead = _GLAD.sub(" ", lead)
    if _BEFORE_THAT.search(lead) or _NOT_SO.match(sentence.low, hit.end - sentence.start):
        return True
    if hit.text.endswith("joined") and _TOOK_PART.match(sentence.low, hit.end - sentence.start):
        return True
    if "of the " in sentence.low and _PRIZE.match(sentence.low, hit.end - sentence.start):
        return True
    denied, pressed = _cue(context, "denied").pattern, _cue(context, "pressed").pattern
    return denied.search(lead) is not None or pressed.search(lead[-14:]) is not None


def is_supposed(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """True for what is only wished for, feared, or said by nobody named."""
    lead = _SAID_WOULD.sub(" ", _lead(sentence, hit, 80))
    # "The new director, who will take over": no question who.
    lead = lead.replace(" who will", " will", 1) if lead.startswith(" who will") else lead
    if hit.text.startswith("to "):
        # "Faces calls to quit": the word that governs it stands before "to".
        lead += "to "
    if sentence.low.startswith("if ") or _QUESTION.search(sentence.low):
        return True
    if lead.endswith(" to ") and _ASKED.search(sentence.low[: hit.start - sentence.start]):
        return True
    if any(rumour.end <= hit.start for rumour in _cue(context, "rumour").all(sentence)):
        return True
    return bool(_cue(context, "supposed").pattern.search(lead) or _MAY.search(lead))


def is_taken_back(context: Context, sentence: Sentence) -> bool:
    """True for what the writer says was wrong."""
    after = context.following(sentence)
    texts = (sentence, after) if after is not None and after.paragraph == sentence.paragraph else (sentence,)
    return any(_cue(context, "misreported").within(text) for text in texts)
