"""Whether a measure is only possible: feared, wished, threatened, recommended, or hanging on an "if"."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.intervention_acts import VAGUE, Act
from parsers.reader.roles import hypothetical

# The month of May is no possibility.
_MAY = (
    "".join(rf"(?<!{word} )" for word in ("in", "since", "last", "of", "by", "until", "from")) + r"(?<!\d )may(?! \d)"
)
_MODAL_AFTER = re.compile(
    r"(?:[^,.;]{0,30}, [^,.;]{3,50},)?"
    r"(?:(?!\b(?:has|have|had|was|were|is|are|will|that|who|which|whether|if|to|said|told)\b)[^,.;]){0,60}?"
    rf"\b(?:could|might|{_MAY}|would|should|ought|can (?:be|reach|send)|is (?:possible|likely|an option))\b"
)
_NOT_NEEDED = re.compile(
    r"[^,.;]{0,30}?\b(?:not|\w+n't) (?:yet )?(?:been )?(?:needed|necessary|required|followed|come)\b"
)
_UNLESS = re.compile(r"\b(?:unless|if)\b")
_INSERTED = re.compile(r", (?:should|if|were)\b")
_HINGES = re.compile(r"[\s\"'(]{0,4}(?:if|should|unless|were|had)\b")
_ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)? for|want(?:s|ed)?|ask(?:s|ed)? for|urg(?:es|ed)|demand(?:s|ed|ing)?)\b[^.;]{0,60}to be $"
)
_WEIGHED = re.compile(
    r"[^,.;]{0,24}?\b(?:under (?:\w+ )?consideration|possible|likely|unlikely|an option|on the (?:cards|table"
    r"|horizon)|not (?:been )?ruled out)\b"
)
_WISH_REACH = 60
_ABOUT = ("about ", "about the ", "about a ", "about children's ")
_OPEN = ("whether", "if", "unless", "short of")
_SETTLED = Expression(r"\b(?:decided|ruled|ordered|insisted|agreed|directed)\b[^.;]{0,60}\bshould\b")


# The future, told later by those who decide.
_WOULD_BE = re.compile(
    r"\bwould (?:now |also |then |soon )?(?:be (?:\w+ly )?(?:replaced|lifted|ended|withdrawn|revoked|removed|stepped"
    r"|scaled|wound|eased|relaxed|reduced|closed|taken|handed|moved|transferred|appointed|sent|put|placed|issued"
    r"|given|returned|spun|run)"
    r"|end|cease|step|take over|come (?:out|to)|move|go live|transfer|return|leave|exit|replace)\b"
)
_SAID_WOULD = Expression(
    r"\b(?:government|ministers?|dfe|department(?: for education)?|secretary of state|education secretary|whitehall)\b"
    r"[^.;]{0,60}\b(?:said|told|announced|confirmed|decided|ruled|wrote|revealed|informed)\b[^.;]{0,120}\bwould\b"
    r"|\b(?:announced|confirmed|revealed|(?:been|was|were) (?:told|informed)|decided|ruled)\b[^.;]{0,120}\bwould\b"
)
_OPEN_STILL = re.compile(
    r"\b(?:if|unless|could|might|should|whether|fear\w*|threat\w*|warn\w*|wants?|called for|urged)\b"
)
_GERUND = re.compile(r"^\w+ing\b")


_DECISION = re.compile(r"\b(?:decision|move|order|letter|vote) to (?:\w+ )?$")
_DISCUSSED = re.compile(r"\b(?:discuss|consider|considering|towards|toward|about|before) (?:\w+ )?$")
_NEW_VERB = re.compile(r",? and (?:confirmed|said|announced|added|has|have|is|was|were)\b")


def is_hoped(context: Context, clause: Clause, hit: Hit, act: Act | None) -> bool:
    """True for what is possible, feared, asked for or recommended."""
    low, begin = clause.sentence.low, clause.sentence.start
    if _SETTLED.search(low) or _is_announced(context, clause):
        return False
    if _NOT_NEEDED.match(low, hit.end - begin):
        return True
    if act is None and (low[: hit.start - begin].endswith(_ABOUT) or _is_definite(clause, hit)):
        return False
    if act is not None and act.mood == "bare" and _DISCUSSED.search(low[: act.hit.start - begin]):
        return act.hit.text.endswith("ing")
    if (_HINGES.match(clause.low) and clause.holds(hit.start)) or _HINGES.match(low):
        return True
    if (
        act is not None
        and _GERUND.search(act.hit.text)
        and act.mood == "bare"
        and _MODAL_AFTER.match(low, hit.end - begin)
    ):
        return True
    return _is_possible(clause, hit, act) or _is_wished(context, clause, hit, act)


def _is_announced(context: Context, clause: Clause) -> bool:
    """ "Ministers told the council that oversight would be stepped down", and what the next sentence adds to it."""
    sentence = clause.sentence
    if not _WOULD_BE.search(sentence.low) or _OPEN_STILL.search(sentence.low):
        return False
    if _SAID_WOULD.search(sentence.low):
        return True
    before = context.previous(sentence)
    return before is not None and _SAID_WOULD.search(before.low) is not None and not _OPEN_STILL.search(before.low)


def _is_possible(clause: Clause, hit: Hit, act: Act | None) -> bool:
    """True where a modal governs what is done, or what is said of the measure where nothing is done to it."""
    low, begin = clause.sentence.low, clause.sentence.start
    if act is None:
        may = _MODAL_AFTER.match(low, hit.end - begin, min(len(low), clause.end - begin + 1))
        return may is not None or hypothetical(_last_part(clause, hit), hit.end)
    if act.mood == "possible":
        return True
    if act.hit.start > hit.end and _INSERTED.search(low, hit.end - begin, act.hit.start - begin):
        return True
    decided = act.mood == "bare" and _DECISION.search(low[: act.hit.start - begin]) is not None
    if decided and _MODAL_AFTER.match(low, act.hit.end - begin):
        return True
    if act.hit.start >= hit.end and _MODAL_AFTER.match(low, hit.end - begin, act.hit.start - begin + 1):
        return True
    if hit.label in VAGUE and act.mood in ("future", "bound") and _UNLESS.search(low):
        return True
    open_still = act.mood not in ("perfect", "past", "future", "bound", "earlier")
    return open_still and hypothetical(_last_part(clause, hit), hit.end)


def _is_wished(context: Context, clause: Clause, hit: Hit, act: Act | None) -> bool:
    """True where somebody asks for it, fears it or recommends it, and nothing in the verb says that it came to pass."""
    low, begin = clause.sentence.low, clause.sentence.start
    firm = act is not None and act.mood in ("perfect", "past", "bound") and not act.attributive
    if act is not None and low[: act.hit.start - begin].endswith("to be "):
        firm = not _ASKED.search(low[: act.hit.start - begin])
    part = _last_part(clause, hit)
    for wish in context.lexicon.cue("intervention.tense.wished").all(clause.sentence):
        if act is not None and wish.start < act.hit.end and act.hit.start < wish.end:
            continue
        if not part.holds(wish.start) or wish.end > hit.start:
            continue
        if (not firm or wish.text in _OPEN) and (act or hit.start - wish.end < _WISH_REACH):
            return True
    return act is None and bool(_WEIGHED.match(low, hit.end - begin))


def _is_definite(clause: Clause, hit: Hit) -> bool:
    """True for "the notice", which exists, whatever it may bring."""
    return hit.text.startswith(("the ", "this ")) or clause.sentence.low[: hit.start - clause.sentence.start].endswith(
        "the "
    )


def _last_part(clause: Clause, hit: Hit) -> Clause:
    """The clause from its last verb of saying on: "would act if need be, and confirmed that a notice had gone out"."""
    sentence = clause.sentence
    begins = [
        match.end()
        for match in _NEW_VERB.finditer(sentence.low, clause.start - sentence.start, max(0, hit.start - sentence.start))
    ]
    return Clause(sentence, sentence.start + begins[-1], clause.end) if begins else clause
