"""What the headline and the opening of an article are about: an inspection, or a matter that only recalls one."""

from __future__ import annotations

import re
from typing import Literal

from parsers.cues import Cue
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence

Topic = Literal["inspection", "other"]

# Clauses that only place the news: what it came after, whom it concerns.
_ASIDE = re.compile(
    r"^[\s,;\"'-]*(?:just |only |more than |less than |(?:\w+ ){1,3}(?:days|weeks|months|years) )?"
    r"(?:after|since|following|when|while|as|amid|despite|whose|which|who|having|where|although|though|with|but)\b"
)
_MONEY = re.compile(r"£\d|\b(?:million|thousand)[ -]pounds?\b")
_OPENING = 4


def topic_of(context: Context) -> Topic | None:
    """What the article's news is about, by the main clauses of its headline, else of its first sentences."""
    texts = ([context.headline] if context.headline else []) + list(context.sentences[:_OPENING])
    for text in texts:
        topics = _topics_in(context, text)
        if topics:
            return topics.pop() if len(topics) == 1 else None
    return None


def _topics_in(context: Context, sentence: Sentence) -> set[Topic]:
    lexicon = context.lexicon
    main = [clause for clause in clauses(sentence) if not _ASIDE.match(clause.low)] or list(clauses(sentence))
    other = _has(main, lexicon.cue("inspection.topic.other")) or any(_MONEY.search(clause.low) for clause in main)
    found: set[Topic] = {"other"} if other else set()
    names = ("topic.inspection",) if other else ("topic.inspection", "topic.result", "grade")
    if any(_has(main, lexicon.cue(f"inspection.{name}")) for name in names):
        found.add("inspection")
    return found


def _has(parts: list[Clause], cue: Cue) -> bool:
    return any(part.has(cue) for part in parts)
