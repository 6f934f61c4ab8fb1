"""`python -m tests.history`: the official record of all authorities, told by three outlets, and what became of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.replay import throwaway_shop
from flows.settings import Settings
from parsers.model import OfficialRecord
from parsers.official.register import load_register, published_on
from tests.history.telling import told

SEEDS = Path(__file__).parents[2] / "seeds"
SINCE = 2018


def main(arguments: list[str] | None = None) -> int:
    """Print what came of it; 1 when fewer than 995 in a thousand records came out right, or two authorities met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authorities", type=int, default=0, help="only the first so many")
    options = parser.parse_args(arguments)
    records = records_since(SINCE, options.authorities)
    with throwaway_shop(Settings(seeds=SEEDS)) as shop:
        outcome = told(shop, records)
    print(f"{outcome.records} records, {outcome.stories} stories: {outcome.whole} whole ({outcome.share:.2%})")
    for name in ("split", "merged", "wrong", "doubled", "silent"):
        found = getattr(outcome, name)
        print(f"  {name:<8} {len(found):>4}  {', '.join(found[:12])}")
    print(f"  across authorities {outcome.across_authorities}")
    return int(outcome.share < 0.995 or outcome.across_authorities > 0)


def records_since(year: int, authorities: int = 0) -> Sequence[OfficialRecord]:
    """The shipped register from that year on, of all authorities or of the first few."""
    records = load_register((SEEDS / "register.csv").read_text(encoding="utf-8"))
    names = sorted({record.authority for record in records})[: authorities or None]
    return [
        record
        for record in records
        if record.authority in names
        and (published := published_on(record)) is not None
        and published.earliest.year >= year
    ]


if __name__ == "__main__":
    sys.exit(main())
