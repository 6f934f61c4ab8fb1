"""What a sentence says of one instrument of intervention, before it is known which speak of the same measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from parsers.cues import Hit
from parsers.model import Action, Instrument, Person, Span
from parsers.partial_date import PartialDate
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.inspected import authorities_at
from parsers.reader.intervention_acts import PEOPLE, VAGUE, Act, act_on
from parsers.reader.intervention_headline import is_denied
from parsers.reader.intervention_holds import comes_with, is_judged, is_recalled, reports_of, stands, was_there
from parsers.reader.intervention_hopes import is_hoped
from parsers.reader.intervention_patient import patient
from parsers.reader.intervention_people import person_sent
from parsers.reader.intervention_terms import terms_of
from parsers.reader.multitude import names_a_foreign_place, speaks_of_many
from parsers.reader.sentences import Sentence
from parsers.wordings import wordings

_said = wordings("intervention_steps")

Stance = Literal["done", "recalled", "ahead", "maybe", "standing", "reported", "named"]


@dataclass(slots=True)
class Step:
    """One sentence about one instrument: how it speaks of it, what was done, and when.

    `fresh` is true where it says "today", "this week" or the like, `perfect` where the verb itself is of the present.
    """

    clause: Clause
    authority: str
    instrument: Instrument | None
    hit: Hit
    stance: Stance
    action: Action | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    fresh: bool = False
    perfect: bool = False
    person: Person | None = None

    @property
    def index(self) -> int:
        """The place of its sentence in the article."""
        return self.clause.sentence.index


def steps_in(context: Context, sentence: Sentence) -> Iterator[Step]:
    """What the sentence says of each instrument that it names."""
    terms = tuple(terms_of(context, sentence))
    if any(hit.label not in VAGUE for hit in terms):
        # "Formal intervention" beside the instrument that it rests on says nothing of its own.
        terms = tuple(
            hit for hit in terms if "intervention" not in hit.text and hit.label not in ("ordered", "overseer")
        )
    for hit in terms:
        clause = _clause_at(sentence, hit.start)
        if names_a_foreign_place(context, clause):
            continue
        yield from _steps(context, clause, hit, terms)


def _clause_at(sentence: Sentence, place: int) -> Clause:
    return next(
        (clause for clause in clauses(sentence) if clause.holds(place)), Clause(sentence, sentence.start, sentence.end)
    )


def _steps(context: Context, clause: Clause, hit: Hit, terms: Sequence[Hit]) -> Iterator[Step]:
    act, aside = act_on(context, clause, hit, terms)
    stance = _stance(context, clause, hit, act)
    if stance is None:
        return
    instrument = None if hit.label in VAGUE else cast(Instrument, hit.label)
    told = _dated(context, clause.sentence, hit, aside, terms) if aside is not None else None
    dated = _dated(context, clause.sentence, hit, act, terms) if stance != "maybe" else None
    if stance == "named":
        dated = None
    if stance == "standing" and dated is not None and dated.relation != "since":
        dated = None
    since = dated if dated is not None and _is_of_its_issue(clause, hit, act, dated) else None
    if since is not None:
        dated = None
    for authority in _touched(context, clause, hit, act):
        if since is not None:
            yield _with_date(Step(clause, authority, instrument, hit, "recalled", "issued"), since)
        if told is not None and told.basis == "stated" and aside is not None and stance != "maybe":
            yield _with_date(Step(clause, authority, instrument, hit, "recalled", aside.action), told)
        step = Step(clause, authority, instrument, hit, stance, act.action if act else None)
        step.fresh = context.lexicon.cue("intervention.tense.fresh").within(clause.sentence)
        if stance in ("done", "ahead", "recalled"):
            step.person = person_sent(context, clause.sentence, hit, act)
        step.perfect = act is not None and _is_of_now(act)
        yield _with_date(step, dated) if dated is not None and dated is not told else step


def _is_of_now(act: Act) -> bool:
    """True for "has been lifted", "is being sent", "revokes" and "receiving": the verb itself is of the present."""
    verb = act.hit.text.partition(" ")[0] if act.hit.text[:3] != "in " else act.hit.text
    return act.mood in ("perfect", "present") or (act.mood == "bare" and verb.endswith(("ing", "es", "s")))


# "The notice that Barset was given in 2022", "the direction made in March": what follows tells which one is meant.
_OF_ITS_ISSUE = _said.shaped(r"[\s,]{0,4}(?:that|which|under which|by which)\b|[\s,]{0,4}@of_its_issue\b")


def _is_of_its_issue(clause: Clause, hit: Hit, act: Act | None, dated: DateExpression) -> bool:
    """True where a measure is lifted, and the date is that of its issue."""
    if act is None or act.action != "lifted":
        return False
    if dated.relation == "since":
        return True
    low, begin = clause.sentence.low, clause.sentence.start
    return act.hit.end <= hit.start < dated.start and _OF_ITS_ISSUE.match(low, hit.end - begin) is not None


def _touched(context: Context, clause: Clause, hit: Hit, act: Act | None) -> tuple[str, ...]:
    """Whom the measure touches: several where they are named in one breath."""
    name = patient(context, clause, hit)
    if name is None:
        return ()
    if act is None:
        return (name,)
    several = authorities_at(context, clause, hit.start) or authorities_at(context, clause, hit.end)
    return several if len(several) > 1 and name in several else (name,)


def _with_date(step: Step, dated: DateExpression) -> Step:
    step.date, step.date_span = dated.first or dated.last, Span(dated.start, dated.end, dated.basis)
    return step


def _stance(context: Context, clause: Clause, hit: Hit, act: Act | None) -> Stance | None:
    """How the sentence speaks of the measure; None where it only names it."""
    if hit.label == "trust" and (of_trust := _stance_of_trust(context, clause, hit, act)):
        return of_trust
    if (
        hit.label == "commissioner"
        and not _AWAITS.search(clause.low)
        and _SAYS.match(clause.sentence.low, hit.end - clause.sentence.start)
    ):
        return "reported"
    if is_hoped(context, clause, hit, act) or _is_of_many(context, clause, hit):
        return None if "house" in hit.text else "maybe"
    if act is not None and act.mood == "denied":
        return None if hit.label in VAGUE else "standing" if act.action == "lifted" else "maybe"
    if hit.label in PEOPLE and reports_of(context, clause, hit, act):
        if hit.label == "adviser":
            return _advises(clause, hit)
        if _AWAITS.search(clause.sentence.low):
            return None
        return "ahead" if _DUE.match(clause.sentence.low, hit.end - clause.sentence.start) else "reported"
    if was_there(clause, hit):
        return "recalled"
    if stands(context, clause, hit, act):
        return "recalled" if _THEN.match(clause.low) else "standing"
    if act is None:
        return _named(clause, hit)
    if act.mood in ("future", "bound") or (act.attributive and hit.label in PEOPLE and comes_with(clause, hit)):
        return "maybe" if is_denied(context) else "ahead"
    return "recalled" if is_recalled(context, clause, hit, act) else "done"


def _stance_of_trust(context: Context, clause: Clause, hit: Hit, act: Act | None) -> Stance | None:
    """A trust that won't start until a day is to come; one that carries on, or is itself judged, is there."""
    if _is_awaited(clause.sentence, hit):
        return "ahead"
    if is_judged(clause.sentence, hit):
        return "standing"
    if _CARRIES_ON.search(clause.sentence.low) and stands(context, clause, hit, act):
        return "standing"
    return None


