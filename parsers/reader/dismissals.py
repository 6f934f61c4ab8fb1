"""Dismissals: sentences that look like an event and were not taken for one, with the reason, for `explain`."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.model import Mention, Span
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.grade_words import grade_hits
from parsers.reader.roles import denied, hypothetical
from parsers.reader.sentences import Sentence


def dismissed(context: Context, mentions: tuple[Mention, ...]) -> Iterator[tuple[Span, str]]:
    """Each sentence with a grade or the name of an inspection that supports no mention, in the order of the text."""
    used = [(mention.span.start, mention.span.end) for mention in mentions]
    used += [(span.start, span.end) for mention in mentions for span in mention.evidence.values()]
    for sentence in context.sentences:
        place = _event_word(context, sentence)
        if place is not None and not any(start < sentence.end and sentence.start < end for start, end in used):
            yield context.span(sentence, "dismissed"), _reason(context, sentence, place)


def _event_word(context: Context, sentence: Sentence) -> int | None:
    if not context.lexicon.any_of("inspection.grade", "inspection.kind").may_be_in(sentence):
        return None
    whole = Clause(sentence, sentence.start, sentence.end)
    grades = grade_hits(whole, context.lexicon)
    named = context.lexicon.cue("inspection.kind").first(sentence)
    return grades[0].start if grades else named.start if named else None


def _reason(context: Context, sentence: Sentence, place: int) -> str:
    whole = Clause(sentence, sentence.start, sentence.end)
    if context.lexicon.cue("inspection.correction").within(sentence):
        return "says what an earlier version of the article had wrong"
    if denied(whole, place):
        return "said not to be so"
    if hypothetical(whole, place):
        return "only said to be possible"
    if not context.places and context.subject is None:
        return "names no English authority"
    return "adds nothing to what is said elsewhere, or does not say which inspection it means"
