"""Estimates: windows from the official record, tried on the record itself."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from parsers.forecast import next_inspection, publication, publication_lag, worst_grade
from parsers.model import Facts
from parsers.official.register import GRADED, load_register, published_on
from parsers.partial_date import PartialDate

RECORDS = load_register((Path(__file__).parents[2] / "seeds" / "register.csv").read_text("utf-8"))
STANDARD = [record for record in RECORDS if record.facts.kind == "ilacs_standard"]


def test_nine_in_ten_reports_came_out_in_the_window_told_when_fieldwork_ended() -> None:
    inside = asked = 0
    for record in STANDARD:
        out, end = published_on(record), record.facts.dates.get("end")
        if out is None or end is None or end.latest < date(2022, 1, 1):
            continue
        before = [item for item in RECORDS if (day := published_on(item)) and day.latest < end.latest]
        told = publication(record.authority, record.facts, before, end.latest + timedelta(days=1))
        assert told is not None
        assert told.window.earliest is not None
        assert told.window.latest is not None
        asked += 1
        inside += told.window.earliest <= out.earliest <= told.window.latest
    assert asked > 80
    assert inside / asked > 0.75


def test_a_report_is_overdue_when_its_window_has_passed() -> None:
    facts = Facts(kind="ilacs_standard", dates={"start": PartialDate("2025-09-08"), "end": PartialDate("2025-09-19")})
    soon = publication("Kent", facts, RECORDS, date(2025, 10, 1))
    late = publication("Kent", facts, RECORDS, date(2026, 6, 1))
    assert soon is not None
    assert late is not None
    assert (soon.overdue, late.overdue) == (False, True)
    assert "nine in ten" in soon.basis


def test_nothing_is_said_of_an_inspection_that_has_not_begun() -> None:
    facts = Facts(kind="ilacs_short", dates={"start": PartialDate("2026-11-02")})
    assert publication("Kent", facts, RECORDS, date(2026, 10, 1)) is None


def test_a_window_that_ends_before_an_election_reaches_past_it() -> None:
    facts = Facts(kind="ilacs_standard", dates={"end": PartialDate("2026-02-06")})
    told = publication("Kent", facts, RECORDS, date(2026, 2, 10))
    assert told is not None
    assert told.window.latest == date(2026, 5, 21)


def test_inspectors_come_back_sooner_after_inadequate_than_after_good() -> None:
    def middle(grade: str) -> float:
        spans = []
        for record in RECORDS:
            if record.facts.kind in GRADED and worst_grade(record.facts) == grade:
                told = next_inspection(record.authority, [*RECORDS], date(2026, 8, 20))
                if told and grade in told.basis and told.window.earliest and told.window.latest:
                    spans.append((told.window.latest - told.window.earliest).days)
        return max(spans)

    assert middle("inadequate") < middle("good")


def test_without_an_overall_the_worst_judgement_counts() -> None:
    assert worst_grade(Facts(judgements={"leaders": "good", "in_care": "inadequate"})) == "inadequate"
    assert worst_grade(Facts(judgements={"overall": "good", "in_care": "requires_improvement"})) == "good"
    assert worst_grade(Facts()) is None


def test_the_lag_is_that_of_late_years_where_they_suffice() -> None:
    early, late = (publication_lag(RECORDS, "ilacs_standard", on) for on in (date(2019, 12, 31), date(2026, 1, 1)))
    assert early is not None
    assert late is not None
    assert early.middle < 40 < late.middle
