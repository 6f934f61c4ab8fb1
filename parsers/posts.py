"""Posts and people, compared across the many titles and spellings that one post and one person have.

The director of children's services is one statutory role (Children Act 2004, s.18) under some 169 titles, the lead
member one role (s.19) under any portfolio.
"""

from __future__ import annotations

import re

_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (family, re.compile(pattern))
    for family, pattern in (
        ("board_chair", r"\bchair\w*\b.*\b(?:improvement|partnership) board|\bimprovement board\b.*\bchair"),
        ("trust_chief", r"\btrust\b.*\b(?:chief executive|managing director)|\b(?:chief executive)\b.*\btrust\b"),
        ("trust_chair", r"\btrust\b.*\bchair|\bchair\w*\b.*\btrust\b"),
        ("commissioner", r"\bcommissioner\b"),
        ("adviser", r"\badvis[eo]r\b"),
        ("assistant_director", r"\b(?:assistant|deputy|associate|service)\s+director|\bhead of\b|\bprincipal social"),
        (
            "lead_member",
            r"\b(?:(?:cabinet|lead|executive)\s+(?:member|councillor)|portfolio\s+holder|councillor\s+overseeing)",
        ),
        (
            "dcs",
            r"\b(?:director|dcs|chief\s+officer|care\s+boss|care\s+chief)\b|\bchildren\W?s\s+(?:services\s+)?(?:boss|chief|head)",
        ),
        ("chief_executive", r"\bchief\s+executive|\bhead\s+of\s+paid\s+service|\bmanaging\s+director"),
        ("mayor", r"\bmayor\b"),
        ("leader", r"\bleader\b"),
    )
)
_HONORIFIC = re.compile(
    r"^(?:(?:cllr|coun|councillor|prof|professor|dr|sir|dame|lord|lady|baroness|mr|mrs|ms|miss|mx|rev|the)\.?\s+)+",
    re.I,
)


def post_family(role: str | None) -> str:
    """The family of a post by its title, e.g. `dcs` or `lead_member`; the title itself where it is of no family."""
    title = re.sub(r"\s+", " ", (role or "").lower().replace("’", "'"))
    for family, pattern in _FAMILIES:
        if pattern.search(title):
            return family
    return title


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
