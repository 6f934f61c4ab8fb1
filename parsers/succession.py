"""Who has held a post, one after another: worked out from what is known of people coming and going.

Pure. Nobody is in a post whom nothing names; where one has left and nobody is named, the post is vacant as far as is
known, which is what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from parsers.model import Person
from parsers.partial_date import PartialDate
from parsers.posts import post_of, same_person

Holding = Literal["holder", "interim", "vacant"]


@dataclass(frozen=True, slots=True)
class Turn:
    """When somebody came or went: the day where it is stated, and the day by which it was told."""

    stated: PartialDate | None
    told: date

    @property
    def day(self) -> date:
        """By which it is put in order."""
        return self.stated.earliest if self.stated else self.told


@dataclass(frozen=True, slots=True)
class Move:
    """One person coming to a post or leaving it, as an event tells it."""

    event_id: str
    person: Person
    turn: Turn


@dataclass(frozen=True, slots=True)
class Tenure:
    """One stay in a post, or a time without anybody; None where nothing says when it began, or that it ended.

    `title` is the post as it was written last; `name` is None for a vacancy, and where nobody named the holder.
    """

    post: str
    title: str
    holding: Holding
    name: str | None
    since: Turn | None
    until: Turn | None
    events: tuple[str, ...] = ()


def successions(moves: Iterable[Move], today: date) -> list[Tenure]:
    """The stays in each post, post by post, the oldest first."""
    ordered = sorted(moves, key=lambda move: (post_of(move.person), move.turn.day, move.person.change != "out"))
    return [
        tenure
        for _, group in groupby(ordered, key=lambda move: post_of(move.person))
        for tenure in _with_vacancies(_one_after_another(list(group)), today)
    ]


def _one_after_another(moves: Sequence[Move]) -> list[Tenure]:
    stays: list[Tenure] = []
    for move in moves:
        if move.person.change == "out":
            _leaves(stays, move)
        elif move.person.change is not None:
            _comes(stays, move)
    return stays


def _leaves(stays: list[Tenure], move: Move) -> None:
    last = stays[-1] if stays else None
    if last is not None and last.until is None and _may_be(last, move.person):
        stays[-1] = replace(
            last, name=last.name or move.person.name, until=move.turn, events=(*last.events, move.event_id)
        )
        return
    if any(stay.name and same_person(stay.name, move.person.name) for stay in stays):
        return
    # Nobody told of that one's coming; whoever came after may have been told of before.
    place = len(stays) if last is None or last.until is not None else len(stays) - 1
    stays.insert(place, _stay(move, "holder", None, move.turn))


def _comes(stays: list[Tenure], move: Move) -> None:
    holding: Holding = "interim" if move.person.change == "interim" else "holder"
    last = stays[-1] if stays else None
    if last is not None and last.until is None:
        if last.holding == holding and _may_be(last, move.person):
            stays[-1] = replace(last, name=last.name or move.person.name, events=(*last.events, move.event_id))
            return
        stays[-1] = replace(last, until=move.turn)
    stays.append(_stay(move, holding, move.turn, None))


def _may_be(stay: Tenure, person: Person) -> bool:
    return not stay.name or not person.name or same_person(stay.name, person.name)


def _stay(move: Move, holding: Holding, since: Turn | None, until: Turn | None) -> Tenure:
    title = move.person.role or post_of(move.person)
    return Tenure(post_of(move.person), title, holding, move.person.name, since, until, (move.event_id,))


def _with_vacancies(stays: Sequence[Tenure], today: date) -> list[Tenure]:
    found: list[Tenure] = []
    for place, stay in enumerate(stays):
        found.append(stay)
        following = stays[place + 1].since if place + 1 < len(stays) else None
        if stay.until is None or stay.until.day >= today:
            continue
        between = following is not None and (following.day - stay.until.day).days > 1
        if between or place + 1 == len(stays):
            found.append(replace(stay, holding="vacant", name=None, since=stay.until, until=following, events=()))
    return found
