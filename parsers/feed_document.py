"""The body of a feed, made safe and readable before any feed library sees it.

Out of arbitrary bytes come well-formed UTF-8 XML of bounded size, a JSON document, or a sentence that says what was
there instead. A document type or entity declaration is refused: one entity of 50 kB used 2,000 times makes feedparser
build a title of 100 million characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Literal

from lxml import etree

from parsers.charset import decode

MOST_ITEMS = 2_000
_MOST_BYTES = 10 * 1024 * 1024
_MOST_ELEMENTS = 100_000

_ROOTS = frozenset(["rss", "feed", "rdf", "urlset", "sitemapindex", "channel"])
_PAGE_TAGS = frozenset(
    ["html", "head", "body", "meta", "title", "script", "link", "div", "p", "br", "b", "h1", "center", "style", "pre"]
)
_PROLOGUE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|[^<\s]+", re.DOTALL)
_TAG = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_ROOT_SEARCH = 16_384
_LOOSE_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(\w{1,31});|(?![#\w]{1,33};))"
)
_UNBOUND_PREFIX = re.compile(r"Namespace prefix ([\w.-]+)")
_SOURCE = re.compile(r" \(<string>, line \d+\)$")
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """What a body held. `tree` is set for XML; `text` is the JSON for JSON; neither where there is no feed."""

    kind: Literal["xml", "json", "none"]
    problems: tuple[str, ...] = ()
    text: str = ""
    tree: etree._Element | None = None


def open_document(body: bytes, content_type: str | None) -> FeedDocument:
    """Decodes, refuses, repairs and bounds. Never raises; every refusal has its sentence in `problems`."""
    problems: list[str] = []
    if len(body) > _MOST_BYTES:
        problems.append(f"The feed is {len(body):,} bytes long; only the first {_MOST_BYTES:,} were read.")
        body = body[:_MOST_BYTES]
    if strange := _strange(body):
        return FeedDocument("none", (strange,))
    text, fault = decode(body, content_type)
    if fault:
        problems.append(fault)
    text = text.strip()
    if not text:
        return FeedDocument("none", ("The answer is empty: it has no feed in it.",))
    if text[0] in "{[":
        return FeedDocument("json", tuple(problems), text=text)
    start, refusal = _find_root(text)
    if refusal:
        return FeedDocument("none", (*problems, refusal))
    # The lines before it stay as empty ones, so that what the parser reports has the right line number.
    return _parse("\n" * text.count("\n", 0, start) + text[start:], problems)


def _strange(body: bytes) -> str | None:
    if body.startswith(b"\x1f\x8b"):
        return "The answer is compressed data that its server did not declare; it can't be read as a feed."
    if body.startswith(b"%PDF"):
        return "This is a PDF, not a feed; give the address of the feed itself."
    return None


def _find_root(text: str) -> tuple[int, str | None]:
    """Where the feed's first element starts, or why there is none to read."""
    position = _skip_prologue(text)
    head = text[position : position + 9].lower()
    if head.startswith(("<!doctype", "<!entity")):
        if re.match(r"<!doctype\s+html", text[position : position + 40], re.IGNORECASE):
            return 0, _web_page(text)
        return 0, (
            "The feed declares a document type or entities (<!DOCTYPE …>), which can make a small file unfold "
            "without end; it was refused. Ask the publisher for a plain feed, or use another one."
        )
    tag = _TAG.match(text, position)
    if tag is None:
        return 0, f"This is neither XML nor JSON, so not a feed; it begins “{_start(text)}”."
    if tag[2].lower() in _ROOTS:
        return position, None
    if tag[2].lower() not in _PAGE_TAGS:
        return 0, f"This is XML but not a feed: its first element is <{tag[0][1:]}>."
    # Scripts that fail print their warnings as HTML in front of the feed.
    late = _FEED_ROOT.search(text, position, position + _ROOT_SEARCH)
    if late and tag[2].lower() != "html" and "<!" not in text[position : late.start()]:
        return late.start(), None
    return 0, _web_page(text)


