"""What a new settling of an event changed, as one of the closed kinds of change, and how to know it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from parsers.fact_sheet import facts_to_dict
from parsers.model import ChangeKind, Facts, Family, Person
from parsers.posts import same_person
from parsers.sameness.inspection import FIELDWORK_SLACK_DAYS
from parsers.settle import Settled

_PUT_RIGHT = ("kind", "priority_actions", "areas_for_improvement", "instrument", "action", "people", "amount_gbp")
_DAYS_TOLD = ("start", "end", "published", "effective", "report_expected", "notified")


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in an event. `fingerprint` is the same whenever the same difference is found again."""

    kind: ChangeKind
    fingerprint: str


def changes(family: Family, before: Settled | None, after: Settled) -> tuple[Change, ...]:
    """Every difference, material ones first; empty when nothing is different."""
    kinds = _first(family, after) if before is None or before.phase == "retracted" else _next(family, before, after)
    return tuple(Change(kind, _fingerprint(kind, after)) for kind in kinds)


def decided(kind: ChangeKind, decision: int, undone: bool) -> Change:
    """What a person's decision, or its undoing, made of an event: told once for each."""
    return Change(kind, hashlib.sha256(json.dumps([kind, decision, undone]).encode()).hexdigest())


def stands_after_all(retraction: int) -> Change:
    """That an event which readers were told is withdrawn is supported again: told once for each retraction."""
    return Change("corrected", hashlib.sha256(json.dumps(["stands", retraction]).encode()).hexdigest())


def unheard(found: Sequence[Change], kept: Collection[tuple[str, str]]) -> list[Change]:
    """Those that were not kept before, by kind and fingerprint; a retraction is new each time that it comes."""
    times = sum(kind == "retracted" for kind, _ in kept)
    counted = [_retracted_again(times) if times and change.kind == "retracted" else change for change in found]
    return [change for change in counted if (change.kind, change.fingerprint) not in kept]


def _retracted_again(times: int) -> Change:
    return Change("retracted", hashlib.sha256(json.dumps(["retracted", times]).encode()).hexdigest())


def puts_right(before: Facts, after: Facts) -> bool:
    """Whether something material that was said before is said otherwise now; what is merely added is no correction."""
    was, now = facts_to_dict(before), facts_to_dict(after)
    if any(name in was and name in now and was[name] != now[name] for name in _PUT_RIGHT):
        return True
    if any(after.judgements.get(area) != grade for area, grade in before.judgements.items()):
        return True
    return any(
        key in after.dates and not value.agrees(after.dates[key])
        for key, value in before.dates.items()
        if key in _DAYS_TOLD
    )


def _first(family: Family, after: Settled) -> tuple[ChangeKind, ...]:
    if after.status == "retracted":
        return ()
    if family == "inspection":
        return (_phase_kind(after.phase),)
    if family == "intervention":
        return (_action_kind(after.phase),)
    if family == "leadership":
        return (_post_kind(after.facts),)
    return ("reported",)


def _next(family: Family, before: Settled, after: Settled) -> tuple[ChangeKind, ...]:
    if after.status == "retracted":
        return ("retracted",) if before.status != "retracted" else ()
    kinds: list[ChangeKind] = []
    if family == "inspection":
        kinds += _inspection(before, after)
    elif family == "intervention" and before.phase != after.phase:
        kinds.append(_action_kind(after.phase))
    elif family == "leadership" and _newcomers(before.facts, after.facts):
        kinds.append(_post_kind(after.facts))
    elif family == "funding" and before.facts.amount_gbp != after.facts.amount_gbp:
        kinds.append("corrected")
    if after.status == "confirmed" and before.status != "confirmed":
        kinds.append("confirmed")
    if set(after.sources) - set(before.sources):
        kinds.append("source_added")
    if not kinds and facts_to_dict(before.facts) != facts_to_dict(after.facts):
        kinds.append("enriched")
    return tuple(kinds)


def _inspection(before: Settled, after: Settled) -> list[ChangeKind]:
    if before.phase != "published" and after.phase == "published":
        return ["published"]
    kinds: list[ChangeKind] = []
    if before.phase == "published" and _outcome_differs(before.facts, after.facts):
        kinds.append("corrected")
    elif before.phase == "published" and _outcome_added(before.facts, after.facts):
        kinds.append("grade_added")
    if after.phase in ("scheduled", "announced") and _moved(before.facts, after.facts):
        kinds.append("rescheduled")
    return kinds


def _phase_kind(phase: str) -> ChangeKind:
    return cast(ChangeKind, phase) if phase in ("scheduled", "announced") else "published"


def _action_kind(phase: str) -> ChangeKind:
    return cast(ChangeKind, phase) if phase in ("revised", "lifted") else "issued"


def _post_kind(facts: Facts) -> ChangeKind:
    return "joined" if any(person.change in ("in", "interim") for person in facts.people) else "left"


def _newcomers(before: Facts, after: Facts) -> list[Person]:
    """Who is named now and was not: a fuller name, or "interim" for "new", is the same person on the same side."""
    return [
        person
        for person in after.people
        if person.name
        and not any(same_person(person.name, known.name) and _side(person) == _side(known) for known in before.people)
    ]


def _side(person: Person) -> str:
    return "out" if person.change == "out" else "in"


def _outcome_differs(before: Facts, after: Facts) -> bool:
    if any(after.judgements.get(area, grade) != grade for area, grade in before.judgements.items()):
        return True
    return (
        before.priority_actions is not None
        and after.priority_actions is not None
        and before.priority_actions != after.priority_actions
    )


def _outcome_added(before: Facts, after: Facts) -> bool:
    return bool(set(after.judgements) - set(before.judgements)) or (
        before.priority_actions is None and bool(after.priority_actions)
    )


def _moved(before: Facts, after: Facts) -> bool:
    was, now = before.dates.get("start"), after.dates.get("start")
    if was is None or now is None or was.agrees(now):
        return False
    return abs((was.earliest - now.earliest).days) > FIELDWORK_SLACK_DAYS


def _fingerprint(kind: ChangeKind, after: Settled) -> str:
    facts = facts_to_dict(after.facts)
    told: dict[str, Any]
    if kind == "source_added":
        told = {"sources": sorted(after.sources)}
    elif kind == "confirmed":
        told = {"status": after.status}
    elif kind in ("announced", "scheduled", "published"):
        # An event is announced once, scheduled once and published once, whatever its facts become later.
        told = {}
    elif kind in ("rescheduled",):
        told = {"start": (facts.get("dates") or {}).get("start")}
    elif kind in ("grade_added", "corrected"):
        told = {"judgements": facts.get("judgements"), "priority_actions": facts.get("priority_actions")}
        told["amount_gbp"] = facts.get("amount_gbp")
    elif kind in ("joined", "left"):
        surnames = {(person.name.split()[-1], _side(person)) for person in after.facts.people if person.name}
        told = {"people": sorted(surnames)}
    elif kind in ("issued", "revised", "lifted"):
        told = {"action": kind}
    else:
        told = facts
    return hashlib.sha256(json.dumps([kind, told], sort_keys=True).encode()).hexdigest()
