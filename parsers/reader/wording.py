"""How a clause about an inspection is worded: whether it looks back or ahead, takes as given, or speaks of all."""

from __future__ import annotations

from parsers.expressions import holds_one
from parsers.reader.clauses import Clause
from parsers.reader.date_keys import KeyedDate
from parsers.reader.grades import Verdict
from parsers.wordings import wordings

_said = wordings("wording")

DEFINITE = _said.shaped(r"^[\s'\",;-]*@definite\b")

# In a councillor's mouth "they" are seldom the inspectors.
THEY_SAY = _said.shaped(r"^[\s\"']*\"\s*@they_say\b")

# "judged good when it was last inspected": the whole sentence looks back.
LAST_TIME = _said("last_time")

# Area SEND inspections that found fault were followed by a second look, which gives no outcome of its own.
REVISIT = _said("revisit")

# What inspections may come to in general.
EXPLAINS = _said("explains")

BRIEF = _said("brief")

_THE_GRADE = _said("the_grade")
_FORECAST = _said("forecast")
_WOULD = _said.shaped(r"[,'\"]{0,2} @would\b")

# "The sixth and last took place on 10 July": which of the visits that the sentence before tells of.
ONE_OF_THEM = _said.shaped(r"[\s\"']{0,4}@one_of_them\b")

VISITED = _said("visited")

# "after it was told it was good", "since they were found inadequate": grades that only place the news in time.
_RECALLING = _said.shaped(r"^[\s,]*@recalling\b")

# "... must improve after receiving the lowest rating": the consequence and the grade are one piece of news.
_CALLED_TO_ACCOUNT = _said("called_to_account")
# "Have denied it, a year after inspectors graded them": that long after, it is no news.
_LONG = _said.shaped(r"@long$")
_AS_BACKGROUND = _said.shaped(r"^[\s,]*@as_background\b")

GENERIC = _said("generic")


def is_general(low: str) -> bool:
    """True where visits of a kind are spoken of, not one of them."""
    return GENERIC.search(low) is not None


def looks_back(low: str) -> bool:
    """True for "when it was last inspected"."""
    return LAST_TIME.search(low) is not None


# What followed on an area's SEND inspection that found it weak, until 2022: to demand it is to publish the outcome.
_DEMANDS = _said("demands")
# "In advance of the re-visit": it is still to come.
_AHEAD_OF = _said.shaped(r"\b@ahead_of\b[^.;,]*")
# "A social worker who made up visits to children", "the minister's visit to a family hub".
_OTHERS_VISIT = _said("others_visit")
_NAMED = ("inspect", "ofsted", "watchdog", "regulator", "hmi", "cqc", "monitoring", "focus", "team", "they", "letter")


def tells_of_visit(low: str) -> bool:
    """True where inspectors are said to have come, stayed or looked at something."""
    if not holds_one(low, _NAMED) and _OTHERS_VISIT.search(low):
        return False
    ahead = _AHEAD_OF.search(low)
    return bool(VISITED.search(low if ahead is None else low[: ahead.start()] + low[ahead.end() :]))


def demands_statement(low: str) -> bool:
    """True where a written statement of action is said to be required, now."""
    return _DEMANDS.search(low) is not None


def is_subordinate(clause: Clause) -> bool:
    """True for a clause that begins with "after", "since", "following" or "when"."""
    return _RECALLING.match(clause.low) is not None


def is_recalling(clause: Clause, dates: tuple[KeyedDate, ...]) -> bool:
    """True for "after it was judged ..."; but in a lead without a date that is how the news itself is told."""
    joint = _RECALLING.match(clause.low)
    if joint is None:
        return False
    if _LONG.search(clause.sentence.low[: clause.start - clause.sentence.start]):
        return True
    news = clause.sentence.index <= 3 and not dates and joint.group().strip(", ") in ("after", "following")
    background = bool(_AS_BACKGROUND.match(clause.low)) and not _CALLED_TO_ACCOUNT.search(clause.sentence.low)
    return not news or background


def refers_to_grade(clause: Clause) -> bool:
    """True for "the 'inadequate' judgement", which speaks of a grade that was told before."""
    return bool(_THE_GRADE.search(clause.low))


def is_forecast(clause: Clause) -> bool:
    """True for "a rating of inadequate is what she expects from the next inspection"."""
    return _FORECAST.search(clause.low) is not None


def is_wish(clause: Clause, verdict: Verdict) -> bool:
    """True for "good would be extraordinary"."""
    begin = clause.sentence.start
    return any(_WOULD.match(clause.sentence.low[hit.end - begin :]) for hit in verdict.places.values())
