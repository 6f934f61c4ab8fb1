"""Whether a statement can speak of an inspection told before: by authority, service, kind, grades and dates."""

from __future__ import annotations

import re
from datetime import timedelta

from parsers.model import DateKey, Grade
from parsers.partial_date import PartialDate
from parsers.reader.episode import Episode
from parsers.reader.statement import VISITS, Statement

# From notification to publication an inspection takes at most about eight months (the longest since 2018 took 139
# days from the end of its fieldwork to its report).
LIFE_DAYS = 240

_SOCIAL_CARE = re.compile(r"\bchildren'?s (?:social )?(?:services|care|work)|social (?:care|work)|in care\b")

_STILL = re.compile(r"\b(?:still|now|remains?|has been|have been)\b")

REACH = timedelta(days=LIFE_DAYS)


def fits(statement: Statement, episode: Episode) -> bool:
    if statement.authority != episode.authority:
        return False
    if statement.service != episode.service and (statement.kind or statement.graded or statement.announced):
        loose = statement.service == "children" and not statement.kind and not statement.recalled
        loose = loose and (statement.definite or _goes_on(statement, episode))
        if not (loose or _is_unmarked(episode, statement)):
            return False
    if (statement.announced or statement.awaited) and _is_recalled(episode):
        return False
    if (
        statement.graded
        and not statement.recalled
        and _is_only_named(episode)
        and not _tells_its_grade(statement, episode)
    ):
        return False
    if _takes_grade_as_given(statement, episode):
        return False
    current = any(
        item.fresh or item.announced or item.awaited or (item.visited and not (item.dates or item.recalled))
        for item in episode.statements
    )
    if current and _is_of_a_year(statement) and not shares_date(statement, episode):
        # Nobody dates the news of the day by its year alone.
        return False
    return _kinds_fit(statement, episode) and _verdicts_fit(statement, episode) and dates_fit(statement, episode)


def _takes_grade_as_given(statement: Statement, episode: Episode) -> bool:
    """True for "Ofsted has been back to Bury, whose services are rated inadequate": no visit ended in that grade."""
    if statement.graded:
        return statement.standing and not episode.graded and any(i.visited or i.dates for i in episode.statements)
    return statement.visited and not statement.full and episode.standing


def _is_recalled(episode: Episode) -> bool:
    """True for a judgement of a year gone by, told as such: nothing of it is still to come."""
    dates = [value for _, value in episode.dates()]
    return episode.graded and (episode.first.recalled or (bool(dates) and all(d.precision == "year" for d in dates)))


def _is_only_named(episode: Episode) -> bool:
    """True for an earlier inspection of which no more than its day was told."""
    return all(item.recalled and item.full and not item.graded for item in episode.statements)


def _tells_its_grade(statement: Statement, episode: Episode) -> bool:
    """True for "at the last inspection, in 2017, they were rated good"."""
    if episode.statements[-1].compared:
        return False
    last = episode.statements[-1].sentence.index
    if statement.sentence.index == last:
        return not _STILL.search(statement.clause.low)
    return bool(statement.dates) or (statement.definite and statement.sentence.index - last == 1)


def _goes_on(statement: Statement, episode: Episode) -> bool:
    """True for what follows at once on special needs and names no other service."""
    near = statement.sentence.index - episode.statements[-1].sentence.index <= 2
    return near and not statement.graded and not _SOCIAL_CARE.search(statement.sentence.low)


def _is_of_a_year(statement: Statement) -> bool:
    return (
        (statement.graded or statement.kind is not None)
        and not (statement.announced or statement.awaited)
        and bool(statement.dates)
        and all(item.value.precision == "year" for item in statement.dates.values())
    )


def _is_unmarked(episode: Episode, statement: Statement) -> bool:
    """True for an inspection just announced of which it was not yet said what it inspects."""
    gap = statement.sentence.index - episode.statements[-1].sentence.index
    return (
        episode.service == "children" and episode.kind is None and not (episode.graded or episode.counted) and gap <= 1
    )


