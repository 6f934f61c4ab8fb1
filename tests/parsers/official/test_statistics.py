"""Ofsted's yearly statistics in their layouts, and spreadsheets that are something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from parsers.authorities import Gazetteer
from parsers.model import OfficialRecord
from parsers.official.spreadsheet import read_ods
from parsers.official.statistics import Statistics, read_statistics
from tests.spreadsheets import AS_AT, HISTORY, IN_YEAR, NOTE, WIDE, ods, packed

SHARED = Path(__file__).parents[4].joinpath("shared", "data")
LINK = "Ofsted Local Authority Webpage"
RI = "Requires improvement to be good"
LONDON = (LINK, "E09000003", "Barnet", "Current", "London")
HALTON = (LINK, "E06000006", "Halton", "Current", "North West")
OLD = (*LONDON, "2019-05-13", "2019-07-01", "ILACS Standard Inspection", "Good", "Good", "Outstanding", "Good")
NEW = (*LONDON, "2024-06-10", "2024-07-23", "ILACS Short Inspection", "Good", "Good", RI, "Outstanding", "Inadequate")
NOTHING = ("", "", "", "", "")
VISIT = (*HALTON[:3], "North West", "2024-11-05", "2024-12-05", "ILACS Focused Visit", *NOTHING, "Children in care")


def read(gazetteer: Gazetteer, sheets: Mapping[str, Sequence[Sequence[str]]]) -> Statistics:
    return read_statistics(read_ods(ods(sheets)), gazetteer)


def by_id(statistics: Statistics) -> Mapping[str, OfficialRecord]:
    return {record.id: record for record in statistics.records}


def test_a_row_for_each_inspection(gazetteer: Gazetteer) -> None:
    statistics = read(gazetteer, {"Cover": [(AS_AT,)], "History": [(AS_AT,), (NOTE,), HISTORY, OLD, NEW]})
    assert statistics.as_at is not None and statistics.as_at.isoformat() == "2025-03-31"
    assert not statistics.problems
    records = by_id(statistics)
    old, new = records["ilacs:Barnet:2019-05-13"], records["ilacs:Barnet:2024-06-10"]
    assert old.facts.judgements == {
        "overall": "good",
        "leaders": "good",
        "help_and_protection": "outstanding",
        "in_care_and_care_leavers": "good",
    }
    assert new.facts.judgements == {
        "overall": "good",
        "leaders": "good",
        "help_and_protection": "requires_improvement",
        "in_care": "outstanding",
        "care_leavers": "inadequate",
    }
    assert (old.facts.kind, new.facts.kind) == ("ilacs_standard", "ilacs_short")
    assert {key: day.iso for key, day in new.facts.dates.items()} == {"start": "2024-06-10", "published": "2024-07-23"}
    assert [(sheet.rows, sheet.authorities) for sheet in statistics.sheets] == [(2, 1)]


def test_visits_of_the_year_with_their_themes_and_each_inspection_once(gazetteer: Gazetteer) -> None:
    in_year = (*NEW[:3], "London", *NEW[5:], "")
    statistics = read(gazetteer, {"In year": [IN_YEAR, VISIT, in_year], "History": [HISTORY, NEW]})
    records = by_id(statistics)
    assert set(records) == {"focused_visit:Halton:2024-11-05", "ilacs:Barnet:2024-06-10"}
    assert records["focused_visit:Halton:2024-11-05"].facts.theme == "children in care"


def test_the_wide_layout_is_joined_to_the_days_that_other_sheets_give(gazetteer: Gazetteer) -> None:
    first = ("2019-07-01", "ILACS Standard Inspection", "Good", "Good", "Good", "Good", "")
    second = ("2024-03-20", "ILACS Short Inspection", RI, "Good", RI, "Good", "Good")
    listed = (LINK, "Barnet", "London", "2024-01-29", RI, "Good", RI, "Good", "Good")
    heads = ("Web link", "Local authority name", "Ofsted region", "Inspection date", "Overall effectiveness",
             "Impact of leaders", "Experiences and progress of children who need help and protection",
             "Experiences and progress of children in care", "Experiences and progress of care leavers")  # fmt: skip
    statistics = read(
        gazetteer, {"Now": [heads, listed], "History": [WIDE, (LINK, "Barnet", "London", *first, *second)]}
    )
    records = by_id(statistics)
    assert set(records) == {"ilacs:Barnet:2024-01-29", "ilacs:Barnet:published 2019-07-01"}
    joined = records["ilacs:Barnet:2024-01-29"].facts
    assert (joined.kind, joined.dates["published"].iso) == ("ilacs_short", "2024-03-20")
    assert "in_care_and_care_leavers" in records["ilacs:Barnet:published 2019-07-01"].facts.judgements
    assert not statistics.problems


def test_a_second_table_in_a_sheet_and_authorities_not_yet_inspected(gazetteer: Gazetteer) -> None:
    gone = (LINK, "Cumbria", "North West", "2022-11-15", "ILACS Standard Inspection", RI, RI, RI, "Good", "")
    rows = [WIDE, (LINK, "Cumberland", "North West", "Not yet inspected"), WIDE, gone]
    statistics = read(gazetteer, {"History": rows})
    (record,) = statistics.records
    assert record.authority.startswith("Cumbria")
    assert (statistics.sheets[0].rows, statistics.sheets[0].authorities) == (2, 2)
    assert not statistics.problems


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((LINK, "X", "Narnia", *NEW[3:]), "'Narnia' is no authority"),
        ((*NEW[:8], "Brilliant", *NEW[9:]), "'Brilliant' is no grade"),
        ((*NEW[:7], "Séance", *NEW[8:]), "'Séance' is no type"),
        ((*NEW[:5], "last week", *NEW[6:]), "'last week'"),
    ],
)
def test_a_row_that_makes_no_sense_is_left_out_and_named(gazetteer: Gazetteer, row: Sequence[str], why: str) -> None:
    statistics = read(gazetteer, {"History": [HISTORY, OLD, row]})
    assert len(statistics.records) == 1
    assert why in statistics.problems[0] and "sheet History, row 3" in statistics.problems[0]


def test_sheets_that_disagree_are_named(gazetteer: Gazetteer) -> None:
    other = (*NEW[:3], "London", *NEW[5:8], "Inadequate", *NEW[9:], "")
    statistics = read(gazetteer, {"History": [HISTORY, NEW], "In year": [IN_YEAR, other]})
    assert "overall is inadequate" in statistics.problems[0]


def damaged(body: bytes) -> bytes:
    """The same file with its packed bytes turned over."""
    return body[:60] + bytes(byte ^ 0xFF for byte in body[60:90]) + body[90:]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no OpenDocument"),
        (b"PK\x03\x04 cut off", "no OpenDocument"),
        (damaged(packed("<a>" + "Example Council, " * 5_000 + "</a>")), "no OpenDocument"),
        (packed("<not closed>"), "no proper XML"),
        (packed("<a/>"), "no sheet"),
    ],
    # A packed file holds the time at which it was packed, so no two collections would name it alike.
    ids=["nothing", "cut off", "damaged", "not closed", "without sheets"],
)
def test_what_is_no_spreadsheet(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_ods(body)


def test_a_file_that_unpacks_to_far_more_is_refused() -> None:
    with pytest.raises(ValueError, match="unpacks to"):
        read_ods(packed(" " * 60_000_001))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    content = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><a>&x;</a>'
    with pytest.raises(ValueError, match="no sheet"):
        read_ods(packed(content))


def test_another_spreadsheet_is_not_read_as_these_statistics(gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="no sheet has the columns"):
        read(gazetteer, {"Prices": [("Item", "Price"), ("Apple", "1")]})


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared statistics are not here")
def test_the_shared_statistics_are_read_whole(gazetteer: Gazetteer) -> None:
    inspections = {}
    for path in SHARED.glob("*.ods"):
        statistics = read_statistics(read_ods(path.read_bytes()), gazetteer)
        assert not statistics.problems
        assert statistics.sheets[0].authorities == 153
        inspections[path.name[-8:-4]] = sum("ilacs" in record.id for record in statistics.records)
    assert inspections == {"2025": 271, "2024": 219}