def _named(clause: Clause, hit: Hit) -> Stance | None:
    """What is only named has been made where it is this week's, and says nothing where no instrument is meant."""
    if _FRESH_ONE.search(clause.sentence.low[: hit.start - clause.sentence.start]):
        return "done"
    return "named" if hit.label not in VAGUE else None


# "This week's statutory direction says ...": one that has only just been made.
_FRESH_ONE = _said.shaped(r"\b@fresh_one (?:[\w'-]+ ){0,2}$")
_THEN = re.compile(r"[\s,]{0,4}(?:when|before|after|while)\b.*\b(?:was|were|had)\b")
# "The trust will not be in place until 2025": it will, then.
_NOT_UNTIL = _said("not_until")
_CARRIES_ON = _said("carries_on")
_ASIDE = _said.shaped(r", @aside\b[^,]{0,90}, ")


def _is_of_many(context: Context, clause: Clause, hit: Hit) -> bool:
    """True where it is said of a number of authorities, and not only in an aside on the way."""
    if _ASIDE.search(clause.sentence.low, 0, hit.start - clause.sentence.start):
        return False
    return speaks_of_many(context, clause, hit.start)


# What a commissioner reports, has yet to report, or is about to.
_SAYS = _said.shaped(r"(?:,? [\w' -]{3,40}?,?)? @says\b")
_AWAITS = _said("awaits")
_DUE = _said.shaped(r"[^.;]{0,60}\b@due\b")


