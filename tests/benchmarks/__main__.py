"""`make bench`: what a pass costs, beside the bare client that it is built on, and what reading costs."""

from __future__ import annotations

import asyncio
import gc
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from flows import settings, steps
from flows.cli import SWEEP_AFTER
from flows.passes import direct_pass, prepare
from flows.report import PassReport
from flows.settings import Settings
from parsers.model import Article
from tests.benchmarks.delivering import bench_delivering
from tests.benchmarks.misbehaving import bench_misbehaving
from tests.benchmarks.pages import bench_pages
from tests.benchmarks.polling import bench_many_due, bench_polling
from tests.benchmarks.reading import bench_reading
from tests.benchmarks.resolving import bench_resolving
from tests.benchmarks.workers import bench_workers
from tests.newsstand.stand import Newsstand

SOURCES = 200
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def main() -> None:
    """Everything, one line a measurement, with memory swept as seldom as the program itself does."""
    gc.set_threshold(SWEEP_AFTER)
    with tempfile.TemporaryDirectory() as folder:
        bench_unchanged(Path(folder))
    bench_polling(say)
    bench_many_due(say)
    bench_workers(say)
    bench_misbehaving(say)
    bench_reading(say)
    bench_pages(say)
    bench_resolving(say)
    bench_delivering(say)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say("peak memory of all of it", f"{peak:.0f} MB", "(aim: a pass below 500 MB)")


def bench_unchanged(home: Path) -> None:
    """A pass over sources that have nothing new, beside a loop that only downloads their feeds."""
    with Newsstand() as stand:
        known = _town(home, stand)
        prepare(known, NOW)
        with steps.open_shop(known) as shop:
            direct_pass(shop, lambda: NOW)
            moments = (NOW + timedelta(hours=hours) for hours in range(1, 9))
            took = timed(lambda: _unchanged(_pass_at(shop, next(moments))))
        urls = [stand.feed_url(f"outlet{number}") for number in range(SOURCES)]
        floor = timed(lambda: asyncio.run(_download(urls)))
    say(
        f"a pass over {SOURCES} unchanged sources",
        f"{took:.2f} s",
        f"bare download {floor:.2f} s: {took / floor:.1f} ×",
    )


def _pass_at(shop: steps.Shop, now: datetime) -> PassReport:
    return direct_pass(shop, lambda: now)


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall-clock time, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def say(what: str, measured: str, beside: str) -> None:
    """One line."""
    print(f"{what:<48} {measured:>14}   {beside}")


def _town(home: Path, stand: Newsstand) -> Settings:
    """So many outlets of one article each."""
    lines = []
    for number in range(SOURCES):
        slug = f"outlet{number}"
        stand.open_outlet(slug, f"Example {number}")
        stand.publish(Article(f"story-{number}", f"Story {number}, of nothing."), NOW - timedelta(days=9), [slug])
        lines.append(
            f'[[source]]\nid = "{slug}"\nname = "Example {number}"\nurl = "{stand.feed_url(slug)}"\nkind = "rss"\n'
            'group = "local press"\nserves = ["St Helens"]\nevery = 5\n'
        )
    (home / "sources.toml").write_text("\n".join(lines))
    return settings.load(
        home=home, sources_file=home / "sources.toml", subscriptions_file=home / "none.toml",
        trusted_hosts="127.0.0.1", host_spacing=0, operator_contact="bench@example.org",
    )  # fmt: skip


def _unchanged(report: PassReport) -> None:
    """Refuse to measure anything else."""
    count = report.poll.count
    if (count.polled, count.unchanged) != (SOURCES, SOURCES):
        raise RuntimeError(f"not an unchanged pass: {count}")


async def _download(urls: list[str]) -> None:
    async with aiohttp.ClientSession() as session:

        async def one(url: str) -> bytes:
            async with session.get(url) as answer:
                return await answer.read()

        await asyncio.gather(*(one(url) for url in urls))


if __name__ == "__main__":
    main()
