"""Whether something happened, will happen, may happen, or is only recalled."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from parsers.expressions import Expression
from parsers.lexicon import Lexicon
from parsers.partial_date import PartialDate, Window
from parsers.reader.clauses import Clause
from parsers.reader.goals import is_goal

Timing = Literal["fresh", "recent", "old", "future", "unknown"]
FRESH_DAYS = 9
RECENT_DAYS = 45
# No report is news that comes later than this after the fieldwork.
REPORTED_DAYS = 215

# "may" is looked for in the text as written, because May is a month.
_MAY = Expression(r"\bmay\b(?! \d)")
_MODAL = Expression(
    r"\b(?:could|might|would|should|if|unless|whether|can (?:be|give|choose|lose|recommend|list)|ought"
    r"|risk of (?:an?|being|losing)|risk(?:s|ed|ing)? (?:an?|another|being|losing|slipping|falling|getting"
    r"|receiving)\b|in danger of|threat of|likely|hopes?|hoping|wants?|fear(?:s|ed)?"
    r"|why not|aim(?:s|ing)?|possibility|prospect of|face[sd]?|(?:target|goal|ambition|aspiration)s?(?= (?:of|to"
    r"|is|for|['\"]))|targeting|aspir(?:e|es|ed|ing)|on course|bid (?:for|to)|(?:set|sets) (?:a|the"
    r"|an?) (?:\w+ ){0,2}(?:bar|target)|heading (?:for|towards)|(?:brink|verge) of|close to (?:an?|being)"
    r"|once (?:it|they|one|an?)"
    r"|be weighing|weighing (?:one|it) up|intends? to)\b"
)
_WERE = re.compile(r"[\s,]*were \w+ to\b")
# What is denied ends where a new verb begins: "not good enough and continue to require improvement".
_AND_NOW = (
    r"(?! (?:and|but|yet) (?:\w+ly |still |now |so |also )?(?:continue|remain|stay|require|need|is|are|was"
    r"|were|has|have|had"
    r"|must|will|told|rated|judged|graded|given)\w*\b)"
)
_DENIED = re.compile(
    r"\b(?:not(?! (?:budge|move)d?\b)|n't|never|no(?! longer| more)|nobody|nothing|stop(?:s|ped) short of"
    r"|rather than|without|none|neither|nor|deny"
    r"|denied)\b(?:" + _AND_NOW + r"[^,;]){0,40}$|\bnot (?:all|every)\b[^,;]{0,90}$"
)


def timing(value: PartialDate | None, published: Window) -> Timing:
    """Where a date lies against publication."""
    first, last = published.earliest or published.latest, published.latest or published.earliest
    if value is None or first is None or last is None:
        return "unknown"
    if value.earliest > last:
        return "future"
    if value.latest >= first - timedelta(days=FRESH_DAYS):
        return "fresh" if value.precision == "day" or value.latest >= first else "recent"
    if value.latest >= first - timedelta(days=RECENT_DAYS):
        return "recent"
    return "old"


def days_before(value: PartialDate, published: Window) -> int | None:
    """Days from the last day it allows to the first possible day of publication; None where that is unknown."""
    day: date | None = published.earliest or published.latest
    return None if day is None else (day - value.latest).days


def hypothetical(clause: Clause, place: int) -> bool:
    """True when what stands at `place` is said to be possible, wished or feared."""
    length = max(0, place - clause.start)
    begin = clause.start - clause.sentence.start
    written = clause.sentence.text[begin : begin + length]
    low = clause.low[:length]
    low = low[max(low.rfind(":"), low.rfind(";")) + 1 :]
    written = written[len(written) - len(low) :]
    return bool(_MODAL.search(low[-120:]) or _MAY.search(written[-120:]) or _WERE.match(low) or is_goal(low))


def denied(clause: Clause, place: int) -> bool:
    """True when what stands at `place` is said not to be so."""
    return bool(_DENIED.search(clause.low[: max(0, place - clause.start)]))


def recalled(clause: Clause, lexicon: Lexicon) -> bool:
    """True when the clause speaks of an earlier happening by its own words."""
    return clause.has(lexicon.cue("inspection.recall.past"))
