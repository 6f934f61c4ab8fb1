"""Which moment of an inspection's life each date of a sentence marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from parsers.cues import Hit
from parsers.model import DateKey
from parsers.partial_date import PartialDate
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.sentences import Sentence

_FAR = 75
_JOINT = 60
# Where "was last" begins, before the verb.
_VERB = 20
_ABOUT_INSPECTION = re.compile(
    r"inspect|visit|ofsted|watchdog|regulator|commission|cqc|fieldwork|\b(?:team|they|it|this)\b"
)
_BREAK = re.compile(r"[;]|, (?:but|while|and)\b| (?:and|but|while|when|after|since|following)\b")

_NAMED_AFTER = re.compile(
    r"(?:'s)? (?:(?:ofsted|full|short|standard|focused|monitoring|two-day|joint|area|send|ilacs|damning"
    r"|critical) ){0,3}"
    r"(?:(?P<visit>visits?|inspections?)|reports?|letters?|judge?ments?|ratings?|verdicts?)\b"
)
_NEW_SUBJECT = re.compile(r", (?:an?|the|its|their) (?:[\w'-]+ ){0,2}$")
# "At its last inspection in 2019", "when it was last inspected, in 2019": the day is that of the inspection itself.
_OF_INSPECTION = re.compile(
    r"\b(?:inspections?|(?:was|were|been|being|department|service|services|council|last|fully|first) (?:last |first )?"
    r"(?:re-?)?(?:inspected|visited|assessed))"
    r"(?:,? (?:held|made|which took place|that took place|carried out|conducted|undertaken))?"
    r"(?:,? (?:of|by|into|under|at) "
    r"(?:(?!\b(?:report|letter|found|rated|judged|graded|published)\w*\b)[\w'&-]+ ?,?){1,7}?)?"
    r",? (?:back )?(?:in|during|of|from) (?:(?:the|early|late|mid|spring|summer|autumn|winter|end|of|year)[ -])*$"
)
_INSPECTION_AFTER = re.compile(
    r"(?:,? (?:an?|the|its))?(?: (?:ofsted|ofsted's|full|sif|ilacs|single|joint|area|send|local|cqc|and|damning"
    r"|previous|last|first)){0,4} (?:re-?)?inspections?\b(?! (?:report|framework|regime|plan|team))"
)
_MOVE_OF = re.compile(
    r"'s (?:leap|jump|rise|climb|fall|drop|slide|slump|upgrade|downgrade|step|move|promotion|improvement|success"
    r"|failure|low)\b"
)
_INSPECTION_BEFORE = re.compile(r"\b(?:inspection|fieldwork|visit) (?:held |made |carried out )?(?:in|during|over) $")
_FIRST_SINCE = re.compile(
    r"\b(?:first|only|last|latest)(?: (?:full|graded|inspection|visit|of|its|their|kind|such|ofsted|the|council"
    r"|authority)){0,7} since $"
)
_ROW = re.compile(r",? (?:and|to|into|until|through to)(?: (?:in|the|of|early|mid|late|beginning))* ?")


@dataclass(frozen=True, slots=True)
class KeyedDate:
    """A date with the moment that it marks; None where the sentence does not say which.

    `of_inspection` is true of the date of an inspection itself ("the inspection in 2019"), not of its grade.
    """

    key: DateKey | None
    value: PartialDate
    expression: DateExpression
    of_inspection: bool = False


def keyed_dates(context: Context, sentence: Sentence) -> tuple[KeyedDate, ...]:
    """The dates of the sentence that mark a moment; a range gives a start and an end."""
    expressions = [item for item in context.dates_in(sentence) if _is_usable(item) and not _moves(item, sentence)]
    if not expressions:
        return ()
    cues = sorted(context.lexicon.cue("inspection.date").every(sentence), key=lambda hit: hit.start)
    found: list[KeyedDate] = []
    for expression in expressions:
        keyed = _keyed(expression, cues, sentence)
        if found and found[-1].key == "start" and len(keyed) == 1 and _in_a_row(found[-1], keyed[0], sentence):
            keyed = [replace(keyed[0], key="end")]
        found.extend(keyed)
    return tuple(found)


def _in_a_row(one: KeyedDate, other: KeyedDate, sentence: Sentence) -> bool:
    """True for "in late February and early March"."""
    between = sentence.low[one.expression.end - sentence.start : other.expression.start - sentence.start]
    return one.value.earliest <= other.value.latest and bool(_ROW.fullmatch(between))


def _moves(item: DateExpression, sentence: Sentence) -> bool:
    """True for "since 2019's leap to good", which dates the grade before."""
    return _MOVE_OF.match(sentence.low, item.end - sentence.start) is not None


def _is_usable(item: DateExpression) -> bool:
    return not item.cadence and bool(item.first or item.last) and "same" not in item.text.lower()


def _keyed(expression: DateExpression, cues: list[Hit], sentence: Sentence) -> list[KeyedDate]:
    first, last = expression.first, expression.last
    if first and last and first != last:
        if (first.precision == "day" and last.precision == "day") or first.precision == last.precision == "month":
            return [KeyedDate("start", first, expression), KeyedDate("end", last, expression)]
        return (
            [KeyedDate(_key(expression, cues, sentence), PartialDate(first.iso[:4]), expression)]
            if first.iso[:4] == last.iso[:4]
            else []
        )
    value = first or last
    if value is None:
        return []
    named = _NAMED_AFTER.match(sentence.low[expression.end - sentence.start :])
    if expression.relation == "before" and not named and _key(expression, cues, sentence) != "end":
        # "Found by the 2012 inspection" is no deadline.
        return []
    if expression.relation == "until":
        return [KeyedDate("end", value, expression)]
    if value.precision == "year" and _is_of_inspection(expression, sentence):
        return [KeyedDate("start", value, expression, of_inspection=True)]
    return [KeyedDate(_key(expression, cues, sentence), value, expression)]


def _is_of_inspection(expression: DateExpression, sentence: Sentence) -> bool:
    low, begin = sentence.low, expression.start - sentence.start
    if "inspect" not in low and "assessed" not in low and " since " not in low:
        return False
    before = low[max(0, begin - 120) : begin]
    if expression.relation == "since":
        return bool(_FIRST_SINCE.search(before))
    place = max(before.rfind("inspect"), before.rfind("visited"), before.rfind("assessed"))
    if place >= 0 and _OF_INSPECTION.search(before, max(0, place - _VERB)):
        return True
    return bool(_INSPECTION_AFTER.match(low, expression.end - sentence.start))


def _key(expression: DateExpression, cues: list[Hit], sentence: Sentence) -> DateKey | None:
    after = sentence.low[expression.end - sentence.start :]
    named = _NAMED_AFTER.match(after)
    if named and expression.relation != "since":
        # "September's monitoring visit", "its May 2023 report"
        return "start" if named["visit"] else "published"
    best: tuple[float, str] | None = None
    own = _INSPECTION_BEFORE.search(sentence.low, 0, expression.start - sentence.start) is not None
    for cue in cues:
        if own and cue.label == "published" and cue.start >= expression.end:
            # "Following a full inspection in May, Ofsted announced today": said today, inspected in May.
            continue
        gap = _gap(cue, expression, sentence)
        if gap is not None and (best is None or gap < best[0]):
            best = (gap, cue.label)
    if best is None or (best[1] in ("start", "end") and not _ABOUT_INSPECTION.search(sentence.low)):
        return None
    return cast(DateKey, best[1])


def _gap(cue: Hit, expression: DateExpression, sentence: Sentence) -> float | None:
    """How far the cue is from the date; a cue after the date or over a joint counts as farther."""
    if cue.end <= expression.start:
        between = sentence.low[cue.end - sentence.start : expression.start - sentence.start]
        weight = 1.0
    elif cue.start >= expression.end:
        between = sentence.low[expression.end - sentence.start : cue.start - sentence.start]
        weight = 1.6
    else:
        between, weight = "", 1.0
    gap = len(between) * weight + _JOINT * len(_BREAK.findall(between))
    if cue.label == "published" and cue.start >= expression.end and _NEW_SUBJECT.search(between):
        # "They came last month, a letter shows": the letter is not last month's.
        gap += _JOINT
    if gap > _FAR:
        return None
    return gap - _JOINT if cue.label in ("report_expected", "notified") else gap


def lies_within(item: KeyedDate, told: KeyedDate) -> bool:
    """True where the one date lies in the days that the other allows."""
    window = told.expression.window
    first, last = window.earliest or told.value.earliest, window.latest or told.value.latest
    return first <= item.value.earliest <= last
