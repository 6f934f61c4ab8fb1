"""Feeds as they are: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed and news sitemaps as `Feed`.

feedparser is the lenient reader and everything odd about it ends in this module: it gets well-formed XML of bounded
size without declarations (`parsers.feed_document`), resolves no addresses, cleans no HTML and parses no dates for us
(it reads BST as UTC). Plain RSS 2.0 and Atom 1.0 are read without it (`parsers.plain_feed`, `parsers.plain_atom`), to
the same end in a tenth of the time.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import feedparser
from lxml import etree

from parsers.feed_document import MOST_ITEMS, FeedDocument, is_sitemap, is_sitemap_index, open_document
from parsers.feed_items import Item, entries_of
from parsers.markup import one_line
from parsers.model import Feed
from parsers.plain_atom import read_plain_atom
from parsers.plain_feed import read_plain
from parsers.timestamps import read_timestamp
from parsers.urls import join

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_DATE_KEYS = ("published", "updated", "created")
_LONGEST_TITLE = 500
# Of the sitemaps in an index only the newest are asked for: the others are the archive.
MOST_PARTS = 3
_SITEMAP_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

_PLAIN = (("rss20", read_plain), ("atom10", read_plain_atom))
_Parts = tuple[str | None, str | None, str | None, list[Item]]


def read_feed(body: bytes, url: str | None = None, content_type: str | None = None) -> Feed:
    """The feed in `body`, which was got from `url` with that Content-Type.

    Never raises. What is no feed (a web page, a refused declaration, an empty answer) gives a Feed without entries
    whose `problems` say what was there and what to do; its `format` is None. A valid feed without entries has a
    format and no problems. `format` is feedparser's name (`rss20`, `atom10`, `rss10` …), `json` or `sitemap`.
    Entries' addresses are absolute and unwrapped, their dates aware and in UTC, titles and summaries plain text.
    """
    document = open_document(body, content_type)
    problems = list(document.problems)
    if document.tree is not None and is_sitemap_index(document.tree):
        return Feed(None, "sitemap index", (), tuple(problems), parts=_parts(document.tree, url))
    title, link, form, items = _read(document)
    if form is None and not problems:
        problems.append("This is data but not a feed: neither RSS, Atom, JSON Feed nor a news sitemap.")
    base = join(url, link) if link and url is None else url
    entries, faults = entries_of(items, base)
    if items and not entries:
        faults.append("None of the feed's items could be read.")
    return Feed(
        title=one_line((title or "")[: 2 * _LONGEST_TITLE])[:_LONGEST_TITLE] or None,
        format=form,
        entries=entries,
        problems=(*problems, *faults),
        link=join(url, link) if link else None,
    )


def _read(document: FeedDocument) -> _Parts:
    if document.kind == "json":
        return _from_json(document.text)
    if document.tree is None:
        return None, None, None, []
    if is_sitemap(document.tree):
        return None, None, "sitemap", [_from_sitemap(url) for url in document.tree.iter("{*}url")]
    for form, read in _PLAIN:
        if (plain := read(document.tree)) is not None:
            (title, link), items = plain
            return title, link, form, items
    return from_feedparser(document.tree)


def from_feedparser(tree: etree._Element) -> _Parts:
    """Title, link, format and items as feedparser reads them."""
    xml = etree.tostring(tree, encoding="utf-8")
    try:
        parsed = feedparser.parse(
            io.BytesIO(xml), response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception:  # what feedparser trips over is a fault of the feed, of whatever type it happens to be
        return None, None, None, []
    items = [_from_entry(entry) for entry in parsed.entries]
    head = parsed.feed
    return _text(head, "title"), _text(head, "link"), parsed.version or None, items


def _from_entry(entry: Mapping[str, Any]) -> Item:
    guid = _text(entry, "id")
    link = _text(entry, "feedburner_origlink") or _text(entry, "link")
    content = next((part.get("value") for part in _list(entry, "content") if part.get("value")), None)
    source = entry.get("source")
    return Item(
        guid=guid,
        link=link or (guid if guid and guid.startswith(("http://", "https://")) else None),
        title=_text(entry, "title"),
        summary=_text(entry, "summary") or (content if isinstance(content, str) else None),
        dates=tuple(date for key in _DATE_KEYS if (date := _own(entry, key))),
        # `source` is RSS's own element, which Google News uses; `News:Source` is Bing's.
        publisher=(_text(source, "title") if isinstance(source, Mapping) else None) or _text(entry, "news_source"),
    )


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _own(entry: Mapping[str, Any], key: str) -> str | None:
    """Past feedparser's aliases, by which an entry without `updated` answers with its `published`."""
    value = dict.get(entry, key) if isinstance(entry, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def _list(data: Mapping[str, Any], key: str) -> Iterable[Mapping[str, Any]]:
    value = data.get(key)
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def _from_json(text: str) -> _Parts:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org)."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None, None, None, []
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None, None, None, []
    items = [_from_json_item(item) for item in data["items"][:MOST_ITEMS] if isinstance(item, dict)]
    return _text(data, "title"), _text(data, "home_page_url"), "json", items


def _from_json_item(item: Mapping[str, Any]) -> Item:
    guid = item.get("id")
    return Item(
        guid=str(guid).strip() or None if isinstance(guid, str | int | float) else None,
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary") or _text(item, "content_text") or _text(item, "content_html"),
        dates=tuple(date for key in ("date_published", "date_modified") if (date := _text(item, key))),
    )


def _from_sitemap(url: etree._Element) -> Item:
    """One `<url>` of a news sitemap: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap"""

    def said(path: str) -> str | None:
        return (url.findtext(path) or "").strip() or None

    dates = (said(f".//{_SITEMAP_NEWS}publication_date"), said("{*}lastmod"))
    return Item(
        link=said("{*}loc"),
        title=said(f".//{_SITEMAP_NEWS}title"),
        dates=tuple(date for date in dates if date),
    )


def _parts(index: etree._Element, url: str | None) -> tuple[str, ...]:
    """The newest sitemaps that an index lists; those that say nothing of their age in its order, after the others."""
    listed = [
        (read_timestamp(one.findtext("{*}lastmod")), address)
        for one in list(index.iter("{*}sitemap"))[:MOST_ITEMS]
        if (address := join(url, (one.findtext("{*}loc") or "").strip()))
    ]
    dated = sorted((moment, address) for moment, address in listed if moment)
    ordered = [address for _, address in reversed(dated)] + [address for moment, address in listed if moment is None]
    return tuple(dict.fromkeys(ordered))[:MOST_PARTS]
