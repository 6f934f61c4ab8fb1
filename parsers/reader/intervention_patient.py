"""Whom a measure is taken against: never the council that helps, lends its director or sends the commissioner."""

from __future__ import annotations

import re

from parsers.authorities import Place
from parsers.cues import Hit
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.inspected import authority_at

_HELPS_BEFORE = re.compile(
    r"\b(?:from|by|with|at|like|unlike|such as|outside|former|ex|once|joined|partner|neighbouring|nearby|of)"
    r" (?:the |its |his |her )?(?:[\w-]+ ){0,1}$"
)
# "Taken from Halton", "the direction of Hull": not the helper but whom it befalls.
_OWNED_BEFORE = re.compile(
    r"\b(?:removed|taken|taken away|stripped|away|services|control|hands|departure|direction|notice|intervention"
    r"|oversight) (?:of|from|by|at|with) (?:the |\w+ )?$"
)
# Hull in "Hull's direction"; the last two letters of the name may hold the genitive.
_GENITIVE = re.compile(r"(?:\w\w?(?: council)?)?'s? (?:[\w-]+ ){0,2}")
# "Director of children's services at Leeds", "who runs services in Essex"; where one is "sent to run" is no helper.
_DIRECTED = re.compile(
    r"\b(?:director|boss|chief|head|leader|(?<!to )run|runs|ran|led|leads|councillor) (?:[\w'-]+ ){0,4}(?:of|in"
    r"|at|for) $"
)
_HELPS_AFTER = re.compile(
    r"(?:'s)?(?: (?:city|county|borough|metropolitan|council|cc|mbc)){0,3},? (?:has |have |will |is |was |to "
    r"|should |could |would |might )(?:[a-z]+ly |therefore |also |been |be |to ){0,4}"
    r"(?:take|taking|run|running|appointed|chosen|picked|named|support|help|asked to help|lend|provide)\b"
)


def patient(context: Context, clause: Clause, hit: Hit) -> str | None:
    """The authority that the measure touches; None where nobody can tell."""
    if owner := _owner(context, tuple(context.places_in(clause.sentence)), hit):
        return owner
    if context.sections:
        return authority_at(context, clause)
    named = context.surely_in(clause.sentence)
    if clause.low.lstrip(", ").startswith("where ") and (
        before := [item for item in named if item.end <= clause.start]
    ):
        return before[-1].name
    touched = [item for item in named if not _helps(clause, item) and not _is_lent(hit, item)]
    if not touched:
        return context.subject or authority_at(context, clause)
    if context.subject in {item.name for item in touched}:
        return context.subject
    before = [item for item in touched if item.start < clause.end]
    here = [item for item in before if item.start >= clause.start]
    return (here or before or touched)[-1 if not here and before else 0].name


def _owner(context: Context, named: tuple[Place, ...], hit: Hit) -> str | None:
    """Hull in "Hull's direction"."""
    text = context.article.text
    if hit.label == "control" and (whose := next((item for item in named if _is_run(text, hit, item)), None)):
        return whose.name
    for item in named:
        if item.end <= hit.start and hit.start - item.end < 60:
            between = text[max(item.start, item.end - 2) : hit.start].lower().replace("’", "'")
            if _GENITIVE.fullmatch(between):
                return item.name
    return None


def _is_run(text: str, hit: Hit, place: Place) -> bool:
    """True for Hull in "put in charge of Hull's services" and "take over the running of Hull City Council's"."""
    if hit.start < place.start < hit.end:
        return True
    return place.start >= hit.end and text[hit.end : place.start].lower() in (" of ", " of the ", " in ", " at ")


def _is_lent(hit: Hit, place: Place) -> bool:
    """True for the council whose director the government sends to oversee another."""
    return hit.label == "overseer" and hit.start <= place.start < hit.end


def _helps(clause: Clause, place: Place) -> bool:
    low, begin = clause.sentence.low, clause.sentence.start
    before, after = low[: place.start - begin], low[place.end - begin :]
    helper = _HELPS_BEFORE.search(before[-60:]) is not None and _OWNED_BEFORE.search(before[-80:]) is None
    return helper or _DIRECTED.search(before[-60:]) is not None or _HELPS_AFTER.match(after) is not None
