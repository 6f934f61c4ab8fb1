"""Days are London's: an hour before midnight in summer it is the next day there, by UTC not yet."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flows.steps.register import worth_a_look
from parsers.fact_sheet import facts_from_dict
from parsers.model import OfficialRecord
from parsers.official.ofsted_search import SearchResult
from parsers.partial_date import PartialDate
from storage import events, official
from storage.database import Database
from storage.tables import EventRow

# In London, the first of July.
LATE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def test_a_report_is_of_these_days_until_the_fifteenth_of_london() -> None:
    listed = [
        SearchResult("Brent", 80436, "https://reports.example/80436", PartialDate(day))
        for day in ("2026-06-16", "2026-06-17")
    ]
    known = {80436: date(2026, 6, 30)}
    assert [str(result.latest_report) for result in worth_a_look(listed, known, LATE)] == ["2026-06-17"]


def test_an_undated_record_and_its_event_are_of_the_day_on_which_they_were_seen(database: Database) -> None:
    record = OfficialRecord("ofsted_file:1", "inspection", "Brent", facts_from_dict({"kind": "focused_visit"}))
    with database.write() as session:
        row = official.put(session, record, LATE, silent=True)
        assert row is not None
        claim = official.claim_of(row)
        assert claim.seen.latest == date(2026, 7, 1)
        blank: EventRow = events.blank("Brent", claim, LATE)
        assert events.sort_date(blank) == date(2026, 7, 1)
