"""CSS selectors by which a listing page without a feed is read, as a source's `select = { … }` states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from parsers.spelling import did_you_mean

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Selectors:
    """`item` finds the items on the page; the others look inside an item.

    Without `title` the link's text is the title; without `date` an item's `<time>` is read.
    """

    item: str
    link: str = "a[href]"
    title: str | None = None
    date: str = "time"
    summary: str | None = None

    def as_dict(self) -> dict[str, str]:
        """What was stated, in the form that `load_selectors` takes."""
        default = Selectors(self.item)
        stated = {name: value for name, value in asdict(self).items() if value != getattr(default, name)}
        return {"item": self.item, **stated}


def load_selectors(value: Any) -> Selectors:
    """The selectors in a table of a file, or as they are stored. Raises ValueError, saying what to write."""
    # Loading it loads an HTML parser: only whoever states selectors needs that.
    import soupsieve

    names = [part.name for part in fields(Selectors)]
    if not isinstance(value, Mapping) or "item" not in value:
        raise ValueError('select must say how to find the items: select = { item = "li.news" }')
    for name, selector in value.items():
        if name not in names:
            raise ValueError(f"select has an unknown key {name!r}{did_you_mean(name, names)}; use {', '.join(names)}")
        if not isinstance(selector, str) or not selector.strip() or len(selector) > _LONGEST:
            raise ValueError(f"select: {name} must be a CSS selector in quotation marks, not {selector!r}")
        try:
            soupsieve.compile(selector)
        except soupsieve.SelectorSyntaxError as fault:
            raise ValueError(f"select: {name} {selector!r} is no CSS selector: {str(fault).splitlines()[0]}") from None
    return Selectors(**{name: selector.strip() for name, selector in value.items()})
