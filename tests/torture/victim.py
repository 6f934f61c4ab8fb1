"""One pass, or its polls alone, in a process of its own, to be killed."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from multiprocessing.synchronize import Event
from pathlib import Path

from flows import steps
from flows.passes import direct_pass
from flows.settings import Settings, load
from flows.shop import open_lexicon
from parsers import reader
from tests.readers import SEEDS, story

# Sources leased together by one that only polls.
AT_ONCE = 4

# Loaded and compiled once, before the first victim is born: else most would be killed while they do that.
import_module("alerts.channels.plugins")
reader.read(story("Knowsley", 0), open_lexicon(SEEDS))


def run_pass(home: str, now: str, begun: Event) -> None:
    """Run one pass over what `home` holds; `begun` is set when it begins."""
    moment = datetime.fromisoformat(now)
    known = _settings(Path(home))
    begun.set()
    with steps.open_shop(known) as shop:
        direct_pass(shop, lambda: moment)


def run_polls(home: str, now: str, begun: Event) -> None:
    """Poll what is due, a few sources at a time, and fetch their pages."""
    moment = datetime.fromisoformat(now)
    with steps.open_shop(_settings(Path(home))) as shop:
        steps.refresh_sources(shop, moment)
        begun.set()
        while steps.poll_due(shop, moment, AT_ONCE).polled:
            pass


def _settings(folder: Path) -> Settings:
    return load(
        home=folder,
        sources_file=folder / "sources.toml",
        subscriptions_file=folder / "subscriptions.toml",
        seeds=SEEDS,
        trusted_hosts="127.0.0.1",
        host_spacing=0,
        operator_contact="desk@example.org",
    )
