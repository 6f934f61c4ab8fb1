"""How a sentence speaks of a board, a plan, a partner or a review: new, due, recalled, standing or only wished."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.model import Role
from parsers.partial_date import PartialDate
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.roles import days_before, hypothetical, timing
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import Mood, mood_before

_NEARBY = 60
_WISH_REACH = 40
_AT_HAND = 30
_CLOSE = 12
_LEAD = 2
_OPENING = 5
_NEWS_DAYS = 9
_DUE: tuple[Mood, ...] = ("future", "bound")
_OBLIGES = re.compile(r"\b(?:requires?|required|(?:is|was) wanted|there must|obliges|there will)\b")
_CARRIES_OUT = ("carr", "deliver", "implement")
_HABIT = re.compile(
    r"\b(?:every|each) (?:\w+ )?(?:month|week|quarter|year|weeks|months)\b|\b(?:monthly|quarterly|fortnightly)\b"
)
_PURPOSE = re.compile(r"\b(?:established|set up|created|formed|at once|order|board|panel) to $")
_FINITE_PAST: tuple[Mood, ...] = ("past", "perfect", "earlier", "bare")
_WILL_BE = re.compile(r"\b(?:will be|is|are|takes? place|next|due)\b")
_ORDERED_TO_BE = re.compile(r"\b(?:ordered|demanded|asked|insisted|recommended|required|said)\b[^.;]{0,60}\bbe $")
_WAS_TOLD_TO = re.compile(r"\b(?:was|were) (?:then |also |jointly )?(?:required|obliged|ordered|asked|instructed) to $")
_DUTY = re.compile(r"(?:oversee|monitor|steer|guide)s?$")
_NEW_ONE = re.compile(r"(?:\b(?:an?|new|another)|^\W{0,4}(?:an?|new)) (?:[\w'-]+ ){0,3}$")
_MINUTES = re.compile(r"^(?:Minutes|Agenda item|RESOLVED|Resolved)\b", re.MULTILINE)
# "Published following", "to address the findings of": what comes next is older than the deed.
LED_TO_IT = re.compile(
    r"\b(?:following|after|since|in (?:response|reply|answer) to|in the wake of|prompted by|arising from|stemming from"
    r"|on the back of|as a result of"
    r"|(?:to|which|that) (?:address(?:es|ed)?|tackle[sd]?|meets?|met|answer(?:s|ed)?|act(?:s|ed)? on"
    r"|respond(?:s|ed)? to|put right|fix|remedy|deal with|correct))\b[^,;]{0,120}$"
)
_HAS_NOW = re.compile(r"\b(?:has|have) now\b")
_UNTIL = re.compile(r"\bhas until\b|\bhave until\b|\bgiven until\b|\bdeadline\b")


def role_of(
    context: Context, clause: Clause, hit: Hit, verb: Hit | None, mood: Mood, dated: DateExpression | None
) -> Role | None:
    """How the sentence speaks of the activity: done, due, wished or lasting; None where it only names it."""
    sentence, lexicon = clause.sentence, context.lexicon
    low = sentence.low
    if _UNTIL.search(low):
        return None if verb is None or verb.text.startswith(_CARRIES_OUT) else "scheduled"
    if any(
        clause.holds(item.start) and 0 <= hit.start - item.end <= _WISH_REACH
        for item in lexicon.cue("activity.tense.wished").all(sentence)
    ):
        return "conditional"
    ongoing = any(_is_said_of(sentence, item, hit) for item in lexicon.cue("activity.verb.ongoing").all(sentence))
    value = (dated.first or dated.last) if dated else None
    when = timing(value, context.published)
    if verb is None:
        ahead = dated is not None and _WILL_BE.search(low[hit.end - sentence.start : dated.start - sentence.start])
        return "scheduled" if when == "future" and ahead else "state" if ongoing else None
    if _DUTY.match(verb.text) and (mood in (*_DUE, "present") or verb.text.endswith("s")):
        # What a board is there for is news where it is a new one.
        return "scheduled" if mood in _DUE and _NEW_ONE.search(low[: hit.start - sentence.start]) else "state"
    if _lasts(context, sentence, hit, mood) and not _is_told_first(sentence, hit, mood):
        return "state"
    if mood == "bound" and when != "future" and _WAS_TOLD_TO.search(low[: verb.start - sentence.start]):
        return "retrospective"
    if _is_owed(low, verb, hit, mood, sentence.start):
        return "retrospective" if when in ("old", "recent") and mood == "possible" else "scheduled"
    if verb.text.startswith("requir") and mood == "past":
        return "retrospective"
    if _is_open(low[: verb.start - sentence.start], mood):
        return None
    if when == "future" and mood not in _FINITE_PAST:
        return "scheduled"
    if ongoing and mood in ("present", "bare") and when == "unknown" and not _is_told_first(sentence, hit, mood):
        return "state"
    return None if hypothetical(clause, hit.start) else _happened(context, sentence, mood, value)


def _is_told_first(sentence: Sentence, hit: Hit, mood: Mood) -> bool:
    """True for "Barset is working with a partner" in the very first sentence: that is the news."""
    return hit.label == "improvement partner" and sentence.index == 0 and mood == "present"


def _is_owed(low: str, verb: Hit, hit: Hit, mood: Mood, begin: int) -> bool:
    """True for what will, must or is required to be done, and for a "will" reported in the past."""
    if mood in _DUE or verb.text.endswith(" wanted") or (mood == "possible" and _is_would(low, verb.start - begin)):
        return True
    return mood in ("bare", "present") and _OBLIGES.search(low[: hit.end - begin + _AT_HAND]) is not None


def _is_open(before: str, mood: Mood) -> bool:
    """True for what is denied or merely possible, for a purpose ("set up to ...") and for what was only ordered."""
    if mood in ("possible", "denied"):
        return True
    if mood == "present":
        return _ORDERED_TO_BE.search(before) is not None
    return mood == "bare" and _PURPOSE.search(before) is not None


def _lasts(context: Context, sentence: Sentence, hit: Hit, mood: Mood) -> bool:
    """True for what is said to go on, or to happen again and again."""
    if _HABIT.search(sentence.low) and mood in ("present", "bare"):
        return True
    return any(_is_at_hand(item, hit) for item in context.lexicon.cue("activity.verb.ongoing").all(sentence))


def _is_said_of(sentence: Sentence, item: Hit, hit: Hit) -> bool:
    gap = item.start - hit.end if item.start >= hit.end else hit.start - item.end
    return gap <= _NEARBY and mood_before(sentence.low, item.start - sentence.start) != "possible"


def _is_at_hand(item: Hit, hit: Hit) -> bool:
    """True for "have a two-year improvement plan" and "the plan is being taken forward"."""
    if item.start < hit.end and hit.start < item.end:
        return True
    reach = _CLOSE if item.text.startswith(("continu", "remain", "maintain", "go on")) else _AT_HAND
    return "chair" not in item.text and 0 <= item.start - hit.end <= reach


def _is_would(low: str, place: int) -> bool:
    """True for "would be put to the cabinet": a "will" reported in the past."""
    return (
        re.search(r"\bwould (?:now |then |also |soon )?(?:be |have to )?$", low[max(0, place - 24) : place]) is not None
    )


def _is_of_minutes(context: Context) -> bool:
    """True for minutes, which put what the meeting heard ("a plan has been drawn up") one tense back."""
    found: bool | None = context.seen.get("minutes")
    if found is None:
        title = context.headline.low if context.headline else ""
        found = context.seen["minutes"] = bool(_MINUTES.search(context.article.text) or title.startswith("agenda item"))
    return found


def _is_of_what_led_to_it(sentence: Sentence, place: int) -> bool:
    """True for the "last year" of "unveiled following last year's inspection": so old is what was answered."""
    return LED_TO_IT.search(sentence.low[: place - sentence.start]) is not None


def _happened(context: Context, sentence: Sentence, mood: Mood, value: PartialDate | None) -> Role:
    lexicon = context.lexicon
    if value is not None and timing(value, context.published) == "future":
        value = None
    fresh = lexicon.cue("activity.tense.fresh").within(sentence)
    if value is not None:
        gap = days_before(value, context.published)
        if gap is None:
            return "new" if fresh or sentence.index < _LEAD else "retrospective"
        return "new" if gap <= _NEWS_DAYS else "retrospective"
    if fresh or (mood == "perfect" and _HAS_NOW.search(sentence.low)):
        return "new"
    if any(
        not _is_of_what_led_to_it(sentence, item.start) for item in lexicon.cue("activity.tense.recalled").all(sentence)
    ):
        return "retrospective"
    if mood == "earlier":
        return "new" if _is_of_minutes(context) else "retrospective"
    told = context.headline is not None and lexicon.cue("activity.what").within(context.headline)
    if sentence.index < _LEAD or (told and (sentence.index < _OPENING or mood == "perfect")):
        return "new"
    if mood == "present":
        return "new"
    return "retrospective"
