"""Interventions of the Department for Education: notices, directions, commissioners, advisers, trusts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.model import Action, DateKey, Facts, Mention, Role, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.context import Context
from parsers.reader.intervention_acts import PEOPLE
from parsers.reader.intervention_dates import date_after
from parsers.reader.intervention_headline import News, headline_news
from parsers.reader.intervention_steps import Step, steps_in
from parsers.reader.passing import opens_without_government
from parsers.reader.roles import RECENT_DAYS, days_before, timing
from parsers.reader.sentences import Sentence

# Where an article that is about a measure says so: the headline and its first sentences.
_LEAD = 5
_OPENING = 2
_NEWS_DAYS = 9


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

    @property
    def action(self) -> Action | None:
        return next((step.action for step in self.steps if step.action), None)


def mentions(context: Context) -> Iterator[Mention]:
    """Every measure that the article speaks of, once."""
    measures: list[_Measure] = []
    for sentence in context.sentences:
        found = list(steps_in(context, sentence))
        for step in found:
            _gather(context, measures, step)
        if not found and measures:
            _date_later(context, measures[-1], sentence)
    told = headline_news(context)
    if told or any(
        step.index < _OPENING and step.stance in ("done", "ahead", "reported") for one in measures for step in one.steps
    ):
        told |= {("lead", None)}
    roles = {id(measure): _role(context, measure, told) for measure in measures}
    kept = [measure for measure in measures if not _is_shadow(measure, measures, roles)]
    for measure in kept:
        role = _role(context, measure, told)
        if role is not None:
            date = _date_of(measure, role, kept, roles)
            if date is None and role == "new":
                date = _date_before(context, measure.first)
            yield _mention(context, measure, role, date)


def _date_of(
    measure: _Measure, role: Role, measures: list[_Measure], roles: dict[int, Role | None]
) -> PartialDate | None:
    """Its own date, or that of the notice or direction by which an adviser or commissioner came with the same news."""
    if measure.date is not None or role != "new" or measure.first.stance == "reported":
        return measure.date
    same = (
        other.date
        for other in measures
        if roles[id(other)] == "new"
        and other.first.authority == measure.first.authority
        and other.first.instrument in ("improvement_notice", "statutory_direction")
        and (measure.first.instrument in PEOPLE or abs(other.first.index - measure.first.index) <= 2)
        and _kind(measure.first) == "issued"
    )
    return next((date for date in same if date is not None), None)


def _date_before(context: Context, step: Step) -> PartialDate | None:
    """The day in the opening sentence before it: "It came to an end yesterday. The notice was lifted."."""
    before = context.previous(step.clause.sentence)
    if before is None or step.index != 1 or not context.lexicon.cue("intervention.action").within(before):
        return None
    days = (
        item.first for item in context.dates_in(before) if item.first and not item.cadence and item.relation == "on"
    )
    fresh = (day for day in days if day.precision == "day" and timing(day, context.published) == "fresh")
    return next(fresh, None)


# "Is to work with an adviser": the adviser is there, or comes with the order to do so.
_BESIDE = re.compile(
    r"\b(?:work|overseen|supported|accept|helped|guided|advised)(?:ing)? (?:closely )?(?:with|by|an)\b|\baccept\b"
)


def _date_later(context: Context, measure: _Measure, sentence: Sentence) -> None:
    """Take the date from the next sentence: "The letter lifting it is dated 21 December"."""
    last = measure.steps[-1]
    if measure.date is not None or last.stance not in ("done", "recalled") or not 0 < sentence.index - last.index <= 2:
        return
    dated, near = date_after(context, sentence, sentence.index == last.index + 1)
    if dated and dated.first and (near or not _is_past(context, dated.first)):
        last.date, last.date_span = dated.first, Span(dated.start, dated.end, dated.basis)


def _gather(context: Context, measures: list[_Measure], step: Step) -> None:
    for measure in measures:
        if _same(context, measure, step):
            measure.steps.append(step)
            return
    measures.append(_Measure([step]))


def _kind(step: Step) -> str:
    """What may be told apart beside the date: what may be, what is in force, what somebody reports, what was done."""
    if step.stance in ("maybe", "standing", "reported", "ahead", "named"):
        return step.stance
    return step.action or "issued"


def _same(context: Context, measure: _Measure, step: Step) -> bool:
    first = measure.first
    if first.authority != step.authority or first.instrument != step.instrument or _kind(first) != _kind(step):
        return False
    if step.date is not None and measure.date is not None:
        return measure.date.agrees(step.date)
    if step.stance == "recalled" and step.date is not None and first.stance != "recalled":
        return not _is_past(context, step.date)
    return True


def _is_past(context: Context, date: PartialDate) -> bool:
    gap = days_before(date, context.published)
    return gap is not None and gap > RECENT_DAYS


def _is_shadow(measure: _Measure, measures: list[_Measure], roles: dict[int, Role | None]) -> bool:
    """True for "formal intervention" beside the instrument it rests on, and what is in force beside its news."""
    first = measure.first
    others = [item for item in measures if item is not measure and item.first.authority == first.authority]
    if first.instrument is None:
        kin = [other for other in others if other.first.instrument and _kind(other.first) == _kind(first)]
        if first.stance == "maybe":
            kin = [other for other in kin if abs(other.first.index - first.index) <= 1]
        if first.hit.label == "ordered":
            kin = [other for other in kin if other.first.instrument in ("improvement_notice", "statutory_direction")]
        if first.stance == "standing":
            kin += [other for other in others if other.first.instrument and roles[id(other)] == "new"]
        for other in kin[:1]:
            other.steps.extend(step for step in measure.steps if step.stance == "done" and step.action == "lifted")
        return bool(kin)
    if first.stance == "maybe" and first.instrument == "trust":
        return any(other.first.instrument == "trust" and roles[id(other)] in ("new", "scheduled") for other in others)
    if first.stance not in ("standing", "ahead", "named") or (first.stance == "ahead" and first.instrument in PEOPLE):
        return False
    return any(
        other.first.instrument == first.instrument
        and _kind(other.first)
        in (("issued", "revised") if first.stance != "standing" else ("issued", "revised", "named"))
        and roles[id(other)] in ("new", "scheduled")
        for other in others
    )


def _mention(context: Context, measure: _Measure, role: Role, date: PartialDate | None) -> Mention:
    first = measure.first
    dates: dict[DateKey, PartialDate] = {}
    evidence: dict[str, Span] = {"instrument": Span(first.hit.start, first.hit.end, "named")}
    if date is not None and role != "conditional":
        dates["effective"] = date
        source = next((step.date_span for step in measure.steps if step.date == date), None)
        if source:
            evidence["dates.effective"] = source
    facts = Facts(
        inspectorate="DfE",
        instrument="statutory_direction" if first.hit.label == "ordered" else first.instrument,
        action=_action(measure, role),
        dates=dates,
        people=tuple(dict.fromkeys(step.person for step in measure.steps if step.person))[:1],
        service=_service(measure),
    )
    latest = context.published.latest if role == "retrospective" and not dates else None
    span = context.span(_telling(measure).clause.sentence, "intervention.instrument")
    confidence = 0.8 if date or role == "new" else 0.65
    return Mention("intervention", role, first.authority, facts, span, confidence, evidence, Window(None, latest))


def _telling(measure: _Measure) -> Step:
    return next((step for step in measure.steps if step.stance == "done"), measure.first)


def _action(measure: _Measure, role: Role) -> Action | None:
    """What was done; a trust is neither issued nor revised, and what may or must be is not done."""
    if role in ("conditional", "state") or measure.first.stance == "reported":
        return None
    if measure.first.instrument == "trust" and measure.action != "lifted":
        return None
    if measure.first.stance == "ahead" and measure.action is None:
        return None
    if measure.action == "issued" and any("revised" in step.hit.text for step in measure.steps):
        return "revised"
    return measure.action or ("issued" if measure.first.instrument else None)


def _role(context: Context, measure: _Measure, told: News) -> Role | None:
    role = _role_told(context, measure, told)
    return "retrospective" if role == "new" and _is_of_another(context, measure) else role


def _is_of_another(context: Context, measure: _Measure) -> bool:
    """True for what was done to another council than the article is about: news in its first sentences only."""
    first = measure.first
    if context.subject is None or first.authority == context.subject or context.sections:
        return False
    fresh = measure.date is not None and timing(measure.date, context.published) == "fresh"
    return (
        first.index >= _OPENING
        and not fresh
        and not any({first.authority, context.subject} <= set(group) for group in context.joint)
    )


def _role_told(context: Context, measure: _Measure, told: News) -> Role | None:
    first = measure.first
    if first.stance == "maybe":
        return "conditional"
    if first.stance == "named":
        return "new" if (first.instrument, "issued") in told and first.index < _LEAD else None
    if first.stance == "standing":
        if (first.instrument, "issued") in told and first.index < 2 * _LEAD and measure.date is None:
            return "new"
        since = all(step.date is not None for step in measure.steps)
        return "retrospective" if since and first.instrument != "trust" else "state"
    if first.stance == "reported":
        return "new" if first.index < _OPENING or (first.fresh and first.index < _LEAD) else "retrospective"
    date = measure.date
    news = any(_is_news(context, step, told) for step in measure.steps)
    if date is not None:
        if timing(date, context.published) == "future":
            return "scheduled"
        return "new" if _is_fresh(context, measure, date, news) else "retrospective"
    if all(step.stance == "ahead" for step in measure.steps):
        due = first.instrument in PEOPLE and not _BESIDE.search(first.clause.sentence.low)
        return "scheduled" if due else "new"
    return "new" if news else "retrospective"


def _is_fresh(context: Context, measure: _Measure, date: PartialDate, news: bool) -> bool:
    """True for a date that the article may be reporting for the first time."""
    gap = days_before(date, context.published)
    if context.published_is_guessed and all(step.stance == "recalled" for step in measure.steps):
        return False
    if gap is None:
        return news
    if gap > RECENT_DAYS:
        published = context.published.latest
        return news and published is not None and date.iso == str(published.year)
    if date.precision == "year":
        return news
    if gap > 0 and date.precision == "month" and measure.first.index > 1:
        return news and measure.first.index < _LEAD
    return news or gap <= _NEWS_DAYS


def _is_news(context: Context, step: Step, told: News) -> bool:
    """True where the sentence says that it has come about now, or the headline does."""
    if step.stance not in ("done", "ahead"):
        return False
    if step.fresh or step.index < _OPENING:
        return True
    if opens_without_government(context, step.clause.sentence):
        return False
    if step.perfect and step.index < 2 * _LEAD:
        return True
    if ("lead", None) in told and step.index < _LEAD:
        return True
    in_headline = (step.instrument, step.action) in told or (step.instrument, None) in told
    return in_headline and step.index < 2 * _LEAD


def _service(measure: _Measure) -> str:
    special = any(
        "SEND" in step.clause.sentence.text or "special educational" in step.clause.sentence.low
        for step in measure.steps
    )
    return "SEND" if special else "children's services"
