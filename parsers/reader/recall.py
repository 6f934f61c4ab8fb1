"""Whether words look back: at an earlier inspection, at the past of the article, or at what its readers know."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.clauses import Clause
from parsers.reader.comparison import comparisons, without_comparisons
from parsers.reader.context import Context
from parsers.wordings import wordings

_said = wordings("recall")

# "He apologised a week after the publication of the report which rated it inadequate": the report is not of today.
_TIME_AFTER = _said("time_after")
_SAYS_WHEN = _said.shaped(r"[\s,]*@says_when\b")
_WHICH = _said.shaped(r"[\s,]*@which\b")
_EARLIER_ONE = _said.shaped(r"\b@earlier_one(?:,? @of_when)?,?$")
_NEAR = 24
_HAD_NOTICE = _said("had_notice")
_TOLD_THAT = _said("told_that")
# "In the 18 months since it was judged inadequate", "when it was last inspected", "back in 2019".
_PAST = _said("past")
_NOW = _said("now")
_OVER_TIME = _said("over_time")
# "Runs the council's 'inadequate' children's services", "in the wake of the report": the reader is taken to know it.
_PRESUPPOSED = _said("presupposed")


# A line of a chronology, which opens with its year, and "was rated inadequate while she worked there".
_IN_A_TIMELINE = re.compile(r"\W{0,6}(?:\d{1,2} )?(?:[a-z]+ )?(?:19|20)\d\d ?[:–—]")
_MEANWHILE = _said("meanwhile")


def of_another_time(low: str) -> bool:
    """True for a line of a chronology, and for what was so while somebody worked there."""
    return _IN_A_TIMELINE.match(low) is not None or (" wh" in low and _MEANWHILE.search(low) is not None)


def when_after(clause: Clause) -> str:
    """The clause that follows, where it only says when: "judged good when it was last inspected"."""
    after = clause.sentence.low[clause.end - clause.sentence.start :]
    return after if _SAYS_WHEN.match(after) else ""


def looks_back(context: Context, clause: Clause, before: Hit | None = None, told: int = 0) -> bool:
    """True where its words say so, or where it tells more of an earlier inspection: "the last one, which judged".

    "Previous" beside the grade `before` is said of that grade alone, not of the one that the clause reports, which
    stands at `told`.
    """
    low = clause.sentence.low
    if of_another_time(low):
        return True
    if _WHICH.match(clause.low) and _EARLIER_ONE.search(low[: clause.start - clause.sentence.start]):
        return True
    late = _TIME_AFTER.search(low) if " of " in clause.low else None
    if late is not None and clause.holds(clause.sentence.start + late.end() - 1):
        return True
    ways = ("past",) if tells_now(clause.low) else ("past", "compared")
    measured = comparisons(low)
    news = _TOLD_THAT.search(clause.low) is not None or ("noti" in low and _HAD_NOTICE.search(clause.low) is not None)
    return any(
        not (before and hit.text.startswith("previous") and 0 < before.start - hit.start <= _NEAR)
        # "Good, up from inadequate four years ago": that is when the grade before was given.
        and not (before and told < before.start < hit.start)
        and not (before and hit.start <= before.start < hit.end)
        # "The news that Ofsted had judged it good": "had" only reports what is told.
        and not (news and hit.text.startswith("had "))
        and not any(start <= hit.start - clause.sentence.start < end for start, end in measured)
        for way in ways
        for hit in clause.hits(context.lexicon.cue(f"inspection.recall.{way}"))
    )


def tells_now(low: str) -> bool:
    """True for "has been rated good, three years after": what was before is only what the news is measured against."""
    return _NOW.search(low) is not None and _OVER_TIME.search(low) is None


def tells_of_past(low: str) -> bool:
    """True for a sentence whose words place what it tells in the past of the article."""
    return _PAST.search(without_comparisons(low)) is not None


def presupposes(low: str) -> bool:
    """True for a sentence that names a failing as what everybody knows, on the way to something else."""
    return _PRESUPPOSED.search(low) is not None
