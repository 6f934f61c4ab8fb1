"""A page that lists news without a feed, read by the selectors of its source."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import Tag

from parsers.feed_document import MOST_ITEMS
from parsers.feed_items import Item, entries_of
from parsers.markup import one_line
from parsers.model import Feed
from parsers.selectors import Selectors
from parsers.soup import soup_of

# Where a machine-readable date hides, in order of trust.
_DATE_ATTRIBUTES = ("datetime", "content", "data-date", "title")


def read_listing(body: bytes, url: str, content_type: str | None, selectors: Selectors) -> Feed:
    """The items of the page at `url` as a feed, of format `html`. Never raises.

    A page on which the selectors find nothing has problems and no format: its layout has changed, or it is another
    page than the one that was meant.
    """
    page = soup_of(body, content_type)
    title = one_line(page.title.get_text()) if page.title else None
    found = _outermost(page.select(selectors.item, limit=MOST_ITEMS))
    items = [item for element in found if (item := _item(element, selectors)) is not None]
    if not items:
        return Feed(title, None, (), (_nothing(title, found, selectors),))
    entries, problems = entries_of(items, url)
    return Feed(title, "html", entries, tuple(problems))


def _outermost(found: Iterable[Tag]) -> list[Tag]:
    """What stands in an item is part of it, and no item."""
    taken: set[int] = set()
    kept: list[Tag] = []
    for element in found:
        if not any(id(parent) in taken for parent in element.parents):
            taken.add(id(element))
            kept.append(element)
    return kept


def _nothing(title: str | None, found: list[Tag], selectors: Selectors) -> str:
    named = f" (“{title[:80]}”)" if title else ""
    what = f"item {selectors.item!r}" if not found else f"link {selectors.link!r}, inside an item,"
    return f"The page{named} has nothing that the selector for {what} finds; look at it and mend the source's select."


def _item(element: Tag, selectors: Selectors) -> Item | None:
    link = element if element.name == "a" else element.select_one(selectors.link)
    href = link.get("href") if link is not None else None
    if link is None or not isinstance(href, str):
        return None
    heading = element.select_one(selectors.title) if selectors.title else None
    summary = element.select_one(selectors.summary) if selectors.summary else None
    date = element.select_one(selectors.date)
    return Item(
        link=href,
        title=_text(heading if heading is not None else link),
        summary=_text(summary) if summary is not None else None,
        dates=_dates(date) if date is not None else (),
    )


def _dates(element: Tag) -> tuple[str, ...]:
    stated = [value for name in _DATE_ATTRIBUTES if isinstance(value := element.get(name), str)]
    return tuple(text for text in (*stated, _text(element)) if text)


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())
