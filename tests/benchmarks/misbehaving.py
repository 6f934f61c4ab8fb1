"""Every way in which sources misbehave, polled at once: how long it takes, and what it costs in memory."""

from __future__ import annotations

import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flows import settings, steps
from flows.passes import prepare
from storage import sources
from tests.newsstand.cases import CASES, NOON, TIMEOUT, mount_all, sources_toml
from tests.newsstand.stand import Newsstand


def bench_misbehaving(say: Callable[[str, str, str], None]) -> None:
    """Poll all cases of the newsstand but those that need TLS; the slowest of them takes its whole time."""
    with tempfile.TemporaryDirectory() as folder, Newsstand() as stand:
        urls = {name: url for name, url in mount_all(stand).items() if url.startswith("http")}
        home = Path(folder)
        (home / "sources.toml").write_text(sources_toml(urls))
        known = settings.load(
            home=home, sources_file=home / "sources.toml", subscriptions_file=home / "none.toml",
            trusted_hosts="127.0.0.1", host_spacing=0, operator_contact="bench@example.org", fetch_timeout=TIMEOUT,
        )  # fmt: skip
        prepare(known, NOON)
        before, begun = _peak(), time.perf_counter()
        with steps.open_shop(known) as shop:
            steps.refresh_sources(shop, NOON)
            steps.poll_due(shop, NOON, len(CASES), pages=0)
            took = time.perf_counter() - begun
            with shop.database.read() as session:
                counted = Counter(row.status for row in sources.every(session))
    say(
        f"{len(urls)} sources that misbehave, polled at once",
        f"{took:.2f} s",
        f"{counted['ok']} read, {len(urls) - counted['ok']} refused by {len(counted) - 1} reasons; each may take "
        f"{TIMEOUT} s; peak memory + {_peak() - before:.0f} MB",
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
