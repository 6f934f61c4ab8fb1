"""Interventions of the Department for Education: notices, directions, commissioners, advisers, trusts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from parsers.lexicon import Hit
from parsers.model import Action, DateKey, Facts, Instrument, Mention, Role, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.roles import RECENT_DAYS, days_before, hypothetical, timing
from parsers.reader.sentences import Sentence
from parsers.reader.statements import authority_at


@dataclass(slots=True)
class _Step:
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


@dataclass(slots=True)
class _Measure:
    """One instrument used on one authority, issued, revised or lifted."""

    steps: list[_Step] = field(default_factory=list)

    @property
    def first(self) -> _Step:
        return self.steps[0]

    @property
    def date(self) -> PartialDate | None:
        known = [step.date for step in self.steps if step.date]
        return max(known, key=lambda value: len(value.iso), default=None)


def mentions(context: Context) -> Iterator[Mention]:
    """Every measure that the article speaks of, once."""
    measures: list[_Measure] = []
    for sentence in context.sentences:
        found = [step for clause in clauses(sentence) for step in _steps(context, clause)]
        for step in found:
            _gather(measures, step)
        if not found and measures:
            _date_later(context, measures[-1], sentence)
    for measure in measures:
        if not _is_shadow(measure, measures) and (mention := _mention(context, measure)):
            yield mention


# An adviser or commissioner must stand this near to what was done, in characters: they are named in passing too often.
_NEAR = 40
_PASSING = re.compile(r"(?:appointed|earlier|previous|existing|original|old|former|current) $")
_LATER = re.compile(r"[\s'\"]*(?:the (?:letter|order|document|move|decision|appointment|notice|direction)|it|this)\b")


def _date_later(context: Context, measure: _Measure, sentence: Sentence) -> None:
    """Take the date from the next sentence: "The letter lifting it is dated 21 December"."""
    last = measure.steps[-1]
    if measure.date is not None or sentence.index != last.clause.sentence.index + 1 or not _LATER.match(sentence.low):
        return
    if not context.lexicon.cue("intervention.action").within(sentence):
        return
    dated = next((item for item in context.dates_in(sentence) if item.first and not item.cadence), None)
    if dated:
        last.date, last.date_span = dated.first, Span(dated.start, dated.end, dated.basis)


def _is_shadow(measure: _Measure, measures: list[_Measure]) -> bool:
    """True for "formal intervention" beside the instrument that it rests on."""
    first = measure.first
    if first.instrument is not None:
        return False
    return any(
        other.first.instrument and other.first.authority == first.authority and other.first.maybe == first.maybe
        for other in measures
    )


def _steps(context: Context, clause: Clause) -> Iterator[_Step]:
    lexicon = context.lexicon
    cue = lexicon.cue("intervention.instrument")
    if not cue.may_match(clause.sentence.words):
        return
    authority = authority_at(context, clause)
    hits = {hit.label: hit for hit in reversed(list(clause.hits(cue))) if _is_instrument(context, clause, hit)}
    ordered = sorted(hits.values(), key=lambda hit: hit.start)
    for hit in ordered:
        if authority is None:
            return
        step = _step(context, clause, hit, authority, ordered)
        yield step
        if step.maybe:
            return


def _step(context: Context, clause: Clause, hit: Hit, authority: str, hits: list[Hit]) -> _Step:
    lexicon = context.lexicon
    actions = [item for item in clause.hits(lexicon.cue("intervention.action")) if not _touches(item, hit)]
    undone = [item for item in actions if item.label != "issued" and item.start > hit.end]
    action = min(undone or actions, key=lambda item: _pull(item, hit), default=None)
    dates = [d for d in context.dates_in(clause.sentence) if d.first and not d.cadence and _bears_on(clause, d.start)]
    standing = _stands(context, clause, hit)
    dates = [item for item in dates if not standing or item.start > hit.end]
    dated = min(
        (d for d in dates if _nearest(hits, d.start) is hit), key=lambda d: _distance(hit, d.start), default=None
    )
    instrument = None if hit.label == "intervention" else cast(Instrument, hit.label)
    return _Step(
        clause=clause,
        authority=authority,
        instrument=instrument,
        hit=hit,
        action=cast(Action, action.label) if action else None,
        maybe=hypothetical(clause, hit.end) or (instrument == "trust" and not standing),
        standing=standing,
        recalled=_is_named_in_passing(clause, hit)
        or clause.has(lexicon.cue("intervention.tense.since"))
        or clause.has(lexicon.cue("inspection.recall.past")),
        date=dated.first or dated.last if dated else None,
        date_span=Span(dated.start, dated.end, dated.basis) if dated else None,
        acted_on=any(_apart(item, hit) <= _NEAR for item in clause.hits(lexicon.cue("intervention.action"))),
    )


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


def _apart(one: Hit, other: Hit) -> int:
    return max(other.start - one.end, one.start - other.end)


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
    if hit.label == "trust":
        return hypothetical(clause, hit.start) or "could" in sentence.words or _stands(context, clause, hit)
    return government


def _gather(measures: list[_Measure], step: _Step) -> None:
    for measure in measures:
        if _same(measure, step):
            measure.steps.append(step)
            return
    measures.append(_Measure([step]))


def _same(measure: _Measure, step: _Step) -> bool:
    first = measure.first
    if first.authority != step.authority or first.instrument != step.instrument or first.maybe != step.maybe:
        return False
    if step.date is not None and step.recalled and not first.recalled:
        return False
    actions = {item.action for item in measure.steps if item.action}
    if step.action == "lifted" or "lifted" in actions:
        if step.action != "lifted" and step.date is None and not step.recalled:
            return True
        return step.action in actions
    if step.action == "revised" and "issued" in actions:
        return False
    return measure.date is None or step.date is None or measure.date.agrees(step.date)


def _mention(context: Context, measure: _Measure) -> Mention | None:
    first = measure.first
    role = _role(context, measure)
    if role is None:
        return None
    dates: dict[DateKey, PartialDate] = {}
    evidence: dict[str, Span] = {"instrument": Span(first.hit.start, first.hit.end, "named")}
    if measure.date is not None and role != "conditional":
        dates["effective"] = measure.date
        source = next((step.date_span for step in measure.steps if step.date == measure.date), None)
        if source:
            evidence["dates.effective"] = source
    action = next((step.action for step in measure.steps if step.action), None)
    facts = Facts(
        inspectorate="DfE",
        instrument=first.instrument,
        action=None if role in ("conditional", "state") else action or ("issued" if first.instrument else None),
        dates=dates,
        service=_service(measure),
    )
    latest = context.published.latest if role in ("new", "retrospective") and not dates else None
    return Mention(
        "intervention", role, first.authority, facts, context.span(first.clause.sentence, "intervention.instrument"),
        0.8 if measure.date or role == "new" else 0.65, evidence, Window(None, latest),
    )  # fmt: skip


def _role(context: Context, measure: _Measure) -> Role | None:
    first = measure.first
    if first.maybe:
        return "conditional"
    if first.standing and measure.date is None:
        return "state"
    if measure.date is not None:
        gap = days_before(measure.date, context.published)
        if timing(measure.date, context.published) == "future":
            return "scheduled"
        if gap is not None and gap > RECENT_DAYS:
            this_year = context.published.latest is not None and measure.date.iso == str(context.published.latest.year)
            return "new" if this_year and _opens(measure) else "retrospective"
        return "new" if _opens(measure) or (gap is not None and gap <= 9) else "retrospective"
    if first.instrument is None and not _opens(measure):
        return "retrospective" if first.action or first.recalled else None
    person = first.instrument in ("adviser", "commissioner")
    if person and not any(step.acted_on for step in measure.steps):
        return None
    if first.action is None and not _opens(measure):
        return None
    return "retrospective" if first.recalled or not _opens(measure) else "new"


def _opens(measure: _Measure) -> bool:
    return any(step.clause.sentence.index < 6 and not step.recalled for step in measure.steps)


def _service(measure: _Measure) -> str:
    special = any(
        "send" in step.clause.sentence.words or "special" in step.clause.sentence.words for step in measure.steps
    )
    return "SEND" if special else "children's services"
