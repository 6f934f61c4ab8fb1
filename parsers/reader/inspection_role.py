"""What an episode is to its article: its own news, or something recalled, expected, feared or taken as standing."""

from __future__ import annotations

import re

from parsers.model import DateKey, MentionType, Role
from parsers.partial_date import PartialDate
from parsers.reader.aftermath import is_about_it, is_aftermath
from parsers.reader.context import Context
from parsers.reader.date_keys import KeyedDate
from parsers.reader.episode import Episode
from parsers.reader.multitude import is_list
from parsers.reader.passing import is_in_passing
from parsers.reader.roles import FRESH_DAYS, RECENT_DAYS, REPORTED_DAYS, days_before, timing
from parsers.reader.second_look import is_second_look
from parsers.reader.statement import VISITS
from parsers.reader.statistics import is_about_figures
from parsers.reader.topic import topic_of
from parsers.reader.wording import refers_to_grade

# Nine in ten reports come out within this many days of the fieldwork.
LAG_DAYS = 80
# No report comes out sooner than this after the fieldwork began.
REPORT_DAYS = 21
# A shorter text has no room for more than the news.
_SHORT, _NOTES = 3, 2
_WAS_RATED = re.compile(r"\b(?:was|were|had been) (?:\w+ )?(?:rated|judged|graded|deemed|found|branded|ranked|given)\b")
_IDENTIFIES = re.compile(
    r"^[\s\"']*(?:it|this|that) (?:was|is|were|are) (?:the|its|their|ofsted's) (?:[\w'-]+ ){0,5}"
    r"(?:visit|inspection|re-?visit|check|letter|report)\b"
)
_LONGER_THAN_A_VISIT = 4
_FIELDWORK: tuple[DateKey, ...] = ("start", "end")
_STANDING = "inspection.recall.standing"


def type_of(context: Context, episode: Episode) -> MentionType:
    """What the episode amounts to."""
    if episode.graded:
        return "judgement"
    if episode.service == "send" and episode.kind != "jtai" and not _is_under_way(context, episode):
        said = any(item.revisit for item in episode.statements) or episode.kind == "area_send_monitoring"
        return "visit_outcome" if said or is_second_look(context, episode) else "judgement"
    if episode.kind in VISITS or episode.counted:
        return (
            "inspection_announced"
            if _is_awaited(context, episode) or _lies_ahead(context, episode)
            else "visit_outcome"
        )
    announced = any(item.announced and not item.presumed for item in episode.statements)
    if announced or _is_awaited(context, episode) or _lies_ahead(context, episode):
        return "inspection_announced"
    if episode.kind is None and not episode.first.full and not _took_days(episode):
        return "visit_outcome"
    unreported = not (context.sections or episode.date("published") or episode.first.recalled)
    return "inspection_announced" if unreported and _is_lately(context, episode) else "judgement"


def _took_days(episode: Episode) -> bool:
    """True where something called an inspection is said to have taken longer than any visit does."""
    start, end = episode.date("start"), episode.date("end")
    if start is None or end is None or not start.value.precision == end.value.precision == "day":
        return False
    long = (end.value.earliest - start.value.earliest).days >= _LONGER_THAN_A_VISIT
    return long and any("inspection" in item.clause.low for item in episode.statements)


def _is_awaited(context: Context, episode: Episode) -> bool:
    """True where inspectors are still to come or to report, and nothing was found or published yet."""
    expected = episode.date("report_expected")
    start = episode.date("start")
    old = start is not None and timing(start.value, context.published) == "old"
    due = expected is not None and timing(expected.value, context.published) in ("future", "fresh")
    if due and not old and not episode.counted and not episode.graded and episode.date("published") is None:
        return True
    # "Is challenging the report on its latest visit": that is the visit, and no report.
    waits = {item.sentence.index for item in episode.statements if item.awaited}
    out = any(
        (item.today and item.sentence.index not in waits) or "published" in item.dates
        for item in episode.statements
        if not item.announced
    )
    return not (out or episode.counted) and any(item.presumed or item.awaited for item in episode.statements)


def _is_under_way(context: Context, episode: Episode) -> bool:
    """True for an inspection announced or begun of which no report can be out yet."""
    start = episode.date("start")
    ago = days_before(start.value, context.published) if start else None
    return (
        any(item.announced and not item.presumed for item in episode.statements)
        or _is_awaited(context, episode)
        or _lies_ahead(context, episode)
        or (ago is not None and ago < REPORT_DAYS and not episode.counted and not context.published_is_guessed)
    )


