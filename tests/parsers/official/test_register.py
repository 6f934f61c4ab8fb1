"""The register: loading it, and asking it what was known when."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.official.register import known_on, latest_judgement, latest_judgements, load_register, published_on
from parsers.partial_date import PartialDate

HEADER = (
    "record_id,family,kind,authority,start,end,published,effective,overall,leaders,help_and_protection,in_care,"
    "care_leavers,in_care_and_care_leavers,outcome,adoption,priority_actions,areas_for_improvement,theme,instrument,"
    "action,service,inspectorate,url,as_at,source"
)


def row(**cells: str) -> str:
    known = {
        "record_id": "r",
        "family": "inspection",
        "kind": "ilacs_short",
        "authority": "A",
        "published": "2020-05-01",
    }
    known.update(cells)
    return ",".join(known.get(column, "") for column in HEADER.split(","))


def register(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def test_a_row_becomes_facts_and_empty_cells_stay_unsaid() -> None:
    (record,) = load_register(
        register(
            row(start="2020-03-02", end="2020-03-06", overall="good", in_care="outstanding", priority_actions="0",
                theme="front door", inspectorate="Ofsted", url="https://x.org/1", as_at="2026-08-20")
        )
    )  # fmt: skip
    facts = record.facts
    assert facts.judgements == {"overall": "good", "in_care": "outstanding"}
    assert facts.dates == {
        "start": PartialDate("2020-03-02"),
        "end": PartialDate("2020-03-06"),
        "published": PartialDate("2020-05-01"),
    }
    assert (facts.priority_actions, facts.areas_for_improvement) == (0, None)
    assert (facts.kind, facts.theme, facts.inspectorate) == ("ilacs_short", "front door", "Ofsted")
    assert (record.id, record.url, record.as_at) == ("r", "https://x.org/1", date(2026, 8, 20))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"overall": "god"}, r"register\.csv, line 2: overall is 'god'; use one of outstanding, good"),
        ({"outcome": "good"}, r"outcome is 'good'; use one of positive"),
        ({"kind": "ilacs"}, r"kind is 'ilacs'"),
        ({"family": ""}, r"family is empty"),
        ({"authority": ""}, r"authority is empty"),
        ({"published": "", "start": ""}, r"no date"),
        ({"published": "2020-02-30"}, r"published: .*write YYYY"),
        ({"start": "2020-03-06", "end": "2020-03-02"}, r"start 2020-03-06 is later than end 2020-03-02"),
        ({"priority_actions": "-1"}, r"priority_actions is not a whole number"),
        ({"as_at": "2020"}, r"as_at is not a day"),
    ],
)
def test_a_fault_is_named_by_its_line(cells: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_register(register(row(**cells)))


def test_an_id_occurs_once() -> None:
    with pytest.raises(ValueError, match=r"line 3: record_id 'r' is in the table twice"):
        load_register(register(row(), row()))


def test_a_record_is_known_from_its_publication() -> None:
    (record,) = load_register(register(row()))
    assert known_on([record], date(2020, 4, 30)) == ()
    assert known_on([record], date(2020, 5, 1)) == (record,)


def test_a_month_counts_from_its_end_and_a_notice_from_its_effect() -> None:
    notice = row(
        family="intervention",
        kind="",
        published="",
        effective="2022-01",
        instrument="improvement_notice",
        action="issued",
    )
    (record,) = load_register(register(notice))
    assert published_on(record) == PartialDate("2022-01")
    assert known_on([record], date(2022, 1, 30)) == ()
    assert known_on([record], date(2022, 1, 31)) == (record,)


def test_an_unknown_publication_counts_from_the_day_of_the_source() -> None:
    visit = row(kind="monitoring_visit", published="", start="2023-05-02", as_at="2024-03-31")
    records = load_register(register(visit))
    assert known_on(records, date(2024, 3, 30)) == ()
    assert known_on(records, date(2024, 3, 31)) == records


def test_the_latest_judgement_is_the_last_graded_one_published_by_then() -> None:
    records = load_register(
        register(
            row(record_id="new", start="2024-01-08", published="2024-02-20", overall="good"),
            row(record_id="sif", kind="sif", start="2015-01-05", published="2015-03-01", overall="inadequate"),
            row(record_id="visit", kind="focused_visit", published="2025-01-01"),
            row(record_id="send", kind="area_send", published="2025-01-01", outcome="positive"),
            row(record_id="youth", kind="hmip_youth_justice", published="2025-01-01", overall="outstanding"),
            row(record_id="bare", start="2026-05-04", published="2026-07-01", leaders="inadequate"),
            row(record_id="other", authority="B", published="2023-01-01", overall="outstanding"),
        )
    )

    def latest(on: date) -> str | None:
        record = latest_judgement(records, "A", on)
        return record.id if record else None

    assert latest(date(2015, 2, 28)) is None
    assert latest(date(2024, 2, 19)) == "sif"
    assert latest(date(2026, 6, 30)) == "new"
    assert latest(date(2026, 7, 1)) == "bare"
    assert {name: record.id for name, record in latest_judgements(records, date(2025, 6, 1)).items()} == {
        "A": "new",
        "B": "other",
    }
