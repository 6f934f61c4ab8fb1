"""Whether a measure is recalled, is in force, or speaks: a commissioner tells ministers, an adviser sits on a board."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.intervention_acts import PEOPLE, Act
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import mood_before
from parsers.wordings import wordings

_said = wordings("intervention_holds")

_PASSING = _said.shaped(r"\b@passing $")
_SERIES = _said.shaped(r"\b@series (?:\w+ )?$")
_SUBORDINATE = _said.shaped(r"[\s,]{0,4}@subordinate\b")
_GENITIVE = re.compile(r"'s? (?:\w+ ){0,2}")


_BACK_IN = _said("back_in")

_AFTER_THAT = re.compile(r"\W{0,4}(?:after|following|before|at) that\b")


# "The direction issued to the council was a vote of no confidence": what was issued is known, and is now called names.
_SPOKEN_OF = re.compile(
    r"(?: (?:issued|given|handed|served|sent|imposed|made|placed|put)"
    r"(?: (?:to|on|by|upon|at|against|in|last|this)[^,.;]{2,60}?)?)?,?"
    r" (?:was|is|has been|had been|should|shows?|showed|meant|means|came as|proves?|proved|reflects?|reflected)"
    r"(?! (?:(?:now|also|today|then|\w+ly|first) )*(?:issued|revised|lifted|revoked|withdrawn|served|imposed|made"
    r"|published|amended|extended|removed|ended|discharged|announced|given|expected|due|no longer|set|to be|being"
    r"|in (?:place|force)))\b"
)
_THE = re.compile(r"\b(?:the|its|this|that) (?:[\w-]+ )?$")


def is_recalled(context: Context, clause: Clause, hit: Hit, act: Act) -> bool:
    """True where the sentence itself says that it looks back."""
    begin = clause.sentence.start
    if (
        hit.label in ("improvement_notice", "statutory_direction")
        and (_THE.search(clause.sentence.low[: hit.start - begin]) or hit.text.startswith("the "))
        and _SPOKEN_OF.match(clause.sentence.low, hit.end - begin)
    ):
        return True
    before = clause.sentence.low[max(0, hit.start - begin - 30) : hit.start - begin]
    if _PASSING.search(before) or ("-appointed" in hit.text and act.attributive) or _SERIES.search(before):
        return True
    if act.mood == "earlier" or _IN_A_TIMELINE.match(clause.sentence.low):
        return True
    if _BACK_IN.search(clause.sentence.low) or _AFTER_THAT.match(clause.sentence.low):
        return True
    if act.mood == "present" and not act.attributive:
        return False
    tense = context.lexicon
    place = _clause_of(clause, act.hit.start)
    if clause.sentence.index > 0 and _SUBORDINATE.match(place.low):
        return True
    if tense.cue("intervention.tense.fresh").within(clause.sentence) and act.action != "issued":
        return False
    marks = [
        item
        for item in tense.cue("intervention.tense.recalled").all(clause.sentence)
        # "Names Jane Smith, formerly of Barset, as commissioner": that is her past, not the measure's.
        if place.holds(item.start) and not (item.text.startswith("former") and hit.start - item.end > _AT_ONCE)
    ]
    return bool(marks) or (place.has(tense.cue("intervention.tense.since")) and act.action != "lifted")


def _clause_of(clause: Clause, place: int) -> Clause:
    return next((part for part in clauses(clause.sentence) if part.holds(place)), clause)


# A line of a chronology, which opens with its year.
_IN_A_TIMELINE = re.compile(r"\W{0,6}(?:\d{1,2} )?(?:[a-z]+ )?(?:19|20)\d\d ?:")
_HOLDS = _said.shaped(r"(?:(?! and )[^.;]){0,50}?\b@holds\b(?! in post)")
_HAS_BEEN = _said.shaped(r"[\w\s]{0,24}\b@has_been\b")
_LEAD = 2
_AT_ONCE = 12
_SUBJECT_TO = ("subject to", "subject of", "the subject of")
_IS_UNDER = _said.shaped(r"\b@is_under\s+(?:[\w'-]+ )?$")
_UNDER = _said.shaped(r"\b@under\s+(?:[\w'-]+ )?$")
_BEEN = _said.shaped(r"\b@been\s*$")
_NAMED_AS = _said.shaped(r", @named_as (?:\w+ ){0,2}?[\w' ]*commissioner$")
_BOUND_TO = _said.shaped(r"\b@bound_to $")


_LASTS = _said("lasts")


def _governs(clause: Clause, item: Hit, hit: Hit) -> bool:
    """True where "remains" is said of the measure, not of something else in the clause."""
    if 0 <= item.start - hit.end <= _AT_ONCE:
        return True
    if not clause.holds(item.start):
        return False
    if not _LASTS.match(item.text):
        return True
    low, begin = clause.sentence.low, clause.sentence.start
    return (
        item.end <= hit.start
        and hit.start - item.end <= 45
        and re.search(r"[,:;\"]", low[item.end - begin : hit.start - begin]) is None
    )


def stands(context: Context, clause: Clause, hit: Hit, act: Act | None) -> bool:
    """True for what is said to be in force, and of helpers who are said to be there."""
    sentence = clause.sentence
    begin = sentence.start
    if hit.label in PEOPLE and act is not None and _sends(act, hit):
        return False
    cue = context.lexicon.cue("intervention.tense.state")
    within = any(_governs(clause, item, hit) for item in cue.all(sentence))
    if hit.label == "trust" and (within or any(_LASTS.match(item.text) is None for item in cue.all(sentence))):
        return act is None or act.mood not in ("perfect", "past", "future") or act.attributive
    if within and (act is None or act.attributive or act.action == "issued"):
        return True
    if _HAS_BEEN.match(sentence.low, hit.end - begin) or _UNDER.search(sentence.low[: hit.start - begin]):
        return act is None or act.attributive or act.hit.text in ("put", "placed")
    if act is not None and act.hit.text.startswith(_SUBJECT_TO) and act.mood == "present" and sentence.index >= _LEAD:
        return not context.lexicon.cue("intervention.tense.fresh").within(sentence)
    if (act is None or act.attributive) and _HOLDS.match(sentence.low, hit.end - begin):
        return True
    if hit.text.startswith("under") and _BEEN.search(sentence.low[: hit.start - begin]):
        return True
    if hit.label == "commissioner" and act is None and _NAMED_AS.search(sentence.low[: hit.start - begin] + hit.text):
        return True
    if hit.label in ("commissioner", "adviser") and (act is None or act.attributive):
        return _BOUND_TO.search(sentence.low[: hit.start - begin]) is not None and not comes_with(clause, hit)
    if act is None and hit.label in ("improvement_notice", "statutory_direction", "intervention"):
        return bool(_IS_UNDER.search(sentence.low[: hit.start - begin]))
    return False


_SENT = _said("sent")


def _sends(act: Act, hit: Hit) -> bool:
    """True for "ministers have appointed a commissioner to run it": whom they send is news, whatever he is to do."""
    done = act.mood in ("perfect", "past") or (act.mood == "bare" and _SENT.match(act.hit.text) is not None)
    return not act.attributive and done and act.action == "issued" and act.hit.end <= hit.start


def comes_with(clause: Clause, hit: Hit) -> bool:
    """True for "is to work with an adviser": one who comes with the order to do so."""
    low, begin = clause.sentence.low, clause.sentence.start
    tie = _BOUND_TO.search(low[: hit.start - begin])
    if tie is None or low[: hit.end - begin].rfind(" an ", tie.start()) < 0:
        return False
    return mood_before(low, tie.start()) in ("future", "bound")


_THERE_WAS = _said.shaped(r"\b@there_was (?:[\w'-]+ ){0,2}$")


# "Commissioners oversaw them at that time": they did, whoever does now.
_RAN = _said.shaped(r"(?: @sent_from [^,.;]{3,45})?,? @ran\b")


def was_there(clause: Clause, hit: Hit) -> bool:
    """True for "where there has been government intervention", and for people who oversaw it."""
    begin = clause.sentence.start
    if hit.label in PEOPLE and _RAN.match(clause.sentence.low, hit.end - begin):
        return True
    return bool(_THERE_WAS.search(clause.sentence.low[: hit.start - clause.sentence.start]))


_DOCUMENTS = ("report", "review", "findings", "recommendations", "recommendation", "verdict", "diagnostic", "advice")
_REPORT_REACH = 60
_TO = re.compile(r"\bto (?:\w+ly )?$")


def reports_of(context: Context, clause: Clause, hit: Hit, act: Act | None) -> bool:
    """True where the commissioner or adviser tells, finds or recommends: what such people are there for."""
    begin = clause.sentence.start
    if "'s " in hit.text and hit.text.endswith(_DOCUMENTS):
        return True
    if act is not None and not act.attributive and (act.hit.end <= hit.start or act.mood != "bare"):
        return False
    if _SUBORDINATE.match(clause.low):
        return False
    for item in context.lexicon.cue("intervention.tense.reports").all(clause.sentence):
        if mood_before(clause.sentence.low, item.start - begin) in ("bound", "possible") or _TO.search(
            clause.sentence.low[: item.start - begin]
        ):
            continue
        between = clause.sentence.low[hit.end - begin : item.start - begin]
        if 0 <= item.start - hit.end <= _REPORT_REACH and (_GENITIVE.match(between) or between.count(",") in (0, 2)):
            return True
    return False


_THEN_JUDGED = _said.shaped(r"(?:,? @founded\b[^.;]{0,120}?)? @then_judged\b")
_JUDGES_IT = _said.shaped(r"\b@judges_it $")


def is_judged(sentence: Sentence, hit: Hit) -> bool:
    """True for "the trust set up to run the services has been rated good": who is judged was there before."""
    before, after = sentence.low[: hit.start - sentence.start], sentence.low[hit.end - sentence.start :]
    return _THEN_JUDGED.match(after) is not None or _JUDGES_IT.search(before) is not None
