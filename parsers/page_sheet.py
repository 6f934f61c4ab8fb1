"""Feeds and pages as plain data in the field names of the public formats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from parsers.model import Feed, Page


def feed_to_dict(feed: Feed) -> dict[str, Any]:
    """A feed in the public format of `watchkeeper feed`; moments in ISO 8601 with their offset."""
    return {
        "title": feed.title,
        "format": feed.format,
        "entries": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "published": _iso(entry.published),
                "summary": entry.summary,
            }
            for entry in feed.entries
        ],
        "problems": list(feed.problems),
    }


def page_to_dict(page: Page) -> dict[str, Any]:
    """A page in the public format of `watchkeeper page`; `updated`, `links` and `problems` follow its fixed fields."""
    return {
        "url": page.url,
        "title": page.title,
        "byline": page.byline,
        "outlet": page.outlet,
        "published": _iso(page.published),
        "language": page.language,
        "kind": page.kind,
        "body": page.body,
        "furniture": list(page.furniture),
        "updated": _iso(page.updated),
        "links": list(page.links),
        "problems": list(page.problems),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
