"""What a sentence says of a board, a plan, a partner or a review: done, due, standing or recalled."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.cues import Hit
from parsers.model import Role, Span
from parsers.partial_date import PartialDate
from parsers.reader.activity_doubts import is_faulted, is_of_many
from parsers.reader.activity_helped import helped
from parsers.reader.activity_role import LED_TO_IT, role_of
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import Mood, mood_before

# "A peer review of one council's services by another council has found ...": what has been done may stand far off.
_REACH, _REACH_AFTER = 75, 110
_FIRST_WORD = 3
_NOT_OURS = re.compile(
    r"\b(?:school|schools|safeguarding|integrated care|governing|health and wellbeing|management|examination"
    r"|protection"
    r"|care|ehc|health|pathway|individual|local|business|financial|development|corporate|council|adult|transport"
    r"|budget"
    r"|five-year|housing|education|early) $"
)
# "A plan to spend more": an intention, not a paper.
_INTENTION = re.compile(r"['\"]? to (?!put|do better|improve|tackle|address|show|be |turn)\w+")
_CHAIR_OF = re.compile(r"\bchair(?:man|woman|person)? of (?:the |its |an? )?$")
# "After a peer review in April, several changes were made": only what comes after the comma is told.
_AFTER_IT = re.compile(r"\b(?:after|following|since|in the wake of) (?:an?|the|its|last \w+'s) (?:[\w-]+ ){0,3}$")
_ENDS_THERE = re.compile(r"(?: (?:in|of|by|on|last) [^,;.]{2,40})?[,;]")
# "At a strategic partnership level": what kind of level or board it is.
_OF_A_KIND = re.compile(r" (?:level|board|group|meetings?|forum|structures?|lead|manager|arrangements)\b")
_UNDER_IT = re.compile(r"\bunder (?:the |its |their )?$")
_DEPARTMENT = re.compile(
    r"\bdepartment\b|\bdfe\b|\bnhs england\b|\bministers?\b|\bcommissioner\b|\bsecretary of state\b"
)
_INSPECTORS = re.compile(r"\binspectors?\b|\bofsted\b|\bwatchdog\b")
_GENERIC = re.compile(
    r"[\W]{0,6}(?:any|every) (?:local )?(?:authority|council) (?:has|must|can|may|needs|should|is|will)\b"
    # "A council has published a plan" tells of one, "a council has to publish a plan" of all.
    r"|[\W]{0,6}an? (?:local )?(?:authority|council) (?:(?:has|needs) (?:to|\w+ (?:working )?(?:days|weeks|months))"
    r"|must|can|may"
    r"|should|(?:is|will be) (?:then |normally |usually )?(?:required|expected|obliged|given|asked|allowed)"
    r"|will (?:then|normally|usually|have to|need))\b"
)
_HOPES = re.compile(
    r"[\W]{0,6}(?:(?:if|should|unless|were)\b|to (?:consider|note|hear|receive|discuss|review|agree)\b)"
)
_WEAK = re.compile(
    r"(?:(?:a|the|its|their|this|that|new) )?(?:draft |detailed |robust |formal |comprehensive |revised "
    r"|refreshed |urgent "
    r"|ambitious |clear |bold |final )?(?:plan|board|board's)"
)
_LEAD = 2
# What is done at a stroke, and so after the inspection that it answers.
_ACTS = ("consider", "discuss", "approv", "endors", "publish", "unveil", "releas", "submi", "present", "agree", "adopt")
_NOW: tuple[Mood, ...] = ("perfect", "present")
_HAD_TO = ("had to", "had to be")
# "Concludes that a plan must be written", "made good progress with its plan": what is done is not the plan.
_REPORTS = re.compile(
    r"(?:conclud|find|found|agree|announc|confirm|report|describ)\w* (?:back )?that\b"
    r"|(?:make|making|made)s? (?:[\w-]+ ){0,3}(?:progress|headway|improvements|strides|difference)\b"
)
# "Agreed the plan was not working": the plan is what the next verb is about.
_IS_SUBJECT = re.compile(r"['\"]? (?:was|is|were|are|has|had|will|would|could|should|did|does) ")
_RUNS_TO = re.compile(r"\b(?:runs|run|up) to $|\bto $")


@dataclass(frozen=True, slots=True)
class Deed:
    """One activity as one sentence tells it."""

    sentence: Sentence
    hit: Hit
    what: str
    role: Role
    authority: str | None
    verb: Hit | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    partner: str | None = None
    owed: bool = False
    not_before: dt.date | None = None


def deeds_in(context: Context, sentence: Sentence) -> Iterator[Deed]:
    """What the sentence says of each activity that it names."""
    if not context.lexicon.any_of("activity.what", "activity.weak").may_be_in(sentence):
        return
    authority = _authority(context, sentence)
    if authority is None:
        return
    for hit in _named(context, sentence):
        deed = _deed(context, sentence, hit, authority)
        if deed is not None:
            yield deed


def _authority(context: Context, sentence: Sentence) -> str | None:
    return context.subject or context.authority_of(sentence)


def _named(context: Context, sentence: Sentence) -> Iterator[Hit]:
    """Each kind of activity that the sentence names, once."""
    lexicon = context.lexicon
    found = [hit for hit in lexicon.cue("activity.what").all(sentence) if _is_meant(sentence, hit)]
    weaker = lexicon.cue("activity.weak").all(sentence)
    for hit in weaker:
        apart = not any(hit.start < other.end and other.start < hit.end for other in found)
        in_context = hit.label == "action plan" and lexicon.cue("activity.context.words").within(sentence)
        if apart and _is_meant(sentence, hit) and (in_context or _is_armed(context, hit.label)):
            found.append(hit)
    seen: set[str] = set()
    weak = {hit.start for hit in weaker}
    for hit in sorted(found, key=lambda item: (item.start in weak, item.start)):
        if hit.label not in seen:
            seen.add(hit.label)
            yield hit


def _is_armed(context: Context, label: str) -> bool:
    memory = context.sentences[0].seen
    named: frozenset[str] | None = memory.get("activities named")
    if named is None:
        cue = context.lexicon.cue("activity.what")
        named = memory["activities named"] = frozenset(
            hit.label for text in context.sentences for hit in cue.all(text) if _is_meant(text, hit)
        )
    return label in named


def _is_meant(sentence: Sentence, hit: Hit) -> bool:
    low, begin = sentence.low, sentence.start
    before = low[: hit.start - begin]
    under = hit.label != "improvement partner" and _UNDER_IT.search(before[-16:]) is not None
    if before.endswith("every ") or under:
        return False
    if hit.label == "progress review" and hit.text.endswith(("progress", "impact")):
        return _DEPARTMENT.search(low) is not None and _INSPECTORS.search(low) is None
    if (
        hit.label == "action plan"
        and hit.text.endswith("plan")
        and _is_intention(sentence, hit.end - begin)
        and "action" not in hit.text
    ):
        return False
    if hit.label == "improvement partner" and _OF_A_KIND.match(low, hit.end - begin):
        return False
    if hit.label == "improvement board" and _CHAIR_OF.search(before[-24:]):
        return False
    return _NOT_OURS.search(before[-40:]) is None


def _is_intention(sentence: Sentence, place: int) -> bool:
    """True for "plan to spend", not for "plan to Barset's cabinet"."""
    found = _INTENTION.match(sentence.low, place)
    return found is not None and not sentence.text[found.start() : found.end()].split()[-1][0].isupper()


def _deed(context: Context, sentence: Sentence, hit: Hit, authority: str) -> Deed | None:
    clause = next((part for part in clauses(sentence) if part.holds(hit.start)), None)
    if clause is None:
        return None
    verb, mood = _verb(context, clause, hit)
    weak = _WEAK.fullmatch(hit.text) is not None
    if _GENERIC.match(clause.low) or _HOPES.match(sentence.low) or is_of_many(clause.low):
        return None
    dated = _date(context, sentence, hit)
    answered = dated is not None and LED_TO_IT.search(sentence.low[: dated.start - sentence.start]) is not None
    # "Has been unveiled following last year's inspection": only the inspection is old.
    lasting = mood in _NOW or (sentence.index < _LEAD and verb is not None and verb.text.startswith(_ACTS))
    role = role_of(context, clause, hit, verb, mood, None if answered and lasting else dated)
    if role in ("new", "scheduled") and _is_background(sentence, hit, verb):
        role = "retrospective"
    if role == "new" and is_faulted(sentence, hit.start - sentence.start, hit.end - sentence.start):
        role = "state"
    if role is None or (weak and hit.label == "action plan" and (verb is None or role in ("state", "retrospective"))):
        return None
    partner = None
    if hit.label == "improvement partner":
        authority = helped(context, sentence, hit) or authority
        partner = next((place.name for place in context.places_in(sentence) if place.name != authority), None)
        if partner is None and role == "retrospective" and "practice" not in hit.text:
            return None
        if role == "scheduled" and (dated is None or timing(dated.first, context.published) != "future"):
            role = "new"
    if role in ("conditional", "state") or dated is None:
        owed = (
            verb is not None
            and mood == "bound"
            and sentence.low[: verb.start - sentence.start].rstrip().endswith(_HAD_TO)
        )
        return Deed(sentence, hit, hit.label, role, authority, verb, partner=partner, owed=owed)
    value = dated.first or dated.last
    if value is not None and answered:
        # "Set up following the inspection in July 2018": the date is the inspection's, and the board is later.
        old = not lasting and timing(value, context.published) == "old"
        role = "retrospective" if role == "new" and old else role
        earliest = value.earliest if role == "retrospective" else None
        return Deed(sentence, hit, hit.label, role, authority, verb, partner=partner, not_before=earliest)
    if role != "scheduled" and (timing(value, context.published) == "future" or dated.relation == "before"):
        return Deed(sentence, hit, hit.label, role, authority, verb, partner=partner)
    span = Span(dated.start, dated.end, dated.basis)
    return Deed(sentence, hit, hit.label, role, authority, verb, value, span, partner)


def _is_background(sentence: Sentence, hit: Hit, verb: Hit | None) -> bool:
    """True for "she takes over following the launch of a plan": what is done comes before, and is another thing."""
    low = sentence.low
    if _AFTER_IT.search(low[: hit.start - sentence.start]) and _ENDS_THERE.match(low, hit.end - sentence.start):
        return True
    if verb is None or verb.start >= hit.start:
        return False
    led = LED_TO_IT.search(sentence.low[: hit.start - sentence.start])
    return led is not None and verb.end <= sentence.start + led.start()


def _verb(context: Context, clause: Clause, hit: Hit) -> tuple[Hit | None, Mood]:
    """The verb nearest to the activity, and how it stands."""
    sentence = clause.sentence
    low, begin = sentence.low, sentence.start
    best: tuple[float, Hit] | None = None
    for item in context.lexicon.cue("activity.verb.done").all(sentence):
        if item.start < hit.end and hit.start < item.end:
            continue
        if low[item.start - begin : item.end - begin] == "send" and sentence.text[item.start - begin].isupper():
            continue
        if not hit.label.endswith("review") and _REPORTS.match(low, item.start - begin):
            continue
        before = item.end <= hit.start
        if before and _IS_SUBJECT.match(low, hit.end - begin):
            continue
        between = low[item.end - begin : hit.start - begin] if before else low[hit.end - begin : item.start - begin]
        distance = float(len(between)) * (1.0 if before else 1.1)
        joints = sum(
            1 for part in clauses(sentence) if min(item.end, hit.end) < part.start <= max(item.start, hit.start)
        )
        distance += 20 * joints + (25 if re.search(r"[;:]", between) else 0)
        if distance <= (_REACH_AFTER if not before and _is_perfect(low, item.start - begin) else _REACH) and (
            best is None or distance < best[0]
        ):
            best = (distance, item)
    if best is None:
        return None, "bare"
    mood = mood_before(low, best[1].start - begin)
    if mood == "bare" and best[1].start - begin <= _FIRST_WORD and not best[1].text.endswith(("ed", "ing", "s")):
        # "The council must: prepare a plan ...": each line of such a list begins with its verb.
        return best[1], "bound"
    return best[1], mood


def _is_perfect(low: str, place: int) -> bool:
    return mood_before(low, place) == "perfect"


def _date(context: Context, sentence: Sentence, hit: Hit) -> DateExpression | None:
    known = [
        item
        for item in context.dates_in(sentence)
        if (item.first or item.last)
        and not item.cadence
        and item.relation not in ("after", "since")
        and not _RUNS_TO.search(sentence.low[: item.start - sentence.start])
    ]
    return min(known, key=lambda item: abs(item.start - hit.start), default=None)
