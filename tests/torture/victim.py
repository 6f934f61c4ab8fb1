"""One pass in a process of its own, to be killed."""

from __future__ import annotations

from datetime import datetime
from multiprocessing.synchronize import Event
from pathlib import Path

from flows import steps
from flows.passes import direct_pass
from flows.settings import load


def run_pass(home: str, now: str, begun: Event) -> None:
    """Run one pass over what `home` holds; `begun` is set when it begins."""
    folder, moment = Path(home), datetime.fromisoformat(now)
    known = load(
        home=folder,
        sources_file=folder / "sources.toml",
        subscriptions_file=folder / "subscriptions.toml",
        trusted_hosts="127.0.0.1",
        host_spacing=0,
        operator_contact="desk@example.org",
    )
    begun.set()
    with steps.open_shop(known) as shop:
        direct_pass(shop, lambda: moment)
