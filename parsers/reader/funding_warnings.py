"""What auditors and treasurers do about the money of children's services: formal notices, statutory recommendations.

They are news without a sum, where the opening says that it is the service's money they are about.
"""

from __future__ import annotations

from collections.abc import Iterator

from parsers.model import Facts, Mention
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.roles import hypothetical, timing
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import mood_before

_RULE = "funding.warning"
_WHAT = "formal warning"
_CONFIDENCE = 0.7
_OPENING = 4
_REACH = 60


def mentions(context: Context) -> Iterator[Mention]:
    """The first warning that the opening tells as given."""
    for sentence in context.sentences[:_OPENING]:
        authority = context.authority_of(sentence) if _is_given(context, sentence) else None
        if authority is not None:
            facts, span = Facts(what=_WHAT), context.span(sentence, _RULE)
            yield Mention("funding", "new", authority, facts, span, _CONFIDENCE)
            return


def _is_given(context: Context, sentence: Sentence) -> bool:
    lexicon = context.lexicon
    warnings = lexicon.cue("funding.warning").all(sentence)
    if not warnings or not _is_of_the_service(context, sentence):
        return False
    days = [date.first for date in context.dates_in(sentence) if date.first is not None]
    if any(timing(day, context.published) in ("old", "recent") for day in days):
        return False
    whole = Clause(sentence, sentence.start, sentence.end)
    return any(
        max(act.start, hit.start) - min(act.end, hit.end) <= _REACH
        and mood_before(sentence.low, act.start - sentence.start) in ("bare", "past", "perfect", "present")
        and not hypothetical(whole, max(act.start, hit.start))
        for hit in warnings
        for act in lexicon.cue("funding.warned").all(sentence)
    )


def _is_of_the_service(context: Context, sentence: Sentence) -> bool:
    """True where the sentence or the headline says that it is the service's money."""
    cue = context.lexicon.cue("funding.of_the_service")
    texts = (sentence, *((context.headline,) if context.headline else ()))
    return any(cue.within(text) or "SEND" in text.text for text in texts)
