"""Inspections: announced, visited, judged; one mention for each inspection that an article speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.expressions import Expression
from parsers.model import Facts, Kind, Mention, Role
from parsers.reader.context import Context
from parsers.reader.episode import Episode
from parsers.reader.episode_fit import compatible
from parsers.reader.episodes import Episodes
from parsers.reader.inspection_facts import INSPECTORATES, mention_of
from parsers.reader.inspection_role import role_of, type_of
from parsers.reader.statement import Statement
from parsers.reader.statements import statements

_CADENCE = Expression(r"\b(?:times|visits|inspections) (?:a|per|each|every) year\b|\bevery (?:\w+ )?(?:months|years)\b")

# "Published on Friday, January 25, 2013 - 11:05": when the page came out, seldom the report.
_DATELINE = re.compile(
    r"\W*(?:first |last |date )?(?:published|posted|updated|released|added|modified|created|date)\b"
    r"(?:[\W\d_]|\b(?:on|at|by|of|the|am|pm|bst|gmt|st|nd|rd|th|(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|published|updated|last|\d+(?:st|nd|rd|th|am|pm))\b)*"
)


def mentions(context: Context) -> Iterator[Mention]:
    """Every inspection that the article speaks of, once."""
    episodes = Episodes(context)
    expected: dict[tuple[str, str], Statement] = {}
    datelines: list[Statement] = []
    for statement in statements(context):
        if _DATELINE.fullmatch(statement.sentence.low):
            datelines.append(statement)
        elif statement.expected:
            near = episodes.all[-1] if episodes.all and episodes.all[-1].authority == statement.authority else None
            if near and near.service == "send" and statement.sentence.index - near.statements[-1].sentence.index <= 2:
                statement.service = "send"
            if context.speaks_of_send and "monitoring inspection" in statement.sentence.low:
                statement.service = "send"
            expected.setdefault((statement.authority, statement.service), statement)
        else:
            episodes.add(statement)
    _date_by_page(episodes, datelines)
    episodes.close()
    told = [episode for episode in episodes.all if _is_told(episode)]
    roles = {id(episode): role_of(context, episode, told) for episode in told}
    told = _letters_joined(context, _one_news_each(context, told, roles), roles)
    _await_no_second(context, told, roles)
    for episode in told:
        role = roles[id(episode)]
        if role is not None:
            yield mention_of(
                context, episode, type_of(context, episode), role, [(other, roles[id(other)]) for other in told]
            )
    coming = {
        episode.authority
        for episode in told
        if roles[id(episode)] in ("new", "scheduled") and type_of(context, episode) == "inspection_announced"
    }
    for statement in expected.values():
        # "The visit will take two days" is said of the one just announced.
        if not (statement.definite and statement.authority in coming):
            yield _expectation(context, statement)


def _date_by_page(episodes: Episodes, datelines: list[Statement]) -> None:
    """Give the first judgement the day on which its page came out; of anything else that day tells nothing."""
    judged = next((episode for episode in episodes.all if episode.graded and not episode.first.recalled), None)
    if judged is not None and judged.date("published") is None:
        judged.statements.extend(line for line in datelines if line.authority == judged.authority)


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


def _letters_joined(context: Context, told: list[Episode], roles: dict[int, Role | None]) -> list[Episode]:
    """Take a report said to be out for that of the judgement told beside it: of a visit it would say which one."""
    kept: list[Episode] = []
    graded = [other for other in told if roles[id(other)] == "new" and type_of(context, other) == "judgement"]
    for episode in told:
        bare = episode.kind is None and not (episode.counted or episode.graded or episode.date("start"))
        first = next((other for other in graded if bare and _is_its_report(context, episode, other, roles)), None)
        if first is None:
            kept.append(episode)
        else:
            first.statements.extend(episode.statements)
    return kept


def _is_its_report(context: Context, episode: Episode, other: Episode, roles: dict[int, Role | None]) -> bool:
    same = (episode.authority, episode.service) == (other.authority, other.service)
    if not same or roles[id(episode)] != "new" or type_of(context, episode) != "visit_outcome":
        return False
    return compatible(episode, other)


def _await_no_second(context: Context, told: list[Episode], roles: dict[int, Role | None]) -> None:
    """Where the outcome is told, what else is to come without a day is no announcement."""
    out = {
        (episode.authority, episode.service)
        for episode in told
        if roles[id(episode)] == "new" and type_of(context, episode) != "inspection_announced"
    }
    for episode in told:
        ahead = roles[id(episode)] == "new" and type_of(context, episode) == "inspection_announced"
        if ahead and (episode.authority, episode.service) in out and not episode.date("start"):
            roles[id(episode)] = "conditional"


def _is_same_news(context: Context, episode: Episode, other: Episode, roles: dict[int, Role | None]) -> bool:
    return (other.authority, other.service, roles[id(other)]) == (
        episode.authority,
        episode.service,
        "new",
    ) and type_of(context, other) == "judgement"


def _expected_kind(statement: Statement) -> Kind | None:
    if statement.service != "send":
        return statement.kind
    return "area_send_monitoring" if "monitoring inspection" in statement.sentence.low else "area_send"


def _expectation(context: Context, statement: Statement) -> Mention:
    """An inspection that the cycle makes likely, without a day: kept, so that it is never read as announced."""
    start = statement.dates.get("start")
    facts = Facts(
        inspectorate=INSPECTORATES[statement.service],
        kind=_expected_kind(statement),
        dates={"start": start.value} if start else {},
    )
    span = context.span(statement.sentence, "inspection.expected")
    role: Role = "state" if _CADENCE.search(statement.sentence.low) else "conditional"
    return Mention("inspection_announced", role, statement.authority, facts, span, 0.6)


def _is_told(episode: Episode) -> bool:
    """False for what is only wished, feared or said not to be so, unless it is an inspection to come."""
    real = [item for item in episode.statements if not item.maybe]
    return bool(real) or any(item.announced or item.full for item in episode.statements)
