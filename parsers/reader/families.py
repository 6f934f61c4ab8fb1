"""The registry of families: what kinds of events the reader knows.

A family is one module with `mentions(context)`; its cue phrases stand beside it in a TOML file of its name and are
asked for by that name. A module may name further topics of `relevance.toml` that it watches, as `WATCHES`: what others
take for something else is then worth reading. Adding a family touches this list and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from inspect import getfile
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from parsers.model import Mention
from parsers.reader import activity, funding, inspection, intervention, leadership
from parsers.reader.context import Context


class Family(Protocol):
    """What the module of a family offers."""

    def mentions(self, context: Context, /) -> Iterable[Mention]:
        """Each happening of the family that the article speaks of, once, in the order of the text."""
        ...


FAMILIES: tuple[Family, ...] = (inspection, intervention, leadership, activity, funding)


def watched() -> tuple[str, ...]:
    """The topics that families watch beside children's services."""
    return tuple(topic for family in FAMILIES for topic in getattr(family, "WATCHES", ()))


def phrase_files() -> tuple[Path, ...]:
    """The files of phrases that stand beside the modules of families; a family need not have one."""
    files = (Path(getfile(cast(ModuleType, family))).with_suffix(".toml") for family in FAMILIES)
    return tuple(file for file in files if file.exists())