def _kinds_fit(statement: Statement, episode: Episode) -> bool:
    kind = episode.kind
    if statement.kind and kind and statement.kind != kind:
        return False
    if statement.kind in VISITS and (episode.graded or any(s.full for s in episode.statements)):
        return False
    if (
        statement.graded
        and not statement.maybe
        and (episode.visit or (lies_ahead(episode) and not _is_outcome(statement, episode)))
    ):
        return False
    if (statement.full and episode.visit) or (statement.days and episode.graded):
        return False
    if statement.counts and (
        lies_ahead(episode) or (episode.graded and re.search(r"\bvisits?\b", statement.clause.low))
    ):
        return False
    return not (
        statement.counts
        and episode.graded
        and not episode.counted
        and (statement.kind in VISITS or "priority_actions" in statement.counts)
    )


def _is_outcome(statement: Statement, episode: Episode) -> bool:
    """True for grades told as news after what only looked like an inspection to come."""
    surely = any(item.ahead or item.awaited or (item.announced and not item.presumed) for item in episode.statements)
    return not surely and (statement.fresh or statement.sentence.index <= 2) and not statement.recalled


def lies_ahead(episode: Episode) -> bool:
    return any(item.announced or item.awaited for item in episode.statements) and not episode.graded


def _verdicts_fit(statement: Statement, episode: Episode) -> bool:
    whole = statement.verdict.whole
    if statement.verdict.previous and not statement.graded and _ended_in(episode, statement.verdict.previous):
        # What is left behind is another inspection's.
        return False
    for other in episode.statements if not statement.maybe else ():
        if other.maybe:
            continue
        if whole and other.verdict.judgements.get("overall", whole) != whole:
            return False
        if (
            other.verdict.whole
            and statement.verdict.judgements.get("overall", other.verdict.whole) != other.verdict.whole
        ):
            return False
        for area, grade in statement.verdict.judgements.items():
            if other.verdict.judgements.get(area, grade) != grade:
                return False
        for what, count in statement.counts.items():
            if what in other.counts and other.counts[what].value != count.value:
                return False
    return True


def _ended_in(episode: Episode, grade: Grade) -> bool:
    told = (item.verdict.judgements.get("overall") for item in episode.statements if not item.maybe)
    return next((one for one in told if one), None) == grade


def compatible(one: Episode, other: Episode) -> bool:
    """True when nothing that one says contradicts the other."""
    return all(_verdicts_fit(item, other) and dates_fit(item, other) for item in one.statements)


def dates_fit(statement: Statement, episode: Episode) -> bool:
    for key, item in statement.dates.items():
        known = episode.date(key)
        if known is not None and not known.value.agrees(item.value):
            return False
        if any(not _reachable(key, item.value, other, value) for other, value in episode.dates()):
            return False
    return True


_ORDER: tuple[DateKey, ...] = ("notified", "start", "end", "report_expected", "published")


def _reachable(key: DateKey, one: PartialDate, other: DateKey, two: PartialDate) -> bool:
    """True when both dates may belong to one life: close enough, and in its order."""
    if one.earliest - two.latest > REACH or two.earliest - one.latest > REACH:
        return False
    if (
        {key, other} == {"start", "end"}
        and abs((one.earliest - two.latest).days) > 62
        and one.precision == "day" == two.precision
    ):
        return False
    if key == other or key not in _ORDER or other not in _ORDER:
        return True
    if _ORDER.index(key) < _ORDER.index(other):
        return one.earliest <= two.latest
    return one.latest >= two.earliest


def one_life(one: Statement, other: Statement) -> bool:
    """True when the dates of two statements may belong to one inspection."""
    return all(
        _reachable(key, item.value, second, value.value)
        for key, item in one.dates.items()
        for second, value in other.dates.items()
    )


def shares_date(statement: Statement, episode: Episode) -> bool:
    return any(
        known is not None and known.value.agrees(item.value)
        for key, item in statement.dates.items()
        for known in [episode.date(key)]
    )
