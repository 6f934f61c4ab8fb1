"""Where a sentence holds what it tells against the inspection before: "since its last inspection in 2019"."""

from __future__ import annotations

import re

from parsers.expressions import holds_one

_GATE = ("last ", "previous ", "earlier ", "preceding ", "prior ")
# An inspection of which more is told ("..., when it was judged good") is no mere measure.
_COMPARED = re.compile(
    r"\b(?:since|(?:years?|months?|weeks?|decade) (?:on |after |later )?(?:from|since|after)"
    r"|(?:than|as) (?:it was |they were )?(?:at|in|on|during|after)|(?:compared|in comparison) (?:with|to)"
    r"|(?:up|down|step|rise|fall|change|progress|improvement|advance) (?:up |down )?(?:from|on))"
    r" (?:the|its|their|our|ofsted's|that of the) (?:last|previous|earlier|preceding|prior)"
    r"(?: (?:full|ofsted|graded|short|standard|joint|focused|monitoring|two-day|single|local area|area|send|ilacs))"
    r"{0,3} (?:inspections?|visits?|reports?|judge?ments?|reviews?)(?: reports?)?"
    r"(?: (?:of|into|at|by) (?:the |its )?(?:[\w'-]+ ){0,2}(?:services|authority|council|department|area|ofsted))?"
    r"(?:,? (?:in|of|from|back in) (?:(?:early|late|\w+) )?(?:(?:19|20)\d\d|january|february|march|april|may|june|july"
    r"|august|september|october|november|december)|,? (?:\w+ ){1,2}(?:years|months) ago)?"
    r"(?! (?:of|into|on|between)\b|,? ?(?:when|which|where|who|that|in which|at which|rated|judged|found|gave"
    r"|in \w+ (?:19|20)?\d))\b"
)


def comparisons(low: str) -> list[tuple[int, int]]:
    """The places of such phrases in a sentence."""
    if not holds_one(low, _GATE):
        return []
    return [found.span() for found in _COMPARED.finditer(low)]


def without_comparisons(low: str) -> str:
    """The sentence without them, other words where they are."""
    for start, end in comparisons(low):
        low = low[:start] + " " * (end - start) + low[end:]
    return low


def is_comparison(low: str) -> bool:
    """True for a clause that is nothing else."""
    found = comparisons(low)
    return len(found) == 1 and not (low[: found[0][0]] + low[found[0][1] :]).strip(" ,.;")
