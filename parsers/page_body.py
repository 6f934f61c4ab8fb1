"""The author's own paragraphs on a page that has been rid of its furniture.

trafilatura finds them. Where it finds much less than the page's densest block of paragraphs holds, that block is taken
instead: news pages are simpler than the web at large, and a lost half of a report is worse than a stray line.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import NamedTuple

import trafilatura
from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura.settings import DEFAULT_CONFIG, Document, Extractor

from parsers.page_furniture import is_furniture_line, lead_of, text_of

_BLOCKS = frozenset(["p", "li", "h2", "h3", "h4", "h5", "blockquote", "dd", "dt", "td", "th", "pre"])
_HEADINGS = frozenset(["h2", "h3", "h4", "h5"])
_TRUSTED_SHARE = 0.7
# Of a paragraph, in characters: to weigh in the search for the densest block, and to be put back.
_SHORTEST_WEIGHED = 15
_SHORTEST_RESTORED = 25
_LETTERS = re.compile(r"\W+")
# A caption or lead counts as repeated from this length on; short lines ("He said:") may well come twice.
_SHORTEST_REPEAT = 20

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def _settings() -> Extractor:
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "0"
    config["DEFAULT"]["MIN_OUTPUT_SIZE"] = "0"
    return Extractor(config=config, precision=True, fast=True, comments=False, formatting=False, tables=True)


_SETTINGS = _settings()


def read_body(
    tree: HtmlElement, title: str | None, outlet: str | None, captions: Iterable[str]
) -> tuple[list[str], list[str]]:
    """The paragraphs of the body, and those that turned out to be furniture: captions, repeated leads, "Read more"."""
    lead = lead_of(tree)
    blocks = _blocks(tree)
    found, dense = [text for text in _extracted(tree) if _key(text) != _key(title or "")], _densest(blocks)
    found = dense if _size(found) < _TRUSTED_SHARE * _size(dense) else _restored(found, blocks)
    known = {_key(caption) for caption in captions if len(caption) >= _SHORTEST_REPEAT}
    # An outlet's bare name is what is left of a picture's credit.
    known.update(_key(name) for name in (title, outlet) if name)
    if lead and not _repeats(lead, found):
        found.insert(0, lead)
    body: list[str] = []
    furniture: list[str] = []
    for paragraph in found:
        key = _key(paragraph)
        if not key or key in known or is_furniture_line(paragraph):
            if not title or key != _key(title):
                furniture.append(paragraph)
            continue
        body.append(paragraph)
        if len(paragraph) >= _SHORTEST_REPEAT:
            known.add(key)
    return body, furniture


def _repeats(lead: str, found: list[str]) -> bool:
    """Whether the body says it again: whole, or as the start of a paragraph that the introduction cuts off."""
    key = _key(lead)
    return not key or any(_key(paragraph).startswith(key) for paragraph in found)


def _extracted(tree: HtmlElement) -> Iterator[str]:
    try:
        document = trafilatura.bare_extraction(tree, options=_SETTINGS)
    except Exception:  # whatever a hostile page makes it trip over, the densest block is there to fall back on
        return
    if not isinstance(document, Document) or document.body is None:
        return
    for block in document.body:
        yield from _paragraphs(block)


def _paragraphs(block: _Element) -> Iterator[str]:
    """A block of trafilatura's tree as paragraphs: one for each list item, row, or line before a break."""
    if block.tag in ("list", "table", "quote") and len(block):
        parts = [part for part in block.iter("item", "row", "p") if part.find(".//item") is None]
        for part in parts or [block]:
            yield from _lines(part)
    else:
        yield from _lines(block)


def _lines(element: _Element) -> Iterator[str]:
    pieces: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            pieces.append("\n")
        elif node.tag == "cell":
            pieces.append(" ")
        pieces.append(_flowing(node.text))
        if node is not element:
            pieces.append(_flowing(node.tail))
    for line in "".join(pieces).split("\n"):
        if text := " ".join(line.split()):
            yield text


class _Block(NamedTuple):
    """A paragraph of the page itself, whatever trafilatura thought of it."""

    key: str
    text: str
    parent: HtmlElement | None
    mostly_links: bool


def _blocks(tree: HtmlElement) -> list[_Block]:
    """All innermost blocks of text, in the order of the page."""
    found: list[_Block] = []
    for element in tree.iter(*_BLOCKS):
        if any(True for _ in element.iterdescendants(*_BLOCKS)):
            continue
        linked = sum(len(text_of(link)) for link in element.iter("a"))
        lines = [text for line in _flattened(element).split("\n") if (text := " ".join(line.split()))]
        mostly = 2 * linked > _size(lines) or element.tag in _HEADINGS
        found.extend(_Block(_key(text), text, element.getparent(), mostly) for text in lines)
    return found


def _densest(blocks: list[_Block]) -> list[str]:
    """The blocks of the element whose own paragraphs hold the most text outside links."""
    weights: Counter[HtmlElement] = Counter()
    for block in blocks:
        if block.parent is not None and not block.mostly_links and len(block.text) >= _SHORTEST_WEIGHED:
            weights[block.parent] += len(block.text)
    if not weights:
        return []
    best = max(weights, key=lambda element: weights[element])
    return [
        block.text
        for block in blocks
        if block.parent is best or (block.parent is not None and best in block.parent.iterancestors())
    ]


def _restored(found: list[str], blocks: list[_Block]) -> list[str]:
    """Puts back what was left out between or beside the author's paragraphs, unless it is mostly links.

    In favour of precision trafilatura drops paragraphs that begin with a link: "The report, published today, says …".
    """
    places: dict[str, int] = {}
    for place, block in enumerate(blocks):
        places.setdefault(block.key, place)
    known = {_key(paragraph) for paragraph in found}
    hits = [places[key] for paragraph in found if (key := _key(paragraph)) in places]
    if not hits:
        return found
    first, last = min(hits), max(hits)
    parents = {blocks[first].parent, blocks[last].parent}

    def belongs(place: int) -> bool:
        block = blocks[place]
        inside = first < place < last or block.parent in parents
        return inside and not block.mostly_links and block.key not in known and len(block.text) >= _SHORTEST_RESTORED

    result: list[str] = []
    done = -1
    for paragraph in found:
        place = places.get(_key(paragraph), -1)
        result.extend(blocks[between].text for between in range(done + 1, place) if belongs(between))
        result.append(paragraph)
        done = max(done, place)
    result.extend(blocks[after].text for after in range(done + 1, len(blocks)) if belongs(after))
    return result


def _flattened(block: HtmlElement) -> str:
    return "".join(
        ("\n" if node.tag == "br" else _flowing(node.text)) + (_flowing(node.tail) if node is not block else "")
        for node in block.iter()
    )


def _flowing(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _size(paragraphs: Iterable[str]) -> int:
    return sum(len(paragraph) for paragraph in paragraphs)


def _key(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
