"""`make torture`: a hundred kills, and what they cost."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.torture.kills import kill_passes

KILLS = 100


def main() -> int:
    """Print the toll; 1 when anything was lost."""
    with tempfile.TemporaryDirectory() as home:
        toll = kill_passes(Path(home), KILLS, seed=1)
    for name, value in asdict(toll).items():
        print(f"{name:<10} {value}")
    lost = toll.entries != toll.kills or toll.received != toll.articles or toll.owed
    print("LOST" if lost else "Nothing lost.")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
