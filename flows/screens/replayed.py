"""A replay as people read it: what would have been sent when, and the events behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alerts.safe_text import plain
from alerts.wording import count
from flows.screens.output import hang, say
from parsers.model import LONDON
from parsers.partial_date import PartialDate
from storage.tables import EventRow

if TYPE_CHECKING:
    from flows.replay import Replayed, ReplayedMessage


def replay_to_dict(result: Replayed) -> dict[str, Any]:
    """A replay in its public format."""
    return {
        "messages": [
            {
                "at": message.at.isoformat(),
                "headline": message.headline,
                "changes": [
                    {"event": view.event_id, "change": view.kind, "learnt_late": view.learnt_late}
                    for view in message.notice.changes
                ],
                "articles": list(message.articles),
                **({"digest": message.digest} if message.digest else {}),
            }
            for message in result.messages
        ],
        "events": [event_to_dict(event) | {"articles": list(articles)} for event, articles in result.events],
    }


def event_to_dict(event: EventRow) -> dict[str, Any]:
    """An event in the public format: its identity, then the facts that are known."""
    return {
        "id": event.id,
        "family": event.family,
        "types": list(event.types),
        "authority": event.authority,
        "kind": event.kind,
        "status": event.status,
    } | {key: value for key, value in event.facts.items() if key != "kind"}


def show_replay(result: Replayed, by_outlet: bool = False, about: str | None = None) -> None:
    """One line a message, then the sum. Each is known by its article's id, or by its outlet.

    `about` is the one authority that all of it is about: it is not named again in every line.
    """
    shown: tuple[str, str] | None = None
    rows = [
        (_when(message), _brought_by(message, by_outlet), _word(message), message.headline)
        for message in result.messages
    ]
    width = max((len(article) for _, article, _, _ in rows), default=0)
    for when, article, word, headline in rows:
        same = shown == (when, article)
        prefix = f"  {'' if same else when:>12} {'' if same else article:<{width}}  {word}  "
        say(hang(prefix + _without(headline, about), len(prefix)))
        shown = (when, article)
    totals = (
        count(result.articles, "article", "articles"), count(len(result.events), "event", "events"),
        count(len(result.messages), "message", "messages"),
    )  # fmt: skip
    say(f"  {' → '.join(totals)}.")
    for line in recalled(result):
        say(hang(f"  {line}", 4), "dim")


def _word(message: ReplayedMessage) -> str:
    """What it would have been: a message of its own, or a line of a digest."""
    return "digest" if message.digest else "ALERT"


def _without(headline: str, authority: str | None) -> str:
    rest = headline.removeprefix(f"{authority}: ")
    return rest if rest == headline else rest[:1].upper() + rest[1:]


def _brought_by(message: ReplayedMessage, by_outlet: bool) -> str:
    return plain(", ".join(message.outlets if by_outlet else message.articles), 24) or "register"


def recalled(result: Replayed) -> list[str]:
    """Events that several articles tell of, and that were not repeated."""
    often = [(event, articles) for event, articles in result.events if len(articles) > 2]
    if not often:
        return []
    told = ", ".join(f"{_name(event)} ({len(articles) - 1}×)" for event, articles in often)
    return [f"Recalled, not repeated: {told}"]


def _name(event: EventRow) -> str:
    dates = event.facts.get("dates") or {}
    day = dates.get("start") or dates.get("effective") or dates.get("published")
    what = {"inspection": "visit" if event.kind and "visit" in event.kind else "inspection"}.get(
        event.family, event.family
    )
    return f"{PartialDate(day[:7]).spoken()} {what}" if day else f"{event.authority} {what}"


def _when(message: ReplayedMessage) -> str:
    day = message.at.astimezone(LONDON)
    if not message.approximate:
        return day.strftime("%-d %b %Y")
    return "~" + day.strftime("%-d %b %Y")
