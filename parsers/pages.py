"""Pages as `Page`: who wrote what, where and when, the body, and what stood around it.

The tree is parsed once. What machines are told is read first, then furniture goes, then what people are shown (heading,
byline, dates), then the body is extracted (`parsers.page_body`) and the kind is judged (`parsers.page_kinds`).
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from parsers.charset import decode
from parsers.model import Page
from parsers.outlet_rules import Outlets, packaged_outlets
from parsers.page_blocks import blocks_of
from parsers.page_body import extracted, read_body
from parsers.page_declared import read_declared
from parsers.page_furniture import drop_unseen, pieces, prune_credits, prune_furniture, text_of
from parsers.page_kinds import kind_of, read_signs
from parsers.page_metadata import read_metadata
from parsers.urls import host_of, join

_MOST_BYTES = 5 * 1024 * 1024
# The longest council agendas have some 20,000; reading takes about 25 microseconds for each, whatever they are.
_MOST_ELEMENTS = 30_000
_MOST_LINKS = 200
# Far more than any page of news has: each takes some ten microseconds to look at.
_MOST_ADDRESSES = 5_000
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|section|table|span|a|h1|br|meta|title)\b", re.IGNORECASE
)
_MARKUP_SEARCH = 4_096
# Text has next to none; in random bytes there are 28 in 256.
_CONTROLS = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BINARY_SEARCH, _MOST_CONTROLS = 4_096, 0.02
_OFFICIAL_HOSTS = ("ofsted.gov.uk", "publishing.service.gov.uk", "cqc.org.uk", "justiceinspectorates.gov.uk")
_GOVERNMENT_PAPER = re.compile(r"^/government/(?:publications|collections|news|statistics|consultations|speeches)/")
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|ods|odt|xlsx?)$|/documents?/|/(?:mgConvert2PDF|ieListDocuments|mgAi)\b", re.IGNORECASE
)


def read_page(
    body: bytes,
    url: str | None = None,
    content_type: str | None = None,
    fallback_published: datetime | None = None,
    outlets: Outlets | None = None,
) -> Page:
    """The page in `body`, which was got from `url` with that Content-Type.

    Never raises. Plain text is accepted as well: all of it is the body. `published` and `updated` are aware and in
    UTC; a time without a zone is London's; `fallback_published` (the feed's date, say) stands in where the page gives
    none. A page that is not an article keeps no body, save the visible beginning of a paywalled one; its `problems`
    say what it is. `links` are the official documents that the article refers to. `outlets` are the rules for single
    outlets' pages, the packaged ones where none are given.
    """
    if body.startswith(b"%PDF"):
        return _unread(url, "This is a PDF, not a web page.", fallback_published)
    problems = []
    if len(body) > _MOST_BYTES:
        problems.append(f"The page is {len(body):,} bytes long; only the first {_MOST_BYTES:,} were read.")
        body = body[:_MOST_BYTES]
    text, fault = decode(body, content_type)
    if fault:
        problems.append(fault)
    if not text.strip():
        return _unread(url, "The answer is empty.", fallback_published)
    if _is_binary(body, text):
        return _unread(url, "This is not text but data, such as a picture or an archive.", fallback_published)
    if _is_plain(text, url, content_type):
        return _plain_page(text, url, fallback_published, problems)
    tree = _parse(text)
    if tree is None:
        return _unread(url, "The page could not be parsed as HTML.", fallback_published)
    # Held until the page is read: lxml makes an element anew, which takes time, whenever nothing else holds it.
    elements = list(tree.iter())
    if len(elements) > _MOST_ELEMENTS:
        return _unread(url, f"The page has {len(elements):,} elements, too many to be an article.", fallback_published)
    return _article_page(tree, url, fallback_published, problems, outlets or packaged_outlets())


def _article_page(
    tree: HtmlElement, url: str | None, fallback_published: datetime | None, problems: list[str], outlets: Outlets
) -> Page:
    declared = read_declared(tree)
    rules = outlets.of(url or declared.canonical)
    drop_unseen(tree)
    blocks = blocks_of(tree)
    found = extracted(tree, len(blocks))
    signs = read_signs(tree, declared, [block.text for block in blocks])
    captions = [text for element in tree.iter("figcaption") if (text := text_of(element))]
    captions += [text for image in tree.iter("img") if (text := " ".join((image.get("alt") or "").split()))]
    furniture = prune_furniture(tree, rules.furniture_classes)
    about = read_metadata(tree, declared, url)
    links = _official_links(tree, about.url or url)
    credits = prune_credits(tree)
    read = read_body(
        found, blocks, furniture.elements, about.title, about.outlet, captions, declared.description, rules
    )
    body, lines = read.paragraphs, read.furniture
    kind, why = kind_of(tree, read, declared, signs, url or about.url)
    if why:
        problems.append(why)
    if kind not in ("article", "paywall") or (kind == "paywall" and signs.login_title):
        lines, body = [*lines, *body], []
    return Page(
        url=about.url,
        title=about.title,
        byline=about.byline,
        outlet=rules.name or about.outlet,
        published=about.published or fallback_published,
        updated=about.updated,
        language=about.language,
        kind=kind,
        body="\n\n".join(body),
        furniture=pieces([*furniture.pieces, *credits.pieces, *lines]),
        links=links,
        problems=tuple(problems),
    )


def _plain_page(text: str, url: str | None, published: datetime | None, problems: list[str]) -> Page:
    return Page(
        url=url, title=None, byline=None, outlet=None, published=published, updated=None, language=None,
        kind="article", body=_normalised(text), problems=tuple(problems),
    )  # fmt: skip


def _unread(url: str | None, why: str, published: datetime | None) -> Page:
    return Page(
        url=url, title=None, byline=None, outlet=None, published=published, updated=None, language=None,
        kind="error", body="", problems=(why,),
    )  # fmt: skip


def _is_plain(text: str, url: str | None, content_type: str | None) -> bool:
    declared = (content_type or "").split(";")[0].strip().lower()
    if declared == "text/plain" or urlsplit(url or "").path.endswith(".txt"):
        return True
    return declared not in ("text/html", "application/xhtml+xml") and _MARKUP.search(text[:_MARKUP_SEARCH]) is None


def _is_binary(body: bytes, text: str) -> bool:
    """Told by control characters, zero bytes aside: UTF-16 has them everywhere; and by text without a letter."""
    start = body[:_BINARY_SEARCH].replace(b"\x00", b"")
    controls = len(_CONTROLS.findall(start))
    return controls > _MOST_CONTROLS * len(start) or not any(character.isalpha() for character in text)


def _normalised(text: str) -> str:
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _parse(text: str) -> HtmlElement | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _official_links(tree: HtmlElement, base: str | None) -> tuple[str, ...]:
    """Inspectorates' and ministries' pages, and documents on councils' sites, in the order of the page."""
    found: dict[str, None] = {}
    for written in islice(dict.fromkeys(link.get("href") or "" for link in tree.iter("a")), _MOST_ADDRESSES):
        address = join(base, written)
        if address and _is_official(address):
            found.setdefault(address.partition("#")[0])
    return tuple(found)[:_MOST_LINKS]


def _is_official(address: str) -> bool:
    host, path = host_of(address) or "", urlsplit(address).path
    if host == "gov.uk":
        return _GOVERNMENT_PAPER.match(path) is not None
    if any(host == known or host.endswith("." + known) for known in _OFFICIAL_HOSTS):
        return True
    return (host.endswith(".gov.uk") or ".moderngov." in host) and _DOCUMENT.search(path) is not None
