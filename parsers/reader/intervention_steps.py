"""What single clauses say of one instrument of intervention, before it is known which speak of the same measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from parsers.cues import Hit
from parsers.model import Action, Instrument, Span
from parsers.partial_date import PartialDate
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.inspected import authority_at
from parsers.reader.multitude import names_a_foreign_place, speaks_of_many
from parsers.reader.roles import hypothetical


@dataclass(slots=True)
class Step:
    """One clause about one instrument."""

    clause: Clause
    authority: str
    instrument: Instrument | None
    hit: Hit
    action: Action | None
    maybe: bool
    standing: bool
    recalled: bool
    date: PartialDate | None
    date_span: Span | None
    acted_on: bool = True


_PASSING = re.compile(r"(?:appointed|earlier|previous|existing|original|old|former|current) $")

# "The notice does not apply to Plymouth", "no improvement notice".
_NOT = re.compile(r"['\"]? (?:does|do|did|is|was|will|has|had|would|should) not\b")

_NO = re.compile(r"\b(?:no|without an?|short of an?|not an?) (?:\w+ )?$")

# "A report from commissioner Jane Smith", "the departure of the commissioner": a person, not a measure.
_BY_PERSON = re.compile(
    r"\b(?:report|letter|recommendation|advice|review|departure|verdict|words|findings|chaired|advised) (?:from"
    r"|by|of)"
    r" (?:the |its |their |his |her |an? )?(?:\w+ )?$"
)

_DECIDED = re.compile(
    r"\b(?:is|are|was|were|has been|have been|will be|been) (?:now |to be |being |about to be )*(?:stripped"
    r"|handed|removed|taken"
    r"|transferred|transferring|wound up|disbanded|taken back)\b|\bto be (?:stripped|disbanded|wound up|taken back)\b"
    r"|\b(?:will|is to|are to) (?:take over|lose|close|return|run)\b|\bto become (?:an? )?(?:independent )?trust"
    r"|\bdecision to (?:strip|proceed|hand|remove)|\bordered\b[^.;]{0,40}\b(?:relinquish|hand over|transfer)"
    r"|\b(?:have|has) returned to\b|\bback in-house\b|\bto close\b|\bregain (?:direct )?control"
)

_UNDECIDED = re.compile(
    r"\b(?:unless|if|whether|could|might|may|assum\w+|presum\w+|option|fears?|feared|risk|threat\w*|opposes?)\b"
)

_SERIES = re.compile(r"\b(?:series|succession|string|number) of (?:\w+ )?$")

_SENDS = re.compile(
    r"\b(?:re-?)?(?:appoint\w*|send(?:s|ing)?|sent|draft\w*|brought|bring\w*|install\w*|impos\w*|named?|names"
    r"|parachut\w*"
    r"|called|put|order\w*|issued|withdr\w*|remov\w*|replac\w*|extend\w*|stand(?:s|ing)? down)\b"
    r"[^,.;]{0,45}$"
)

_IS_SENT = re.compile(
    r"[^.;]{0,50}?\b(?:has|have|was|were|is|are|been|be|had)(?: \w+){0,2} (?:appointed|sent|drafted|named|reappointed"
    r"|re-appointed|handed|given|brought|installed|put|added|replaced|withdrawn|removed|extended|stood"
    r"|recruited)\b|'s (?:stay|term|appointment)\b"
)

_HAS_BEEN = re.compile(
    r"\b(?:has|have|had|is|was|been) (?:now |finally |formally |officially |today |been |being |to be )*$"
)

_SUBJECT_WITHIN = 60

_SUBORDINATE = re.compile(r"[\s,]*(?:after|following|since|when|weeks after|months after)\b")


def steps_of(context: Context, clause: Clause) -> Iterator[Step]:
    lexicon = context.lexicon
    cue = lexicon.cue("intervention.instrument")
    if not cue.all(clause.sentence):
        return
    if names_a_foreign_place(context, clause):
        return
    authority = authority_at(context, clause)
    hits = {hit.label: hit for hit in reversed(list(clause.hits(cue))) if _is_instrument(context, clause, hit)}
    ordered = sorted(hits.values(), key=lambda hit: hit.start)
    for hit in ordered:
        if authority is None:
            return
        step = _step(context, clause, hit, authority, ordered)
        # What befell other councils is at most a threat to this one.
        step.maybe = step.maybe or speaks_of_many(context, clause, hit.start)
        yield step
        if step.maybe:
            return


def _step(context: Context, clause: Clause, hit: Hit, authority: str, hits: list[Hit]) -> Step:
    lexicon = context.lexicon
    actions = [item for item in clause.hits(lexicon.cue("intervention.action")) if not _touches(item, hit)]
    action = _action_on(clause, hit, actions)
    if ended := _ended_later(context, clause, hit):
        action = ended
    dates = [d for d in context.dates_in(clause.sentence) if d.first and not d.cadence and _bears_on(clause, d.start)]
    standing = _stands(context, clause, hit)
    dates = [item for item in dates if (not standing or item.start > hit.end) and not ended]
    dated = min(
        (d for d in dates if _nearest(hits, d.start) is hit), key=lambda d: _distance(hit, d.start), default=None
    )
    passing = _is_named_in_passing(clause, hit)
    instrument = None if hit.label == "intervention" else cast(Instrument, hit.label)
    return Step(
        clause=clause,
        authority=authority,
        instrument=instrument,
        hit=hit,
        action=cast(Action, action.label) if action else None,
        maybe=not _is_decided(clause, instrument)
        and (hypothetical(clause, hit.end) or (instrument == "trust" and not standing)),
        standing=standing,
        recalled=passing
        or clause.has(lexicon.cue("intervention.tense.since"))
        or (clause.sentence.index > 0 and ended is None and bool(_SUBORDINATE.match(clause.low)))
        or (ended is None and clause.has(lexicon.cue("inspection.recall.past"))),
        date=dated.first or dated.last if dated else None,
        date_span=Span(dated.start, dated.end, dated.basis) if dated else None,
        acted_on=_is_sent(clause, hit),
    )


def _action_on(clause: Clause, hit: Hit, actions: list[Hit]) -> Hit | None:
    """What was done to the instrument: of "lifted its direction, replacing it with a notice" each its own."""
    begin = clause.sentence.start
    swap = next((item for item in actions if item.text.startswith("replac") and item.label == "issued"), None)
    if swap is not None and swap.start > hit.end:
        earlier = [item for item in actions if item is not swap and item.label == "lifted"]
        return earlier[0] if earlier else replace(swap, label="lifted")
    if (
        swap is not None
        and swap.end <= hit.start
        and "," not in clause.sentence.low[swap.end - begin : hit.start - begin]
    ):
        return swap
    undone = [item for item in actions if item.label != "issued" and item.start > hit.end]
    return min(undone or actions, key=lambda item: _pull(item, hit), default=None)


def _ended_later(context: Context, clause: Clause, hit: Hit) -> Hit | None:
    """The main verb of "A notice handed to the council after an inspection in 2022 has been lifted"."""
    sentence = clause.sentence
    if hit.start - sentence.start > _SUBJECT_WITHIN:
        return None
    for item in context.lexicon.cue("intervention.action").every(sentence):
        before = sentence.low[max(0, item.start - sentence.start - 24) : item.start - sentence.start]
        if item.label == "lifted" and item.start > hit.end and _HAS_BEEN.search(before):
            return item
    return None


def _is_decided(clause: Clause, instrument: Instrument | None) -> bool:
    """True for "is to be stripped of control" and "has returned to council control": no mere possibility."""
    low = clause.sentence.low
    return instrument == "trust" and bool(_DECIDED.search(low)) and not _UNDECIDED.search(low)


def _is_sent(clause: Clause, hit: Hit) -> bool:
    """True where an adviser or commissioner is said to be appointed or sent, or to be done with."""
    low, begin = clause.sentence.low, clause.sentence.start
    if _SERIES.search(low[: hit.start - begin]):
        return False
    return bool(_SENDS.search(low[: hit.start - begin]) or _IS_SENT.match(low[hit.end - begin :]))


def _bears_on(clause: Clause, place: int) -> bool:
    """True for a date in the clause, or in a "which" clause that follows it."""
    if clause.holds(place):
        return True
    low = clause.sentence.low[clause.end - clause.sentence.start : place - clause.sentence.start]
    return place > clause.end and bool(re.match(r"[\s,]*which\b[^,;]*$", low))


def _touches(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _pull(action: Hit, hit: Hit) -> float:
    """How near what was done stands to the instrument; what follows it counts a little farther."""
    return hit.start - action.end if action.end <= hit.start else 1.3 * (action.start - hit.end)


def _is_named_in_passing(clause: Clause, hit: Hit) -> bool:
    """True for "its appointed commissioner" and "the earlier direction", which were there before the news."""
    begin = clause.sentence.start
    before = clause.sentence.low[max(0, hit.start - begin - 24) : hit.start - begin]
    return bool(_PASSING.search(before)) or "-appointed" in hit.text


def _distance(hit: Hit, place: int) -> int:
    """How far a date is; one before the instrument counts double."""
    return place - hit.end if place >= hit.end else 2 * (hit.start - place)


def _nearest(hits: list[Hit], place: int) -> Hit:
    return min(hits, key=lambda hit: _distance(hit, place))


def _stands(context: Context, clause: Clause, hit: Hit) -> bool:
    """True for what is said to be in force; of a trust also in the clause after it: "the trust, which runs ..."."""
    cue = context.lexicon.cue("intervention.tense.state")
    return cue.within(clause.sentence) if hit.label == "trust" else clause.has(cue)


def _is_instrument(context: Context, clause: Clause, hit: Hit) -> bool:
    """Words that mean much else ("direction", "trust", "adviser") count only where the government is at work."""
    sentence = clause.sentence
    low, begin = sentence.low, sentence.start
    if _NOT.match(low, hit.end - begin) or _NO.search(low[max(0, hit.start - begin - 20) : hit.start - begin]):
        return False
    if hit.label in ("commissioner", "adviser") and _BY_PERSON.search(
        low[max(0, hit.start - begin - 40) : hit.start - begin]
    ):
        return False
    if (
        hit.label in ("improvement_notice",)
        or "statutory direction" in hit.text
        or ("intervention" in hit.text and "advis" not in hit.text)
    ):
        return True
    government = context.lexicon.cue("intervention.government").within(sentence)
    if hit.label == "commissioner":
        return ("police" not in sentence.words and "financ" not in sentence.low and "money" not in sentence.words
                and ("children's commissioner" not in sentence.low or "appointed" in sentence.words))  # fmt: skip
    if hit.label == "statutory_direction":
        return hit.text not in ("direction", "directions") or government or "send direction" in sentence.low
    if hit.label == "trust" and ("house" in hit.text or "council control" in hit.text):
        return _is_decided(clause, "trust")
    if hit.label == "trust":
        return (
            _is_decided(clause, "trust")
            or hypothetical(clause, hit.start)
            or "could" in sentence.words
            or _stands(context, clause, hit)
        )
    return government
