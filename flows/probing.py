"""A source looked at once, as it would be polled, and everything that was seen on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.exchange import Failure, Request, Response
from flows.fetch import fetch_all
from flows.shop import Shop
from flows.steps.contents import KINDS, read_contents
from flows.steps.pages import NoArticle, article_text, page_request
from parsers import reader
from parsers.feed_hints import freshness, hints_of
from parsers.model import Article, Feed
from parsers.moderngov import is_committee
from parsers.pace import next_look, usual
from parsers.sources import SourceSpec
from storage.tables import SourceRow


@dataclass(frozen=True, slots=True)
class Sample:
    """The newest of its articles, read as a poll would; `problem` where it could not be."""

    url: str
    title: str | None = None
    words: int = 0
    published: datetime | None = None
    relevant: bool | None = None
    why: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What was seen. `feed` is None where nothing was received, or what was is for the register's own reader.

    `interval` is how often it would be looked at, `asked` and `fresh` what its publisher and its server wish for.
    """

    url: str
    kind: str
    answer: Response | Failure
    interval: timedelta
    asked: timedelta | None = None
    fresh: timedelta | None = None
    feed: Feed | None = None
    sample: Sample | None = None

    @property
    def good(self) -> bool:
        """Whether there is something to poll."""
        if self.feed is None:
            return isinstance(self.answer, Response)
        return self.feed.format is not None


def probe(shop: Shop, url: str, spec: SourceSpec | None, now: datetime) -> Probe:
    """Look at an address, as the source `spec` where it is one of the list. Nothing is stored."""
    kind = spec.kind if spec else "moderngov" if is_committee(url) else "rss"
    group = spec.group if spec else "committee papers" if kind == "moderngov" else "local press"
    every = next_look(kind, spec.every if spec else usual(kind, group), now) - now
    (answer,) = fetch_all([Request(url)], shop.fetch_options, shop.manners)
    if isinstance(answer, Failure) or kind not in KINDS:
        return Probe(url, kind, answer, every)
    row = SourceRow(id="probe", name=spec.name if spec else url, url=url, kind=kind)
    row.select = spec.select.as_dict() if spec and spec.select else None
    feed = read_contents(shop, row, answer, now)
    return Probe(
        url=url,
        kind=kind,
        answer=answer,
        interval=every,
        asked=hints_of(answer.body).least,
        fresh=freshness(answer.headers, now),
        feed=feed,
        sample=_sample(shop, feed, spec, now),
    )


def _sample(shop: Shop, feed: Feed, spec: SourceSpec | None, now: datetime) -> Sample | None:
    """The newest entry's page, got by the rules of its robots.txt."""
    linked = [entry for entry in feed.entries if entry.url]
    dated = [entry for entry in linked if entry.published and entry.published <= now]
    newest = max(dated, key=lambda entry: entry.published or now, default=linked[0] if linked else None)
    if newest is None or newest.url is None:
        return None
    (answer,) = fetch_all([page_request(newest.url)], shop.fetch_options, shop.manners)
    if isinstance(answer, Failure):
        return Sample(newest.url, newest.title, problem=f"{answer.reason}: {answer.detail}")
    try:
        text = article_text(answer, shop.outlets)
    except NoArticle as problem:
        return Sample(newest.url, newest.title, problem=str(problem))
    outlet = text.outlet or (spec.outlet if spec else None)
    published = text.published or newest.published
    article = Article(
        id="probe", text=text.text, url=newest.url, title=text.title or newest.title, outlet=outlet, published=published
    )
    reading = reader.read(article, shop.lexicon)
    words = len(text.text.split())
    return Sample(newest.url, article.title, words, published, reading.relevant, reading.why)
