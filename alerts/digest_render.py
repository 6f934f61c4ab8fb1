"""A digest in every form that a channel may need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts import wording
from alerts.digest import Digest, Told
from alerts.headline import headline
from alerts.model import ChangeView, Rendered
from alerts.payload import change_document
from alerts.safe_text import cut, plain, slack, slack_link
from alerts.slack_message import SIGN
from alerts.sources import Source, sources
from alerts.stationery import PLAIN, Stationery
from alerts.story import Tone, tone_of
from parsers.forecast import Estimate
from parsers.model import LONDON, london_day
from parsers.partial_date import PartialDate

SCHEMA = "watchkeeper.digest/1"
_SHORT = 160
_MOST_SHOWN = 40
_SLACK_SECTION, _SLACK_BLOCKS = 2900, 45
_NAMES_SHOWN = 6
_TONES: tuple[Tone, ...] = ("grave", "warning", "correction", "news", "good")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a digest: what is told, what stands beside it, and where it can be read.

    `tone` is that of news; what is only called to mind has none.
    """

    said: str
    tone: Tone | None = None
    aside: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """The items under one heading."""

    heading: str
    items: tuple[Item, ...]


def render_digest(digest: Digest, stationery: Stationery = PLAIN) -> Rendered:
    """The digest in words."""
    chapters = tuple(chapter for chapter in _chapters(digest) if chapter.items)
    checked = tuple(_checked(digest))
    subject = cut(plain(digest.subject, 200), 150)
    told: dict[str, Any] = {
        "headline": subject,
        "tone": min((tone_of(view) for view in digest.changes), key=_TONES.index, default="news"),
        "test": False,
        "preheader": cut("; ".join(item.said for chapter in chapters for item in chapter.items) or checked[0], 140),
        "period": digest.period,
        "chapters": chapters,
        "checked": checked,
        "empty": not digest.changes and not digest.put_right,
        "reasons": [plain(reason, 120).removeprefix("because ") for reason in digest.reasons],
        "evidence": None,
        "settings": None,
    }
    return Rendered(
        subject=subject,
        text=stationery.write("digest.txt.j2", told).strip() + "\n",
        html=stationery.write("digest.html.j2", told),
        slack_text=f"🗞️ {slack(subject, 200)}",
        slack_blocks=slack_of(f"🗞️ *{slack(subject, 200)}*", chapters, checked, digest.reasons),
        short=cut(subject, _SHORT),
        payload=_payload(digest, subject),
    )


def _chapters(digest: Digest) -> Iterator[Chapter]:
    at = digest.until
    yield Chapter("New", tuple(news_item(view, at) for view in digest.new))
    yield Chapter("Learnt late", tuple(news_item(view, at) for view in digest.late))
    right = [news_item(view, at) for view in digest.corrected]
    yield Chapter("Put right", (*right, *(_told(told, at, "correction") for told in digest.put_right)))
    yield Chapter("Already sent to you", _first(digest.told, at))
    yield Chapter("Coming up", tuple(Item(_headline(view)) for view in digest.coming))
    yield Chapter("Estimates, not facts", tuple(_estimate(item) for item in digest.estimates))
    stands = (Item(f"{plain(one.authority, 60)}: {plain(one.said, 120)}") for one in digest.standings)
    yield Chapter("Where things stand", tuple(stands))


def _first(told: Sequence[Told], at: datetime) -> tuple[Item, ...]:
    shown = [_told(one, at) for one in told[:_MOST_SHOWN]]
    more = len(told) - len(shown)
    return (*shown, *([Item(f"and {more} more")] if more > 0 else []))


def news_item(view: ChangeView, at: datetime) -> Item:
    """One event as a line, with the first of its sources."""
    return Item(_headline(view), tone_of(view), "", sources([view], at)[:3])


def _headline(view: ChangeView) -> str:
    return headline([view])


def _told(told: Told, at: datetime, tone: Tone | None = None) -> Item:
    day = told.at.astimezone(LONDON)
    same = london_day(told.at) == london_day(at)
    return Item(
        plain(told.headline, 200), tone, f"{day:%H:%M}" if same else f"{day:%a} {day.day} {day:%b}, {day:%H:%M}"
    )


