"""Ofsted's reports site: the list of local authorities, and the page of one of them.

The list tells for each authority when its latest report came out; its page links the documents, newest first.
A page that is something else gives `problems`, sentences for a person, and no results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from parsers.model import Authority, OfficialRecord
from parsers.official.report_title import ReportKind, printed_date, read_report_title
from parsers.partial_date import PartialDate

_FILE = re.compile(r"^/v1/file/(\d+)/?$")
_PROVIDER = re.compile(r"/provider/\d+/(\d+)")
_INSPECTORATES = frozenset(["Ofsted", "Ofsted/CQC"])


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One authority of the list, its name as printed; `rating` is what the site prints, where it does."""

    name: str
    urn: int
    provider_url: str
    latest_report: PartialDate | None
    rating: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of the list. `count` is how many results all its pages hold, `next_url` the page after it."""

    results: tuple[SearchResult, ...]
    count: int | None = None
    next_url: str | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """One document linked on an authority's page."""

    title: str
    kind: ReportKind
    date: PartialDate | None
    file_id: str
    url: str


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """The page of one authority; `publications` in the order of the page."""

    name: str | None
    urn: int | None
    publications: tuple[Publication, ...]
    problems: tuple[str, ...] = ()


def read_search_page(html: bytes | str, url: str) -> SearchPage:
    """Reads one page of the list of local authorities."""
    page = _parsed(html)
    if page is None:
        return SearchPage((), problems=(f"{url}: not a web page; the address or the site may have changed",))
    count = _count(page)
    found = page.select("ul.results-list > li.search-result")
    if not found and count != 0:
        return SearchPage((), count, problems=(_unlike(page, url, "no list of results"),))
    results: list[SearchResult] = []
    problems: list[str] = []
    for place, item in enumerate(found, 1):
        result = _result(item, url)
        if result is None:
            problems.append(f"{url}: result {place} has no name, link or URN; it was left out")
        else:
            results.append(result)
    following = page.select_one("a.pagination__next[href], .pagination__next a[href]")
    return SearchPage(tuple(results), count, _address(following, url), tuple(problems))


def read_provider_page(html: bytes | str, url: str) -> ProviderPage:
    """Reads the page of one authority."""
    urn = _number(_PROVIDER, urlsplit(url).path)
    page = _parsed(html)
    if page is None:
        return ProviderPage(None, urn, (), (f"{url}: not a web page; the address or the site may have changed",))
    heading = page.select_one("h1")
    name = _text(heading) or None
    urn = _number(re.compile(r"\bURN:?\s*(\d+)\b"), page.get_text(" ")) or urn
    publications = tuple(
        publication
        for link in page.select("a.publication-link[href]")
        if (publication := _publication(link, url)) is not None
    )
    if publications or page.select_one("li.timeline__day, ol.timeline, ul.timeline"):
        return ProviderPage(name, urn, publications)
    return ProviderPage(name, urn, (), (_unlike(page, url, "no linked reports"),))


def latest_reports(records: Iterable[OfficialRecord], authorities: Iterable[Authority]) -> Mapping[int, date]:
    """URN -> the day of the authority's latest report of Ofsted's that the register holds.

    Authorities without any stand with the first day of the calendar.
    """
    urns = {authority.name: authority.urn for authority in authorities if authority.urn is not None}
    latest = dict.fromkeys(urns.values(), date.min)
    for record in records:
        urn, published = urns.get(record.authority), record.facts.dates.get("published")
        if urn is not None and published is not None and record.facts.inspectorate in _INSPECTORATES:
            latest[urn] = max(latest[urn], published.latest)
    return latest


def new_reports(results: Iterable[SearchResult], latest: Mapping[int, date]) -> tuple[SearchResult, ...]:
    """The results whose latest report is newer than what is known (`latest_reports`), oldest first.

    A URN that nobody knows counts as new; a result that gives no date does not.
    """
    newer = [
        (result.latest_report.earliest, result)
        for result in results
        if result.latest_report is not None and result.latest_report.latest > latest.get(result.urn, date.min)
    ]
    return tuple(result for _, result in sorted(newer, key=lambda item: (item[0], item[1].urn)))


def _parsed(html: bytes | str) -> BeautifulSoup | None:
    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    if b"<" not in data:
        return None
    try:
        return BeautifulSoup(data, "lxml", from_encoding="utf-8" if isinstance(html, str) else None)
    except (ParserRejectedMarkup, AssertionError):
        return None


def _result(item: Tag, url: str) -> SearchResult | None:
    link = item.select_one(".search-result__title a[href]")
    name, address = _text(link), _address(link, url)
    facts = _labelled(item)
    digits = facts.get("urn", "")
    urn = int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else _number(_PROVIDER, address or "")
    if not name or address is None or urn is None:
        return None
    return SearchResult(
        name=name,
        urn=urn,
        provider_url=address,
        latest_report=printed_date(facts.get("latest report", "")),
        rating=facts.get("rating") or None,
        category=facts.get("category") or None,
    )


def _labelled(item: Tag) -> Mapping[str, str]:
    """The lines "Label: value" of a result, labels in lower case."""
    lines = (_text(line) for line in item.select("ul.search-result__provider-info li"))
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return {label.strip().casefold(): value.strip() for label, value in pairs}


def _publication(link: Tag, url: str) -> Publication | None:
    address = _address(link, url)
    file = _FILE.match(urlsplit(address).path) if address else None
    if address is None or file is None:
        return None
    title = _text(link.select_one("span.nonvisual")) or _text(link)
    kind, published = read_report_title(title)
    return Publication(title, kind, published, file[1], address)


def _count(page: BeautifulSoup) -> int | None:
    numbers = re.findall(r"[0-9]{1,9}", _text(page.select_one(".results-count")).replace(",", ""))
    return max(map(int, numbers), default=None)


def _address(link: Tag | None, url: str) -> str | None:
    if link is None:
        return None
    try:
        address = urljoin(url, str(link["href"]).strip())
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match and len(match[1]) < 10 else None


def _text(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def _unlike(page: BeautifulSoup, url: str, what: str) -> str:
    title = _text(page.title)[:80]
    named = f" (its title is {title!r})" if title else ""
    return f"{url}: {what} on the page{named}; Ofsted may have changed its markup or answered with another page"
