"""What is done to an instrument of intervention: it is served, lifted, revised, sent in, stood down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from parsers.cues import Hit
from parsers.model import Action
from parsers.reader.clauses import Clause, clauses
from parsers.reader.context import Context
from parsers.reader.intervention_terms import MONITORED
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import Mood, mood_before
from parsers.wordings import wordings

_said = wordings("intervention_acts")

PEOPLE = ("commissioner", "adviser")
# What names no instrument: that the government steps in, gives orders, or takes the service away.
VAGUE = ("intervention", "control", "ordered", "overseer")
_VERBS = _said("verbs")
_FARTHEST = 110
_FARTHEST_PERSON = 85
_SUBJECT_WITHIN = 60
# "A notice issued in July", "a commissioner appointed by the government", "its appointed commissioner".
_SHORT_RELATIVE, _LONG_RELATIVE = 7, 9
_HAS_ITS_VERB = re.compile(
    r"[\s,]{0,4}(?:which|that|whom|who) (?:(?:has|have|had|is|are|was|were|will)\b|[^,;]*\w{3,}ed\b)"
)
_PARTICIPLE = _said("participle")
_RELATIVE = _said.shaped(r"[\s,]{0,4}@relative\b")


# "The notice it imposed on the council", "the direction ministers had issued".
_OWN_POST = _said.shaped(r" @own_post\b")
_WHOSE_VERB = _said.shaped(r"[\s,]{0,2}@whose_verb ?")
_HANDS = _said.shaped(r" @hands\b")
_NOT_SO = _said.shaped(r"\b@not_so $")
_ANOTHER_SUBJECT = re.compile(r"\bthat (?:he|she|it|they|the [a-z]+)\b")
_POST = _said("post")
# What is done to people: they are sent, appointed, given work; other verbs beside them are about something else.
_SENDS = _said("sends")
_HANDED_OVER = _said("handed_over")


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of doing something to the instrument: what it does, how it stands, and whether it only describes."""

    hit: Hit
    action: Action
    mood: Mood
    attributive: bool


def act_on(context: Context, clause: Clause, hit: Hit, terms: Sequence[Hit]) -> tuple[Act | None, Act | None]:
    """The act that the sentence says of the instrument, and one that only tells which instrument is meant.

    Of "a notice served in 2022 has been lifted" that is "has been lifted", and "served" the other.
    """
    sentence = clause.sentence
    if hit.label in VAGUE and (verb := _VERBS.search(hit.text)) and "intervention" not in hit.text:
        place = hit.start - sentence.start + verb.start()
        if sentence.low[:place].endswith("no longer "):
            return Act(hit, "lifted", "present", False), None
        return Act(hit, "issued", mood_before(sentence.low, place), False), None
    taken = [item for item in context.lexicon.cue("intervention.instrument").all(sentence) if item.label == "control"]
    found = [
        item
        for item in _before_it(context.lexicon.cue("intervention.action").all(sentence), hit)
        if _may_act(clause, item, hit)
        and (item.label != "lifted" or not any(_touch(item, other) for other in taken if other != hit))
    ]
    acts = [(_pull(clause, item, hit, terms), _act(sentence, item, hit)) for item in found]
    near = sorted((pair for pair in acts if pair[0] <= _reach(hit)), key=lambda pair: pair[0])
    if not near:
        return _far_act(clause, hit, [other for _, other in acts]), None
    act = near[0][1]
    if act.hit.text == "replaced by" and act.hit.end <= hit.start:
        return replace(act, action="issued"), None
    if act.attributive and (ended := _ended_later(clause, hit, [other for _, other in acts])):
        return ended, act
    if not act.attributive:
        return _swapped(act, hit, near[1:]), None
    main = next(
        (
            other
            for _, other in near[1:]
            if not other.attributive
            and other.hit.start > act.hit.end
            and other.mood != "bare"
            and _is_subject(clause, hit, other)
        ),
        None,
    )
    return (main, act) if main and main.hit.text != "replaced by" else (act, None)


def _before_it(acts: Sequence[Hit], hit: Hit) -> Iterator[Hit]:
    """The acts, each cut off where the name of the instrument begins: "placed" of "placed under a direction"."""
    for item in acts:
        reaches_in = item.start < hit.start < item.end <= hit.end
        yield item._replace(end=hit.start, text=item.text[: hit.start - item.start].strip()) if reaches_in else item


