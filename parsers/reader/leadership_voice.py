"""Whether a verb or noun of coming and going is said of whoever stands before it or of whoever follows."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.sentences import Sentence

PASSIVE = re.compile(
    r"\b(?:was|is|been|be|were|being|are|who|also|just|recently|newly|formally|last|first|\w+,)"
    r"(?: \w+ly| today| yesterday| tonight| now| then| also| since| later| (?:last|this) \w+| on \w+day)?\s*$"
)
_ACTIVE = re.compile(
    r"\b(?:has|have|had|to|will|would|and|council|authority|trust|ministers|government|department)\s*$"
)
_OF = re.compile(r" (?:of|by|for)\b")
# "The reign of director Jane Smith is over".
_TENURE_OF = re.compile(r"(?:tenure|reign|stint|spell|time|term|stewardship) of ")
_TRANSITIVE, NOUNS = frozenset(["removed", "appointed"]), frozenset(["departure", "appointment"])


def is_said_of_object(sentence: Sentence, hit: Hit) -> bool:
    """ "the council appointed Jane Smith", "the departure of Jane Smith"; not "Jane Smith was appointed"."""
    if hit.label in NOUNS:
        return _OF.match(sentence.low, hit.end - sentence.start) is not None
    if hit.text.endswith(" made") or _TENURE_OF.match(hit.text):
        return True
    return hit.label in _TRANSITIVE and not PASSIVE.search(_before(sentence, hit))


def has_object(sentence: Sentence, hit: Hit) -> bool:
    """True for a transitive verb in the active voice: its subject is who appoints, not who comes."""
    lead = _before(sentence, hit)
    return hit.label in _TRANSITIVE and _ACTIVE.search(lead) is not None and not PASSIVE.search(lead)


def _before(sentence: Sentence, hit: Hit) -> str:
    begin = hit.start - sentence.start
    return sentence.low[max(0, begin - 30) : begin]
