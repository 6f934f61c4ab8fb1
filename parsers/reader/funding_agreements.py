"""Agreements on the deficit of schools and special needs: whose is signed, extended, reviewed, held back or ended.

They are news without a sum, and of "the agreements of Barset, Loamshire and Midshire are under review" each is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.cues import Hit
from parsers.model import Facts, Mention, Role
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.multitude import speaks_of_many
from parsers.reader.roles import hypothetical, timing
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import mood_before

_RULE = "funding.agreement"
_WHAT = "deficit agreement"
_CONFIDENCE = 0.7
_REACH = 110
_NEWS = 6
_LOOKS_BACK = re.compile(
    r"\b(?:ago|last year|previously|earlier|originally|at the time|back in|by then|since|already|after)\b"
)
# "Was invited to join": nothing has come of it yet.
_INVITED_TO = re.compile(r"\bto (?:\w+ly )?$")


def mentions(context: Context) -> Iterator[Mention]:
    """What is decided on each authority's agreement, once."""
    cue = context.lexicon.cue("funding.agreement")
    texts = (*context.sentences, *((context.headline,) if context.headline else ()))
    if not any(cue.within(text) for text in texts):
        return
    told: set[str] = set()
    for sentence in context.sentences:
        found = _decision(context, sentence)
        if found is None:
            continue
        role, place = found
        for authority in _whose(context, sentence, place):
            if authority not in told:
                told.add(authority)
                facts, span = Facts(what=_WHAT), context.span(sentence, _RULE)
                yield Mention("funding", role, authority, facts, span, _CONFIDENCE)


def _decision(context: Context, sentence: Sentence) -> tuple[Role, int] | None:
    """How the sentence tells what is decided on an agreement, and where it names that; None where nothing is."""
    if "£" in sentence.low:
        return None
    lexicon = context.lexicon
    named = (*lexicon.cue("funding.agreement").all(sentence), *lexicon.cue("funding.agreed_upon").all(sentence))
    acts = lexicon.cue("funding.agreement_decided").all(sentence)
    pairs = sorted((_gap(act, hit), act.start, hit.start) for hit in named for act in acts)
    hoped: tuple[Role, int] | None = None
    for gap, act, place in pairs:
        role = _role(context, sentence, act) if 0 <= gap <= _REACH else None
        if role is not None and role != "conditional":
            return role, place
        if role is not None:
            # "Ministers have turned down its bid to join": what is decided on a hope counts before it.
            hoped = hoped or (role, place)
    return hoped


def _gap(act: Hit, hit: Hit) -> int:
    """Code points between the two; less than none where they overlap."""
    return max(act.start, hit.start) - min(act.end, hit.end)


def _role(context: Context, sentence: Sentence, place: int) -> Role | None:
    mood = mood_before(sentence.low, place - sentence.start)
    if mood == "bare" and _INVITED_TO.search(sentence.low[: place - sentence.start]):
        return None
    done = mood in ("perfect", "past")
    if mood == "possible" or (not done and hypothetical(_clause_at(sentence, place), place)):
        return "conditional"
    if mood in ("future", "bound"):
        return None
    dates = [date.first for date in context.dates_in(sentence) if date.first is not None]
    ages = {timing(date, context.published) for date in dates}
    if ages and ages.isdisjoint(("fresh", "future")):
        return "retrospective"
    if mood == "earlier" or (not ages and mood != "perfect" and _LOOKS_BACK.search(sentence.low)):
        return "retrospective"
    return "new" if sentence.index < _NEWS or mood in ("perfect", "present") else "retrospective"


def _clause_at(sentence: Sentence, place: int) -> Clause:
    return next(
        (part for part in clauses(sentence) if part.holds(place)), Clause(sentence, sentence.start, sentence.end)
    )


def _whose(context: Context, sentence: Sentence, place: int) -> tuple[str, ...]:
    """Every council that the sentence names; else whom the article is about, unless many are spoken of."""
    named = tuple(dict.fromkeys(context.named_in(sentence)))
    if named:
        return named
    if speaks_of_many(context, _clause_at(sentence, place), place):
        return ()
    authority = context.authority_of(sentence)
    return () if authority is None else (authority,)
