"""Polling thousands of sources: our whole stage beside lemon24/reader and a bare client, in one run.

The feeds come from a process of their own, and each contender has one too, so that nobody pays for another. Ours and
reader's take in every item: fetch, parse, tell new from known, store in SQLite. The bare loop only downloads.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
from aiohttp import web

SOURCES, ITEMS = 2_000, 40
# One feed in so many has an ampersand that nobody escaped.
MALFORMED = 10
MANY = 10_000
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
_WORDS = (
    "council", "children", "services", "inspectors", "report", "today", "said", "leaders", "progress", "families",
    "workers", "plan", "board",
)  # fmt: skip
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds for all feeds when all of it is new and when nothing is, and the most memory held, in MB."""

    changed: float
    unchanged: float
    peak: float


def bench_polling(say: Callable[[str, str, str], None], number: int = SOURCES) -> None:
    """Poll them all twice by each contender: everything new, then nothing."""
    port, stop = _serve(number)
    urls = [f"http://127.0.0.1:{port}/{n}.xml" for n in range(number)]
    try:
        ours, reader, bare = (_alone(contender, urls) for contender in (_ours, _reader, _bare))
    finally:
        stop()
    for what, our, theirs, floor in (
        ("changed", ours.changed, reader.changed, bare.changed),
        ("unchanged", ours.unchanged, reader.unchanged, bare.unchanged),
    ):
        say(
            f"{number:,} {what} feeds of {ITEMS} items",
            f"{number / our:,.0f} a second",
            f"reader {number / theirs:,.0f}: {theirs / our:.1f} ×; bare download {number / floor:,.0f}",
        )
    say("peak memory of polling them", f"{ours.peak:.0f} MB", f"(aim 300); reader {reader.peak:.0f} MB")


def bench_many_due(say: Callable[[str, str, str], None], many: int = MANY) -> None:
    """What a source costs where ten thousand are due, beside what it costs where a few are."""
    port, stop = _serve(1)
    few = many // 20
    try:
        alone, among = (
            _alone(_ours_by_batches, [f"http://127.0.0.1:{port}/0.xml?{one}" for one in range(number)])
            for number in (few, many)
        )
    finally:
        stop()
    each, among_many = (seconds * 1_000 for seconds in (alone.unchanged / few, among.unchanged / many))
    say(
        f"{many:,} due sources, each",
        f"{among_many:.2f} ms",
        f"of {few:,}: {each:.2f} ms, {among_many / each:.2f} × (aim: flat)",
    )


def _alone(contender: Callable[[list[str], str], tuple[float, float]], urls: list[str]) -> Taken:
    """What the contender takes in a process of its own."""
    mine, its = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_contend, args=(contender, urls, its))
    process.start()
    its.close()
    try:
        changed, unchanged, peak = mine.recv()
    except EOFError:
        raise RuntimeError(f"{contender.__name__} broke off; what it said stands above") from None
    finally:
        process.join()
    return Taken(changed, unchanged, peak)


def _contend(contender: Callable[[list[str], str], tuple[float, float]], urls: list[str], result: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        changed, unchanged = contender(urls, folder)
    result.send((changed, unchanged, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _ours(urls: list[str], folder: str) -> tuple[float, float]:
    return _our_passes(urls, folder, len(urls))


def _ours_by_batches(urls: list[str], folder: str) -> tuple[float, float]:
    return _our_passes(urls, folder, 500)


def _our_passes(urls: list[str], folder: str, batch: int) -> tuple[float, float]:
    from flows import settings, steps
    from flows.passes import prepare

    home = Path(folder)
    (home / "sources.toml").write_text("".join(_source(number, url) for number, url in enumerate(urls)))
    known = settings.load(
        home=home, sources_file=home / "sources.toml", subscriptions_file=home / "none.toml",
        trusted_hosts="127.0.0.1", host_spacing=0, host_concurrency=20, operator_contact="bench@example.org",
    )  # fmt: skip
    prepare(known, NOW)
    with steps.open_shop(known) as shop:
        steps.refresh_sources(shop, NOW)
        times = []
        for moment in (NOW, NOW + timedelta(days=1)):
            begun, count = time.perf_counter(), steps.PollCount()
            while (some := steps.poll_due(shop, moment, batch, pages=0)).polled:
                count += some
            times.append(time.perf_counter() - begun)
            if count.polled != len(urls) or count.failed:
                raise RuntimeError(f"not the pass to be measured: {count}")
    return times[0], times[1]


def _source(number: int, url: str) -> str:
    return (
        f'[[source]]\nid = "s{number}"\nname = "Example {number}"\nurl = "{url}"\nkind = "rss"\n'
        'group = "local press"\nserves = ["St Helens"]\nevery = 5\n'
    )


def _reader(urls: list[str], folder: str) -> tuple[float, float]:
    import feedparser_sgmllib

    # Reader brings a feedparser of its own, which asks for this module by its old name.
    sys.modules.setdefault("sgmllib", feedparser_sgmllib)
    from reader import make_reader

    reader = make_reader(f"{folder}/reader.db", feed_root="")
    for url in urls:
        reader.add_feed(url)
    times = []
    for _ in range(2):
        begun = time.perf_counter()
        reader.update_feeds(workers=8, scheduled=False)
        times.append(time.perf_counter() - begun)
    reader.close()
    return times[0], times[1]


def _bare(urls: list[str], _: str) -> tuple[float, float]:
    async def download(tag: str | None) -> float:
        limit = asyncio.Semaphore(20)
        async with aiohttp.ClientSession(headers={"If-None-Match": tag} if tag else {}) as session:

            async def one(url: str) -> None:
                async with limit, session.get(url) as answer:
                    await answer.read()

            begun = time.perf_counter()
            await asyncio.gather(*(one(url) for url in urls))
            return time.perf_counter() - begun

    return asyncio.run(download(None)), asyncio.run(download(_TAG))


_TAG = '"first"'


def _serve(number: int) -> tuple[int, Callable[[], None]]:
    """Feeds from a process of their own: its port, and how to end it."""
    mine, its = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_server, args=(number, its), daemon=True)
    process.start()
    port: int = mine.recv()
    return port, process.terminate


def _server(number: int, told: Connection) -> None:
    bodies = [_feed(n) for n in range(number)]

    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == _TAG:
            return web.Response(status=304, headers={"ETag": _TAG})
        body = bodies[int(request.match_info["number"])]
        return web.Response(body=body, content_type="application/rss+xml", charset="utf-8", headers={"ETag": _TAG})

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{number}.xml", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        told.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


def _feed(number: int) -> bytes:
    items = "".join(_item(number, n) for n in range(ITEMS))
    ampersand = "Arts & " if number % MALFORMED == 0 else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{ampersand}Example {number}</title>'
        f"<link>https://example{number}.test/</link><description>News</description>{items}</channel></rss>"
    ).encode()


def _item(number: int, item: int) -> str:
    words = " ".join(_WORDS[(number + item * step) % len(_WORDS)] for step in range(40))
    day = (NOW - timedelta(hours=item)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    address = f"https://example{number}.test/news/{item}-{words[:20].replace(' ', '-')}"
    return (
        f"<item><title>{words[:60]} {item}</title><link>{address}</link><guid>{address}</guid>"
        f"<pubDate>{day}</pubDate><description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
    )


if __name__ == "__main__":

    def tell(what: str, measured: str, beside: str) -> None:
        print(f"{what:<48} {measured:>18}   {beside}")

    bench_polling(tell, 300)
    bench_many_due(tell, 2_000)
