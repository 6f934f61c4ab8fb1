"""Whether an article is about figures: of many councils, or over the years. The grades that it lists are no news."""

from __future__ import annotations

from parsers.reader.context import Context
from parsers.wordings import wordings

_OPENING = 3
_CUES = ("figure", "statistic", "data", "analysis", "research", "study", "table", "survey")
_FIGURES = wordings("inspection_found")("figures")


def is_about_figures(context: Context) -> bool:
    """True where its headline or opening tells of statistics, and not of one inspection."""
    known: bool | None = context.seen.get("figures")
    if known is None:
        texts = (*((context.headline,) if context.headline else ()), *context.sentences[:_OPENING])
        known = context.seen["figures"] = any(
            any(word in text.low for word in _CUES) and _FIGURES.search(text.low) is not None for text in texts
        )
    return known
