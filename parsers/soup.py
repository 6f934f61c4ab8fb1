"""A web page to be searched by selectors: of bounded size and depth, whatever its site sends.

BeautifulSoup alone builds a tree as deep as the page asks for, and takes minutes over what is nested a thousand times.
"""

from __future__ import annotations

from bs4 import BeautifulSoup
from lxml import etree
from lxml import html as lxml_html

from parsers.charset import decode

_MOST_CHARACTERS = 2_000_000
_MOST_ELEMENTS = 20_000


def soup_of(body: bytes, content_type: str | None = None) -> BeautifulSoup:
    """The page; what is beyond the bounds, or can't be read at all, is left out. Never raises."""
    text, _ = decode(body, content_type)
    try:
        # libxml2 stops at a depth of 256.
        parser = lxml_html.HTMLParser(encoding="utf-8")
        root = lxml_html.document_fromstring(text[:_MOST_CHARACTERS].encode("utf-8"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return BeautifulSoup("", "lxml")
    for element in reversed(list(root.iter())[_MOST_ELEMENTS:]):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml")
