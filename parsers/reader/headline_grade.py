"""The grade that a headline gives: it speaks for the whole service where the text names only areas."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from parsers.cues import Hit
from parsers.model import Facts, Grade, Mention, Span
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.grade_words import grade_hits
from parsers.reader.grades import read_verdict
from parsers.reader.inspection_facts import ONLY_NEW
from parsers.reader.judgement_areas import NO_OVERALL
from parsers.reader.recall import tells_of_past
from parsers.reader.roles import denied, hypothetical
from parsers.reader.standing import stands

_RULE = "inspection.headline_grade"
_OPENING = 8
# "Decline of 'good' children's services" names them by the grade that they had.
_OF_A_SERVICE = re.compile(
    r"['\")]*(?:-rated)? (?:children'?s|councils?|department|services?|local authority|authority|county|borough|city"
    r"|trust)\b"
    r"(?! (?:services? |social care )?(?:ratings?|grades?|judge?ments?|verdict|report|ofsted|inspection)\b)"
)


def with_headline_grade(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, the first new judgement with the headline's grade where it has no grade of the whole.

    A headline is never evidence: the place is the first in the text that speaks of the same grade.
    """
    news = next((item for item in mentions if item.type == "judgement" and item.role == "new"), None)
    if news is None:
        return _with_only_grade(context, mentions)
    if news.authority != context.subject or news.facts.judgements.keys() & {"overall", "outcome"}:
        return mentions
    if _gives_no_overall(context, news):
        return mentions
    grade = headline_grade(context)
    echo = _echo(context, grade) if grade else None
    if echo is None and news.span.rule.startswith("gist."):
        echo = opening_grade(context)
    if echo is None:
        return mentions
    grade = cast(Grade, echo.label)
    facts = replace(news.facts, judgements={"overall": grade, **news.facts.judgements})
    evidence = {**news.evidence, "judgements.overall": Span(echo.start, echo.end, _RULE)}
    graded = replace(news, facts=facts, evidence=evidence)
    return tuple(graded if item is news else item for item in mentions)


def _with_only_grade(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, the findings that the text tells of taken for the judgement that only the headline grades.

    A text can leave the grade to the line above it: without that line its news would be some visit or other.
    """
    found = next((item for item in mentions if item.role == "new"), None)
    if found is None or found.type != "visit_outcome" or found.authority != context.subject or _is_visit(found.facts):
        return mentions
    grade = headline_grade(context)
    if grade is None or _gives_no_overall(context, found) or any(item.type == "judgement" for item in mentions):
        return mentions
    facts = replace(found.facts, judgements={"overall": grade})
    judged = replace(found, type="judgement", facts=facts, span=replace(found.span, rule=_RULE))
    return tuple(judged if item is found else item for item in mentions)


def _is_visit(facts: Facts) -> bool:
    """True for what is called a visit, or counts what needs to be done: neither ends in a grade."""
    return facts.kind is not None or facts.priority_actions is not None or facts.areas_for_improvement is not None


def _gives_no_overall(context: Context, news: Mention) -> bool:
    """True for an inspection begun since April 2026: what a headline calls its grade is that of some areas."""
    start, published = news.facts.dates.get("start"), context.published.earliest
    if start is not None:
        return start.latest >= NO_OVERALL
    return published is not None and published >= ONLY_NEW


def headline_grade(context: Context) -> Grade | None:
    """The only grade that it gives, to whom the article is about; none that it hopes for, fears or takes back."""
    headline = context.headline
    if headline is None or context.speaks_of_send or headline.text.rstrip().endswith("?"):
        return None
    clause = Clause(headline, headline.start, headline.end)
    verdict = read_verdict(clause, context.lexicon)
    mark = verdict.places.get("overall")
    named = {place.name for place in context.lexicon.gazetteer.places(headline.text)}
    if mark is None or named - {context.subject} or len(grade_hits(clause, context.lexicon)) > 1:
        return None
    if denied(clause, mark.start) or hypothetical(clause, mark.start) or stands(clause, mark):
        return None
    if _OF_A_SERVICE.match(headline.low, mark.end - headline.start):
        return None
    return cast("Grade | None", verdict.judgements.get("overall"))


def opening_grade(context: Context) -> Hit | None:
    """The only grade of the whole that the opening gives, where the rules did not see that it is news."""
    found: dict[str, Hit] = {}
    for sentence in context.sentences[:_OPENING]:
        if tells_of_past(sentence.low) or sentence.low.endswith("?"):
            continue
        for clause in clauses(sentence):
            mark = read_verdict(clause, context.lexicon).places.get("overall")
            if mark is None or stands(clause, mark):
                continue
            if not denied(clause, mark.start) and not hypothetical(clause, mark.start):
                found.setdefault(mark.label, mark)
    return next(iter(found.values())) if len(found) == 1 else None


def _echo(context: Context, grade: Grade) -> Hit | None:
    for sentence in context.sentences:
        for hit in grade_hits(Clause(sentence, sentence.start, sentence.end), context.lexicon):
            if hit.label == grade:
                return hit
    return None
