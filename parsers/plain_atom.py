"""Atom 1.0 (RFC 4287) as nearly everybody writes it, read straight from its tree as `parsers.plain_feed` reads RSS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from parsers.feed_items import Item
from parsers.plain_feed import Head, Unsure, address, plain

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_THUMBNAIL = "{http://search.yahoo.com/mrss/}thumbnail"
# Elements that change nothing of what is read here.
_ASIDE = frozenset(["author", "category", "contributor", "rights", "logo", "icon", "generator", "subtitle"])
_PERSON = frozenset([f"{_ATOM}name", f"{_ATOM}email", f"{_ATOM}uri"])
_TOLD = frozenset(["id", "title", "summary", "content", "published", "updated"])
_TYPED = frozenset(["title", "summary", "content"])
# With any other, elements may stand within, or what looks like text is Base64.
_TEXT_TYPES = frozenset(["text", "html", "text/html", "text/plain"])
_LINK = frozenset(["rel", "href", "type", "title", "hreflang", "length"])
_OTHER_LINKS = frozenset(
    ["self", "enclosure", "related", "edit", "replies", "hub", "next", "first", "last", "previous"]
)
_ASIDE_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "category": frozenset(["term", "scheme", "label"]),
    "generator": frozenset(["uri", "version"]),
    "subtitle": frozenset(["type"]),
    "rights": frozenset(["type"]),
}

_Told = Mapping[str, etree._Element]


def read_plain_atom(tree: etree._Element) -> tuple[Head, list[Item]] | None:
    """Title and link of the feed, and its items; None where it is not plain Atom 1.0."""
    if tree.tag != f"{_ATOM}feed" or set(tree.attrib) - {_LANGUAGE}:
        return None
    try:
        return _head(tree), [_item(entry) for entry in tree.iterchildren(f"{_ATOM}entry")]
    except Unsure:
        return None


def _head(feed: etree._Element) -> Head:
    before: list[etree._Element] = []
    entries = False
    for element in feed:
        if element.tag == f"{_ATOM}entry":
            entries = True
        elif entries:
            raise Unsure
        else:
            before.append(element)
    told, link = _read(before)
    return (plain(told["title"]) or None) if "title" in told else None, link or _identifier(told)


def _item(entry: etree._Element) -> Item:
    if entry.attrib:
        raise Unsure
    told, link = _read(entry)
    guid = _identifier(told)
    texts = [plain(told[name]) for name in ("summary", "content") if name in told]
    dates = [plain(told[name]) for name in ("published", "updated") if name in told]
    return Item(
        guid=guid,
        # As feedparser has it, whatever the identifier looks like.
        link=link or guid,
        title=(plain(told["title"]) or None) if "title" in told else None,
        summary=next(filter(None, texts), None),
        dates=tuple(filter(None, dates)),
    )


def _identifier(told: _Told) -> str | None:
    return (address(told["id"]) or None) if "id" in told else None


def _read(elements: Iterable[etree._Element]) -> tuple[_Told, str | None]:
    """What is told, each once, and the address of the page."""
    told: dict[str, etree._Element] = {}
    links: list[str] = []
    for element in elements:
        tag = str(element.tag)
        name = tag.removeprefix(_ATOM)
        if name == "link":
            links += _page(element)
        elif name in _ASIDE:
            _check_aside(element, name)
        elif name in _TOLD and name not in told:
            _check_text(element, name)
            told[name] = element
        elif tag != _THUMBNAIL or len(element):
            raise Unsure
    if len(links) > 1:
        raise Unsure
    return told, links[0] if links else None


def _page(link: etree._Element) -> list[str]:
    """Where the page itself is, if this link says so."""
    href, rel = link.get("href"), link.get("rel", "alternate")
    if len(link) or (link.text or "").strip() or not set(link.attrib) <= _LINK or href is None:
        raise Unsure
    if rel in _OTHER_LINKS:
        return []
    if rel != "alternate" or link.get("type", "text/html") != "text/html":
        raise Unsure
    if not href.startswith(("http://", "https://")) or "///" in href or href != href.strip() or not href.isascii():
        raise Unsure
    return [href]


def _check_aside(element: etree._Element, name: str) -> None:
    if not set(element.attrib) <= _ASIDE_ATTRIBUTES.get(name, frozenset()):
        raise Unsure
    if any(child.tag not in _PERSON or child.attrib or len(child) for child in element):
        raise Unsure
    if len(element) and name not in ("author", "contributor"):
        raise Unsure


def _check_text(element: etree._Element, name: str) -> None:
    """Refuse what holds elements or has attributes that may change what it says."""
    allowed = {"type"} if name in _TYPED else set()
    if len(element) or not set(element.attrib) <= allowed or element.get("type", "text") not in _TEXT_TYPES:
        raise Unsure
