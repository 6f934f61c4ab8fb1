"""From everything said of one event to the facts we stand by.

Pure and without memory: the same claims give the same facts, whatever order they came in. What a person corrected
rules, the latest first; else the official record; else a correction, else the more precise, else the article whose own
news it was, else whoever said it first. What contradicts the chosen value is kept beside it, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from parsers.claims import Claim
from parsers.fact_sheet import without
from parsers.model import DATE_KEYS, Area, DateKey, EventStatus, Facts, Grade, Person, SendOutcome
from parsers.partial_date import PartialDate, Window
from parsers.postponement import in_force
from parsers.posts import post_of, same_person
from parsers.sameness.likeness import event_timing
from parsers.timing import Timing

_SCALARS = (
    "inspectorate", "kind", "previous_overall", "priority_actions", "areas_for_improvement", "theme", "instrument",
    "service", "amount_gbp", "per", "what", "partner",
)  # fmt: skip
_LISTS = ("priority_action_texts", "improvement_texts")
# Sources that differ on one of these put the whole event in dispute.
_MATERIAL = ("judgements.", "priority_actions", "amount_gbp")
_ROLE_RANK = {"new": 0, "scheduled": 1, "retrospective": 2}
_FAR = date(9999, 12, 31)
NO_OVERALL_SINCE = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which sources differ: what another claim says instead."""

    path: str
    value: str
    claim: str


@dataclass(frozen=True, slots=True)
class Settled:
    """An event's facts, where each comes from, what is contradicted, and how far the event has come.

    `phase` is `scheduled`, `announced` or `published` for an inspection; the latest action for an intervention;
    `changed` for a post; `reported` for the rest.
    """

    facts: Facts
    status: EventStatus
    phase: str
    types: tuple[str, ...]
    sources: tuple[str, ...]
    timing: Timing
    provenance: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()


def settle(claims: Iterable[Claim]) -> Settled:
    """The facts that follow from `claims`, all of one event.

    Without claims, or with nothing but what a person corrected, the event is `retracted`.
    """
    ranked = in_force(_without_denied(sorted(claims, key=_rank)))
    told = [claim for claim in ranked if not claim.decision]
    if not told:
        return Settled(Facts(), "retracted", "retracted", (), (), Timing())
    chosen = _Choice(ranked)
    values = {name: chosen.value(name, _said(ranked, name)) for name in _SCALARS}
    values |= {name: chosen.value(name, _said(ranked, name)) or () for name in _LISTS}
    facts = Facts(
        judgements=_judgements(ranked, chosen),
        dates=_dates(ranked, chosen),
        people=_people(ranked),
        inspectors=_inspectors(ranked),
        action=_latest_action(ranked),
        **values,
    )
    return Settled(
        facts=facts,
        status=_status(ranked, chosen.conflicts),
        phase=_phase(ranked, facts),
        types=tuple(sorted({claim.type for claim in ranked if not claim.decision or claim.tells_outcome})),
        sources=tuple(dict.fromkeys(claim.source for claim in told)),
        timing=_timing(ranked),
        provenance=chosen.provenance,
        conflicts=tuple(chosen.conflicts),
    )


def _rank(claim: Claim) -> tuple[Any, ...]:
    newest_first = -(claim.seen.latest or date.min).toordinal()
    return (
        -claim.decision,
        not claim.official,
        newest_first if claim.correction or claim.official else 0,
        not claim.correction,
        _ROLE_RANK.get(claim.role, 3),
        claim.seen.earliest or _FAR,
        claim.id,
    )


def _without_denied(ranked: Sequence[Claim]) -> Sequence[Claim]:
    """The claims without the facts of which a claim of higher rank says that they are not known."""
    denied: set[str] = set()
    kept = []
    for claim in ranked:
        kept.append(replace(claim, facts=without(claim.facts, denied)) if denied else claim)
        denied.update(claim.denied)
    return kept


class _Choice:
    """Picks one value a path, and notes who supports and who contradicts it."""

    def __init__(self, ranked: Sequence[Claim]) -> None:
        self.ranked = ranked
        self.provenance: dict[str, tuple[str, ...]] = {}
        self.conflicts: list[Conflict] = []

    def value(self, path: str, said: Sequence[tuple[Claim, Any]]) -> Any:
        """The value of the best-ranked claim, or one that says the same more finely; None when nobody says."""
        if not said:
            return None
        best = said[0][1]
        for _, value in said[1:]:
            # What a person corrected stands as it was put, whoever says it more finely.
            if not said[0][0].decision and value != best and isinstance(value, PartialDate) and value.refines(best):
                best = value
        backing = [claim for claim, value in said if _agree(value, best)]
        self.provenance[path] = tuple(claim.id for claim in backing)
        if not any(claim.correction or claim.official for claim in backing):
            self.conflicts += [Conflict(path, str(value), claim.id) for claim, value in said if claim not in backing]
        return best


def _said(ranked: Sequence[Claim], name: str) -> list[tuple[Claim, Any]]:
    values = [(claim, getattr(claim.facts, name)) for claim in ranked]
    return [(claim, value) for claim, value in values if value is not None and value != ()]


