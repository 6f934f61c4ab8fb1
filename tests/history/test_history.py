"""A tenth of the authorities, their whole history told by three outlets: every record is one event, told once."""

from __future__ import annotations

from flows.replay import throwaway_shop
from flows.settings import Settings
from tests.history.__main__ import SEEDS, SINCE, records_since
from tests.history.telling import told


def test_every_record_is_one_event_told_once() -> None:
    records = records_since(SINCE, 6)
    with throwaway_shop(Settings(seeds=SEEDS)) as shop:
        outcome = told(shop, records)
    assert outcome.records > 30
    assert (outcome.split, outcome.merged, outcome.wrong, outcome.doubled, outcome.silent) == ([], [], [], [], [])
    assert outcome.whole == outcome.records
    assert outcome.across_authorities == 0
