"""Where the feed of a site may be: what its page announces, what its robots.txt lists, where feeds usually lie.

Pure: whoever fetches asks for the candidates in turn, and ranks what came back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import SplitResult, urlsplit

from parsers.charset import decode
from parsers.markup import one_line
from parsers.model import Feed
from parsers.moderngov import is_committee
from parsers.soup import soup_of
from parsers.sources import SourceKind
from parsers.urls import host_of, join, same_site

MOST_CANDIDATES = 12
_TYPES = {
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml",
    "application/xml",
}  # fmt: skip
_FEEDLIKE = re.compile(r"(?:^|[/._-])(?:rss|feed|feeds|atom)(?:$|[/._?-])|\.(?:rss|atom)$|rss\.xml$", re.IGNORECASE)
# In the order in which they are found most often: WordPress, Newsquest and Reach, Drupal, static sites.
_USUAL = ("/feed/", "/rss/", "/rss.xml", "/news/rss/", "/?service=rss", "/feed.xml", "/atom.xml", "/news.atom")
_COMMENTS = re.compile(r"comment|/replies", re.IGNORECASE)
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_ORGANISATION = re.compile(r"^/government/organisations/[\w-]+/?$|^/search/[\w/-]+$")
_RECENT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address at which there may be something to poll, and `how` it was come by, in words."""

    url: str
    how: str
    title: str | None = None


def announced(body: bytes, url: str, content_type: str | None = None) -> tuple[Candidate, ...]:
    """What a page says of its feeds: `<link rel="alternate">` first, then links that look like feeds."""
    page = soup_of(body, content_type)
    found: dict[str, Candidate] = {}
    for link in page.select("link[rel~=alternate][href]"):
        if str(link.get("type") or "").lower().split(";")[0].strip() in _TYPES:
            _add(found, join(url, str(link["href"])), "announced by the page", str(link.get("title") or ""))
    for link in page.select("a[href]"):
        address = join(url, str(link["href"]))
        if address and same_site(address, url) and _FEEDLIKE.search(urlsplit(address).path):
            _add(found, address, "linked on the page", link.get_text(" "))
    return tuple(found.values())[:MOST_CANDIDATES]


def usual(url: str) -> tuple[Candidate, ...]:
    """Where feeds lie on most sites, the section of the address before the whole site."""
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    if parts.netloc == "www.gov.uk" and _ORGANISATION.match(parts.path):
        return (Candidate(f"{site}{parts.path.rstrip('/')}.atom", "GOV.UK's feed of the page"),)
    if search := _search(parts):
        return (Candidate(search, "the search as a feed"),)
    section = parts.path.rstrip("/")
    places = [f"{site}{section}{_USUAL[0]}"] if section else []
    return tuple(Candidate(place, "a usual place") for place in [*places, *(site + path for path in _USUAL)])


def _search(parts: SplitResult) -> str | None:
    """The feed of a search at Google News or Bing News, whose pages do not announce it."""
    if parts.hostname == "news.google.com" and parts.path == "/search":
        return f"https://news.google.com/rss/search?{parts.query}"
    if parts.hostname in ("www.bing.com", "bing.com") and parts.path == "/news/search" and "format=" not in parts.query:
        return f"https://www.bing.com/news/search?{parts.query}&format=rss"
    return None


def in_robots(body: bytes, url: str) -> tuple[Candidate, ...]:
    """The sitemaps for news that a robots.txt names."""
    text, _ = decode(body, None)
    found = [
        address for address in map(str.strip, _SITEMAP.findall(text)) if host_of(address) and same_site(address, url)
    ]
    return tuple(Candidate(address, "named in robots.txt") for address in found if "news" in address.lower())[:3]


def kind_of(feed: Feed, url: str) -> SourceKind | None:
    """The kind of source that was found; None where there is nothing to poll."""
    if is_committee(url):
        return "moderngov"
    form = feed.format or ""
    if form.startswith("sitemap"):
        return "sitemap"
    return "json" if form == "json" else "atom" if form.startswith("atom") else "rss" if form else None


def merit(candidate: Candidate, feed: Feed, now: datetime) -> tuple[int, ...]:
    """How good a find is, the greater the better: news of these weeks, dated, titled, in a feed before a sitemap."""
    dates = [entry.published for entry in feed.entries if entry.published]
    recent = any(now - _RECENT <= date <= now + timedelta(days=1) for date in dates)
    comments = bool(_COMMENTS.search(f"{candidate.url} {candidate.title or ''} {feed.title or ''}"))
    return (
        bool(feed.entries),
        not comments,
        recent,
        not (feed.format or "").startswith("sitemap"),
        2 * len(dates) >= len(feed.entries),
        candidate.how != "a usual place",
        min(len(feed.entries), 20),
    )


def unique(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each address once, as it was come by first."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        found.setdefault(candidate.url, candidate)
    return tuple(found.values())[:MOST_CANDIDATES]


def _add(found: dict[str, Candidate], url: str | None, how: str, title: str) -> None:
    if url is not None:
        found.setdefault(url, Candidate(url, how, one_line(title)[:100] or None))