def _lies_ahead(context: Context, episode: Episode) -> bool:
    start = episode.date("start")
    foretold = all(item.announced for item in episode.statements if item.says_something) and not episode.counted
    if start is None:
        return foretold
    published = context.published.latest
    # "Will visit later this month", which has begun.
    to_come = published is not None and start.value.precision != "day" and start.value.latest > published
    return timing(start.value, context.published) == "future" or (foretold and to_come)


def role_of(context: Context, episode: Episode, all_told: list[Episode]) -> Role | None:
    """The article's own news, or what it recalls, expects or takes as standing; None where it says nothing at all."""
    role = _role_told(context, episode, all_told)
    told = role == "new" and type_of(context, episode) != "inspection_announced"
    return "retrospective" if told and is_in_passing(context, episode) else role


def _role_told(context: Context, episode: Episode, all_told: list[Episode]) -> Role | None:
    kind = type_of(context, episode)
    real = [item for item in episode.statements if not item.maybe]
    if kind == "inspection_announced":
        return _role_ahead(context, episode, bool(real))
    told = episode.graded or any(item.today for item in real) or any(True for _ in episode.dates())
    if not real or (kind == "judgement" and not told):
        return None
    if kind == "judgement" and _is_standing(context, episode, all_told):
        return "state"
    if kind == "judgement" and (episode.standing or _is_only_mentioned(context, episode)):
        published = episode.date("published")
        fresh = published is not None and timing(published.value, context.published) == "fresh"
        if not fresh:
            return "retrospective" if published or not episode.standing or _was_given(episode) else "state"
    if not _is_news(context, episode):
        return "retrospective"
    start = episode.date("start")
    ahead = kind == "judgement" and not episode.graded and start is not None and start.value.precision == "year"
    return None if ahead else "new"


def _role_ahead(context: Context, episode: Episode, real: bool) -> Role | None:
    start, end = episode.date("start"), episode.date("end")
    published = context.published
    moments = [timing(item.value, published) for item in (start, end) if item]
    if not real:
        return "conditional" if episode.first.full or episode.first.kind else None
    waits = any(item.awaited for item in episode.statements if not item.maybe)
    if waits and "future" not in moments and _is_awaited(context, episode):
        return "new"
    notified = episode.date("notified")
    if start is None and end is None and notified and _is_recent(context, notified.value):
        return "new"
    if start is None and end is None:
        if any(item.near and item.announced and not item.maybe for item in episode.statements):
            return "scheduled"
        return "new" if context.in_lead(episode.first.sentence) and episode.first.announced else "conditional"
    if start is not None and timing(start.value, published) == "future":
        if start.value.precision == "year":
            return "conditional"
        return "new" if notified and _is_recent(context, notified.value) else "scheduled"
    if all(moment == "old" for moment in moments):
        return "retrospective"
    return "new"


def _is_recent(context: Context, value: PartialDate) -> bool:
    return timing(value, context.published) == "fresh" and value.precision == "day"


def _is_standing(context: Context, episode: Episode, all_told: list[Episode]) -> bool:
    """True for a grade that is said to stand, without saying when it was given."""
    if any(True for _ in episode.dates()):
        return False
    cue = context.lexicon.cue(_STANDING)
    others = [other for other in all_told if other is not episode and other.authority == episode.authority]
    passing = bool(others) or episode.authority != context.subject
    return passing and any(item.clause.has(cue) for item in episode.statements) and not _opens(episode)


def _is_only_mentioned(context: Context, episode: Episode) -> bool:
    """True for "after Ofsted rated it inadequate" in an article that says no more of it: its news is another."""
    said = [item for item in episode.statements if not item.maybe]
    told = [item for item in said if item.graded]
    if (
        not told
        or len(context.sentences) <= _SHORT
        or not all(item.subordinate or item.standing or refers_to_grade(item.clause) for item in told)
    ):
        return False
    detail = any(item.fresh or item.visited or item.kind or item.full for item in said)
    return not detail and not episode.date("published") and len(told[0].verdict.judgements) == 1


