"""What is done, whatever it is, known by what it is for or what it answers: "has moved its staff so that ...".

Verbs of doing are without end; those of answering back, of being judged and of merely being so are few, and so are the
ways to say what something is for.
"""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.sentences import Sentence

_ACT = re.compile(
    r"\b(?:(?:has|have) (?:(?:now|also|just|already|been|given) ){0,2}|(?:is|are) (?:(?:now|also"
    r"|being|currently) ){1,2}"
    r"|(?:will|(?:is|are) (?:set |due )?to) (?:(?:now|also|soon|be) ){0,2}|(?:is|are) (?=\w+ing\b))(?P<verb>[a-z-]+)\b"
)
_BY_WHOM = re.compile(
    r"\b(?:council|authority|cabinet|board|trust|services?|teams?|managers|leaders|bosses|chiefs"
    r"|social workers|strategy"
    r"|plans?|programme|scheme|partnership|actions|staff)\b"
)
_NOT_BY = re.compile(
    r"\b(?:mps?|councillors?|opposition|parents?|mothers?|mums?|fathers?|families|campaign\w*|unions?|residents|judge|court"
    r"|ombudsman|inspect\w+|ofsted|watchdogs?|number|figures|police|charit\w+|governments?|ministers?|department for"
    r"|secretary|commissioner|director|chief executive|chair\w*|who|if|£\S+|ratings?|children have|commission|review)\b"
)
# To speak, to feel, to be judged, to be so: nothing is done.
_NO_DEED = re.compile(
    r"(?:sa(?:id|y)|told|tell|apologi|welcom|reject|den(?:y|ied)|defend|admit|accept|insist|warn|blam|criticis|condemn"
    r"|prais|celebrat|react|respond|respon|vow|pledg|promis|urg|call|demand|ask|accus|face|facing|fail|been|be$|the$|an?$"
    r"|rat(?:ed|ing)|judg|grad|found|find|order|issu|given|handed|placed|put$|made$|improv|declin|slip|deteriorat|downgrad"
    r"|upgrad|maintain|retain|los[te]|won$|see[n]?$|saw|ris|fall|reach|wait|expect|remain|continu|keep|struggl|not$|no$|yet$"
    r"|had$|work|try|hop|require|need|inspect|visit|come|left|leav|step|resign|quit|appoint|named|inadequate|good|outstanding|clos"
    r"|brand|slam|deem|declar|describ|identif|receiv|warned|forced|facing|under|in$|on$|at$|going|go$|gone|taken|strip)"
)
_OF_A_POST = re.compile(
    r"\b(?:directors?|chief executive|cabinet members?|lead members?|chair(?:man|woman)?|head of"
    r"|successor|role|joins?|boss)\b"
)
_FOR = (
    r"(?:improv|strengthen|speed|boost|protect|tackl|overhaul|turn (?:a?round|things)|keep children"
    r"|work (?:more )?closely"
    r"|transform|support (?:vulnerable |young |care )|help (?:for )?(?:children|families|young|care|vulnerable))"
)
_WHY = re.compile(
    rf"\b(?:to|so that|aimed at|designed to|in a bid to|meant to|intended to)\b[^.;]{{0,40}}?\b{_FOR}"
    r"|\b(?:after|following|since|in response to|in the wake of)\b[^.;]{0,50}?\b(?:ofsted|inspect(?:ion|ors)|watchdog"
    r"|(?:critical|damning|poor|scathing) report)\b|\b(?:that|which) (?:inspectors|ofsted|the watchdog)\b"
)


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
    if why is None:
        return None
    return Hit(sentence.start + act.start(), sentence.start + why.end(), why.group(), "measures")
