"""A real HTTP server on 127.0.0.1 that plays the internet: outlets with feeds and pages, an inspectorate, misbehaviour.

    with Newsstand() as stand:
        star = stand.open_outlet("star", "Example Star", style="newsquest")
        stand.publish(article, at=datetime(2026, 6, 22, 9, tzinfo=UTC), outlets=["star"])
        stand.mount("/outlet/star/feed", "too_many_requests", retry_after=30, times=1)
        …
        assert stand.statuses("/outlet/star/feed") == [429, 200, 304]

Every method may be called while the server runs, from any one thread.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import threading
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import quote

from aiohttp import web

from parsers.model import LONDON, Article
from tests.newsstand import contents, printing
from tests.newsstand.printing import Outlet, Print, Style
from tests.newsstand.scenarios import SCENARIOS
from tests.newsstand.visits import Resource, Seen, Visit, answer

# Imported for the scenarios that it enters in the registry.
assert contents

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
_SEARCH_ROWS = 100
_PATIENCE = 10.0
# Of clients that hang up in the middle, as they should.
_UNHEARD = logging.getLogger("newsstand")
_UNHEARD.setLevel(logging.CRITICAL)

# The outlets of the five seed articles, by the names in the manifest. House styles are chosen to cover all kinds.
SEED_OUTLETS: Mapping[str, Outlet] = {
    "St Helens Reporter": Outlet("st-helens-reporter", "St Helens Reporter", "reach"),
    "St Helens Star": Outlet("st-helens-star", "St Helens Star", "newsquest"),
    "St Helens Labour": Outlet("st-helens-labour", "St Helens Labour", "wordpress", "atom"),
    "WillisPalmer Children First": Outlet("willispalmer", "WillisPalmer Children First", "wordpress"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """A document on a provider's page. `title` is the inspectorate's wording: "Children's services inspection"."""

    id: int
    title: str
    published: date
    body: bytes = b"%PDF-1.4\n"


@dataclass(frozen=True, slots=True)
class Provider:
    """A local authority on the inspectorate's site, its documents newest first."""

    urn: int
    name: str
    rating: str | None = None
    address: str = "Town Hall"
    documents: tuple[Report, ...] = ()

    @property
    def latest(self) -> date | None:
        """The day of the newest document."""
        return self.documents[0].published if self.documents else None


@dataclass(slots=True)
class _Mounted:
    name: str
    options: Mapping[str, Any]
    visits: int = field(default=0)


