"""What the headline says of measures: it names the news, and never is evidence."""

from __future__ import annotations

from typing import cast

from parsers.expressions import Expression
from parsers.model import Action, Instrument
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.intervention_acts import VAGUE, act_on
from parsers.reader.intervention_hopes import is_hoped
from parsers.reader.intervention_terms import terms_of

News = frozenset[tuple[str | None, Action | None]]
_DENIES = Expression(r"\b(?:den(?:y|ies|ied)|not true|false|rumours?|quash\w*|no plans?)\b")


def headline_news(context: Context) -> News:
    """The instruments that the headline names, with what was done to each; None where it only names one."""
    headline = context.headline
    if headline is None or _DENIES.search(headline.low):
        return frozenset()
    found: set[tuple[str | None, Action | None]] = set()
    terms = tuple(terms_of(context, headline))
    clause = Clause(headline, headline.start, headline.end)
    for hit in terms:
        act, aside = act_on(context, clause, hit, terms)
        if is_hoped(context, clause, hit, act) or (act is not None and act.mood == "denied"):
            continue
        action = act.action if act else aside.action if aside else None
        found.add((None if hit.label in VAGUE else cast(Instrument, hit.label), action))
    return frozenset(found)


def is_denied(context: Context) -> bool:
    """True where the headline says that what is told is not so."""
    return context.headline is not None and _DENIES.search(context.headline.low) is not None