def _touch(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _reach(hit: Hit) -> int:
    return _FARTHEST_PERSON if hit.label in ("commissioner", "adviser") else _FARTHEST


def _ended_later(clause: Clause, hit: Hit, acts: Sequence[Act]) -> Act | None:
    """The main verb of "A notice handed to the council after an inspection in 2022 has been lifted"."""
    if hit.start - clause.sentence.start > _SUBJECT_WITHIN:
        return None
    finite = ("perfect", "past", "present", "future")
    return next(
        (act for act in acts if act.action == "lifted" and act.hit.start > hit.end and act.mood in finite), None
    )


# "The notice under which the council had to ... has been lifted."
_LONG_ASIDE = _said.shaped(r",|['\"]? @long_aside\b")


def _far_act(clause: Clause, hit: Hit, acts: Sequence[Act]) -> Act | None:
    """The verb after a long aside: "A direction, the strongest tool there is short of taking over, was issued"."""
    after = clause.sentence.low[hit.end - clause.sentence.start :]
    if not _LONG_ASIDE.match(after) or hit.start - clause.sentence.start > _SUBJECT_WITHIN:
        return None
    finite = ("perfect", "past", "earlier", "future")
    act = next((act for act in acts if act.hit.start > hit.end and act.mood in finite and not act.attributive), None)
    begin = clause.sentence.start
    if act is None or _ANOTHER_SUBJECT.search(clause.sentence.low, hit.end - begin, act.hit.start - begin):
        return None
    return act


def _is_subject(clause: Clause, hit: Hit, act: Act) -> bool:
    """True where no other subject stands between the instrument and the later verb."""
    between = clause.sentence.low[hit.end - clause.sentence.start : act.hit.start - clause.sentence.start]
    return not re.search(r", (?:it|he|she|they|the (?:council|government|department|dfe|authority))\b", between)


def _swapped(act: Act, hit: Hit, others: Sequence[tuple[float, Act]]) -> Act:
    """Of "lifted its direction, replacing it with a notice" the direction was lifted and the notice issued."""
    if act.hit.text.startswith("replac") and act.action == "issued" and act.hit.start > hit.end:
        lifted = next((other for _, other in others if other.action == "lifted"), None)
        return lifted or Act(act.hit, "lifted", act.mood, False)
    if act.hit.text == "replaced by" and act.hit.start > hit.end:
        return Act(act.hit, "lifted", act.mood, False)
    return act


def _may_act(clause: Clause, item: Hit, hit: Hit) -> bool:
    low, begin = clause.sentence.low, clause.sentence.start
    if item.start < hit.end and hit.start < item.end:
        return (
            hit.label == "intervention"
            or "council control" in hit.text
            or " back " in hit.text
            or "in-house" in hit.text
        )
    if _NOT_SO.search(low[max(0, item.start - begin - 16) : item.start - begin]):
        return False
    if item.text.startswith(("leav", "left", "lost")) and _OWN_POST.match(low, item.end - begin):
        return False
    if item.text.endswith("out of") and _HANDS.match(low, item.end - begin):
        return False
    if hit.label == "trust":
        between = low[item.end - begin : hit.start - begin]
        return item.label == "lifted" or bool(_HANDED_OVER.search(item.text) and not _POST.search(between))
    if hit.label in PEOPLE:
        if clause.sentence.text[item.start - begin : item.start - begin + 4] == "SEND":
            return False
        return item.label == "lifted" or bool(_SENDS.search(item.text)) or item.text.startswith("extend")
    if MONITORED.search(hit.text):
        return item.label == "lifted"
    return not (hit.label == "intervention" and item.text in ("subject to", "the subject of", "subject of"))


def _act(sentence: Sentence, item: Hit, hit: Hit) -> Act:
    low, begin = sentence.low, sentence.start
    mood = mood_before(low, item.start - begin)
    between = low[hit.end - begin : item.start - begin] if item.start >= hit.end else ""
    relative = _is_relative(between)
    participle = (
        mood == "bare"
        and item.start >= hit.end
        and bool(_PARTICIPLE.search(item.text))
        and (
            len(between) <= 3
            or re.fullmatch(r"[\s,]{0,4}(?:which was |that was |first |just |newly )?", between) is not None
        )
    )
    return Act(item, cast(Action, item.label), mood, relative or participle)


def _is_relative(between: str) -> bool:
    """True where the verb is that of the relative clause: "which some councils have been given"."""
    words = between.split()
    if _WHOSE_VERB.fullmatch(between):
        return True
    if not _RELATIVE.match(between) or len(words) > _LONG_RELATIVE:
        return False
    return len(words) <= _SHORT_RELATIVE or not _HAS_ITS_VERB.match(between)


def _pull(clause: Clause, item: Hit, hit: Hit, terms: Sequence[Hit]) -> float:
    """How far the verb is from the instrument; what follows it, and what stands in another clause, counts farther."""
    if item.start < hit.end and hit.start < item.end:
        return 0.0
    before = item.end <= hit.start
    distance = float(hit.start - item.end) if before else 1.15 * (item.start - hit.end)
    low, begin = clause.sentence.low, clause.sentence.start
    first, last = (item.end, hit.start) if before else (hit.end, item.start)
    between = low[first - begin : last - begin]
    joints = sum(1 for part in clauses(clause.sentence) if first < part.start <= last)
    relative = not before and _RELATIVE.match(between)
    distance += 25 * (joints - (1 if relative and joints else 0))
    if before and re.search(r"[;:]|, (?:and|but|which|who|it|the)\b", between):
        distance += 30
    if not before and _WHOSE_VERB.fullmatch(between):
        distance += 25
    if not before and _ANOTHER_SUBJECT.search(between):
        distance += 60
    for other in terms:
        if other is not hit and first <= other.start < last:
            linked = low[other.end - begin : hit.start - begin] if before else ""
            distance += (
                5 if before and len(linked) < 32 and re.match(r",? (?:and|or|as well as|along with)\b", linked) else 120
            )
    if item.label == "lifted" and not before and distance < _FARTHEST:
        distance -= 10
    if item.text in (
        "follows",
        "follow",
        "followed",
        "following",
        "published",
        "agreed",
        "decided",
        "announced",
        "told",
        "given",
    ):
        distance += 15
    return distance
