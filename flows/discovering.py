"""Finding what can be polled at an address that somebody typed: a feed, a page that has one, a committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flows.exchange import Failure, Request, Response
from flows.fetch import fetch_all
from flows.settings import Settings
from parsers.answers import instead_of_a_feed
from parsers.discovery import Candidate, announced, in_robots, kind_of, merit, unique, usual
from parsers.feeds import read_feed
from parsers.model import Feed
from parsers.moderngov import is_committee, read_committee
from parsers.pages import read_page
from parsers.poll_status import WALLS, in_words
from parsers.sources import SourceKind


@dataclass(frozen=True, slots=True)
class Find:
    """Something that can be polled."""

    candidate: Candidate
    url: str
    kind: SourceKind
    feed: Feed


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, the best first; `tried` are the addresses at which there was nothing, each with why."""

    finds: tuple[Find, ...]
    tried: tuple[tuple[str, str], ...]
    site: str | None = None


def discover(url: str, settings: Settings, now: datetime) -> Discovery:
    """Look at the address, at what it announces, and only where that is nothing, in the usual places."""
    search = _Search(settings, now)
    given = Candidate(url, "the address itself")
    (answer,) = search.ask([given])
    if isinstance(answer, Response):
        page = read_page(answer.body, answer.final_url, answer.content_type)
        search.site = page.outlet or search.site
        if not search.finds:
            search.look_at(announced(answer.body, answer.final_url, answer.content_type))
        url = answer.final_url
    if not search.finds:
        search.look_at(usual(url))
    if not search.finds:
        parts = urlsplit(url)
        (robots,) = fetch_all(
            [Request(f"{parts.scheme}://{parts.netloc}/robots.txt", purpose="robots")], *search.manner
        )
        if isinstance(robots, Response):
            search.look_at(in_robots(robots.body, url))
    ordered = sorted(search.finds, key=lambda find: merit(find.candidate, find.feed, now), reverse=True)
    return Discovery(tuple(ordered), tuple(search.tried.items()), search.site)


class _Search:
    """One search: what was found so far, and where there was nothing."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.manner = settings.fetch_options(), settings.manners()
        self.now = now
        self.finds: list[Find] = []
        self.tried: dict[str, str] = {}
        self.site: str | None = None

    def look_at(self, candidates: Sequence[Candidate]) -> None:
        """Ask for those that were not asked for yet."""
        self.ask([one for one in unique(candidates) if one.url not in self.tried])

    def ask(self, candidates: Sequence[Candidate]) -> list[Response | Failure]:
        """Fetch and sort into finds and disappointments."""
        answers = fetch_all([Request(one.url) for one in candidates], *self.manner)
        for candidate, answer in zip(candidates, answers, strict=True):
            if isinstance(answer, Failure):
                self.tried[candidate.url] = answer.detail
            elif find := _understood(candidate, answer):
                if all(find.url != known.url for known in self.finds):
                    self.finds.append(find)
            else:
                status = instead_of_a_feed(answer.body, answer.headers, answer.final_url, answer.content_type)
                self.tried[candidate.url] = f"no feed there: {in_words(status)}" if status in WALLS else "no feed there"
        return answers


def _understood(candidate: Candidate, answer: Response) -> Find | None:
    url = answer.moved_to or candidate.url
    if is_committee(url):
        committee = read_committee(answer.body, answer.final_url, answer.content_type)
        feed = Feed(committee.name, "moderngov" if committee.meetings else None, (), committee.problems)
    else:
        feed = read_feed(answer.body, answer.final_url, answer.content_type)
    kind = kind_of(feed, url) if feed.format else None
    return Find(candidate, url, kind, feed) if kind else None
