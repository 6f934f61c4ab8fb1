"""Taking in Ofsted's yearly statistics: every inspection and visit joined to what is stored of it, silently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flows.shop import Shop, Unreadable
from flows.steps.register import take_in_one
from parsers.official.spreadsheet import read_ods
from parsers.official.statistics import Statistics, read_statistics
from storage import official


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to. `new` were not known at all, `changed` say more or else than before."""

    statistics: Statistics
    new: int
    changed: int

    @property
    def known(self) -> int:
        """Records that were stored just so."""
        return len(self.statistics.records) - self.new - self.changed


def import_statistics(shop: Shop, body: bytes, name: str, now: datetime) -> Imported:
    """Take in a spreadsheet of outcomes; it never alerts, and doing it twice does nothing more.

    Older statistics correct nothing that a newer source says. Raises Unreadable for what is no such spreadsheet.
    """
    try:
        statistics = read_statistics(read_ods(body), shop.gazetteer)
    except ValueError as error:
        raise Unreadable(f"{name} can't be read: {error}") from None
    new = changed = 0
    ordered = sorted(statistics.records, key=lambda record: record.authority)
    for authority, group in groupby(ordered, key=lambda record: record.authority):
        with shop.database.write() as session:
            records = list(group)
            official.hold(session, authority, (record.id for record in records))
            stored = official.of_authority(session, authority)
            same = {known.id: known for known in stored}
            for record in records:
                joined = official.joined(record, stored)
                if joined == same.get(joined.id):
                    continue
                taken = take_in_one(session, shop, joined, now, silent=True).new
                new += taken if joined.id not in same else 0
                changed += taken if joined.id in same else 0
    return Imported(statistics, new, changed)
