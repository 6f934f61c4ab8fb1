"""What is done, whatever it is, known by what it is for or what it answers: "has moved its staff so that ...".

Verbs of doing are without end; those of answering back, of being judged and of merely being so are few, and so are the
ways to say what something is for.
"""

from __future__ import annotations

from parsers.cues import Hit
from parsers.reader.sentences import Sentence
from parsers.wordings import wordings

_said = wordings("activity_purpose")

_ACT = _said.shaped(r"\b@acting (?P<verb>[a-z-]+)\b")
_BY_WHOM = _said("by_whom")
_NOT_BY = _said("not_by")
# To speak, to feel, to be judged, to be so: nothing is done.
_NO_DEED = _said.shaped(r"@no_deed(?:-|$)")
_OF_A_POST = _said("of_a_post")
_WHY = _said("why")
_NOT_DONE = _said("not_done")


def done_for(sentence: Sentence, named: int) -> Hit | None:
    """Where a sentence says what something is done for, or in answer to; None where nothing is done.

    `named` is where in the text the first council that it names ends, as one who may do something.
    """
    low = sentence.low
    act = _ACT.search(low)
    if act is None or _NO_DEED.match(act["verb"]) or _NOT_BY.search(low[: act.start()]) or _OF_A_POST.search(low):
        return None
    if not (_BY_WHOM.search(low[: act.start()]) or named <= sentence.start + act.start()):
        return None
    why = _WHY.search(low, act.end())
    if why is None or _NOT_DONE.search(low[act.end("verb") : why.start()]):
        return None
    return Hit(sentence.start + act.start(), sentence.start + why.end(), why.group(), "measures")
