"""Improvement activity: boards, plans, partners, peer reviews and the department's reviews of progress."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.cues import Hit
from parsers.model import DateKey, Facts, Mention, Role, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.clauses import hits_outside
from parsers.reader.context import Context
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence

_BOUND = re.compile(r"\b(?:following|after|since)\b[^,;]*$")
_ARRANGED = re.compile(r"\b(?:will|going to|confirmed|agreed|are to|is to)\b")


def mentions(context: Context) -> Iterator[Mention]:
    """Each activity once, at the sentence that says what was or will be done."""
    seen: set[tuple[str, str | None]] = set()
    for sentence in context.sentences:
        for hit in hits_outside(sentence, context.lexicon.cue("activity.what")):
            mention = _mention(context, sentence, hit)
            if mention and (hit.label, mention.authority) not in seen:
                seen.add((hit.label, mention.authority))
                yield mention


def _mention(context: Context, sentence: Sentence, hit: Hit) -> Mention | None:
    authority = context.subject or context.authority_of(sentence)
    if authority is None:
        return None
    dated = next((d for d in context.dates_in(sentence) if (d.first or d.last) and not d.cadence), None)
    value = (dated.first or dated.last) if dated else None
    bound = dated is not None and _BOUND.search(sentence.low[: dated.start - sentence.start]) is not None
    role = _role(context, sentence, None if bound else value)
    if role is None:
        return None
    dates: dict[DateKey, PartialDate] = {}
    evidence = {"what": Span(hit.start, hit.end, "named")}
    latest = context.published.latest if role == "retrospective" else None
    earliest = value.earliest if bound and value and role == "retrospective" else None
    if value is not None and dated is not None and not bound and dated.relation not in ("after", "since", "before"):
        dates["start" if "meet" in sentence.low else "effective"] = value
        evidence["dates.effective"] = Span(dated.start, dated.end, dated.basis)
    partner = None
    if hit.label == "improvement partner":
        partner = next((place.name for place in context.places_in(sentence) if place.name != authority), None)
        if partner is None:
            return None
        role = "new" if role == "retrospective" and _ARRANGED.search(sentence.low) else role
    facts = Facts(what=hit.label, partner=partner, dates=dates)
    span = Span(sentence.start, sentence.end, "activity.what")
    return Mention("improvement_activity", role, authority, facts, span, 0.6, evidence, Window(earliest, latest))


def _role(context: Context, sentence: Sentence, value: PartialDate | None) -> Role | None:
    lexicon = context.lexicon
    if lexicon.cue("activity.verb.future").within(sentence):
        return "scheduled"
    if " being drawn up" in sentence.low:
        return "state"
    if lexicon.cue("activity.verb.ongoing").within(sentence) and not lexicon.cue("activity.verb.done").within(sentence):
        return "state"
    if not lexicon.cue("activity.verb.done").within(sentence):
        return None
    if value is not None and timing(value, context.published) == "future":
        return "scheduled"
    if value is not None and timing(value, context.published) == "fresh":
        return "new"
    return "retrospective"
