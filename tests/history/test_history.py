"""Some authorities' whole history told by three outlets: each record is one event, and the audit finds the unheard."""

from __future__ import annotations

from flows.replay import throwaway_shop
from flows.settings import Settings
from tests.history.__main__ import SEEDS, SINCE, audited, planted, records_since
from tests.history.telling import told


def test_every_record_is_one_event_told_once() -> None:
    records = records_since(SINCE, 6)
    with throwaway_shop(Settings(seeds=SEEDS)) as shop:
        outcome = told(shop, records, unheard := planted(records))
        found = audited(shop)
    assert outcome.records > 30
    assert (outcome.split, outcome.merged, outcome.wrong, outcome.doubled, outcome.silent) == ([], [], [], [], [])
    assert outcome.whole == outcome.records
    assert outcome.across_authorities == 0
    assert unheard
    assert {finding.record_id for finding in found.of("missed")} == unheard
    assert [finding for finding in found.findings if finding.fault not in (None, "missed")] == []
    assert {lead.outlet for lead in found.leads} <= {"Herald", "Weekly Post"}
