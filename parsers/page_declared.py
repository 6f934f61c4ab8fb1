"""What a page declares about itself to machines: JSON-LD, OpenGraph, Dublin Core, GOV.UK's and other meta elements."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from parsers.markup import one_line
from parsers.page_furniture import text_of

_MOST_SCRIPTS = 20
_LONGEST_SCRIPT = 1_000_000
_MOST_NODES = 2_000
_LONGEST_VALUE = 600
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_PAIR = re.compile(r'"(@type|datePublished|dateModified)"\s*:\s*"((?:[^"\\]|\\.){0,300})"')
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Posting|Report)$")


@dataclass(frozen=True, slots=True)
class Declared:
    """What head, scripts and meta elements declare; read before any furniture is taken out."""

    meta: Mapping[str, str]
    article: Mapping[str, Any]
    is_article: bool
    is_free: bool | None
    canonical: str | None
    language: str | None
    title_element: str | None
    description: str | None


def read_declared(tree: HtmlElement) -> Declared:
    """The page's own declarations, in the formats of schema.org, OpenGraph, Dublin Core and GOV.UK."""
    meta = _meta(tree)
    article, typed = _json_ld(tree)
    link = tree.find(".//link[@rel='canonical']")
    head_title = tree.find(".//title")
    free = article.get("isAccessibleForFree")
    return Declared(
        meta=meta,
        article=article,
        is_article=typed or meta.get("og:type") == "article" or "article:published_time" in meta,
        is_free=None if free is None else str(free).strip().lower() != "false",
        canonical=(link.get("href") if link is not None else None) or meta.get("og:url"),
        language=_language(
            tree.get("lang") or meta.get("content-language") or meta.get("og:locale") or said(article.get("inLanguage"))
        ),
        title_element=one_line(text_of(head_title)) if head_title is not None else None,
        description=one_line(meta.get("og:description") or meta.get("description") or "") or None,
    )


def said(value: Any) -> str | None:
    """The text of a schema.org value: itself, its name, or those of a list."""
    if isinstance(value, str):
        return one_line(value[:_LONGEST_VALUE]) or None
    if isinstance(value, Mapping):
        return said(value.get("name"))
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for one in value[:10] if (name := said(one)))) or None
    return None


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(tree: HtmlElement) -> tuple[Mapping[str, Any], bool]:
    """The article node and whether it is typed as one; else the page node, for its dates and publisher."""
    page: Mapping[str, Any] = {}
    scripts = [script for script in tree.iter("script") if (script.get("type") or "").lower() == "application/ld+json"]
    nodes = [node for script in scripts[:_MOST_SCRIPTS] for node in _nodes(script.text or "")]
    for node in nodes:
        types = _types(node)
        if any(_ARTICLE_TYPE.search(name) for name in types):
            return _resolved(node, nodes), True
        if not page and any(name.endswith("WebPage") for name in types):
            page = _resolved(node, nodes)
    return page, False


def _nodes(text: str) -> list[Mapping[str, Any]]:
    text = _WRAPPING.sub("", text[:_LONGEST_SCRIPT]).strip().rstrip(";")
    try:
        waiting = deque([json.loads(text, strict=False)])
    except (ValueError, RecursionError):
        return _salvaged(text)
    found: list[Mapping[str, Any]] = []
    while waiting and len(found) < _MOST_NODES:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])
        elif isinstance(node, dict):
            found.append(node)
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
    return found


def _salvaged(text: str) -> list[Mapping[str, Any]]:
    """What can be read of broken JSON: an unescaped quotation mark or a stray comma spoils it all for a parser."""
    node: dict[str, Any] = {}
    for key, value in _PAIR.findall(text):
        try:
            node.setdefault(key, json.loads(f'"{value}"', strict=False))
        except ValueError:
            continue
    return [node] if any(key in node for key in ("datePublished", "dateModified")) else []


def _resolved(node: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """With author and publisher themselves where a graph only points at them."""
    known = {name: one for one in nodes if isinstance(name := one.get("@id"), str) and len(one) > 1}

    def follow(value: Any) -> Any:
        if isinstance(value, list):
            return [follow(one) for one in value[:10] if not isinstance(one, list)]
        if isinstance(value, Mapping) and isinstance(value.get("@id"), str) and "name" not in value:
            return known.get(value["@id"], value)
        return value

    return {**node, **{key: follow(node[key]) for key in ("author", "publisher") if key in node}}


def _types(node: Mapping[str, Any]) -> list[str]:
    given = node.get("@type")
    return [name for name in (given if isinstance(given, list) else [given]) if isinstance(name, str)]


def _language(given: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", given or "")
    return found[0].lower() if found else None
