"""Whom a clause speaks of, and which of its services."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.authorities import Place
from parsers.cues import Hit
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence
from parsers.reader.statement import Service

# What may stand between two authorities of which one thing is said: "Halton, in the north west, and Hull City".
_JOINED = re.compile(
    r"(?:'s?)?(?: (?:metropolitan|city|county|borough|district|council|mbc|cc)){0,3}"
    r"(?:,? in (?:the )?[\w' ]{3,25}?)?,?(?: and| &|,| as well as| plus)"
    r"(?: (?:the|both|also|neighbouring|nearby|in|london borough of|city of)){0,3} "
)


# "at work in four areas - Sunderland, Hackney and ...".
_NAMELY = re.compile(r"[\s:,(-]*(?:namely |in |at |of |including )?(?:the )?")


def authorities_at(context: Context, clause: Clause, place: int) -> tuple[str, ...]:
    """Whom the clause speaks of at `place`: several where they are named in one breath ("Halton and Hull were ...")."""
    name = authority_at(context, clause)
    if name is None or context.sections:
        return () if name is None else (name,)
    group = next(
        (
            some
            for some in _groups(clause.sentence, context.surely_in(clause.sentence))
            if any(item.name == name for item in some) and _governs(clause, some, place)
        ),
        (),
    )
    return tuple(dict.fromkeys(item.name for item in group)) or (name,)


def _groups(sentence: Sentence, named: Sequence[Place]) -> list[list[Place]]:
    """Places that are joined by commas and "and", two at least."""
    groups: list[list[Place]] = [[item] for item in named[:1]]
    for one, other in pairwise(named):
        between = sentence.low[one.end - sentence.start : other.start - sentence.start]
        if _JOINED.fullmatch(between):
            groups[-1].append(other)
        else:
            groups.append([other])
    return [group for group in groups if len(group) > 1]


def _governs(clause: Clause, group: Sequence[Place], place: int) -> bool:
    """True where the group stands before what is said, or right after it in the same clause."""
    if group[-1].end <= place or clause.holds(group[0].start):
        return True
    between = clause.sentence.low[clause.end - clause.sentence.start : group[0].start - clause.sentence.start]
    return group[0].start >= clause.end and bool(_NAMELY.fullmatch(between))


def authority_at(context: Context, clause: Clause) -> str | None:
    """Whom the clause speaks of: the authority named last before its end, else the one its sentence speaks of."""
    named = list(context.surely_in(clause.sentence))
    if section := _section_name(context, clause):
        return section
    if not named:
        return context.authority_of(clause.sentence)
    before = [item for item in named if item.start < clause.end]
    here = [item for item in before if item.start >= clause.start]
    if here:
        return _preferred(context, [item.name for item in here])
    if before:
        return before[-1].name
    return context.subject or named[0].name


def _section_name(context: Context, clause: Clause) -> str | None:
    """Whom the part of a round-up is about that the clause's sentence opens."""
    sentence = clause.sentence
    return next((name for start, name in context.sections if start == sentence.start), None)


def _preferred(context: Context, names: list[str]) -> str:
    return context.subject if context.subject in names and len(set(names)) > 1 else names[0]


def service_of(context: Context, clause: Clause) -> Service:
    """Which service is inspected: that of children, of special needs, or of youth justice."""
    lexicon = context.lexicon
    sentence = clause.sentence
    if lexicon.cue("inspection.kind.hmip_youth_justice").within(sentence):
        return "youth"
    if lexicon.cue("inspection.outcome").within(sentence) and context.speaks_of_send:
        return "send"
    if any(is_send(sentence, hit) for hit in lexicon.cue("inspection.hint.area_send").every(sentence)):
        return "send"
    return "children"


def is_send(sentence: Sentence, hit: Hit) -> bool:
    """False where "send" is the verb and not the initials of special educational needs and disabilities."""
    if "send" not in hit.text:
        return True
    return "SEND" in sentence.text[hit.start - sentence.start : hit.end - sentence.start]
