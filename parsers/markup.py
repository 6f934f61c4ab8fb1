"""Fragments of HTML, and text that was escaped once too often, as plain text."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml import html as lxml_html

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_TAG = re.compile(r"<(?:/?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?|!--[^<>]*--)>")
# Fragments that hold no more than this need no parser: paragraphs, breaks, and what stands within a line.
_SIMPLE = re.compile(
    r"(?:[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\uffff\U00010000-\U0010ffff]++|</?p>|<br ?/?>"
    r"|</?(?:b|i|em|strong)>|&(?:amp|quot|nbsp|hellip|#8[0-9]{3});)*+"
)
_EDGE = re.compile("</?p>")
_WITHIN = re.compile("</?(?:b|i|em|strong)>")
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table",
        "tr", "ul",
    ]
)  # fmt: skip
_UNSEEN = frozenset(["script", "style", "template", "noscript", "iframe", "svg", "object", "head"])
_DEEPEST = 200


def one_line(text: str) -> str:
    """A title as a reader sees it: without tags or escapes (even doubled ones), blanks collapsed."""
    for _ in range(2):
        if "<" in text:
            text = _TAG.sub(" " if "<br" in text or "<p" in text else "", text)
        if "&" not in text:
            break
        text = unescape(text)
    return " ".join(text.split())


def paragraphs(text: str) -> str:
    """An HTML fragment as text, its blocks parted by a blank line; text without tags keeps its own breaks."""
    if "<" not in text and "&lt;" in text:
        text = unescape(text)
    if "<" in text and _TAG.search(text):
        return _divided(text) if _SIMPLE.fullmatch(text) else _rendered(text)
    lines = [" ".join(line.split()) for line in unescape(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def unescape(text: str) -> str:
    """Character references that end in a semicolon, as their characters: `R&D` and `?a=1&copy=2` stay."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _divided(fragment: str) -> str:
    """What `_rendered` makes of a simple fragment."""
    text = unescape(_WITHIN.sub("", fragment.replace("<br>", " ").replace("<br/>", " ").replace("<br />", " ")))
    blocks = (" ".join(block.split()) for block in _EDGE.split(text))
    return "\n\n".join(block for block in blocks if block)


def _rendered(fragment: str) -> str:
    try:
        root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return one_line(fragment)
    pieces: list[str] = []
    _gather(root, pieces, 0)
    blocks = (" ".join(block.split()) for block in "".join(pieces).split("\n\n"))
    return "\n\n".join(block for block in blocks if block)


def _gather(element: lxml_html.HtmlElement, pieces: list[str], depth: int) -> None:
    pieces.append(_flowing(element.text))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN and depth < _DEEPEST:
            edge = "\n\n" if child.tag in _BLOCKS else " " if child.tag in ("br", "td", "th") else ""
            pieces.append(edge)
            _gather(child, pieces, depth + 1)
            pieces.append(edge)
        pieces.append(_flowing(child.tail))


def _flowing(text: str | None) -> str:
    """Line breaks in the source are blanks: only blocks make paragraphs."""
    return re.sub(r"\s+", " ", text) if text else ""
