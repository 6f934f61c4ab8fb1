"""Whether a change of post is the article's news, and whether it is one that is watched."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.model import Role
from parsers.reader.context import Context
from parsers.reader.leadership_changes import FAMILIES, Change, way
from parsers.reader.leadership_statement import Statement
from parsers.reader.leadership_subjects import FIRST_PERSON
from parsers.reader.posts import find_posts
from parsers.reader.roles import timing

_LATE = 2
_PERMANENT = re.compile(r"\b(?:permanent|replac|succeed|follow|after|tak\w+ over)")
# Words that make an undated change the day's news wherever it stands.
_NEWS = re.compile(
    r"\b(?:today|yesterday|tonight|last night|this (?:week|morning|afternoon|evening)|news broke|emerged"
    r"|announced|announces"
    r"|revealed|confirmed|breaking)\b"
)
_OF_COUNCIL = frozenset(["leader", "mayor"])
_CHILDREN = re.compile(r"\b(?:child|young people|ofsted|send\b|special (?:educational )?needs|safeguarding)")
# An appeal, a claim or a payment is told long after the dismissal that it is about.
_AFTERMATH = re.compile(
    r"\b(?:tribunal|(?:unfair|wrongful)(?:ly)? (?:dismiss|sack)"
    r"|(?:sacked|ousted|dismissed|axed|former|ex)[ -][^.;]{0,60}"
    r"\b(?:appeal|court|claim|pay-?off|pay-?out|severance|compensation|damages|settlement)"
    r"|(?:pay-?off|pay-?out|severance|settlement)\b[^.;]{0,60}\b(?:sacked|ousted|dismissed|axed|former|ex)\b)"
)
_RELATIVE = re.compile(r"\b(?:who|which|where|whose)\b[^,;]*$")
_SINCE_THEN = re.compile(
    r"\bsince then\b|\bhas since\b|\bhave since\b|\bat the time\b|\bby then\b"
    r"|\bthen (?:stepped|took|went|left|quit|resigned|became|came|stood|joined|appointed|brought)\b"
)


def role_of(context: Context, change: Change, lead: Statement) -> Role:
    """New where the change is announced or dated about now; retrospective where it is recalled.

    A director who goes in the coming spring is news today: the announcement makes it new, not the day. One whose going
    is only mentioned in passing is scheduled.
    """
    when = timing(lead.date.first if lead.date else None, context.published)
    if context.published_is_guessed and when in ("old", "recent") and not change.old:
        when = "unknown"
    if when == "fresh":
        return "new"
    if _is_fought_over(context, change):
        return "retrospective"
    if when == "future":
        aside = all(_is_aside(item) for item in change.statements)
        return "scheduled" if aside and not _is_announced(context, change) else "new"
    if change.old or when == "old":
        return "retrospective"
    if when == "recent" and change.first.sentence.index > _LATE and not _is_in_headline(context, change):
        return "retrospective"
    if any(_SINCE_THEN.search(item.sentence.low) for item in change.statements):
        return "retrospective"
    if context.subject not in (None, change.authority):
        # What another council's people did is background here.
        return "retrospective"
    if all(_is_participle(item) for item in change.statements):
        return "retrospective"
    if _is_announced(context, change) and (not lead.sentence.quoted or _is_own_word(lead)):
        return "new"
    if when == "recent":
        return "retrospective"
    return "new" if any(_is_news(context, item) for item in change.statements) else "retrospective"


def _is_fought_over(context: Context, change: Change) -> bool:
    """True for a dismissal over which the headline and the lead tell a later quarrel."""
    leavers = {item.person for item in change.statements if way(item) == "out"}
    if any(way(item) == "in" and item.person not in leavers for item in change.statements):
        return False
    texts = (context.headline, *context.sentences[:1])
    return any(text is not None and _AFTERMATH.search(text.low) for text in texts)


def _is_announced(context: Context, change: Change) -> bool:
    """True where the lead or the headline tells it."""
    if any(context.in_lead(item.sentence) for item in change.statements):
        return True
    return _is_in_headline(context, change)


def _is_in_headline(context: Context, change: Change) -> bool:
    headline = context.headline
    if headline is None:
        return False
    ways = {
        "out" if name in ("out", "removed", "departure") else "in"
        for name in ("out", "removed", "departure", "in", "appointed", "appointment", "replaces")
        if context.lexicon.cue(f"leadership.{name}").within(headline)
    }
    if ways.isdisjoint(way(item) for item in change.statements):
        return False
    named = any(item.person and item.person.rpartition(" ")[2].lower() in headline.low for item in change.statements)
    return named or any(
        FAMILIES.get(post.family) == change.family for post in find_posts(headline.low, context.lexicon.titles)
    )


def _is_own_word(statement: Statement) -> bool:
    """True for "I have taken on the role": whoever comes or goes says so."""
    lead = statement.sentence.low[: statement.hit.start - statement.sentence.start]
    return statement.tense != "past" and FIRST_PERSON.search(lead) is not None


def _is_aside(statement: Statement) -> bool:
    """True in a clause that only says who somebody is: "Jane Smith, who has been appointed by ..."."""
    lead = statement.sentence.low[: statement.hit.start - statement.sentence.start]
    return _RELATIVE.search(lead) is not None


def _is_participle(statement: Statement) -> bool:
    """True for "Jane Smith, appointed by the department, said": it only tells who she is."""
    lead = statement.sentence.low[: statement.hit.start - statement.sentence.start]
    return statement.hit.label in ("appointed", "removed") and statement.tense == "past" and lead.endswith(", ")


def _is_news(context: Context, statement: Statement) -> bool:
    """True where the verb or a word of the day says that it has just happened."""
    sentence = statement.sentence
    if (
        sentence.quoted
        or _SINCE_THEN.search(sentence.low)
        or context.lexicon.cue("leadership.bounded").within(sentence)
    ):
        return False
    if _is_aside(statement):
        return False
    return statement.tense in ("future", "present", "perfect") or _NEWS.search(sentence.low) is not None


def is_of_council(context: Context, change: Change, changes: Sequence[Change]) -> bool:
    """True for the leader of a council whose coming or going the opening tells without a word of children."""
    if not _is_announced(context, change) or any(other.family not in _OF_COUNCIL for other in changes):
        return False
    opening = (context.headline, *context.sentences[:_LATE], *(item.sentence for item in change.statements))
    return not any(text is not None and _CHILDREN.search(text.low) for text in opening)


def is_for_now(context: Context, change: Change) -> bool:
    """True where the headline calls who comes an interim."""
    headline = context.headline
    if (
        headline is None
        or change.authority != context.subject
        or _PERMANENT.search(headline.low)
        or not _is_in_headline(context, change)
    ):
        return False
    posts = find_posts(headline.low, context.lexicon.titles)
    comers = {item.person for item in change.statements if way(item) == "in"}
    return len(comers) == 1 and any(post.interim and FAMILIES.get(post.family) == change.family for post in posts)
