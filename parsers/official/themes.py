"""What a visit looked at, in the words of Ofsted's statistics where one of them fits."""

from __future__ import annotations

import re

from parsers.official.layout import plain

_THEMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("care leavers", re.compile(r"care leavers|leaving care|care[- ]experienced|leave care")),
    (
        "front door",
        re.compile(
            r"front[- ]door|safeguarding hub|\bmash\b|contacts? and referrals?|point of contact|responding to contacts"
            r"|initial response"
        ),
    ),
    ("achieving permanence", re.compile(r"permanence|permanency")),
    ("vulnerable adolescents", re.compile(r"adolescents|exploitation|extra-?familial|missing from")),
    (
        "children in need/subject to a plan",
        re.compile(
            r"children in need(?! of (?:help|protection))|child[- ]in[- ]need|protection plan|pre-proceedings"
            r"|letter before proceedings|section 47|child protection enquir"
        ),
    ),
    ("children in care", re.compile(r"children in care|looked after|children who come into care")),
)
_WIDEST = ("children in need of help and protection", re.compile(r"help (?:and|or|and/or) protection|child protection"))
_LOOKED_AT = re.compile(
    r"inspectors\s+(?:looked\s+at|reviewed|considered|focused\s+on|evaluated|examined)\s+"
    r"(?:(?:the\s+)?(?:quality\s+(?:and\s+impact\s+)?of\s+)?(?:the\s+)?local\s+authority.{0,3}s\s+(?:social\s+work\s+)?arrangements?"
    r"\s+(?:for|to|at|when|in)\s+(?:the\s+)?)?(?P<what>[^.]{4,400})\.",
    re.IGNORECASE,
)
_EVIDENCE = re.compile(r"range of evidence|case records|electronic records|case discussions", re.IGNORECASE)
_COVERED = re.compile(
    r"(?:the\s+(?:main\s+)?focus\s+of\s+(?:the|this)\s+(?:monitoring\s+|focused\s+)?visit\s+was|the\s+visit\s+focused\s+on)"
    r"\s+(?:the\s+)?(?P<what>[^.]{4,400})\.",
    re.IGNORECASE,
)


def read_theme(text: str) -> tuple[str, int] | None:
    """The theme of a visit and where the letter gives it; its own words where no theme of the statistics fits."""
    for pattern in (_COVERED, _LOOKED_AT):
        for match in pattern.finditer(text, 0, 8_000):
            what = plain(match["what"])
            if not _EVIDENCE.search(what):
                return theme_of(what) or what[:160], match.start()
    return None


def theme_of(words: str) -> str | None:
    """The theme of the statistics that these words amount to."""
    low = words.casefold().replace("’", "'")
    places = [(found.start(), theme) for theme, cue in _THEMES if (found := cue.search(low))]
    if places:
        return min(places)[1]
    theme, cue = _WIDEST
    return theme if cue.search(low) else None
