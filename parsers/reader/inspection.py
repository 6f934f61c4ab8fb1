"""Inspections: announced, visited, judged; one mention for each inspection that an article speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.model import Facts, Mention, MentionType, Role
from parsers.partial_date import PartialDate
from parsers.reader.context import Context
from parsers.reader.date_keys import KeyedDate
from parsers.reader.episode import Episode
from parsers.reader.episode_fit import compatible
from parsers.reader.episodes import Episodes
from parsers.reader.inspection_facts import INSPECTORATES, mention_of
from parsers.reader.roles import FRESH_DAYS, RECENT_DAYS, days_before, timing
from parsers.reader.statement import VISITS, Statement
from parsers.reader.statements import statements
from parsers.reader.wording import refers_to_grade

# Nine in ten reports come out within this many days of the fieldwork.
LAG_DAYS = 80
# A shorter text has no room for more than the news.
_SHORT = 3
_STANDING = "inspection.recall.standing"
_CADENCE = re.compile(r"\b(?:times|visits|inspections) (?:a|per|each|every) year\b|\bevery (?:\w+ )?(?:months|years)\b")


def mentions(context: Context) -> Iterator[Mention]:
    """Every inspection that the article speaks of, once."""
    episodes = Episodes(context)
    expected: dict[tuple[str, str], Statement] = {}
    for statement in statements(context):
        if statement.expected:
            near = episodes.all[-1] if episodes.all and episodes.all[-1].authority == statement.authority else None
            if near and near.service == "send" and statement.sentence.index - near.statements[-1].sentence.index <= 2:
                statement.service = "send"
            expected.setdefault((statement.authority, statement.service), statement)
        else:
            episodes.add(statement)
    told = [episode for episode in episodes.all if _is_told(episode)]
    roles = {id(episode): role_of(context, episode, told) for episode in told}
    told = _one_news_each(context, told, roles)
    for episode in told:
        role = roles[id(episode)]
        if role is not None:
            yield mention_of(
                context, episode, type_of(context, episode), role, [(other, roles[id(other)]) for other in told]
            )
    yield from (_expectation(context, statement) for statement in expected.values())


def _one_news_each(context: Context, told: list[Episode], roles: dict[int, Role | None]) -> list[Episode]:
    """Join what is told twice as news of one authority's service: an article reports one judgement of it, not two.

    Two that contradict each other can't both be new: the first one stands, the other is let go.
    """
    kept: list[Episode] = []
    for episode in told:
        news = roles[id(episode)] == "new" and type_of(context, episode) == "judgement"
        first = next((other for other in kept if news and _is_same_news(context, episode, other, roles)), None)
        if first is None:
            kept.append(episode)
        elif compatible(episode, first):
            first.statements.extend(episode.statements)
    return kept


def _is_same_news(context: Context, episode: Episode, other: Episode, roles: dict[int, Role | None]) -> bool:
    return (other.authority, other.service, roles[id(other)]) == (
        episode.authority,
        episode.service,
        "new",
    ) and type_of(context, other) == "judgement"


def _expectation(context: Context, statement: Statement) -> Mention:
    """An inspection that the cycle makes likely, without a day: kept, so that it is never read as announced."""
    start = statement.dates.get("start")
    facts = Facts(
        inspectorate=INSPECTORATES[statement.service],
        kind="area_send" if statement.service == "send" else None,
        dates={"start": start.value} if start else {},
    )
    span = context.span(statement.sentence, "inspection.expected")
    role: Role = "state" if _CADENCE.search(statement.sentence.low) else "conditional"
    return Mention("inspection_announced", role, statement.authority, facts, span, 0.6)


def _is_told(episode: Episode) -> bool:
    """False for what is only wished, feared or said not to be so, unless it is an inspection to come."""
    real = [item for item in episode.statements if not item.maybe]
    return bool(real) or any(item.announced or item.full for item in episode.statements)


def type_of(context: Context, episode: Episode) -> MentionType:
    """What the episode amounts to."""
    if episode.graded:
        return "judgement"
    if episode.kind in VISITS or episode.counted:
        return "inspection_announced" if _lies_ahead(context, episode) else "visit_outcome"
    if any(item.announced for item in episode.statements) or _lies_ahead(context, episode):
        return "inspection_announced"
    return "visit_outcome" if episode.kind is None and not episode.first.full else "judgement"


def _lies_ahead(context: Context, episode: Episode) -> bool:
    start = episode.date("start")
    if start is None:
        return all(item.announced for item in episode.statements if item.says_something) and not episode.counted
    return timing(start.value, context.published) == "future"


def role_of(context: Context, episode: Episode, all_told: list[Episode]) -> Role | None:
    """The article's own news, or what it recalls, expects or takes as standing; None where it says nothing at all."""
    kind = type_of(context, episode)
    real = [item for item in episode.statements if not item.maybe]
    if kind == "inspection_announced":
        return _role_ahead(context, episode, bool(real))
    if not real or (kind == "judgement" and not episode.graded and not any(True for _ in episode.dates())):
        return None
    if kind == "judgement" and _is_standing(context, episode, all_told):
        return "state"
    if kind == "judgement" and (episode.standing or _is_only_mentioned(context, episode)):
        published = episode.date("published")
        fresh = published is not None and timing(published.value, context.published) == "fresh"
        if not fresh:
            return "retrospective" if published or not episode.standing else "state"
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
    if start is None and end is None:
        return "new" if context.in_lead(episode.first.sentence) and episode.first.announced else "conditional"
    notified = episode.date("notified")
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
    if len(context.sentences) <= _SHORT or not all(
        item.subordinate or item.standing or refers_to_grade(item.clause) for item in told
    ):
        return False
    detail = any(item.fresh or item.visited or item.kind or item.full for item in said)
    return not detail and not episode.date("published") and len(told[0].verdict.judgements) == 1