def _skip_prologue(text: str) -> int:
    position = 0
    while found := _PROLOGUE.match(text, position):
        position = found.end()
    return position


def _web_page(text: str) -> str:
    title = re.search(r"<title[^<>]{0,200}>([^<]{1,200})", text[:_ROOT_SEARCH], re.IGNORECASE)
    named = f" (“{' '.join(title[1].split())}”)" if title else ""
    return f"This is a web page{named}, not a feed; look on it for a link to its RSS or Atom feed and use that."


def _start(text: str) -> str:
    return " ".join(text[:60].split())[:40]


def _parse(text: str, problems: list[str]) -> FeedDocument:
    tree, fault = _strictly(text)
    if tree is None:
        tree = _repaired(text)
        problems.append(f"The XML is broken ({fault}); what could be read was.")
    if tree is None:
        return FeedDocument("none", tuple(problems))
    problems.extend(_bound(tree))
    return FeedDocument("xml", tuple(problems), tree=tree)


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", recover=recover, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _strictly(text: str) -> tuple[etree._Element | None, str]:
    try:
        return etree.fromstring(text.encode("utf-8"), _parser(recover=False)), ""
    except (etree.LxmlError, ValueError) as error:
        return None, _SOURCE.sub("", str(error).split("\n")[0])


def _repaired(text: str) -> etree._Element | None:
    """Mends what publishers get wrong most: `&nbsp;`, bare ampersands, undeclared prefixes, a missing end."""
    text = _LOOSE_AMPERSAND.sub(_escaped, text)
    tree, _ = _strictly(text)
    if tree is not None:
        return tree
    tree, prefixes = _leniently(text)
    return _leniently(_declare(text, prefixes))[0] if prefixes else tree


def _leniently(text: str) -> tuple[etree._Element | None, set[str]]:
    parser = _parser(recover=True)
    try:
        tree = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        return None, set()
    return tree, {found[1] for fault in parser.error_log if (found := _UNBOUND_PREFIX.search(fault.message))}


def _declare(text: str, prefixes: set[str]) -> str:
    """Adds the namespaces that the feed uses but does not declare to its first element."""
    first = _TAG.search(text)
    at = first.end() if first else 0
    names = "".join(f' xmlns:{name}="{_NAMESPACES.get(name, "urn:undeclared:" + name)}"' for name in sorted(prefixes))
    return text[:at] + names + text[at:]


def _escaped(match: re.Match[str]) -> str:
    character = html5.get(f"{match[1]};") if match[1] else None
    if character is None or character in "&<>":
        return "&amp;" + match[0][1:]
    return character


def is_sitemap(tree: etree._Element) -> bool:
    """Whether the root is a sitemap's; a repaired root may have a name that is none, and then it is not."""
    return _root_of(tree) == "urlset"


def is_sitemap_index(tree: etree._Element) -> bool:
    """Whether the document lists sitemaps instead of pages."""
    return _root_of(tree) == "sitemapindex"


def _root_of(tree: etree._Element) -> str:
    return str(tree.tag).rpartition("}")[2]


def _bound(tree: etree._Element) -> list[str]:
    """Cuts the tree down to what may be read, and says so."""
    items = list(tree.iter("{*}url") if is_sitemap(tree) else tree.iter("{*}item", "{*}entry"))
    seen, kept = 0, 0
    for element in items[:MOST_ITEMS]:
        seen += sum(1 for _ in element.iter())
        if seen > _MOST_ELEMENTS:
            break
        kept += 1
    for element in items[kept:]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    problems = [f"The feed has {len(items):,} items; only the first {kept:,} were read."] if kept < len(items) else []
    if sum(1 for _ in tree.iter()) > 2 * _MOST_ELEMENTS:
        problems.append("The feed has too many elements outside its items; nothing was read.")
        tree.clear()
    return problems
