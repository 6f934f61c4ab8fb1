"""Takes away what stands around an article, and keeps it apart so that a person can see what was left out.

The patterns are data (`page_furniture.toml`). Nothing that holds most of the page's paragraphs is ever taken for
furniture, whatever its name: sites call their whole page "has-comments" or "newsletter-theme".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

_SOURCE = Path(__file__).with_name("page_furniture.toml")
_KEPT_TAGS = frozenset(["html", "head", "body", "main", "article", "h1", "title", "meta", "link", "base"])
# Share of all prose above which an element is the article's frame and no furniture; prose are paragraphs so long.
_FRAME_SHARE = 0.5
_PROSE = 60
_LONGEST_LABEL = 160
_LONGEST_PIECE = 500
_MOST_PIECES = 200
_SILENT_TAGS = frozenset(["script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "input"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAMING = ("class", "id", "data-component", "data-testid")


@cache
def patterns() -> Mapping[str, Any]:
    """The packaged patterns; the tables are `elements`, `names`, `body`, `credits`, `lead`, `lines` and `kinds`."""
    return tomllib.loads(_SOURCE.read_text(encoding="utf-8"))


@cache
def any_of(table: str, key: str | None = None) -> re.Pattern[str]:
    """One regular expression for a list of patterns, or for all lists of a table."""
    data = patterns()[table]
    lists = [data[key]] if key else data.values()
    alternatives = "|".join(f"(?:{pattern})" for one in lists for pattern in one)
    return re.compile(alternatives, re.IGNORECASE)


@cache
def _names(table: str, key: str | None = None) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{any_of(table, key).pattern})(?![a-z])")


def prune_furniture(tree: HtmlElement) -> list[str]:
    """Removes furniture from `tree`, in place, and returns its text piece by piece."""
    elements = patterns()["elements"]
    tags, roles = frozenset(elements["tags"]), frozenset(elements["roles"])
    named = _names("names")

    def is_furniture(element: HtmlElement) -> bool:
        if element.tag in tags or element.get("role") in roles or element.get("hidden") is not None:
            return True
        return _is_named(element, named)

    return _prune(tree, is_furniture)


def prune_credits(tree: HtmlElement) -> list[str]:
    """Removes bylines and datelines, once they have been read."""
    named = _names("credits", "names")
    return _prune(tree, lambda element: element.tag == "time" or _is_named(element, named))


def credits_in(tree: HtmlElement) -> list[HtmlElement]:
    """The elements whose names say that they tell author or date, in the order of the page."""
    named = _names("credits", "names")
    return [element for element in tree.iter() if isinstance(element.tag, str) and named.search(_name(element))]


def lead_of(tree: HtmlElement) -> str | None:
    """The introduction that a page sets apart from its body, if it has one."""
    named = _names("lead", "names")
    for element in tree.iter("p", "div", "h2"):
        if named.search(_name(element)) and len(element.findall(".//p")) <= 1 and element.find(".//h1") is None:
            return text_of(element, gap="") or None
    return None


def is_furniture_line(paragraph: str) -> bool:
    """Whether a whole paragraph is what sites print between paragraphs: "Read more: …", "Sign up to our newsletter"."""
    return len(paragraph) <= 420 and any_of("lines").fullmatch(paragraph) is not None


def text_of(element: HtmlElement, gap: str = " ") -> str:
    """The element's text with blanks collapsed; `gap` goes between its nodes, "" where only inline ones are in it."""
    return " ".join(gap.join(element.itertext()).split())


def pieces(texts: Iterable[str]) -> tuple[str, ...]:
    """Furniture as it is kept: no empties or doubles, each piece and their number bounded."""
    kept = dict.fromkeys(text[:_LONGEST_PIECE] for text in texts if text)
    return tuple(kept)[:_MOST_PIECES]


def _prune(tree: HtmlElement, is_furniture: Callable[[HtmlElement], bool]) -> list[str]:
    limit = _FRAME_SHARE * _prose(tree)
    removed: list[str] = []
    gone: set[HtmlElement] = set()
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT_TAGS or element in gone:
            continue
        if not is_furniture(element) or _holds_article(element, limit):
            continue
        gone.update(element.iter())
        if element.tag not in _SILENT_TAGS:
            removed.append(text_of(element))
        element.drop_tree()
    return removed


def _is_named(element: HtmlElement, named: re.Pattern[str]) -> bool:
    """A long paragraph is prose, whatever class a publisher gave it."""
    name = _name(element)
    if not name or named.search(name) is None:
        return False
    return element.tag != "p" or len(text_of(element)) <= _LONGEST_LABEL


def _holds_article(element: HtmlElement, limit: float) -> bool:
    if element.tag in _SILENT_TAGS:
        return False
    name = _name(element)
    if element.get("itemprop") == "articleBody" or _names("body", "names").search(name):
        return True
    if element.find(".//h1") is not None and element.find(".//p") is not None:
        return True
    # What asks for consent can well be longer than a short article.
    return not _names("names", "consent").search(name) and _prose(element) > limit > 0


def _prose(element: HtmlElement) -> int:
    return sum(size for p in element.iter("p") if (size := len(text_of(p))) >= _PROSE)


def _name(element: HtmlElement) -> str:
    given = " ".join(value for key in _NAMING if (value := element.get(key)))
    return _CAMEL.sub("-", given).replace("_", "-").lower() if given else ""
