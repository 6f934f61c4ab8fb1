"""What the operator is told: what needs somebody, what still does, and what is over; one message for all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts import wording
from alerts.digest_render import Chapter, Item
from alerts.model import Rendered
from alerts.safe_text import cut, plain, slack
from alerts.stationery import PLAIN, Stationery
from alerts.story import Tone

_SHORT = 160
_MOST_SHOWN = 20
SCHEMA = "watchkeeper.operator/1"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that needs somebody. `key` stays the same as long as it lasts; `remedy` says what to do."""

    key: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Lasting:
    """A trouble, since when it lasts, and when the operator was told of it last."""

    trouble: Trouble
    since: datetime
    told: datetime | None = None


@dataclass(frozen=True, slots=True)
class OperatorNote:
    """New troubles, those that last (a reminder), and those that are over."""

    new: Sequence[Lasting]
    lasting: Sequence[Lasting]
    over: Sequence[Lasting]

    def __bool__(self) -> bool:
        return bool(self.new or self.lasting or self.over)

    @property
    def id(self) -> str:
        """The same for the same troubles until they were told: a repeat can be told from a new note or a reminder."""
        parts = [f"{kind}{item.trouble.key}{item.since.isoformat()}{item.told or ''}" for kind, item in self._all()]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]

    def _all(self) -> Iterator[tuple[str, Lasting]]:
        for kind, items in (("new", self.new), ("lasting", self.lasting), ("over", self.over)):
            yield from ((kind, item) for item in items)


def render_note(note: OperatorNote, at: datetime, stationery: Stationery = PLAIN) -> Rendered:
    """The note in every form that a channel may need."""
    subject = _subject(note)
    lines = list(_lines(note, at))
    text = "\n".join([subject, "", *lines]) + "\n"
    return Rendered(
        subject=subject,
        text=text,
        html=_html(note, subject, at, stationery),
        slack_text=slack(subject, 200),
        slack_blocks=[
            {"type": "section", "text": {"type": "mrkdwn", "verbatim": True, "text": slack(cut(text, 2900), 2900)}}
        ],
        short=cut(subject, _SHORT),
        payload={
            "schema": SCHEMA,
            "id": note.id,
            "at": at.isoformat(),
            "headline": subject,
            "new": [_document(item) for item in note.new],
            "lasting": [_document(item) for item in note.lasting],
            "over": [_document(item) for item in note.over],
        },
    )


def _html(note: OperatorNote, subject: str, at: datetime, stationery: Stationery) -> str:
    """The note with the looks of a digest; only whoever runs this gets it, and nobody unsubscribes from it."""
    chapters = (
        Chapter("New", tuple(_item(item, at, "warning") for item in note.new[:_MOST_SHOWN])),
        Chapter("Still open", tuple(_item(item, at, "warning") for item in note.lasting[:_MOST_SHOWN])),
        Chapter("Over", tuple(_item(item, at, "good") for item in note.over[:_MOST_SHOWN])),
    )
    told = {
        "headline": subject,
        "tone": "warning" if note.new or note.lasting else "good",
        "test": False,
        "preheader": "",
        "chapters": [chapter for chapter in chapters if chapter.items],
        "checked": ("watchkeeper doctor looks at everything.",),
        "empty": False,
        "reasons": ("you run this Watchkeeper",),
        "evidence": None,
        "settings": None,
        "stop": None,
        "for_operator": True,
    }
    return stationery.write("digest.html.j2", told)


def _item(item: Lasting, at: datetime, tone: Tone) -> Item:
    since = f"since {wording.clock(item.since, at)}"
    remedy = plain(item.trouble.remedy, 300)
    return Item(plain(item.trouble.what, 300), tone, f"{since}. {remedy}" if remedy and tone != "good" else since)


def _subject(note: OperatorNote) -> str:
    counts = [
        f"{len(items)} {word}"
        for items, word in ((note.new, "new"), (note.lasting, "still open"), (note.over, "over"))
        if items
    ]
    if not note.new and not note.lasting:
        return f"Watchkeeper recovered: {', '.join(counts)}"
    first = plain((note.new or note.lasting)[0].trouble.what, 60)
    return f"Watchkeeper needs you: {first}" if len(note.new) == 1 and len(counts) == 1 else (
        f"Watchkeeper needs you: {', '.join(counts)}"
    )  # fmt: skip


def _lines(note: OperatorNote, at: datetime) -> Iterator[str]:
    for heading, items in (("New", note.new), ("Still open", note.lasting), ("Over", note.over)):
        if not items:
            continue
        yield f"{heading}:"
        for item in items[:_MOST_SHOWN]:
            yield f"- {plain(item.trouble.what, 300)} (since {wording.clock(item.since, at)})"
            if heading != "Over":
                yield f"  {plain(item.trouble.remedy, 300)}"
        if len(items) > _MOST_SHOWN:
            yield f"- and {len(items) - _MOST_SHOWN} more: watchkeeper doctor lists them"
        yield ""


def _document(item: Lasting) -> dict[str, str]:
    return {
        "key": item.trouble.key,
        "what": plain(item.trouble.what, 500),
        "remedy": plain(item.trouble.remedy, 500),
        "since": item.since.isoformat(),
    }
