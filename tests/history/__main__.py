"""`python -m tests.history`: the official record of all authorities, told by three outlets, and what became of it."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from alerts.audit import Audit, audit
from flows.replay import throwaway_shop
from flows.settings import Settings
from flows.shop import Shop
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
        outcome = told(shop, records, unheard := planted(records))
        found = audited(shop)
    print(f"{outcome.records} records, {outcome.stories} stories: {outcome.whole} whole ({outcome.share:.2%})")
    for name in ("split", "merged", "wrong", "doubled", "silent"):
        faulty = getattr(outcome, name)
        print(f"  {name:<8} {len(faulty):>4}  {', '.join(faulty[:12])}")
    print(f"  across authorities {outcome.across_authorities}")
    missed = {finding.record_id for finding in found.of("missed")}
    others = [finding for finding in found.findings if finding.fault not in (None, "missed")]
    print(f"  audit: {len(missed & unheard)} of {len(unheard)} planted misses found, {len(missed - unheard)} others")
    for finding in others[:12]:
        print(f"  audit: {finding.fault} {finding.record_id}: {finding.detail}")
    right = outcome.share >= 0.995 and outcome.across_authorities == 0 and missed == unheard
    return int(not right)


def planted(records: Sequence[OfficialRecord]) -> frozenset[str]:
    """One record in thirty, which nobody shall hear of."""
    return frozenset(
        record.id
        for record in records
        if record.family == "inspection" and hashlib.sha256(record.id.encode()).digest()[1] < 9
    )


def audited(shop: Shop) -> Audit:
    """The whole history held against the register."""
    with shop.database.read() as session:
        return audit(session, date(SINCE, 1, 1), date(2100, 1, 1), timedelta(hours=48))


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
