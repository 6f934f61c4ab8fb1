"""Changes of post-holders in words: who is out, who is in, and in which post.

Only post-holders are named, and no reason for a change is ever given: reasons are claims, and belong to those who
make them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from alerts import wording
from alerts.model import ChangeView
from alerts.safe_text import plain
from parsers.model import Facts, Person, PostChange, london_day

_LONGEST_NAME = 60
# Elected members change by public vote or announcement; for the rest one newspaper's word wants saying.
_ELECTED = re.compile(r"\b(cabinet|lead member|executive member|portfolio|leader|mayor|councillor)\b")
_DIRECTION: Mapping[PostChange, str] = {"out": "out", "in": "in", "interim": "in (interim)"}
_LEAVES = {"past": "has left", "present": "leaves", "future": "to leave"}
_LINKING = ("for", "of", "and", "the", "with")


def leadership(change: ChangeView) -> str:
    """`cabinet member changes: Joe Pearson out, Nova Charlton in`, `new director of people’s services: …`."""
    moving = [person for person in change.facts.people if person.change is not None]
    if not moving:
        return "leadership change" + _press_only(change)
    if len(moving) == 1:
        return _alone(moving[0], change) + _press_only(change)
    shared = common_post(moving)
    moves = [f"{_who(person, shared)} {_DIRECTION[person.change]}" for person in moving if person.change]
    return f"{shared or 'leadership'} changes: {', '.join(moves)}" + _press_only(change)


def sentences(change: ChangeView) -> list[str]:
    """One sentence for each person who comes or goes, with post and day."""
    return [_sentence(person, change) for person in change.facts.people if person.change is not None]


def common_post(people: list[Person]) -> str:
    """The words that all their posts begin with: `cabinet member`; empty when they share none."""
    posts = [wording.post(person.role).split() for person in people]
    shared: list[str] = []
    for words in zip(*posts, strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    while shared and shared[-1] in _LINKING:
        shared.pop()
    return " ".join(shared)


def _alone(person: Person, change: ChangeView) -> str:
    name, post = plain(person.name, _LONGEST_NAME), wording.post(person.role) or "senior leader"
    if person.change == "out":
        return f"{post} {_LEAVES[_tense(change)]}"
    title = f"interim {post}" if person.change == "interim" and not post.startswith(("interim", "acting")) else post
    if person.change == "in":
        title = f"new {post}"
    return f"{title}: {name}" if name else f"{title} appointed"


def _sentence(person: Person, change: ChangeView) -> str:
    effective = change.facts.dates.get("effective")
    name, post = plain(person.name, _LONGEST_NAME), wording.post(person.role)
    who = f"{name}, {post}," if name and post else name or (f"The {post}" if post else "A senior leader")
    past = _tense(change) == "past"
    if person.change == "out":
        verb = "left" if past else "leaves"
    else:
        verb = "took up the post" if past else "takes up the post"
    manner = " as interim or acting" if person.change == "interim" else ""
    day = f" {wording.on(effective)}" if effective else "; date not given"
    return f"{who} {verb}{manner}{day}."


def _tense(change: ChangeView) -> Literal["past", "present", "future"]:
    """Past or future only when the whole of the stated time lies there; a change in this month is present."""
    effective = change.facts.dates.get("effective")
    if effective is None:
        return "present"
    today = london_day(change.at)
    return "past" if effective.latest <= today else "future" if effective.earliest > today else "present"


def _who(person: Person, shared: str) -> str:
    """The name; for someone unnamed the post, unless the headline has just said it."""
    name, post = plain(person.name, _LONGEST_NAME), wording.post(person.role)
    return name or ("post-holder" if post == shared or not post else post)


def _press_only(change: ChangeView) -> str:
    return " (press only)" if change.status == "reported" and not _elected(change.facts) else ""


def _elected(facts: Facts) -> bool:
    return any(_ELECTED.search(wording.post(person.role)) for person in facts.people)
