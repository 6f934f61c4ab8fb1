"""Articles as the outlets of the newsstand print them: pages in house styles, feeds in RSS and Atom."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from parsers.model import LONDON, Article

Style = Literal["newsquest", "reach", "wordpress", "council", "govuk"]
FEED_LENGTH = 40
_SUMMARY_LENGTH = 200

_HOUSES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("houses")), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A title on the stand: its house style shapes its pages, `feed` its feed."""

    slug: str
    name: str
    style: Style = "newsquest"
    feed: Literal["rss", "atom"] = "rss"
    byline: str = "Sam Reporter"


@dataclass(frozen=True, slots=True)
class Print:
    """One article as one outlet carries it."""

    article: Article
    outlet: Outlet
    path: str
    at: datetime | None
    links: tuple[str, ...] = ()
    revision: int = 0

    @property
    def title(self) -> str:
        """The article's title; for one without, what its address or its first words say."""
        if self.article.title:
            return self.article.title
        slug = re.sub(r"^\d+\.", "", (self.article.url or "").rstrip("/").rpartition("/")[2])
        words = slug.replace("-", " ").strip() or " ".join(self.article.text.split()[:10])
        return words[:1].upper() + words[1:]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The article's paragraphs, without a headline that the text repeats."""
        found = [" ".join(part.split()) for part in re.split(r"\n\s*\n", self.article.text) if part.strip()]
        return tuple(found[1:] if found and found[0] == self.title else found)

    @property
    def summary(self) -> str:
        """The beginning of the first paragraph, as feeds give it."""
        first = self.paragraphs[0] if self.paragraphs else ""
        return first if len(first) <= _SUMMARY_LENGTH else first[:_SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def page(printed: Print, base: str) -> str:
    """The full page in the outlet's house style, furniture and all."""
    url = base + printed.path
    local = printed.at.astimezone(LONDON) if printed.at else None
    return _HOUSES.get_template(f"{printed.outlet.style}.html").render(
        title=printed.title,
        outlet=printed.outlet,
        url=url,
        summary=printed.summary,
        byline=printed.outlet.byline,
        paragraphs=printed.paragraphs,
        links=printed.links,
        iso=local.isoformat() if local else "",
        day=local.date().isoformat() if local else "",
        shown=f"{ordinal(local.day)} {local:%B %Y}, {local:%H:%M}" if local else "",
        long=f"{local.day} {local:%B %Y}" if local else "",
        ld=_linked_data(printed, url, local),
    )


def front(outlet: Outlet, prints: Sequence[Print], base: str) -> str:
    """The outlet's front page: cards that link to articles, and the address of the feed."""
    cards = [{"url": base + one.path, "title": one.title, "summary": one.summary} for one in prints]
    return _HOUSES.get_template("front.html").render(outlet=outlet, cards=cards, feed=f"/outlet/{outlet.slug}/feed")


def feed(outlet: Outlet, prints: Sequence[Print], base: str) -> tuple[bytes, str]:
    """The outlet's feed and its Content-Type: newest first, at most 40 items."""
    newest = sorted(prints, key=lambda one: one.at or datetime.min.replace(tzinfo=UTC), reverse=True)[:FEED_LENGTH]
    if outlet.feed == "atom":
        return _atom(outlet, newest, base).encode(), "application/atom+xml; charset=utf-8"
    return _rss(outlet, newest, base).encode(), "application/rss+xml; charset=utf-8"


def ofsted(template: str, **values: Any) -> str:
    """A page of the inspectorate's reports site."""
    return _HOUSES.get_template(f"ofsted_{template}.html").render(day=official_day, **values)


def official_day(day: date) -> str:
    """04 November 2019, as the inspectorate writes it."""
    return f"{day:%d %B %Y}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    tail = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _linked_data(printed: Print, url: str, local: datetime | None) -> Mapping[str, Any]:
    dates = {"datePublished": local.isoformat(), "dateModified": local.isoformat()} if local else {}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": printed.title,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "author": [{"@type": "Person", "name": printed.outlet.byline}],
        "publisher": {"@type": "NewsMediaOrganization", "name": printed.outlet.name},
        "isAccessibleForFree": True,
    } | dates


def _rss(outlet: Outlet, prints: Sequence[Print], base: str) -> str:
    items = "\n".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(base + one.path)}?ref=rss</link>"
        f'<guid isPermaLink="false">{escape(base + one.path)}</guid><description>{escape(one.summary)}</description>'
        + (f"<pubDate>{format_datetime(one.at.astimezone(UTC))}</pubDate>" if one.at else "")
        + "</item>"
        for one in prints
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{escape(base)}/outlet/{outlet.slug}/</link>"
        f"<description>News from {escape(outlet.name)}</description>\n{items}\n</channel></rss>\n"
    )


def _atom(outlet: Outlet, prints: Sequence[Print], base: str) -> str:
    newest = next((one.at for one in prints if one.at), datetime(2020, 1, 1, tzinfo=UTC))
    entries = "\n".join(
        f"<entry><id>{escape(base + one.path)}</id><title>{escape(one.title)}</title>"
        f'<link rel="alternate" type="text/html" href={quoteattr(base + one.path)}/>'
        + (f"<updated>{one.at.isoformat()}</updated>" if one.at else "")
        + f"<summary>{escape(one.summary)}</summary></entry>"
        for one in prints
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">'
        f"<id>{escape(base)}/outlet/{outlet.slug}/</id><title>{escape(outlet.name)}</title>"
        f"<updated>{newest.isoformat()}</updated>\n{entries}\n</feed>\n"
    )


def json_feed(outlet: Outlet, prints: Sequence[Print], base: str) -> bytes:
    """The outlet's articles as JSON Feed 1.1."""
    items = [
        {"id": base + one.path, "url": base + one.path, "title": one.title, "content_text": one.summary}
        | ({"date_published": one.at.isoformat()} if one.at else {})
        for one in prints
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "items": items}).encode()
