"""Earlier inspections that a text only names by their day: "the inspection in July 2022", "last inspected in 2017"."""

from __future__ import annotations

from dataclasses import replace

from parsers.expressions import Expression
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.date_keys import KeyedDate
from parsers.reader.roles import REPORTED_DAYS, days_before
from parsers.reader.statement import VISITS, Statement

_EARLIER = r"(?:last|previous|earlier|preceding|first|original|prior)"
_MADE = (
    r"(?:which |that )?(?:was |were |had been |being )?(?:also )?"
    r"(?:published|carried out|made|held|undertaken|done|conducted|completed|took place|taken place|dated|begun|ended)"
)
_WHERE = r"(?: (?:of|by|into|from|to|at|in|for|on|under) [\w&'-]+(?: [\w&'-]+){0,5}?){0,3}"
# What stands between the noun or the verb and the date.
_BEFORE = Expression(
    rf"\b(?P<noun>(?:re-?)?inspection){_WHERE},?(?: {_MADE})?,? (?:back )?(?:in|of|from|on|during|between|since)?"
    r"(?: (?:the|early|late|mid|autumn|spring|summer|winter))*[ -]*$"
    rf"|\b(?:was|were|been|having been|being) (?:{_EARLIER} |also )?(?:inspected|visited){_WHERE},? (?:back )?"
    r"(?:in|on|during|between)(?: (?:the|early|late))*[ -]*$"
)
_AFTER = Expression(
    r"^(?:'s)? (?:(?:ofsted|ilacs|full|area|send|sif|local|joint|cqc|and|unannounced|graded|children's"
    r"|services|safeguarding) ){0,4}inspection\b(?! (?:report|framework|plan|programme|year|cycle|team)s?\b)"
    rf"|^,? when (?:[\w'-]+ ){{0,5}}?(?:{_EARLIER} (?:[\w-]+ ){{0,2}}inspection|(?:was|were) {_EARLIER} (?:inspected"
    r"|visited))\b"
)
# Visits and other people's inspections are none, nor is what only speaks of inspecting.
_OTHER = Expression(
    r"\b(?:monitoring|focus(?:s?ed)?|two-day|one-day|peer|revisit\w*|re-visit\w*|school|schools|nursery|fire|home"
    r"|homes|hospital|prison|academy|fostering|agency|college|care home|police)\b"
    r"|\b(?:next|forthcoming|future|another|further) (?:[\w-]+ ){0,2}inspection"
    r"|\binspection (?:framework|regime|cycle|plan|readiness|programme)"
)
_BY_WORD = Expression(rf"\b{_EARLIER} (?:[\w'-]+ ){{0,4}}?inspect(?:ion|ed)\b")


_PUBLISHED = Expression(r"\b(?:publish|releas|report|issued|came out)")


def dates_of_earlier(found: Statement, context: Context, dates: tuple[KeyedDate, ...]) -> tuple[KeyedDate, ...] | None:
    """The clause's dates as those of an inspection that it only names by its day; None where it names none."""
    if found.verdict or found.kind in VISITS or found.counts or found.days or found.revisit:
        return None
    named = [item for item in dates if _names_earlier(found.clause, item, _is_past(item, context))]
    if not named:
        return None
    out = _PUBLISHED.search(found.clause.low) is not None
    return tuple(
        replace(item, key="start") if item in named and item.key in (None, "published") and not out else item
        for item in dates
    )


def _is_past(item: KeyedDate, context: Context) -> bool:
    """True for a date of which there is no more news."""
    ago = days_before(item.value, context.published)
    return ago is not None and ago > REPORTED_DAYS


def _names_earlier(clause: Clause, item: KeyedDate, is_old: bool) -> bool:
    """True where the date is that of an inspection which the clause only names; `is_old` where nothing is news of it.

    A date that isn't old needs a word that tells the inspection from the one of the day: "the last", "the first".
    """
    if "inspect" not in clause.low and "visited" not in clause.low:
        return False
    begin = clause.start - clause.sentence.start
    low = clause.sentence.low
    first, last = item.expression.start - clause.sentence.start, item.expression.end - clause.sentence.start
    before = low[max(begin, first - 130) : first]
    after = low[last : last + 90]
    if not (_BEFORE.search(before) or _AFTER.search(after)) or _OTHER.search(clause.low):
        return False
    return is_old or bool(_BY_WORD.search(low))
