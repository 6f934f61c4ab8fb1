"""Takes away what stands around an article, and keeps it apart so that a person can see what was left out.

The patterns are data (`page_furniture.toml`). Nothing that holds most of the page's paragraphs is ever taken for
furniture, whatever its name: sites call their whole page "has-comments" or "newsletter-theme".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lxml.html import HtmlElement

_SOURCE = Path(__file__).with_name("page_furniture.toml")
_KEPT_TAGS = frozenset(["html", "head", "body", "main", "article", "h1", "title", "meta", "link", "base"])
# Share of all prose above which an element is the article's frame and no furniture; prose are paragraphs so long.
_FRAME_SHARE = 0.5
_PROSE = 60
_LONGEST_LABEL = 160
_LONGEST_PIECE = 500
_MOST_PIECES = 200
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT_TAGS = frozenset(["script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "input"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# "sharing-with-a-single-developer" is a title made an address.
_JOINTS = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_SENTENCE = 4
_NAMING = ("class", "id", "data-component", "data-testid", "data-gu-name")


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
def _each(table: str, key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns()[table][key])


def count_in(lowered: str, table: str, key: str) -> int:
    """How many of a list's patterns are in a text in lower case: faster, one by one, than all at once in any case."""
    return sum(pattern.search(lowered) is not None for pattern in _each(table, key))


@cache
def _names(table: str, key: str | None = None) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{any_of(table, key).pattern})(?![a-z])")


class Furniture(NamedTuple):
    """What was taken out: its text piece by piece, and each element, with whether it is so beyond doubt."""

    pieces: list[str]
    elements: Mapping[HtmlElement, bool]


def drop_unseen(tree: HtmlElement) -> None:
    """Removes what is never text: scripts, styles, drawings. All that follows is faster without."""
    for element in list(tree.iter("script", "style", "svg", "template")):
        if element.getparent() is not None:
            element.drop_tree()


def prune_furniture(tree: HtmlElement, classes: frozenset[str] = frozenset()) -> Furniture:
    """Removes furniture from `tree`, in place; elements of one of `classes` are so on the pages of this outlet."""
    elements = patterns()["elements"]
    sure, tags, roles = (frozenset(elements[key]) for key in ("sure_tags", "tags", "roles"))
    doubtful = patterns()["doubtful"]["lists"]
    named, doubted = _names("names"), [_names("names", key) for key in doubtful]

    def judge(element: HtmlElement) -> bool | None:
        if element.tag == "figure":
            return None if element.find(".//table") is not None else True
        if element.tag in sure or (classes and not classes.isdisjoint((element.get("class") or "").casefold().split())):
            return True
        if _is_named(element, named):
            name = _name(element)
            return not any(pattern.search(name) for pattern in doubted)
        if element.tag in tags or element.get("role") in roles or element.get("hidden") is not None:
            return False
        if _HIDDEN.search(element.get("style") or ""):
            return False
        return None

    return _prune(tree, judge)


def prune_credits(tree: HtmlElement) -> Furniture:
    """Removes bylines and datelines, once they have been read."""
    named = _names("credits", "names")
    return _prune(tree, lambda element: True if element.tag == "time" or _is_named(element, named) else None)


def credits_in(tree: HtmlElement) -> list[HtmlElement]:
    """The elements whose names say that they tell author or date, in the order of the page."""
    named = _names("credits", "names")
    return [element for element in tree.iter() if isinstance(element.tag, str) and named.search(_name(element))]


def is_lead(element: HtmlElement) -> bool:
    """Whether its name says that it is the introduction, which many sites set apart from the body."""
    return _names("lead", "names").search(_name(element)) is not None


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


def _prune(tree: HtmlElement, judge: Callable[[HtmlElement], bool | None]) -> Furniture:
    limit = _FRAME_SHARE * _prose(tree)
    removed: list[str] = []
    gone: dict[HtmlElement, bool] = {}
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT_TAGS or element in gone:
            continue
        sure = judge(element)
        if sure is None or _holds_article(element, limit):
            continue
        gone.update(dict.fromkeys(element.iter(), sure))
        if element.tag not in _SILENT_TAGS:
            removed.append(text_of(element))
        element.drop_tree()
    return Furniture(removed, gone)


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
    """Its names in one spelling. A heading's is made of its words, and so are other long ones."""
    if element.tag in _HEADINGS:
        return ""
    given = " ".join(value for key in _NAMING if (value := element.get(key)))
    return _spelt(given) if given else ""


@lru_cache(maxsize=4_096)
def _spelt(names: str) -> str:
    kept = (name for name in names.split() if len(_JOINTS.findall(name)) < _SENTENCE)
    return _CAMEL.sub("-", " ".join(kept)).replace("_", "-").lower()
