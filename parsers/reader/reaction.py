"""A judgement told by what somebody says of it: "We let children down", the leader said after Ofsted rated them.

Such an article opens with the reaction and gives what was judged as its ground, "after a report found": where it has
no other news, the judgement is what it reports.
"""

from __future__ import annotations

from dataclasses import replace

from parsers.model import Mention
from parsers.reader.context import Context
from parsers.reader.inspection_role import tells_again
from parsers.reader.recall import tells_of_past
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence
from parsers.reader.statistics import is_about_figures
from parsers.reader.topic import topic_of
from parsers.wordings import wordings

_OPENING = 2
_GROUND = 4
_CONFIDENCE = 0.55
_said = wordings("inspection_found")
_REACTS = _said("reacts")
# That inspectors or their report give the grade, not that somebody is known by it.
_GIVEN = _said("given")


def with_reacted_to(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, the judgement of the opening as the news where the article is a reaction to it."""
    news = [item for item in mentions if item.role in ("new", "scheduled")]
    if context.subject is None or any(not _is_slight(item) for item in news):
        return mentions
    ground = next((item for item in mentions if _is_ground(context, item)), None)
    if ground is None or any(item.span.start == ground.span.start for item in news):
        return mentions
    if not any(_REACTS.search(text.low) for text in _first(context)):
        return mentions
    if topic_of(context) == "other" or tells_again(context) or is_about_figures(context):
        return mentions
    visits = [item for item in news if item.type == "visit_outcome"]
    span = replace(ground.span, rule="inspection.reaction")
    judged = replace(ground, role="new", span=span, confidence=_CONFIDENCE)
    return tuple(judged if item is ground else item for item in mentions if item not in visits)


def _first(context: Context) -> tuple[Sentence, ...]:
    return (*((context.headline,) if context.headline else ()), *context.sentences[:_OPENING])


def _is_slight(item: Mention) -> bool:
    """True for a deed without a name, and for inspectors said to have come: the fieldwork of what is reacted to."""
    if item.span.rule == "activity.deed":
        return True
    facts = item.facts
    named = "kind" in item.evidence or facts.priority_actions or facts.areas_for_improvement
    return item.type == "visit_outcome" and not named


def _is_ground(context: Context, item: Mention) -> bool:
    """True for a judgement of the opening, said to be given by inspectors, that nothing places in the past."""
    if item.type != "judgement" or item.role != "retrospective" or item.authority != context.subject:
        return False
    if any(timing(value, context.published) == "old" for value in item.facts.dates.values()):
        return False
    told = next((text for text in context.sentences[:_GROUND] if text.start <= item.span.start < text.end), None)
    return told is not None and _GIVEN.search(told.low) is not None and not tells_of_past(told.low)
