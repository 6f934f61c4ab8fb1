"""A small web server of the tests' own: each test hangs its handlers on paths and reads what was asked."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from flows.fetch import Failure, FetchOptions, Manners, Request, Response, fetch_all
from storage import migrate
from storage.database import Database

ROOT = Path(__file__).parents[2]

AGENT = "Watchkeeper/0 (+mailto:desk@example.org)"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Serves on 127.0.0.1 from a thread. `asked` lists the requests in the order they came."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[web.BaseRequest] = []
        self._pages: dict[str, Handler] = {}
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    @property
    def trusted(self) -> frozenset[str]:
        """What a fetcher must trust to come here."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> str:
        """Serve a fixed answer; gives its address. Underscores in header names stand for hyphens."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=data, status=status, headers=named)

        return self.handle(path, answer)

    def handle(self, path: str, handler: Handler) -> str:
        """Serve whatever the handler does; gives the address."""
        self._pages[path] = handler
        return self.url(path)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.asked]

    def stop(self) -> None:
        """End the server and its thread, if they have not ended yet."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> None:
        runner = web.ServerRunner(web.Server(self._dispatch), shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        address: Any = runner.addresses[0]
        self.port: int = address[1]
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _dispatch(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request)
        handler = self._pages.get(request.path)
        if handler is None:
            return web.Response(status=404, text="no such page")
        return await handler(request)  # type: ignore[arg-type]  # aiohttp: any request


def empty_home(home: Path) -> dict[str, str]:
    """Make `home` a place to run in, with a database and no sources; the settings that say so, as variables."""
    with Database(f"sqlite:///{home}/watchkeeper.db") as database:
        migrate.upgrade(database)
    (home / "sources.toml").write_text("")
    return {
        # Whatever is installed, a process of its own runs the code that is tested.
        "PYTHONPATH": str(ROOT),
        "WATCHKEEPER_HOME": str(home),
        "WATCHKEEPER_OPERATOR_CONTACT": "desk@example.org",
        "WATCHKEEPER_SOURCES_FILE": str(home / "sources.toml"),
        "WATCHKEEPER_SUBSCRIPTIONS_FILE": str(home / "subscriptions.toml"),
    }


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server for one test."""
    served = Site()
    yield served
    served.stop()


def good(answer: Response | Failure) -> Response:
    """The answer, which must be a good one."""
    assert isinstance(answer, Response), answer
    return answer


def bad(answer: Response | Failure) -> Failure:
    """The failure, which it must be."""
    assert isinstance(answer, Failure), answer
    return answer


def options(site: Site | None = None, **changes: Any) -> FetchOptions:
    """Options that trust the test's own server and nothing else."""
    return replace(FetchOptions(AGENT, trusted=site.trusted if site else frozenset()), **changes)


def one(request: Request | str, chosen: FetchOptions, manners: Manners | None = None) -> Response | Failure:
    """Fetch one thing."""
    asked = Request(request) if isinstance(request, str) else request
    return fetch_all([asked], chosen, manners)[0]
