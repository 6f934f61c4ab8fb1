"""The registry of families: what kinds of events the reader knows.

A family is one module with `mentions(context)`; its cue phrases stand beside it in a TOML file of its name. Adding
one touches this list and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from parsers.model import Mention
from parsers.reader import activity, funding, inspection, intervention, leadership
from parsers.reader.context import Context


class Reads(Protocol):
    """What a family of events offers as `mentions`."""

    def __call__(self, context: Context, /) -> Iterable[Mention]:
        """Each happening of the family that the article speaks of, once, in the order of the text."""
        ...


FAMILIES: tuple[Reads, ...] = (
    inspection.mentions,
    intervention.mentions,
    leadership.mentions,
    activity.mentions,
    funding.mentions,
)
