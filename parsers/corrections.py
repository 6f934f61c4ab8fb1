"""What a person corrects of an event's facts: read from `path=value`, kept as data, and as the claim that rules.

Paths are those of the facts: `kind`, `judgements.overall`, `dates.start`, `people.1.name`. No value ("kind=") says
that the fact is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import (
    AREAS,
    DATE_KEYS,
    GRADES,
    KINDS,
    SEND_OUTCOMES,
    Action,
    Facts,
    Family,
    Inspectorate,
    Instrument,
    MentionType,
    PostChange,
)
from parsers.partial_date import PartialDate

_GRADES_OF: Mapping[str, Sequence[str]] = {area: SEND_OUTCOMES if area == "outcome" else GRADES for area in AREAS}
_CHOICES: Mapping[str, Sequence[str]] = {
    "inspectorate": get_args(Inspectorate),
    "kind": KINDS,
    "previous_overall": GRADES,
    "instrument": get_args(Instrument),
    "action": get_args(Action),
} | {f"judgements.{area}": grades for area, grades in _GRADES_OF.items()}
_NUMBERS = ("priority_actions", "areas_for_improvement", "amount_gbp")
_PATHS: Mapping[Family, Sequence[str]] = {
    "inspection": (
        "inspectorate", "kind", *(f"judgements.{area}" for area in AREAS), "previous_overall", "priority_actions",
        "areas_for_improvement", "theme",
    ),
    "intervention": ("instrument", "action", "service"),
    "leadership": (),
    "activity": ("what", "partner"),
    "funding": ("amount_gbp", "per", "what"),
}  # fmt: skip
_PERSON = ("name", "role", "change")
_TYPE: Mapping[Family, MentionType] = {
    "inspection": "inspection_announced",
    "intervention": "intervention",
    "leadership": "leadership_change",
    "activity": "improvement_activity",
    "funding": "funding",
}


def read_corrections(assignments: Sequence[str], family: Family, known: Facts) -> dict[str, Any]:
    """What each `path=value` says, by path; None for a fact that is not known.

    Raises ValueError naming the path or value that can't be, and those that can.
    """
    stated: dict[str, Any] = {}
    for assignment in assignments:
        path, equals, value = assignment.partition("=")
        path, value = path.strip(), value.strip()
        if not equals:
            raise ValueError(f"{assignment!r} is no correction: write path=value, such as dates.start=2024-05-06")
        if path.startswith("people.") and family == "leadership":
            people = stated.get("people") or facts_to_dict(known).get("people") or []
            stated["people"] = _with_person(people, path, value) or None
        else:
            stated[path] = _value(path, value, family)
    return stated


def claim_of(number: int, family: Family, stated: Mapping[str, Any]) -> Claim:
    """The corrections of one decision as a claim above all others."""
    sheet: dict[str, Any] = {}
    for path, value in stated.items():
        name, _, key = path.partition(".")
        if value is None:
            continue
        if key:
            sheet.setdefault(name, {})[key] = value
        else:
            sheet[name] = value
    facts = facts_from_dict(sheet)
    kind = _TYPE[family]
    if facts.judgements or facts.priority_actions is not None:
        kind = "judgement" if facts.judgements else "visit_outcome"
    return Claim(
        id=f"decision:{number}",
        source=f"decision:{number}",
        type=kind,
        role="new",
        facts=facts,
        correction=True,
        decision=number,
        denied=tuple(path for path, value in stated.items() if value is None),
    )


def _value(path: str, value: str, family: Family) -> Any:
    allowed = (*_PATHS[family], *(f"dates.{key}" for key in DATE_KEYS))
    if path not in allowed:
        people = ", people.1.name, people.1.role, people.1.change" if family == "leadership" else ""
        raise ValueError(f"{path!r} is no fact of an event of family {family}. Known: {', '.join(allowed)}{people}")
    if not value:
        return None
    if path in _CHOICES:
        return _chosen(path, value, _CHOICES[path])
    if path in _NUMBERS:
        return _number(path, value)
    if path.startswith("dates."):
        try:
            return PartialDate(value).iso
        except ValueError:
            raise ValueError(f"{path}: {value!r} is no date: write 2024-05-06, 2024-05 or 2024") from None
    return value


def _chosen(path: str, value: str, choices: Sequence[str]) -> str:
    typed = value.lower().replace(" ", "_")
    for choice in choices:
        if typed == choice.lower():
            return choice
    raise ValueError(f"{path}: {value!r} can't be. Known: {', '.join(choices)}")


def _number(path: str, value: str) -> int:
    plain = value.replace(",", "").removeprefix("£")
    if not (plain.isascii() and plain.isdigit()):
        raise ValueError(f"{path}: {value!r} is no whole number")
    return int(plain)


def _with_person(people: Sequence[Mapping[str, Any]], path: str, value: str) -> list[dict[str, Any]]:
    """The people with one of them put right; `people.2=` takes one out, one more than there are adds one."""
    place, _, field = path.removeprefix("people.").partition(".")
    listed = [dict(person) for person in people]
    if not place.isdigit() or not 1 <= int(place) <= len(listed) + 1 or (field not in _PERSON and (field or value)):
        raise ValueError(f"{path!r} is nobody's: people.1.name to people.{len(people) + 1}.name, or .role, .change")
    at = int(place) - 1
    if not field:
        return [*listed[:at], *listed[at + 1 :]]
    if at == len(listed):
        listed.append(dict.fromkeys((*_PERSON, "post")))
    listed[at][field] = _chosen(path, value, get_args(PostChange)) if field == "change" and value else value or None
    return listed
