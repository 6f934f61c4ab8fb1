"""Whom a clause speaks of, and which of its services."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.authorities import Place
from parsers.cues import Hit
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.joint import groups, meant_together
from parsers.reader.sentences import Sentence
from parsers.reader.statement import Service

# "at work in four areas - Sunderland, Hackney and ...".
_NAMELY = re.compile(r"[\s:,(-]*(?:namely |in |at |of |including )?(?:the )?")


_VERB = re.compile(
    r"(?: (?:metropolitan|city|county|borough|district|councils?|services))*,? (?:have |has )?(?:both |each "
    r"|all |now )?"
    r"(?:been|were|was|are|is|have|has|had|got|get|received|remain(?:ed)?|kept|won|earned)\b"
)
_OPENING = 3
_SOCIAL_CARE = re.compile(
    r"(?<!and )(?<!or )(?<!health, )\bsocial care\b(?! needs)|\bsocial work|\bchildren'?s services\b|\bcare leavers\b"
    r"|\bchild protection\b"
)
# What is still to come may be an inspection of another service.
_NOT_SURE = re.compile(rf"{_SOCIAL_CARE.pattern}|\b(?:will|expected|due|next)\b")
_OTHER_SERVICE = re.compile(
    r"\bofsted|\bcare quality|\bcqc\b|\bsend\b|social (?:care|work|services)|children's services"
)


def authorities_at(context: Context, clause: Clause, place: int) -> tuple[str, ...]:
    """Whom the clause speaks of at `place`: several where they are named in one breath ("Halton and Hull were ...")."""
    name = authority_at(context, clause)
    if context.joint and not context.sections and not context.surely_in(clause.sentence):
        together = meant_together(clause.sentence.low, context.joint)
        if together:
            return together
    if name is None or context.sections:
        return () if name is None else (name,)
    named = context.surely_in(clause.sentence)
    here = [item for item in named if clause.holds(item.start)]
    some = [found for found in groups(clause.sentence, named) if _governs(clause, found, place)]
    near = [found for found in some if _is_subject_of(clause, found, place)]
    with_name = [found for found in some if any(item.name == name and (not here or item in here) for item in found)]
    group: Sequence[Place] = near[-1] if near else with_name[0] if with_name else ()
    return tuple(dict.fromkeys(item.name for item in group)) or (name,)


def _is_subject_of(clause: Clause, group: Sequence[Place], place: int) -> bool:
    """True for "both Leeds and Kirklees were rated good": the verb follows right on the names."""
    begin = clause.sentence.start
    return clause.holds(group[-1].start) and bool(
        _VERB.match(clause.sentence.low, group[-1].end - begin, place - begin)
    )


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
    found: Service | None = clause.sentence.seen.get("service")
    if found is None:
        found = clause.sentence.seen["service"] = _service_in(context, clause.sentence)
    return found


def _service_in(context: Context, sentence: Sentence) -> Service:
    lexicon = context.lexicon
    if lexicon.cue("inspection.kind.hmip_youth_justice").within(sentence) and not _is_joint(context):
        return "youth"
    if lexicon.cue("inspection.outcome").within(sentence) and context.speaks_of_send:
        return "send"
    if (
        _is_about_youth(context)
        and not _is_joint(context)
        and not (context.dates_in(sentence) or _OTHER_SERVICE.search(sentence.low))
    ):
        return "youth"
    if any(is_send(sentence, hit) for hit in lexicon.cue("inspection.hint.area_send").every(sentence)):
        return "send"
    other = lexicon.cue("inspection.grade").within(sentence) or lexicon.cue("inspection.kind").within(sentence)
    sure = not (other or _NOT_SURE.search(sentence.low))
    return "send" if sure and _is_about_send(context) else "children"


def _is_joint(context: Context) -> bool:
    """True where the article tells of a joint targeted area inspection, in which probation inspectors take part."""
    joint: bool | None = context.seen.get("jtai")
    if joint is None:
        jtai = context.lexicon.cue("inspection.kind.jtai")
        joint = context.seen["jtai"] = any(jtai.within(sentence) for sentence in context.sentences)
    return joint


def _is_about_youth(context: Context) -> bool:
    """True where the headline or the first sentence speaks of youth justice: what follows does, unless it says so."""
    youth: bool | None = context.seen.get("youth")
    if youth is None:
        cue = context.lexicon.cue("inspection.kind.hmip_youth_justice")
        opening = [*([context.headline] if context.headline else []), *context.sentences[:1]]
        youth = context.seen["youth"] = any(cue.within(text) for text in opening)
    return youth


def _is_about_send(context: Context) -> bool:
    """True where the opening speaks of special needs, and nothing of social care: it is there that inspectors were."""
    about: bool | None = context.seen.get("about send")
    if about is None:
        opening = [*([context.headline] if context.headline else []), *context.sentences[:_OPENING]]
        cue = context.lexicon.cue("inspection.hint.area_send")
        named = any(is_send(text, hit) for text in opening for hit in cue.every(text))
        about = context.seen["about send"] = named and _SOCIAL_CARE.search(context.low) is None
    return about


def is_send(sentence: Sentence, hit: Hit) -> bool:
    """False where "send" is the verb and not the initials of special educational needs and disabilities."""
    if "send" not in hit.text:
        return True
    return "SEND" in sentence.text[hit.start - sentence.start : hit.end - sentence.start]