def _opens(episode: Episode) -> bool:
    return episode.first.sentence.index <= 2


def _is_news(context: Context, episode: Episode) -> bool:
    published = episode.date("published")
    start = episode.date("start") or episode.date("end")
    if context.published_is_guessed and not _opens(episode):
        return False
    early = any(
        context.in_lead(item.sentence) and not item.recalled for item in episode.statements if item.says_something
    )
    if context.subject and episode.authority != context.subject and not _told_fresh(episode):
        # Whom the article is not about is news in its first two sentences only.
        early = early and episode.first.sentence.index <= 1
        if not early:
            return False
    if published is not None:
        gap = _gap(context, published)
        if gap is None:
            return early and not episode.first.recalled
        if gap > RECENT_DAYS or (published.value.precision == "month" and gap > 0 and not context.sections):
            return False
        if gap <= FRESH_DAYS and (published.value.precision == "day" or gap <= 0):
            return not episode.first.recalled or early or _told_fresh(episode)
        return (early or bool(context.sections)) and not episode.first.recalled
    if start is not None:
        gap = days_before(start.value, context.published)
        if gap is not None and gap > 150:
            return False
        if episode.first.recalled and not _told_fresh(episode):
            return False
        if gap is not None and gap <= LAG_DAYS and not episode.first.recalled:
            return True
        return early or _told_fresh(episode) or context.subject is None
    return not episode.first.recalled and (early or _told_fresh(episode) or context.subject is None)


def _gap(context: Context, item: KeyedDate) -> int | None:
    """Days from the date to publication; of "this summer" from the end of that summer."""
    day = context.published.earliest or context.published.latest
    last = item.expression.window.latest
    if item.value.precision == "year" and day is not None and last is not None:
        return (day - last).days
    return days_before(item.value, context.published)


def _told_fresh(episode: Episode) -> bool:
    return any(item.fresh and not item.recalled for item in episode.statements)