def _advises(clause: Clause, hit: Hit) -> Stance | None:
    """An adviser who has told or found something is there; one who is to do so is no news of his own."""
    after = clause.sentence.low[hit.end - clause.sentence.start :]
    return None if re.match(r"[^.;]{0,40}?\b(?:will|to|would)\b", after) else "standing"


# What stands between a measure and a date that belongs to something else.
_OTHERS_DATE = _said("others_date")
_OWN_BEFORE = _said.shaped(r"\b@own_before (?:[\w']+ ){0,4}$")


def _dated(
    context: Context, sentence: Sentence, hit: Hit, act: Act | None, terms: Sequence[Hit]
) -> DateExpression | None:
    """The date of what was done: the nearest one that belongs neither to another measure nor to an inspection."""
    marks = [hit] if act is None else [hit, act.hit]
    first, last = min(item.start for item in marks), max(item.end for item in marks)
    fitting = []
    for item in context.dates_in(sentence):
        if (item.first is None and item.last is None) or item.cadence:
            continue
        awaited = hit.label == "trust" and _is_awaited(sentence, hit)
        if item.relation in ("until", "before", "after") and not awaited:
            continue
        if not awaited and _belongs_elsewhere(sentence, item, first, last):
            continue
        nearest = min(terms, key=lambda term: _distance(term, item.start))
        if (
            nearest is not hit
            and _distance(nearest, item.start) < _distance(hit, item.start)
            and not _shared(sentence, terms)
        ):
            continue
        fitting.append(item)
    return min(fitting, key=lambda item: _gap(item, first, last), default=None)


def _is_awaited(sentence: Sentence, hit: Hit) -> bool:
    return _NOT_UNTIL.search(sentence.low, hit.end - sentence.start) is not None


def _shared(sentence: Sentence, terms: Sequence[Hit]) -> bool:
    """True for "issued a direction and sent in a commissioner": one date for both."""
    low, begin = sentence.low, sentence.start
    between = low[terms[0].end - begin : terms[-1].start - begin]
    return len(terms) > 1 and len(between) < 60 and " and " in between and not re.search(r"\d", between)


def _belongs_elsewhere(sentence: Sentence, item: DateExpression, first: int, last: int) -> bool:
    low, begin = sentence.low, sentence.start
    if item.start >= last:
        return bool(_OTHERS_DATE.search(low[last - begin : item.start - begin]))
    before = low[max(0, item.start - begin - 60) : item.start - begin]
    if ";" in low[item.end - begin : first - begin]:
        return True
    if item.end <= first:
        between = low[item.end - begin : first - begin]
        return bool(_OWN_BEFORE.search(before)) or (bool(_OTHERS_DATE.search(between)) and "," in between)
    return bool(_OWN_BEFORE.search(before[-30:]))


def _gap(item: DateExpression, first: int, last: int) -> int:
    return item.start - last if item.start >= last else max(0, first - item.end)


def _distance(hit: Hit, place: int) -> int:
    """How far a date is; one before the instrument counts double."""
    return place - hit.end if place >= hit.end else 2 * (hit.start - place)
