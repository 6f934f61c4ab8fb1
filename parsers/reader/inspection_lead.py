"""An inspection that the first line tells of as coming or under way, where nothing else in the text is news."""

from __future__ import annotations

from typing import cast

from parsers.model import Facts, Kind, Mention
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.inspected import service_of
from parsers.reader.inspection_facts import INSPECTORATES
from parsers.reader.sentences import Sentence
from parsers.reader.under_way import awaited, comes_to_speak, coming, is_near, is_of_others
from parsers.wordings import wordings

_said = wordings("inspection_lead")

_CONFIDENCE = 0.5
_INSPECTS = _said("inspects")
# Of what comes, goes on or is waited for; each of these tells nothing alone.
_AHEAD = _said("ahead")
# What is found, recalled or only wished for, and whatever else inspectors look at.
_NO_NEWS = _said("no_news")


def with_inspection_ahead(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, or with the inspection that the first line tells of, where there is no news and none was read."""
    if any(item.role in ("new", "scheduled") or item.type == "inspection_announced" for item in mentions):
        return mentions
    if not context.sentences or context.subject is None or context.sections:
        return mentions
    if _says_headline(context):
        return (_announced(context, context.sentences[0]), *mentions)
    lead = context.sentences[0]
    if not (_INSPECTS.search(lead.low) and _AHEAD.search(lead.low)) or _NO_NEWS.search(lead.low):
        return mentions
    if is_of_others(lead.low) or comes_to_speak(lead.low) or lead.low.rstrip().endswith("?"):
        return mentions
    if context.subject not in {place.name for place in context.surely_in(lead)}:
        return mentions
    return (_announced(context, lead), *mentions)


def _says_headline(context: Context) -> bool:
    """True where the headline alone tells of it: "Inspectors return to Barset", above what they will look at."""
    headline = context.headline
    if headline is None or "?" in headline.text or context.subject not in {place.name for place in context.titled}:
        return False
    low = headline.low
    if not _INSPECTS.search(low) or is_of_others(low) or comes_to_speak(low) or _NO_NEWS.search(low):
        return False
    return coming(low) is not None or awaited(low, low) is not None or is_near(low)


def _announced(context: Context, lead: Sentence) -> Mention:
    kind = context.lexicon.cue("inspection.kind").first(lead)
    service = service_of(context, Clause(lead, lead.start, lead.end))
    facts = Facts(inspectorate=INSPECTORATES[service], kind=cast(Kind, kind.label) if kind else None)
    span = context.span(lead, "inspection.lead")
    return Mention("inspection_announced", "new", context.subject, facts, span, _CONFIDENCE)
