"""Whether a measure is only possible: feared, wished, threatened, recommended, or hanging on an "if"."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.intervention_acts import VAGUE, Act
from parsers.reader.roles import hypothetical
from parsers.wordings import wordings

_said = wordings("intervention_hopes")

# The month of May is no possibility.
_MAY = (
    "".join(rf"(?<!{word} )" for word in ("in", "since", "last", "of", "by", "until", "from")) + r"(?<!\d )may(?! \d)"
)
_MODAL_AFTER = re.compile(
    r"(?:[^,.;]{0,30}, [^,.;]{3,50},)?"
    r"(?:(?!\b(?:has|have|had|was|were|is|are|will|that|who|which|whether|if|to|said|told)\b)[^,.;]){0,60}?"
    rf"\b(?:could|might|{_MAY}|would|should|ought|can (?:be|reach|send)|is (?:possible|likely|an option))\b"
)
_NOT_NEEDED = _said.shaped(r"[^,.;]{0,30}\b@not_needed\b")
_UNLESS = _said("unless")
_INSERTED = _said.shaped(r", @inserted\b")
_HINGES = _said.shaped(r"[\s\"'(]{0,4}@hinges\b")
_ASKED = _said.shaped(r"\b@asked $")
_WEIGHED = _said.shaped(r"[^,.;]{0,24}\b@weighed\b")
_WISH_REACH = 60
_ABOUT = ("about ", "about the ", "about a ", "about children's ")
_OPEN = ("whether", "if", "unless", "short of")
_SETTLED = _said("settled")


# The future, told later by those who decide.
_WOULD_BE = _said("would_be")
_SAID_WOULD = _said("said_would")
_OPEN_STILL = _said("open_still")
_GERUND = _said.shaped(r"^@gerund\b")


_DECISION = _said.shaped(r"\b@decision (?:\w+ )?$")
_DISCUSSED = _said.shaped(r"\b@discussed (?:\w+ )?$")
_NEW_VERB = _said.shaped(r",? @new_verb\b")


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