def _estimate(item: Estimate) -> Item:
    ends = [wording.month_label(PartialDate.of(day)) for day in (item.window.earliest, item.window.latest) if day]
    if len(ends) > 1 and ends[0][-4:] == ends[1][-4:]:
        ends[0] = ends[0] if ends[0] == ends[1] else ends[0][:-5]
    when = "–".join(dict.fromkeys(ends))
    late = "overdue, " if item.overdue else ""
    return Item(f"{plain(item.authority, 60)}: {plain(item.what, 80)}, {late}{when}", None, plain(item.basis, 140))


def _checked(digest: Digest) -> Iterator[str]:
    """What was looked at, what failed, and where little is heard from."""
    checked = digest.checked
    counts = f"{wording.count(checked.councils, 'council', 'councils')}, " + wording.count(
        checked.sources, "source", "sources"
    )
    last = f", the last at {wording.clock(checked.last_at, digest.until)}" if checked.last_at else ""
    yield f"Checked: {counts}{last}."
    if checked.failing:
        fails = "1 source fails" if len(checked.failing) == 1 else f"{len(checked.failing)} sources fail"
        yield f"{fails}: {_some(checked.failing)}."
    elif checked.sources:
        yield "All of them answer."
    if checked.thin:
        yield f"Thin coverage, no local source at work: {_some(checked.thin)}."
    if not checked.sources:
        yield "Nothing is being watched: no source serves these councils."


def _some(names: Sequence[str]) -> str:
    shown = [plain(name, 60) for name in names[:_NAMES_SHOWN]]
    more = len(names) - len(shown)
    return wording.listed([*shown, f"{more} more"]) if more > 0 else wording.listed(shown)


def slack_of(
    title: str, chapters: Sequence[Chapter], checked: Sequence[str], reasons: Sequence[str]
) -> list[dict[str, Any]]:
    """Chapters as Slack's blocks, in as many as they need."""
    blocks = [_section(title)]
    for chapter in chapters:
        text = f"*{slack(chapter.heading)}*"
        for item in chapter.items:
            line = "\n" + _slack_line(item)
            if len(text) + len(line) > _SLACK_SECTION:
                blocks.append(_section(text))
                text = line.lstrip("\n")
            else:
                text += line
        blocks.append(_section(text))
    why = "; ".join(reasons)
    feet = [" ".join(slack(line, 600) for line in checked), f"Why: {slack(why, 500)}" if why else ""]
    foot = [{"type": "context", "elements": [_mrkdwn(line)]} for line in feet if line]
    return [*blocks[: _SLACK_BLOCKS - len(foot)], *foot]


def _slack_line(item: Item) -> str:
    links = " · ".join(slack_link(source.url, source.label) for source in item.sources if source.url)
    aside = " · ".join(part for part in (slack(item.aside, 160), links) if part)
    return f"{SIGN[item.tone] if item.tone else '•'} {slack(item.said, 300)}" + (f" ({aside})" if aside else "")


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _mrkdwn(text)}


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _payload(digest: Digest, subject: str) -> dict[str, Any]:
    """The digest as the JSON document that signed webhooks receive."""
    checked = digest.checked
    return {
        "schema": SCHEMA,
        "id": digest.id,
        "at": digest.until.isoformat(),
        "headline": subject,
        "subscriptions": [plain(name) for name in digest.names],
        "from": digest.since.isoformat(),
        "until": digest.until.isoformat(),
        "reasons": [plain(reason) for reason in digest.reasons],
        **{
            name: [change_document(view, None) for view in views]
            for name, views in (("new", digest.new), ("learnt_late", digest.late), ("corrected", digest.corrected))
        },
        "already_sent": [
            {"at": one.at.isoformat(), "headline": plain(one.headline)} for one in (*digest.told, *digest.put_right)
        ],
        "checked": {
            "councils": checked.councils,
            "sources": checked.sources,
            "failing": [plain(name) for name in checked.failing],
            "thin": list(checked.thin),
        },
    }
