"""Who published a page, what, where and when: as it declares, else as it shows in headings, `<time>` and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from parsers.markup import one_line
from parsers.page_declared import Declared, said
from parsers.page_furniture import any_of, credits_in, text_of
from parsers.timestamps import read_timestamp
from parsers.urls import canonical_url, join, same_site

_LONGEST_TITLE = 300
_LONGEST_BYLINE = 120
_LONGEST_CREDIT = 160
_TITLE_TAIL = re.compile(r"\s{1,40}(?:[|–—·»]|-|::)\s{1,40}")
_BY = re.compile(r"^(?:(?:written |posted |reported )?by:?|words:|author:)\s+", re.IGNORECASE)
_BYLINE_TAIL = re.compile(
    r"\s{0,9}(?:,?\s{0,9}https?://|@\w+|\|"
    r"|,\s{1,9}(?:local democracy|political|education|health|senior|chief|news|bbc)\b"
    r"|\b(?:published|updated)\b|\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}).*$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|reviewed|edited)\b", re.IGNORECASE)
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "govuk:first-published-at", "datepublished",
    "date.published", "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "pubdate",
    "publication_date", "publisheddate", "dcterms.issued", "dcterms.created", "dc.date.issued", "dc.date.created",
    "dcterms.date", "dc.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "govuk:public-updated-at", "datemodified", "last-modified",
    "dcterms.modified", "dc.date.modified", "lastmod",
)  # fmt: skip
_DATE_LABEL = re.compile(r"^(?:(?:first |last )?(?:published|updated|modified|reviewed|posted|date)\b)", re.IGNORECASE)
_AUTHOR = re.compile(r"byline|author|writer|journalist", re.IGNORECASE)
_DAY_IN_PATH = re.compile(r"/(20\d\d)/(0[1-9]|1[0-2])/([0-2]\d|3[01])/")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who published what, where and when. Moments are aware and in UTC."""

    url: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    published: datetime | None
    updated: datetime | None
    language: str | None


def read_metadata(tree: HtmlElement, declared: Declared, url: str | None) -> Metadata:
    """What was declared, completed by what the page shows. `tree` is without furniture but with its credits."""
    title, tail = _title(_heading(tree, declared.title_element), declared)
    article, meta = declared.article, declared.meta
    published, updated = _moments(tree, declared)
    address = _address(declared.canonical, url)
    outlet = said(article.get("publisher")) or meta.get("og:site_name") or meta.get("application-name") or tail
    return Metadata(
        url=address,
        title=title,
        byline=_byline(tree, declared, outlet),
        outlet=outlet,
        published=published or _day_in_path(address),
        updated=updated,
        language=declared.language,
    )


def _heading(tree: HtmlElement, title_element: str | None) -> str:
    """The heading that names the subject: "Agenda item" does not, the one below it may."""
    headings = [one_line(text_of(heading, gap="")) for heading in tree.iter("h1", "h2")]
    if headings and any_of("kinds", "generic_titles").search(headings[0]):
        below = next((text for text in headings[1:] if text and text in (title_element or "")), None)
        return below or headings[0]
    first = tree.find(".//h1")
    return one_line(text_of(first, gap="")) if first is not None else ""


def _title(h1: str, declared: Declared) -> tuple[str | None, str | None]:
    """The headline, and what stands behind it in the title element: mostly the outlet."""
    full = declared.title_element or ""
    parts = _TITLE_TAIL.split(full)
    declared_title = said(declared.article.get("headline")) or declared.meta.get("og:title") or ""
    known = f"{full} {declared_title}".casefold()
    trusted = h1 and (h1.casefold() in known or not declared_title)
    title = one_line(h1 if trusted else declared_title or h1 or parts[0])
    outlet = declared.meta.get("og:site_name")
    for name in filter(None, (outlet, said(declared.article.get("publisher")))):
        head = title[: -len(name)] if title.casefold().endswith(name.casefold()) else ""
        if _TITLE_TAIL.search(head + " "):
            title = head.rstrip(" |–—·»:-")
    tail = parts[-1] if len(parts) > 1 and title and parts[-1].casefold() not in title.casefold() else None
    return title[:_LONGEST_TITLE] or None, tail


