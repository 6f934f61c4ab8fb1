"""Whether a clause tells of an inspection to come, under way, or over and waited for."""

from __future__ import annotations

import re

from parsers.reader import wording
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.expectations import names_day
from parsers.reader.roles import denied, hypothetical, timing
from parsers.reader.statement import Statement
from parsers.reader.under_way import (
    awaited,
    came,
    comes_to_speak,
    coming,
    is_near,
    is_of_others,
    only_says_when,
    speaks_of_inspectors,
)

_WHICH = re.compile(r"[\s,]*(?:which|that)\b")
_THESE_DAYS = re.compile(r"\b(?:(?:on|last|this) (?:mon|tues|wednes|thurs|fri)day|this week|today|yesterday)\b")


# "Inspectors will be back some time next year": nothing is announced yet.
_SOME_DAY = re.compile(
    r"\b(?:some ?time (?:in|next|this|before|after|soon|over|during|around|between|later)|at some (?:point|stage)"
    r"|one day|eventually|sooner or later|in due course|from time to time)\b"
)


def announce(found: Statement, context: Context) -> None:
    """Say of the statement whether it announces, by the vocabulary or by its look, or waits for a report."""
    clause = found.clause
    if clause.sentence.low.rstrip(" \"'").endswith("?"):
        # A heading of questions and answers, or somebody's doubt.
        return
    come, wait = coming(clause.low), awaited(clause.low, _told_of(clause, context))
    told = _is_told(context, clause)
    found.presumed = not told and (come is not None or _has_come(context, clause))
    near = found.expected and clause.sentence.index == 0 and is_near(clause.sentence.low)
    if near and not is_of_others(clause.sentence.low):
        # What may come any day is announced as much as what comes on Monday, whoever hopes or fears it.
        found.near = found.presumed = True
        found.expected = found.maybe = False
    found.announced = told or found.presumed
    if found.expected and come is not None and not found.dates and names_day(clause.sentence.low):
        # "Will have its first visit since it was rated inadequate on 14 and 15 June": the days stand in another clause.
        found.expected = False
    if found.announced and _SOME_DAY.search(clause.low):
        found.announced = found.presumed = found.near = False
        found.expected = True
    found.awaited = wait is not None and not found.counts
    if found.maybe and (come is not None or wait is not None):
        found.maybe = hypothetical(clause, clause.start + min(spot for spot in (come, wait) if spot is not None))


def _is_told(context: Context, clause: Clause) -> bool:
    """True where a phrase of the vocabulary announces an inspection, said of those who inspect."""
    said = clause.first(context.lexicon.cue("inspection.stage.announced"))
    if said is None or denied(clause, said.start) or only_says_when(clause.low[: said.start - clause.start]):
        return False
    if comes_to_speak(clause.low) or is_of_others(clause.sentence.low):
        return False
    before = context.previous(clause.sentence)
    return speaks_of_inspectors(clause.sentence.low) or (before is not None and speaks_of_inspectors(before.low))


def _has_come(context: Context, clause: Clause) -> bool:
    """True where inspectors are said to have come, in a sentence with a date of these days or one ahead.

    In a text that nothing dates "on Monday" is one of these days.
    """
    # ", which began yesterday" is said of what stands before it.
    low = clause.sentence.low[: clause.end - clause.sentence.start] if _WHICH.match(clause.low) else clause.low
    if not came(low):
        return False
    if context.published_is_guessed and _THESE_DAYS.search(clause.low):
        return True
    return any(
        item.first is not None and timing(item.first, context.published) in ("fresh", "future")
        for item in context.dates_in(clause.sentence)
    )


def _told_of(clause: Clause, context: Context) -> str:
    """The sentence, and the one before it where "their results" or "the report" points back; at first the headline."""
    if clause.sentence.index == 0 and context.headline is not None:
        return f"{context.headline.low} {clause.sentence.low}"
    before = context.previous(clause.sentence) if wording.DEFINITE.match(clause.low) else None
    return f"{before.low} {clause.sentence.low}" if before else clause.sentence.low