def _was_given(episode: Episode) -> bool:
    """True for "services that were rated inadequate": told of as past, if without a day."""
    return all(_WAS_RATED.search(item.clause.low) for item in episode.statements if item.graded and not item.maybe)


def _opens(episode: Episode) -> bool:
    return episode.first.sentence.index <= 2


def _is_news(context: Context, episode: Episode) -> bool:
    """True where the article tells of it as its own news: by its dates, by where it stands and by its words."""
    told = [item for item in episode.statements if item.says_something and not item.recalled]
    fresh = _told_fresh(episode)
    published = episode.date("published")
    gap = _gap(context, published) if published else None
    if _is_long_past(context, episode, published, gap) or (gap is None and _is_minutes(context)):
        return False
    if is_aftermath(context) and not _came_out_today(episode):
        return False
    if is_about_figures(context) and published is None:
        return False
    if published and gap is not None and gap <= FRESH_DAYS and (published.value.precision == "day" or gap <= 0):
        return bool(told) or fresh
    if not told or episode.first.recalled:
        return fresh and bool(told) and published is None
    first = told[0].sentence.index
    if context.subject and episode.authority != context.subject and not fresh and first > 1 and not is_list(context):
        # Whom the article is not about is news in its first two sentences only.
        return False
    if topic_of(context) == "other" and not context.sections and not _is_identified(episode):
        return any(item.today and not item.recalled for item in episode.statements)
    if context.in_lead(told[0].sentence) or context.sections or is_list(context):
        return True
    if context.published_is_guessed:
        return any(item.today for item in told)
    return fresh or context.subject is None or _is_lately(context, episode)


def _is_identified(episode: Episode) -> bool:
    """True where the opening goes on to say which visit or inspection it tells of: "It was the second visit since"."""
    first = episode.first
    return first.sentence.index <= 2 and not first.recalled and _IDENTIFIES.match(first.sentence.low) is not None


def _came_out_today(episode: Episode) -> bool:
    """True where it is said outright that what inspectors found came out these days, not that somebody spoke."""
    told = [item for item in episode.statements if item.today and not item.recalled]
    return any((item.graded or "published" in item.dates) and not is_about_it(item.sentence) for item in told)


def tells_again(context: Context) -> bool:
    """True for the minutes of a meeting, and for what is made of a report, both of which tell what came out before."""
    return _is_minutes(context) or is_aftermath(context)


def _is_minutes(context: Context) -> bool:
    minuted: bool | None = context.seen.get("minuted")
    if minuted is None:
        cue = context.lexicon.cue("inspection.topic.minutes")
        minuted = context.seen["minuted"] = sum(cue.within(sentence) for sentence in context.sentences) >= _NOTES
    return minuted


def _is_long_past(context: Context, episode: Episode, published: KeyedDate | None, gap: int | None) -> bool:
    if published is not None:
        if context.published_is_guessed and published.value.precision != "day":
            # In an undated text a month may be that of the news, if it opens with it; a year never is.
            opens = episode.first.sentence.index == 0 and published.value.precision == "month"
            return not opens or gap is None or gap > RECENT_DAYS
        if gap is None:
            return False
        # A month that has gone by is no date for the news of the day.
        return gap > RECENT_DAYS or (
            published.value.precision == "month" and gap > 0 and not (context.sections or is_list(context))
        )
    # Fieldwork may come in two parts, of which the later counts.
    days = [_gap(context, item.dates[key]) for item in episode.statements for key in _FIELDWORK if key in item.dates]
    known = [day for day in days if day is not None]
    return bool(known) and min(known) > REPORTED_DAYS


def _is_lately(context: Context, episode: Episode) -> bool:
    """True for fieldwork whose report may be out by now, and not for long."""
    start = episode.date("start") or episode.date("end")
    ago = days_before(start.value, context.published) if start else None
    return ago is not None and ago <= LAG_DAYS


def _gap(context: Context, item: KeyedDate) -> int | None:
    """Days from the date to publication; of "this summer" from the end of that summer."""
    day = context.published.earliest or context.published.latest
    last = item.expression.window.latest
    if item.value.precision == "year" and day is not None and last is not None:
        return (day - last).days
    return days_before(item.value, context.published)


def _told_fresh(episode: Episode) -> bool:
    return any(item.fresh and not item.recalled for item in episode.statements)
