"""A message as Slack shows it: blocks in mrkdwn, and the text that stands in for them in notifications.

Limits as Slack documents them: 3,000 characters in the text of a section and of a context element, 10 elements in a
context. `verbatim` keeps Slack from turning names and addresses in the text into mentions and links of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from alerts import wording
from alerts.comparison import Comparison, Row
from alerts.model import Notice
from alerts.safe_text import slack, slack_link
from alerts.section import Section
from alerts.sources import Source
from alerts.story import Story, Tone

_SECTION_LIMIT = 2900
_SOURCES_SHOWN = 3
SIGN: dict[Tone, str] = {"grave": "🔴", "warning": "🟠", "good": "🟢", "news": "🔵", "correction": "✏️"}


def slack_text(notice: Notice, story: Story) -> str:
    """One line that says it all, for notifications and screen readers."""
    return f"{SIGN[story.tone]} {'TEST: ' if notice.test else ''}{slack(story.headline, 200)}"


def slack_blocks(notice: Notice, story: Story, evidence: str | None, change: str | None) -> list[dict[str, Any]]:
    """The message as blocks: headline and gist, how sure it is with links, why and how to change it."""
    lines = [_title(notice, story), *(line for section in story.sections for line in _lines(section))]
    links = [slack_link(source.url, source.label) for source in story.sources[:_SOURCES_SHOWN] if source.url]
    pages = [slack_link(evidence, "Evidence")] if evidence else []
    why = [f"Why: {slack('; '.join(notice.reasons), 500)}"] if notice.reasons else []
    settings = [slack_link(change, "Change")] if change else []
    contexts = [slack(story.standing, 600), " · ".join([*links, *pages]), " · ".join([*why, *settings])]
    return [
        {"type": "section", "text": _mrkdwn(_fitting(lines))},
        *({"type": "section", "text": _mrkdwn(quote)} for quote in _quotes(story.sources)),
        *({"type": "context", "elements": [_mrkdwn(text)]} for text in contexts if text),
    ]


def _title(notice: Notice, story: Story) -> str:
    """The news in bold, what qualifies it in plain: `*Knowsley: Inadequate* (was Requires improvement)`."""
    news, bracket, qualifier = story.headline.partition(" (")
    test = "*TEST*, nothing has happened: " if notice.test else ""
    rest = f" {slack(bracket + qualifier, 200)}" if bracket else ""
    return f"{SIGN[story.tone]} {test}*{slack(news, 200)}*{rest}"


def _lines(section: Section) -> Iterable[str]:
    if section.comparison and (gist := judgements(section.comparison)):
        yield slack(gist)
    yield from (slack(sentence) for sentence in section.sentences)
    if section.listing:
        yield slack(section.listing.heading)
        yield from (f"{number}. {slack(item)}" for number, item in enumerate(section.listing.items, 1))
    yield from (slack(note) for note in section.notes)


def judgements(table: Comparison) -> str:
    """The areas in one sentence: `Leaders, help and protection, care leavers Inadequate; in care RI.`"""
    rows = [row for row in table.rows if row.area not in ("overall", "outcome")]
    by_grade = sorted(rows, key=lambda row: -wording.BEST_FIRST.index(row.now))
    groups = [_group(list(members)) for _, members in groupby(by_grade, key=lambda row: row.now)]
    said = "; ".join(groups)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _group(rows: list[Row]) -> str:
    areas = ", ".join(wording.AREA_IN_A_SENTENCE[row.area] for row in rows)
    return f"{areas} {wording.BRIEF_GRADE[rows[0].now]}"


def _quotes(shown: Sequence[Source]) -> list[str]:
    """The first quotation only: Slack is for the gist."""
    quoted = [source for source in shown if source.quote][:1]
    return [f"> “{slack(source.quote, 400)}” {slack_link(source.url, source.label)}" for source in quoted]


def _fitting(lines: Iterable[str]) -> str:
    """As many whole lines as fit: a cut inside an escape or a link would show its syntax."""
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(kept) + len(line) > _SECTION_LIMIT:
            break
        kept.append(line)
    return "\n".join(kept)


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}
