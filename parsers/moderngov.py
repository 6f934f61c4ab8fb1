"""ModernGov, which most councils publish their committees' papers with: from a committee to its meetings to reports.

Three pages lead there: the list of a committee's meetings (`ieListMeetings.aspx?CommitteeId=`), the agenda of each
(`ieListDocuments.aspx?CId=&MId=`), and on it, item by item, the attached reports (`documents/s….pdf`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from parsers.model import Entry, london_day
from parsers.soup import soup_of
from parsers.timestamps import read_timestamp
from parsers.urls import host_of, join

# Agendas are out five clear days before a meeting, few more than a month; minutes and late papers come after it.
AHEAD, BACK = timedelta(days=45), timedelta(days=21)
_MOST_PAPERS = 200
_LONGEST_TITLE = 300

_LIST = re.compile(r"/ieListMeetings\.aspx$", re.IGNORECASE)
_AGENDA = re.compile(r"/ieListDocuments\.aspx$", re.IGNORECASE)
_REPORT = re.compile(r"/documents/(s\d+)/|/mgConvert2PDF\.aspx$", re.IGNORECASE)
_SIZE = re.compile(r"\s{0,3}\(?\bPDF\b,?\s*[\d.,]+\s*(?:[KMG]B|bytes)\)?\s*$", re.IGNORECASE)
# What every agenda has, and what tells again what was told at an earlier meeting.
_ROUTINE = re.compile(
    r"^(?:\d+[.)]?\s*)?(?:(?:draft |previous )?minutes\b|apolog|declarations?\b|work(?:ing)? programme|forward plan"
    r"|action (?:log|list|tracker|sheet)|exclusion of|matters arising|membership|public (?:participation|questions)"
    r"|date of (?:the )?next|agenda front|notice of|equality impact)",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"\bchild|\byoung people|\bofsted\b|\bsafeguarding\b|(?-i:\bSEND\b)|\bspecial educational needs|\bcare leavers?\b"
    r"|\blooked[ -]after|\bcorporate parent|\bfoster|\badoption\b|\byouth justice|\bimprovement (?:notice|plan|board)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a committee."""

    url: str
    on: date


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee's meetings, the latest first; a page that is something else has problems instead."""

    name: str | None
    meetings: tuple[Meeting, ...]
    problems: tuple[str, ...] = ()

    def near(self, today: date) -> tuple[Meeting, ...]:
        """The meetings whose papers come out in these weeks."""
        return tuple(one for one in self.meetings if today - BACK <= one.on <= today + AHEAD)


@dataclass(frozen=True, slots=True)
class Paper:
    """A report attached to an agenda. `number` is ModernGov's own, the same on whichever page it is linked."""

    number: str
    url: str
    title: str
    item: str


def is_committee(url: str) -> bool:
    """Whether the address is that of a committee's list of meetings."""
    return _LIST.search(urlsplit(url).path) is not None


def read_committee(body: bytes, url: str, content_type: str | None = None) -> Committee:
    """The meetings on a committee's page. Never raises."""
    page = soup_of(body, content_type)
    name = _name(page)
    found: dict[str, Meeting] = {}
    for link, address in _links(page, url):
        if _AGENDA.search(urlsplit(address).path) and (on := _day(link)) is not None:
            found.setdefault(_meeting_number(address) or address, Meeting(address, on))
    meetings = tuple(sorted(found.values(), key=lambda one: one.on, reverse=True))
    if meetings:
        return Committee(name, meetings)
    named = f" (“{name[:80]}”)" if name else ""
    return Committee(
        name, (), (f"This page{named} lists no meetings; the address must be ieListMeetings.aspx?CommitteeId=…",)
    )


def read_agenda(body: bytes, url: str, content_type: str | None = None) -> tuple[Paper, ...]:
    """The reports attached to the items of a meeting's agenda, in its order. Never raises."""
    page = soup_of(body, content_type)
    found: dict[str, Paper] = {}
    for row in page.select("tr"):
        if row.select_one("tr") is not None:
            continue
        item = _item(row)
        for link, address in _links(row, url):
            number = _number(address)
            if number is not None and len(found) < _MOST_PAPERS:
                found.setdefault(number, Paper(number, address, _title(link) or item, item))
    return tuple(found.values())


def about_children(committee: str | None, paper: Paper) -> bool:
    """Whether a report is worth reading: all but routine at a committee for children, elsewhere by what it is about."""
    if _ROUTINE.search(paper.title) or _ROUTINE.search(paper.item):
        return False
    return _CHILDREN.search(f"{committee or ''} · {paper.item} · {paper.title}") is not None


def as_entry(paper: Paper, meeting: Meeting, since: date | None, today: date) -> Entry:
    """A report as an item of its source.

    ModernGov does not say when a paper came out: it was between the last look, `since`, and today, or at a first look
    within the weeks before the meeting in which agendas are published.
    """
    title = paper.title if paper.item in ("", paper.title) else f"{paper.item}: {paper.title}"
    earliest = max(since, meeting.on - AHEAD) if since else meeting.on - AHEAD
    return Entry(
        id=f"moderngov:{host_of(paper.url)}:{paper.number}",
        url=paper.url,
        title=title[:_LONGEST_TITLE],
        published=None,
        earliest=min(earliest, today),
        latest=today,
    )


def _links(part: Tag, url: str) -> Iterator[tuple[Tag, str]]:
    for link in part.select("a[href]"):
        href = link.get("href")
        if isinstance(href, str) and (address := join(url, href)):
            yield link, address


def _name(page: BeautifulSoup) -> str | None:
    """`Browse meetings - Children's Scrutiny Panel`, in the heading of the page or its title."""
    heading = page.select_one("h1") or page.select_one("h2.mgMainTitleTxt") or page.title
    if heading is None:
        return None
    return re.sub(r"^(?:browse )?meetings? ?(?:-|–|:) ", "", _text(heading), flags=re.IGNORECASE)[:200] or None


def _day(link: Tag) -> date | None:
    moment = read_timestamp(_text(link))
    return london_day(moment) if moment else None


def _item(row: Tag) -> str:
    titles = [_title(one) for one in row.select(".mgAiTitleTxt, .mgAiTitleLnk")]
    return next((title for title in titles if not re.fullmatch(r"\W*\d*\W*[a-z]?\W*", title)), "")


def _title(element: Tag) -> str:
    return _SIZE.sub("", _text(element))[:_LONGEST_TITLE]


def _number(address: str) -> str | None:
    parts = urlsplit(address)
    found = _REPORT.search(parts.path)
    if found is None:
        return None
    return found[1].lower() if found[1] else _query(address).get("id")


def _meeting_number(address: str) -> str | None:
    query = _query(address)
    return query.get("mid") or query.get("meetingid")


def _query(address: str) -> dict[str, str]:
    return {name.lower(): value for name, value in parse_qsl(urlsplit(address).query)}


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())
