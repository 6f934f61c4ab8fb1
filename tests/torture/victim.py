"""One pass in a process of its own, to be killed: `python -m tests.torture.victim HOME NOW`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from flows import steps
from flows.passes import direct_pass
from flows.settings import load


def main() -> None:
    """Run one pass over what `home` holds."""
    home, now = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    known = load(
        home=home,
        sources_file=home / "sources.toml",
        subscriptions_file=home / "subscriptions.toml",
        trusted_hosts="127.0.0.1",
        host_spacing=0,
        operator_contact="desk@example.org",
    )
    print("begun", flush=True)
    with steps.open_shop(known) as shop:
        direct_pass(shop, lambda: now)


if __name__ == "__main__":
    main()
