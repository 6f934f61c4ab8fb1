"""A notice in every form that a channel may need.

E-mail bodies are Jinja templates in its sandbox, HTML with autoescape; everything that goes into a template has
passed `safe_text.plain` before, every address `safe_text.link`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from alerts.model import Notice, Rendered
from alerts.payload import payload
from alerts.safe_text import cut, link, plain
from alerts.slack_message import slack_blocks, slack_text
from alerts.stationery import PLAIN, Stationery
from alerts.story import Story, tell

SHORT = 160


def render(notice: Notice, base_url: str | None = None, stationery: Stationery = PLAIN) -> Rendered:
    """The notice in words. `base_url` is the dashboard's address, for links to evidence and to settings."""
    story = tell(notice)
    evidence = {change.event_id: _page(base_url, "events", change.event_id) for change in notice.changes}
    first, settings = evidence[notice.changes[0].event_id], _page(base_url, "subscriptions")
    told: dict[str, Any] = {
        "story": story,
        "headline": story.headline,
        "tone": story.tone,
        "test": notice.test,
        "reasons": [plain(reason, 120).removeprefix("because ") for reason in notice.reasons],
        "evidence": first,
        "settings": settings,
        "preheader": _preheader(story),
    }
    return Rendered(
        subject=_subject(notice, story),
        text=stationery.write("message.txt.j2", told).strip() + "\n",
        html=stationery.write("message.html.j2", told),
        slack_text=slack_text(notice, story),
        slack_blocks=slack_blocks(notice, story, first, settings),
        short=_short(notice, story, first),
        payload=payload(notice, story, {event: page for event, page in evidence.items() if page}),
    )


def _page(base_url: str | None, *parts: str) -> str | None:
    if not base_url:
        return None
    return link("/".join([base_url.rstrip("/"), *(quote(part, safe="") for part in parts)]))


def _subject(notice: Notice, story: Story) -> str:
    return f"TEST: {story.headline}" if notice.test else story.headline


def _preheader(story: Story) -> str:
    """What mail programs show beside the subject: the first sentences."""
    return cut(" ".join(sentence for section in story.sections for sentence in section.sentences), 140)


def _short(notice: Notice, story: Story, evidence: str | None) -> str:
    """For text messages and push: the subject, and a link if both fit whole."""
    subject = _subject(notice, story)
    best = evidence or next((source.url for source in story.sources if source.url), None)
    with_link = f"{subject} {best}" if best else subject
    return with_link if len(with_link) <= SHORT else cut(subject, SHORT)