class Newsstand:
    """The server and what is on it. `base` is its address, without a slash at the end."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.base = ""
        self.log: list[Seen] = []
        self.robots = "User-agent: *\nAllow: /\n"
        self._outlets: dict[str, Outlet] = {}
        self._prints: dict[str, Print] = {}
        self._providers: dict[int, Provider] = {}
        self._resources: dict[str, Resource] = {}
        self._mounted: dict[str, _Mounted] = {}
        self._revisions: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="newsstand", daemon=True)

    @classmethod
    def with_seeds(cls) -> Self:
        """A stand that carries the five seed articles at their outlets, with their real dates where known."""
        stand = cls()
        for article, outlet in seed_articles():
            stand._outlets.setdefault(outlet.slug, outlet)
            stand.publish(article, at=article.published, outlets=[outlet.slug])
        return stand

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stops the server; requests still under way are cut off."""
        if not self._thread.is_alive():
            return
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()

    # What is on the stand

    def open_outlet(
        self, slug: str, name: str, style: Style = "newsquest", feed: Literal["rss", "atom"] = "rss"
    ) -> Outlet:
        """A new title, with an empty feed."""
        outlet = Outlet(slug, name, style, feed)
        self._outlets[slug] = outlet
        return outlet

    def publish(
        self, article: Article, at: datetime | None, outlets: Sequence[str], links: Iterable[str] = ()
    ) -> list[str]:
        """Prints the article in each outlet at that moment (None: undated) and gives its addresses there.

        Publishing an article again replaces its page and feed item: an edit. Raises KeyError for an unknown outlet.
        """
        urls = []
        for slug in outlets:
            path = f"/outlet/{slug}/news/{quote(article.id, safe='')}/"
            self._revisions.update([slug, path])
            self._prints[path] = Print(article, self._outlets[slug], path, at, tuple(links), self._revisions[path])
            urls.append(self.base + path)
        return urls

    def withdraw(self, article_id: str) -> None:
        """Takes an article off all feeds; its pages answer 404."""
        for path, one in list(self._prints.items()):
            if one.article.id == article_id:
                self._revisions.update([one.outlet.slug])
                del self._prints[path]

    def add_provider(self, provider: Provider) -> str:
        """Puts an authority (again) on the inspectorate's site and gives the address of its page."""
        self._providers[provider.urn] = provider
        return f"{self.base}/provider/44/{provider.urn}"

    def put(self, path: str, body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200) -> str:
        """Lays any bytes at a path and gives their address."""
        self._revisions.update([path])
        self._resources[path] = Resource(body, content_type, self._revisions[path], status)
        return self.base + path

    def resource(self, path: str) -> Resource:
        """What was laid at a path; raises KeyError where nothing was."""
        return self._resources[path]

    def mount(self, path: str, scenario: str, **options: Any) -> None:
        """From now on, the path behaves as the named scenario; raises KeyError for a name not in the registry."""
        if scenario not in SCENARIOS:
            raise KeyError(f"no scenario {scenario!r}; there are: {', '.join(sorted(SCENARIOS))}")
        self._mounted[path] = _Mounted(scenario, options)

    def unmount(self, path: str) -> None:
        """The path is honest again."""
        self._mounted.pop(path, None)

    def feed_url(self, slug: str) -> str:
        """The address of an outlet's feed."""
        return f"{self.base}/outlet/{slug}/feed"

    def page_urls(self) -> list[str]:
        """The addresses of all printed articles."""
        return [self.base + path for path in self._prints]

    def outlets(self) -> list[Outlet]:
        """All titles."""
        return list(self._outlets.values())

    # What was asked of it

    def statuses(self, path: str) -> list[int]:
        """What requests for a path were answered with, in order."""
        return [seen.status for seen in self.log if seen.path == path]

    def counts(self) -> Counter[tuple[str, int]]:
        """Requests by path and status."""
        return Counter((seen.path, seen.status) for seen in self.log)

    def forget(self) -> None:
        """Empties the log."""
        self.log.clear()

    # The server

    async def _start(self) -> None:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1, logger=_UNHEARD)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"{'https' if self._tls else 'http'}://{host}:{port}"

    async def _stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        # Scenarios that stall would hold the loop open.
        stalled = asyncio.all_tasks() - {asyncio.current_task()}
        for task in stalled:
            task.cancel()
        await asyncio.gather(*stalled, return_exceptions=True)

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        status = 0
        try:
            response = await self._respond(request)
            alive = request.transport is not None and not request.transport.is_closing()
            status = response.status if alive else 0
            return response
        finally:
            self.log.append(Seen(request.method, request.path, request.query_string, status, dict(request.headers)))

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        resource = self._find(request)
        mounted = self._mounted.get(request.path)
        if mounted is None:
            return answer(request, resource)
        mounted.visits += 1
        visit = Visit(request, resource, mounted.visits, self.base, mounted.options)
        return await SCENARIOS[mounted.name](visit)

    def _find(self, request: web.Request) -> Resource:
        path = request.path
        if path in self._resources:
            return self._resources[path]
        if path == "/robots.txt":
            return Resource(self.robots.encode(), "text/plain; charset=utf-8")
        if path in self._prints:
            printed = self._prints[path]
            return Resource(printing.page(printed, self.base).encode(), revision=printed.revision)
        if path == "/search":
            return self._search(request)
        parts = path.strip("/").split("/")
        if parts[:2] == ["provider", "44"] and len(parts) == 3:
            return self._provider(parts[2])
        if parts[:2] == ["v1", "file"] and len(parts) == 3:
            return self._file(parts[2])
        if parts[0] == "outlet" and len(parts) in (2, 3) and parts[1] in self._outlets:
            return self._outlet(self._outlets[parts[1]], parts[2] if len(parts) == 3 else "")
        return _missing()

    def _outlet(self, outlet: Outlet, part: str) -> Resource:
        prints = [one for one in self._prints.values() if one.outlet == outlet]
        revision = self._revisions[outlet.slug]
        if part == "feed":
            body, content_type = printing.feed(outlet, prints, self.base)
            return Resource(body, content_type, revision)
        if part == "feed.json":
            return Resource(printing.json_feed(outlet, prints, self.base), "application/feed+json", revision)
        if part == "":
            return Resource(printing.front(outlet, prints, self.base).encode(), revision=revision)
        return _missing()

    def _search(self, request: web.Request) -> Resource:
        start = int(request.query.get("start", "0") or 0)
        rows = min(int(request.query.get("rows", "10") or 10), _SEARCH_ROWS)
        providers = sorted(self._providers.values(), key=lambda one: one.name)
        more = f"/search?start={start + rows}&rows={rows}" if start + rows < len(providers) else ""
        page = printing.ofsted("search", providers=providers[start : start + rows], total=len(providers), next=more)
        return Resource(page.encode())

    def _provider(self, urn: str) -> Resource:
        provider = self._providers.get(int(urn)) if urn.isdigit() else None
        if provider is None:
            return _missing()
        return Resource(printing.ofsted("provider", provider=provider, base=self.base).encode())

    def _file(self, number: str) -> Resource:
        for provider in self._providers.values():
            for document in provider.documents:
                if str(document.id) == number:
                    return Resource(document.body, "application/pdf")
        return _missing()


def seed_articles(folder: Path = SEEDS) -> list[tuple[Article, Outlet]]:
    """The five seeds with their outlets, as the manifest has them; those with a day appear at nine in the morning."""
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    return [
        (
            Article(
                id=entry["id"],
                text=(folder / entry["file"]).read_text(encoding="utf-8"),
                url=entry.get("url"),
                title=entry.get("title"),
                outlet=entry["outlet"],
                published=_nine_o_clock(entry.get("published")),
                earliest=entry.get("published_earliest"),
                latest=entry.get("published_latest"),
            ),
            SEED_OUTLETS[entry["outlet"]],
        )
        for entry in manifest["article"]
    ]


def _nine_o_clock(day: date | None) -> datetime | None:
    return datetime.combine(day, time(9), LONDON) if day else None


def _missing() -> Resource:
    return Resource(b"<!DOCTYPE html><title>Page not found</title><h1>Page not found</h1>", status=404)
