"""What a correction puts right: the facts that differ from those we told, each as `now, not before`."""

from __future__ import annotations

from dataclasses import dataclass

from alerts import wording
from alerts.safe_text import plain
from parsers.model import Area, DateKey, Facts, Person

_DATES: tuple[tuple[DateKey, str], ...] = (
    ("notified", "notified "),
    ("report_expected", "report expected "),
    ("published", "published "),
    ("effective", "effective "),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact put right, as phrases: `2 areas for priority action`, not `3`."""

    now: str
    before: str

    def __str__(self) -> str:
        return f"{self.now}, not {self.before}"


def differences(before: Facts, now: Facts) -> tuple[Difference, ...]:
    """Every fact that was told and has changed, weightiest first. What was merely added is no correction."""
    found = [
        *_judgements(before, now),
        *_counts(before, now),
        *_plain(before, now),
        *_people(before, now),
        *_days(before, now),
    ]
    return tuple(found)


def _judgements(before: Facts, now: Facts) -> list[Difference]:
    found = []
    for area, old in before.judgements.items():
        new = now.judgements.get(area)
        if new == old:
            continue
        name = "" if area in ("overall", "outcome") else _capital(wording.AREA_IN_A_SENTENCE[area]) + " "
        found.append(Difference(f"{name}{wording.GRADE[new]}" if new else _no_grade(area), wording.GRADE[old]))
    return found


def _no_grade(area: Area) -> str:
    return "no overall grade" if area == "overall" else f"no grade for {wording.AREA_IN_A_SENTENCE[area]}"


def _counts(before: Facts, now: Facts) -> list[Difference]:
    pairs = (
        (before.priority_actions, now.priority_actions, "priority action", "priority actions"),
        (before.areas_for_improvement, now.areas_for_improvement, "area for improvement", "areas for improvement"),
    )
    return [
        Difference(wording.count(new, singular, plural), str(old))
        for old, new, singular, plural in pairs
        if old is not None and new is not None and old != new
    ]


def _plain(before: Facts, now: Facts) -> list[Difference]:
    found = []
    if before.kind and now.kind and wording.INSPECTION[before.kind] != wording.INSPECTION[now.kind]:
        found.append(Difference(wording.INSPECTION[now.kind], wording.INSPECTION[before.kind]))
    old = (before.instrument, before.action)
    new = (now.instrument, now.action)
    if all(old) and all(new) and old != new and before.action and now.action:
        found.append(
            Difference(wording.intervention(now, now.action), wording.intervention(before, before.action)),
        )
    if before.amount_gbp is not None and now.amount_gbp is not None and before.amount_gbp != now.amount_gbp:
        found.append(
            Difference(wording.money(now.amount_gbp, now.per), wording.money(before.amount_gbp, before.per)),
        )
    for was, is_now in ((before.partner, now.partner), (before.what, now.what)):
        if was and is_now and was != is_now:
            found.append(Difference(plain(is_now, 80), plain(was, 80)))
    return found


def _people(before: Facts, now: Facts) -> list[Difference]:
    gone = [person for person in before.people if person.change and person not in now.people]
    come = [person for person in now.people if person.change and person not in before.people]
    return [Difference(_person(new), _person(old)) for old, new in zip(gone, come, strict=False)]


def _person(person: Person) -> str:
    name = plain(person.name, 60) or wording.post(person.role)
    return f"{name} {person.change}" if person.change else name


def _days(before: Facts, now: Facts) -> list[Difference]:
    found = []
    old = wording.span(before.dates.get("start"), before.dates.get("end"))
    new = wording.span(now.dates.get("start"), now.dates.get("end"))
    moved = any(_moved(before, now, key) for key in ("start", "end"))
    if moved and old and new:
        found.append(Difference(new, old))
    for key, label in _DATES:
        if _moved(before, now, key):
            found.append(Difference(f"{label}{now.dates[key].spoken()}", before.dates[key].spoken()))
    return found


def _moved(before: Facts, now: Facts, key: DateKey) -> bool:
    """A date that is only said more precisely has not moved."""
    return key in before.dates and key in now.dates and not now.dates[key].agrees(before.dates[key])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
