"""What a message tells of one change: sentences, a table of judgements, a numbered list, notes."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.comparison import Comparison
from alerts.model import ChangeView


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered items under a heading."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is told of one change."""

    change: ChangeView
    sentences: tuple[str, ...]
    comparison: Comparison | None = None
    listing: Listing | None = None
    notes: tuple[str, ...] = ()