def _byline(tree: HtmlElement, declared: Declared, outlet: str | None) -> str | None:
    """The declared author; where that is the outlet itself, whom the page names, if it names anybody."""
    given = said(declared.article.get("author")) or declared.meta.get("author") or declared.meta.get("article:author")
    name = _name(given) if given and not given.startswith(("http://", "https://")) else None
    if name and name != outlet:
        return name
    marked = [*tree.iterfind(".//*[@rel='author']"), *tree.iterfind(".//*[@itemprop='author']")]
    named = [element for element in credits_in(tree) if _AUTHOR.search(element.get("class") or "")]
    for element in [*marked, *named]:
        first = next((text for text in element.itertext() if _BY.sub("", text.strip() + " ").strip()), "")
        if shown := _name(first):
            return shown
    return name


def _name(text: str) -> str | None:
    name = _BYLINE_TAIL.sub("", _BY.sub("", one_line(text[: 3 * _LONGEST_BYLINE]))).strip(" ,|·-–")
    return name if 2 < len(name) <= _LONGEST_BYLINE and not name[0].isdigit() else None


def _moments(tree: HtmlElement, declared: Declared) -> tuple[datetime | None, datetime | None]:
    article, meta = declared.article, declared.meta
    published = read_timestamp(said(article.get("datePublished")) or said(article.get("dateCreated")))
    updated = read_timestamp(said(article.get("dateModified")))
    published = published or _first(meta, _PUBLISHED_META)
    updated = updated or _first(meta, _UPDATED_META)
    if published is None or updated is None:
        shown, shown_update = _shown(tree)
        published, updated = published or shown, updated or shown_update
    return published, updated


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> datetime | None:
    return next((moment for name in names if name in meta and (moment := read_timestamp(meta[name]))), None)


def _shown(tree: HtmlElement) -> tuple[datetime | None, datetime | None]:
    """From microdata and `<time>`, then from short texts in elements named for dates."""
    published = updated = None
    for element in [*tree.iterfind(".//*[@itemprop]"), *tree.iter("time")]:
        role = f"{element.get('itemprop') or ''} {element.get('class') or ''} {_around(element)}"
        if element.tag != "time" and "date" not in (element.get("itemprop") or ""):
            continue
        moment = read_timestamp(element.get("datetime") or element.get("content") or text_of(element))
        if _UPDATED.search(role) or "dateModified" in role:
            updated = updated or moment
        else:
            published = published or moment
    for text in _dated_texts(tree):
        for piece in re.split(r"(?=\b(?:last )?updated\b)", text, flags=re.IGNORECASE):
            if _UPDATED.search(piece):
                updated = updated or read_timestamp(piece)
            else:
                published = published or read_timestamp(piece)
    return published, updated


def _dated_texts(tree: HtmlElement) -> Iterator[str]:
    """Short texts in elements named for dates, then those that begin with "Published" or "Last updated"."""
    for element in credits_in(tree):
        text = text_of(element)
        if text and len(text) <= _LONGEST_CREDIT:
            yield text
    for element in tree.iter("p", "div", "span", "li", "small", "em"):
        if _DATE_LABEL.match((element.text or "").strip()) and len(text := text_of(element)) <= _LONGEST_CREDIT:
            yield text


def _around(element: HtmlElement) -> str:
    """The words just before a `<time>`: "Updated" or "Published"."""
    previous = element.getprevious()
    before = (previous.tail if previous is not None else None) or ""
    parent = element.getparent()
    if previous is None and parent is not None:
        before = parent.text or ""
    return before[-40:]


def _address(canonical: str | None, url: str | None) -> str | None:
    """The declared address, unless it leads off the site, or up from a page to the section that lists it.

    Some sites declare their front page, or `/news`, on every page: all articles would be one.
    """
    declared = join(url, canonical.strip()) if canonical and canonical.strip() else None
    if declared is None:
        return url
    if url is None:
        return declared
    if not same_site(declared, url):
        return url
    section, page = (urlsplit(canonical_url(address)).path.rstrip("/") for address in (declared, url))
    if page.startswith(f"{section}/"):
        return url
    return declared


def _day_in_path(url: str | None) -> datetime | None:
    found = _DAY_IN_PATH.search(url or "")
    return read_timestamp("-".join(found.groups())) if found else None
