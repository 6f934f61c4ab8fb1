"""A family of events that the reader does not know by itself: assessments of councils' adult social care."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from parsers.model import Facts, Grade, Mention, MentionType
from parsers.reader.context import Context

WATCHES = ("adult care",)


def mentions(context: Context) -> Iterator[Mention]:
    """Each sentence that says how a council's adult social care was assessed."""
    for sentence in context.sentences:
        grade = context.lexicon.cue("adult_care.grade").first(sentence)
        if grade and context.lexicon.cue("adult_care.assessed").within(sentence):
            facts = Facts(
                inspectorate="CQC", judgements={"overall": cast(Grade, grade.label)}, service="adult social care"
            )
            span = context.span(sentence, "adult_care.assessed")
            kind = cast(MentionType, "adult_care_assessment")
            yield Mention(kind, "new", context.authority_of(sentence), facts, span, 0.9)
