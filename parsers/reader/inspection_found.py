"""What inspectors found, told in the opening of an article whose grades or dates the rules took for something past.

A report that compares, quotes and recalls says its own news in plain words as well: inspectors found, a report says,
praised by Ofsted. Where nothing else in the article is news, that is it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from parsers.model import Facts, Grade, Mention, MentionType
from parsers.reader import gist
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.headline_grade import headline_grade, opening_grade
from parsers.reader.inspected import service_of
from parsers.reader.inspection_facts import INSPECTORATES
from parsers.reader.inspection_role import tells_again
from parsers.reader.recall import presupposes, tells_of_past
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence
from parsers.reader.statistics import is_about_figures
from parsers.reader.topic import topic_of
from parsers.reader.wording import REVISIT
from parsers.wordings import wordings

_said = wordings("inspection_found")

_CONFIDENCE = 0.5
_RULE = "inspection.found"
_ENDS = ("judgement", "visit_outcome")
_OPENING = 3
_DETAIL = 7
# How sure the article's words have to be that there is no news in it.
_NO_NEWS = 0.6
_CUES = ("ofsted", "inspect", "watchdog", "cqc", "regulator", "care quality", "probation")
_TELLERS = (*_CUES, "report", "letter", "they ", "sufficient progress")
_FINDS, _NO_FINDING = _said("finds"), _said("no_finding")
_BESIDE = _said.shaped(r"[\s,;-]*@beside\b")
_ASIDE = _said.shaped(r"@aside(?=[,.;])")
_STANDS = _said("stands")
_VISIT, _PROGRESS, _RATED, _INSPECTION = _said("visit"), _said("progress"), _said("rated"), _said("inspection")


def with_findings(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, or with what the opening says that inspectors found, where nothing that was read is news."""
    told_already = any(item.role in ("new", "scheduled") for item in mentions)
    if told_already or context.subject is None or context.sections or not context.sentences:
        return mentions
    if not any(word in context.low for word in _CUES) or tells_again(context) or is_about_figures(context):
        return mentions
    if topic_of(context) == "other":
        return mentions
    if context.headline is not None and presupposes(context.headline.low):
        return mentions
    given = [item.span.start for item in mentions if item.type in _ENDS]
    opening = [item for item in context.sentences[:_OPENING] if item.start not in given]
    told = next((item for item in opening if _finds(item) and not _is_dated_old(context, item)), None)
    if told is None and opening and context.headline is not None and _finds(context.headline):
        told = next((item for item in opening[:1] if not (item.index or tells_of_past(item.low))), None)
    if told is None or not _is_of_inspectors(context) or _names_others(context):
        return mentions
    doubted = next((item for item in mentions if item.span.rule == "gist.background" and item.type in _ENDS), None)
    if doubted is not None:
        # The rules read it, and only its kind was doubted.
        restored = replace(doubted, role="new", span=replace(doubted.span, rule=_RULE))
        return tuple(restored if item is doubted else item for item in mentions)
    kind = _type_of(context, told, mentions)
    if kind is None:
        return mentions
    found = tuple(sorted((*mentions, _mention(context, told, kind)), key=lambda item: item.span.start))
    beliefs = gist.gist_of(context, found)
    return mentions if beliefs.get("none", 0.0) + beliefs.get("irrelevant", 0.0) >= _NO_NEWS else found


def _is_dated_old(context: Context, sentence: Sentence) -> bool:
    """True where what the sentence tells is that of a year gone by."""
    dates = context.dates_in(sentence)
    return any(timing(item.last or item.first, context.published) == "old" for item in dates)


def _finds(sentence: Sentence) -> bool:
    low = sentence.low
    if not any(word in low for word in _TELLERS) or low.rstrip().endswith("?"):
        return False
    if _NO_FINDING.search(low) or tells_of_past(_without_aside(low)):
        return False
    return any(_FINDS.search(clause.low) for clause in clauses(sentence) if not _BESIDE.match(clause.low))


def _without_aside(low: str) -> str:
    """The sentence without "rated inadequate two years ago", said in passing of whom it speaks."""
    found = _ASIDE.search(low)
    return low if found is None else low[: found.start()] + low[found.end() :]


def _is_of_inspectors(context: Context) -> bool:
    """True where the headline or the opening speaks of inspectors in what it does not place in the past."""
    texts = (*((context.headline,) if context.headline else ()), *context.sentences[:_OPENING])
    return any(
        any(word in text.low for word in _CUES)
        and not (_STANDS.search(text.low) or tells_of_past(_without_aside(text.low)))
        for text in texts
    )


def _names_others(context: Context) -> bool:
    """True for a round-up: whom it is about is only one of those that the opening names."""
    opening = [place for text in context.sentences[: _OPENING + 1] for place in context.surely_in(text)]
    return bool({place.name for place in (*opening, *context.titled)} - {context.subject})


def _mention(context: Context, told: Sentence, kind: MentionType) -> Mention:
    service = service_of(context, Clause(told, told.start, told.end))
    if context.speaks_of_send and service == "children":
        service = "send"
    grade = _grade(context) if kind == "judgement" and service != "send" else None
    facts = Facts(inspectorate=INSPECTORATES[service], judgements={"overall": grade} if grade else {})
    return Mention(kind, "new", context.subject, facts, context.span(told, _RULE), _CONFIDENCE)


def _type_of(context: Context, told: Sentence, mentions: tuple[Mention, ...]) -> MentionType | None:
    """A judgement where it is graded or called an inspection, a visit where it is called one or a letter."""
    lows = (_without_aside(item.low) for item in context.sentences[:_DETAIL])
    opening = [low for low in lows if not tells_of_past(low)]
    if context.speaks_of_send:
        return "visit_outcome" if any(REVISIT.search(low) for low in opening) else "judgement"
    if _grade(context) is not None:
        return "judgement"
    visit = any(_VISIT.search(low) for low in opening)
    rated = any(_INSPECTION.search(low) for low in opening) or _RATED.search(_without_aside(told.low)) is not None
    if visit != rated:
        return "visit_outcome" if visit else "judgement"
    if not visit and not any(_PROGRESS.search(low) for low in opening):
        return None
    # Told in the same words: which of them it is the rest of the article says best.
    beliefs = gist.gist_of(context, mentions)
    return "visit_outcome" if beliefs.get("visit_outcome", 0.0) > beliefs.get("judgement", 0.0) else "judgement"


def _grade(context: Context) -> Grade | None:
    hit = opening_grade(context)
    return headline_grade(context) or (cast(Grade, hit.label) if hit else None)
