"""Whether an article tells of a second look at an area: a re-visit, which gives no outcome of its own."""

from __future__ import annotations

from parsers.reader.context import Context
from parsers.reader.episode import Episode
from parsers.wordings import wordings

_said = wordings("wording")
_OPENING = 5
_SECOND_LOOK = _said("second_look")
_TO_COME = _said("to_come")


def is_second_look(context: Context, episode: Episode) -> bool:
    """True for what an article tells as its own where its opening says that an area was looked at again."""
    return not episode.first.recalled and _is_told(context)


def _is_told(context: Context) -> bool:
    known: bool | None = context.seen.get("again")
    if known is None:
        texts = (*((context.headline,) if context.headline else ()), *context.sentences[:_OPENING])
        known = any(_SECOND_LOOK.search(text.low) and not _TO_COME.search(text.low) for text in texts)
        context.seen["again"] = known
    return known
