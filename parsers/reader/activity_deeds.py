"""What a council does to get better that bears no name of its own: hiring, help from others, reforms, accounts given.

Boards, plans and reviews are told by their names (`activity_statements`), these by what is done to what. So wide a net
is cast only where an article tells its own news, in its opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.cues import Hit
from parsers.model import Role
from parsers.reader.activity_doubts import is_doubtful
from parsers.reader.activity_helped import helped
from parsers.reader.activity_purpose import done_for
from parsers.reader.activity_statements import Deed
from parsers.reader.activity_ways import NEEDS_HELPER, OWN, WAYS
from parsers.reader.clauses import clauses
from parsers.reader.context import Context
from parsers.reader.roles import FRESH_DAYS, days_before, hypothetical
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import Mood, mood_before
from parsers.wordings import Wording, wordings

_said = wordings("activity_deeds")

# The opening, with a byline or a caption before it.
_OPENING, _MINUTED = 4, 2
_MINUTES = re.compile(r"^(?:minutes|decisions?|background|resolved):?[ \t]*$", re.IGNORECASE | re.MULTILINE)
# "A review by another council will start ..."
_NEXT = 20

_INSPECTORS = _said("inspectors")
_BESIDE = _said.shaped(r"\b@beside$")
_SAID_BY = _said("said_by")
_OF_CHILDREN = _said("of_children")
_WISHED = _said.shaped(r"\b@wished$")
# "An update on the plan drawn up after the inspection of November 2019": the day is that of the inspection.
_OF_INSPECTION = _said.shaped(r"\b@of_inspection$")
_OF_GOVERNMENT = _said("of_government")
_INSPECTED_THEN = _said.shaped(r" (?:[\w']+ ){0,3}?@inspected_then\b")
# "A paper, the purpose of which was to update members on": that is what it does.
_PURPOSE = _said.shaped(r"\b@purpose $")
_TO_COME = _said("to_come")
_MENTIONS_ANOTHER = _said("mentions_another")


def deeds_told(context: Context) -> Iterator[Deed]:
    """What the opening tells of the subject's doings, each once."""
    seen: set[str] = set()
    for sentence in _opening(context):
        if not _OF_CHILDREN.search(sentence.low) and not context.in_lead(sentence):
            continue
        for what, way in WAYS:
            deed = None if what in seen else _told(context, sentence, what, way)
            if deed is not None:
                seen.add(what)
                yield deed
        if not seen and sentence.index == 0 and (deed := _done_for(context, sentence)):
            seen.add(deed.what)
            yield deed


def _opening(context: Context) -> tuple[Sentence, ...]:
    """The first sentences, and in minutes the first below that heading: above it stands only what was on the agenda."""
    first = context.sentences[:_OPENING]
    heading = _MINUTES.search(context.article.text)
    if heading is None:
        return first
    told = tuple(item for item in context.sentences[_OPENING:] if item.start >= heading.end())
    return (*first, *told[:_MINUTED])


def _told(context: Context, sentence: Sentence, what: str, way: Wording) -> Deed | None:
    found = way.search(sentence.low)
    if found is None or (way in NEEDS_HELPER and not _names_helper(context, sentence)):
        return None
    if (way in OWN and _OF_GOVERNMENT.search(sentence.low)) or is_doubtful(sentence, found.start(), found.end()):
        return None
    before = sentence.low[: found.start()]
    told = _INSPECTORS.search(before)
    if (told and not _BESIDE.search(before[: told.start()])) or _WISHED.search(before) or _SAID_BY.search(sentence.low):
        return None
    hit = Hit(sentence.start + found.start(), sentence.start + found.end(), found.group(), what)
    mood = "bare" if _PURPOSE.search(before) else mood_before(sentence.low, found.start())
    role = _role(context, sentence, hit, mood)
    authority = helped(context, sentence, hit) or context.subject or context.authority_of(sentence)
    return None if role is None or authority is None else Deed(sentence, hit, what, role, authority)


def _done_for(context: Context, sentence: Sentence) -> Deed | None:
    named = min((place.end for place in context.places_in(sentence)), default=sentence.end)
    hit = done_for(sentence, named) if _OF_CHILDREN.search(sentence.low) else None
    authority = context.subject or context.authority_of(sentence)
    if hit is None or authority is None or _SAID_BY.search(sentence.low):
        return None
    role = _role(context, sentence, hit, mood_before(sentence.low, hit.start))
    return None if role is None else Deed(sentence, hit, hit.label, role, authority)


def _names_helper(context: Context, sentence: Sentence) -> bool:
    named = {place.name for place in context.places_in(sentence)}
    if len(named - {context.subject}) and (context.subject is None or named - {context.subject}):
        return True
    return _MENTIONS_ANOTHER.search(sentence.low) is not None


def _role(context: Context, sentence: Sentence, hit: Hit, mood: Mood) -> Role | None:
    """New or scheduled; None for what is only possible, denied or long done."""
    clause = next((part for part in clauses(sentence) if part.holds(hit.start)), None)
    if mood in ("possible", "denied") or clause is None or hypothetical(clause, hit.start):
        return None
    after = hit.end - sentence.start
    days = [
        item.first or item.last
        for item in context.dates_in(sentence)
        if not _OF_INSPECTION.search(sentence.low[after : item.start - sentence.start])
        and not _INSPECTED_THEN.match(sentence.low, item.end - sentence.start)
    ]
    gaps = [gap for day in days if day is not None and (gap := days_before(day, context.published)) is not None]
    # What "has begun" has no day in the past, whatever else the sentence dates.
    if gaps and min(gaps) > FRESH_DAYS and mood not in ("perfect", "present"):
        return None
    low, begin = sentence.low, sentence.start
    ahead = hit.label != "action plan" and _TO_COME.search(low[hit.start - begin : hit.end - begin + _NEXT])
    if mood in ("future", "bound") or ahead:
        return "scheduled"
    return None if context.lexicon.cue("activity.tense.recalled").within(sentence) and mood == "earlier" else "new"