def _agree(a: Any, b: Any) -> bool:
    return a.agrees(b) if isinstance(a, PartialDate) else bool(a == b)


def _judgements(ranked: Sequence[Claim], chosen: _Choice) -> dict[Area, Grade | SendOutcome]:
    areas = dict.fromkeys(area for claim in ranked for area in claim.facts.judgements)
    official = any((claim.official or claim.decision) and "overall" in claim.facts.judgements for claim in ranked)
    if len(areas) > 1 and "overall" in areas and not official and _without_overall(ranked):
        del areas["overall"]
    return {
        area: chosen.value(
            f"judgements.{area}",
            [(claim, claim.facts.judgements[area]) for claim in ranked if area in claim.facts.judgements],
        )
        for area in areas
    }


def _without_overall(ranked: Sequence[Claim]) -> bool:
    """Whether Ofsted can't have given an overall grade: ILACS inspections that began after March 2026 have none.

    What the press calls one then is its own sum of the others.
    """
    began = _timing(ranked).start.earliest
    kinds = {claim.facts.kind for claim in ranked} - {None}
    return began is not None and began >= NO_OVERALL_SINCE and kinds <= {"ilacs_standard", "ilacs_short"}


def _dates(ranked: Sequence[Claim], chosen: _Choice) -> dict[DateKey, PartialDate]:
    start = _best_date(ranked, chosen, "start")
    dates: dict[DateKey, PartialDate] = {}
    for key in DATE_KEYS:
        value = start if key == "start" else _best_date(_dating(ranked, key, start), chosen, key)
        if value is not None:
            dates[key] = value
    return dates


def _best_date(dating: Sequence[Claim], chosen: _Choice, key: DateKey) -> PartialDate | None:
    said = [(claim, claim.facts.dates[key]) for claim in dating if key in claim.facts.dates]
    value: PartialDate | None = chosen.value(f"dates.{key}", said)
    return value


def _dating(ranked: Sequence[Claim], key: str, start: PartialDate | None) -> Sequence[Claim]:
    """Those whose date can be taken at its word: a loosely dated recollection can't say when a report came out.

    Unless nothing better is known and it can be true: a report does not come out before its inspection.
    """
    if key != "published":
        return ranked
    firm = [claim for claim in ranked if not claim.loosely_dated]
    if any("published" in claim.facts.dates for claim in firm):
        return firm
    return [
        claim
        for claim in ranked
        if not claim.loosely_dated
        or start is None
        or (
            claim.facts.dates["published"].precision != "year"
            and claim.facts.dates["published"].earliest > start.latest
        )
    ]


def _people(ranked: Sequence[Claim]) -> tuple[Person, ...]:
    """Everyone in the change, once each: who leaves first, and a name rather than none."""
    corrected = next((claim.facts.people for claim in ranked if claim.decision and claim.facts.people), None)
    if corrected:
        return corrected
    people: list[Person] = []
    for person in (person for claim in ranked for person in claim.facts.people):
        twin = next((known for known in people if _one_person(known, person)), None)
        if twin is None:
            people.append(person)
        elif twin.name is None and person.name is not None:
            people[people.index(twin)] = person
    return tuple(sorted(people, key=lambda person: person.change != "out"))


def _one_person(a: Person, b: Person) -> bool:
    if post_of(a) != post_of(b) or (a.change == "out") != (b.change == "out"):
        return False
    return a.name is None or b.name is None or same_person(a.name, b.name)


def _inspectors(ranked: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for claim in ranked for name in claim.facts.inspectors))


def _latest_action(ranked: Sequence[Claim]) -> Any:
    order = {"issued": 0, "revised": 1, "lifted": 2}
    said = [claim for claim in ranked if claim.facts.action]
    actions = [claim.facts.action for claim in said if claim.facts.action and claim.decision == said[0].decision]
    return max(actions, key=lambda action: order[action], default=None)


def _status(ranked: Sequence[Claim], conflicts: Sequence[Conflict]) -> EventStatus:
    if any(claim.official for claim in ranked):
        return "confirmed"
    return "disputed" if any(conflict.path.startswith(_MATERIAL) for conflict in conflicts) else "reported"


def _phase(ranked: Sequence[Claim], facts: Facts) -> str:
    family = ranked[0].family
    told = [claim for claim in ranked if not claim.decision]
    if family == "inspection":
        if any(claim.tells_outcome for claim in ranked):
            return "published"
        return "announced" if any(claim.role != "scheduled" for claim in told) else "scheduled"
    if family == "intervention":
        return facts.action or "issued"
    return "changed" if family == "leadership" else "reported"


def _timing(ranked: Sequence[Claim]) -> Timing:
    known = Timing()
    # A correction without a date says nothing of when it was.
    ranked = [claim for claim in ranked if not claim.decision or claim.facts.dates]
    loose = [claim for claim in ranked if claim.loosely_dated]
    for claim in (*(claim for claim in ranked if not claim.loosely_dated), *loose):
        told = event_timing(claim)
        if claim.loosely_dated and known != Timing(Window(), Window()):
            continue
        known = known.narrowed(told) if known != Timing() else told
    return known
