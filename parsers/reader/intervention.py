"""Interventions of the Department for Education: notices, directions, commissioners, advisers, trusts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.model import DateKey, Facts, Mention, Role, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.clauses import clauses
from parsers.reader.context import Context
from parsers.reader.intervention_steps import Step, steps_of
from parsers.reader.roles import RECENT_DAYS, days_before, timing
from parsers.reader.sentences import Sentence


@dataclass(slots=True)
class _Measure:
    """One instrument used on one authority, issued, revised or lifted."""

    steps: list[Step] = field(default_factory=list)

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def date(self) -> PartialDate | None:
        known = [step.date for step in self.steps if step.date]
        return max(known, key=lambda value: len(value.iso), default=None)


def mentions(context: Context) -> Iterator[Mention]:
    """Every measure that the article speaks of, once."""
    measures: list[_Measure] = []
    for sentence in context.sentences:
        named = context.lexicon.cue("intervention.instrument").all(sentence)
        found = [step for clause in clauses(sentence) for step in steps_of(context, clause)] if named else []
        for step in found:
            _gather(measures, step)
        if not found and measures:
            _date_later(context, measures[-1], sentence)
    for measure in measures:
        if not _is_shadow(measure, measures) and (mention := _mention(context, measure)):
            yield mention


_LATER = re.compile(
    r"[\s'\"]*(?:in )?(?:the|an?) (?:\w+ )?(?:letter|order|document|move|decision|appointment|notice"
    r"|direction)\b|[\s'\"]*(?:it|this)\b"
)


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


def _gather(measures: list[_Measure], step: Step) -> None:
    for measure in measures:
        if _same(measure, step):
            measure.steps.append(step)
            return
    measures.append(_Measure([step]))


def _same(measure: _Measure, step: Step) -> bool:
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
    latest = context.published.latest if role == "retrospective" and not dates else None
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
    person = first.instrument in ("adviser", "commissioner")
    if person and not any(step.acted_on for step in measure.steps):
        return None
    if measure.date is not None:
        gap = days_before(measure.date, context.published)
        if timing(measure.date, context.published) == "future":
            return "scheduled"
        if gap is not None and gap > 0 and measure.date.precision == "month" and first.clause.sentence.index > 1:
            return "retrospective"
        if gap is not None and gap > RECENT_DAYS:
            this_year = context.published.latest is not None and measure.date.iso == str(context.published.latest.year)
            return "new" if this_year and _opens(measure) else "retrospective"
        return "new" if _opens(measure) or (gap is not None and gap <= 9) else "retrospective"
    if first.instrument is None and not _opens(measure):
        return "retrospective" if first.action or first.recalled else None
    if first.action is None and not _opens(measure):
        return None
    return "retrospective" if first.recalled or not _opens(measure) else "new"


def _opens(measure: _Measure) -> bool:
    return any(step.clause.sentence.index < 6 and not step.recalled for step in measure.steps)


def _service(measure: _Measure) -> str:
    special = any(
        "SEND" in step.clause.sentence.text or "special educational" in step.clause.sentence.low
        for step in measure.steps
    )
    return "SEND" if special else "children's services"
