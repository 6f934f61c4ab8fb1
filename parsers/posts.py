"""Posts and the people in them, compared across the ways in which one post and one person are written."""

from __future__ import annotations

import re

from parsers.model import Person

_HONORIFIC = re.compile(
    r"^(?:(?:cllr|coun|councillor|prof|professor|dr|sir|dame|lord|lady|baroness|mr|mrs|ms|miss|mx|rev|the)\.?\s+)+",
    re.I,
)


def post_of(person: Person) -> str:
    """The post a person holds, takes up or leaves; the title itself where nobody worked out what it amounts to."""
    return person.post or " ".join((person.role or "").lower().replace("’", "'").split())


def same_person(a: str | None, b: str | None) -> bool:
    """True when two names can be one person's: alike but for titles, middle names, or a first name left out."""
    first, second = _name(a), _name(b)
    if not first or not second or first[-1] != second[-1]:
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    return first[0] == second[0] or (first[0][0] == second[0][0] and 1 in (len(first[0]), len(second[0])))


def _name(name: str | None) -> list[str]:
    bare = _HONORIFIC.sub("", (name or "").replace("’", "'").strip())
    return [part for part in re.split(r"[\s.]+", bare.lower()) if part]
