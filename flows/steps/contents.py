"""What a source answered, as entries: each kind of source read by its own parser, further pages fetched if it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.exchange import Failure, Request, Response
from flows.shop import Shop
from flows.steps import hosts
from parsers.feeds import read_feed
from parsers.listing import read_listing
from parsers.model import Entry, Feed, london_day
from parsers.moderngov import about_children, as_entry, read_agenda, read_committee
from parsers.selectors import load_selectors
from storage.tables import SourceRow

# Of a committee's meetings so many agendas are looked at in one poll.
MOST_AGENDAS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A source that answered, and when."""

    shop: Shop
    source: SourceRow
    answer: Response
    now: datetime

    def fetch(self, *urls: str) -> list[Response | Failure]:
        """Further pages, asked for as pages are: by the rules of their robots.txt."""
        requests = [Request(url, purpose="page") for url in urls]
        return hosts.fetch_all(self.shop, requests, self.now)


def read_contents(shop: Shop, source: SourceRow, answer: Response, now: datetime) -> Feed:
    """The entries in an answer. What can't be read gives problems and none; nothing is raised for it.

    Not to be called within a transaction: papers of committees and indexes of sitemaps lie behind further requests.
    """
    return _READERS.get(source.kind, _feed)(Asked(shop, source, answer, now))


def _feed(asked: Asked) -> Feed:
    answer = asked.answer
    feed = read_feed(answer.body, answer.final_url, answer.content_type)
    return _with_parts(asked, feed) if feed.parts else feed


def _with_parts(asked: Asked, index: Feed) -> Feed:
    """What the sitemaps of an index hold; an index of indexes is not followed."""
    entries: dict[str, Entry] = {}
    problems = list(index.problems)
    for url, answer in zip(index.parts, asked.fetch(*index.parts), strict=True):
        if isinstance(answer, Failure):
            problems.append(f"{url}: {answer.detail}")
            continue
        part = read_feed(answer.body, answer.final_url, answer.content_type)
        problems += part.problems
        entries |= {entry.id: entry for entry in part.entries}
    return replace(index, entries=tuple(entries.values()), problems=tuple(problems))


def _listing(asked: Asked) -> Feed:
    answer = asked.answer
    return read_listing(answer.body, answer.final_url, answer.content_type, load_selectors(asked.source.select))


def _papers(asked: Asked) -> Feed:
    """The reports on the agendas of a committee's meetings of these weeks."""
    answer, today = asked.answer, london_day(asked.now)
    committee = read_committee(answer.body, answer.final_url, answer.content_type)
    if committee.problems:
        return Feed(committee.name, None, (), committee.problems)
    since = london_day(asked.source.last_success_at) if asked.source.last_success_at else None
    meetings = committee.near(today)[:MOST_AGENDAS]
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    for meeting, agenda in zip(meetings, asked.fetch(*(one.url for one in meetings)), strict=True):
        if isinstance(agenda, Failure):
            problems.append(f"the meeting of {meeting.on}: {agenda.detail}")
            continue
        for paper in read_agenda(agenda.body, agenda.final_url, agenda.content_type):
            if about_children(f"{committee.name or ''} {asked.source.name}", paper):
                entry = as_entry(paper, meeting, since, today)
                entries.setdefault(entry.id, entry)
    return Feed(committee.name, "moderngov", tuple(entries.values()), tuple(problems))


_READERS: Mapping[str, Callable[[Asked], Feed]] = {"html": _listing, "moderngov": _papers}
KINDS = ("rss", "atom", "json", "sitemap", *_READERS)
# Whose first page may stay the same while what lies behind it changes.
DEEP = frozenset(["moderngov", "sitemap"])
