"""Many messages that would come at once, as one: `7 reports published today: Inadequate for Knowsley`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from alerts import wording
from alerts.digest_render import Chapter, news_item, slack_of
from alerts.model import ChangeView, Rendered
from alerts.payload import change_document
from alerts.safe_text import cut, plain, slack
from alerts.slack_message import SIGN
from alerts.stationery import PLAIN, Stationery
from alerts.story import Tone, tone_of
from parsers.model import london_day
from parsers.partial_date import PartialDate

SCHEMA = "watchkeeper.rollup/1"
_SHORT = 160
_NAMED = 3
_TONES: tuple[Tone, ...] = ("grave", "warning", "news", "good", "correction")


@dataclass(frozen=True, slots=True)
class RollUp:
    """One message that tells of many events, the gravest first."""

    id: str
    recipient: str
    changes: tuple[ChangeView, ...]
    reasons: tuple[str, ...]
    at: datetime
    replies_to: None = field(default=None, init=False)


def render_roll_up(roll_up: RollUp, stationery: Stationery = PLAIN) -> Rendered:
    """The roll-up in every form that a channel may need."""
    views = sorted(roll_up.changes, key=lambda view: _TONES.index(tone_of(view)))
    subject = cut(_subject(views, roll_up.at), 150)
    tone = tone_of(views[0])
    chapters = (Chapter("Gravest first", tuple(news_item(view, roll_up.at) for view in views)),)
    why = "These came at once, and so in one message."
    told: dict[str, Any] = {
        "headline": subject,
        "tone": tone,
        "test": False,
        "preheader": cut("; ".join(item.said for item in chapters[0].items), 140),
        "period": "",
        "chapters": chapters,
        "checked": (why,),
        "empty": False,
        "reasons": [plain(reason, 120).removeprefix("because ") for reason in roll_up.reasons],
        "evidence": None,
        "settings": None,
    }
    return Rendered(
        subject=subject,
        text=stationery.write("digest.txt.j2", told).strip() + "\n",
        html=stationery.write("digest.html.j2", told),
        slack_text=f"{SIGN[tone]} {slack(subject, 200)}",
        slack_blocks=slack_of(f"{SIGN[tone]} *{slack(subject, 200)}*", chapters, (why,), roll_up.reasons),
        short=cut(subject, _SHORT),
        payload={
            "schema": SCHEMA,
            "id": roll_up.id,
            "at": roll_up.at.isoformat(),
            "headline": subject,
            "reasons": [plain(reason) for reason in roll_up.reasons],
            "changes": [change_document(view, None) for view in views],
        },
    )


def _subject(views: list[ChangeView], at: datetime) -> str:
    """How many, and of whom the grave ones are: a burst must not hide what its readers wait for."""
    count = len({view.event_id for view in views})
    reports = all(view.kind == "published" and view.family == "inspection" for view in views)
    told = f"{count} reports published" if reports else f"{count} pieces of news"
    if reports and all(_of_today(view, at) for view in views):
        told += " today"
    grave = list(dict.fromkeys(plain(view.authority, 60) for view in views if tone_of(view) == "grave"))
    if not grave:
        return told
    more = len(grave) - _NAMED
    names = wording.listed([*grave[:_NAMED], f"{more} more"] if more > 0 else grave)
    return f"{told}; grave: {names}"


def _of_today(view: ChangeView, at: datetime) -> bool:
    published = view.facts.dates.get("published")
    return published is None or published == PartialDate.of(london_day(at))
