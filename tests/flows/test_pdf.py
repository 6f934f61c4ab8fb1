"""Real PDFs: what a report or letter says comes out right however it is laid out, and bad files are refused."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from flows.pdf import PdfLimits, UnreadablePdf, read_pdf
from flows.shop import open_gazetteer
from parsers.official.document import DocumentReading, read_document
from tests.documents import SPLIT_AREAS, TOGETHER_AREAS, Sheet, TableOrder, ilacs_report, letter, send_report

SEEDS = Path(__file__).parents[2] / "seeds"
SHARED = Path(__file__).parents[3].joinpath("shared", "data")
GRADES = ("Good", "Requires improvement to be good", "Inadequate", "Outstanding", "Requires improvement to be good")
ROWS = tuple(zip(SPLIT_AREAS, GRADES, strict=True))


def read(body: bytes) -> DocumentReading:
    return read_document(read_pdf(body), open_gazetteer(SEEDS))


def dates(reading: DocumentReading) -> Mapping[str, str]:
    return {key: value.iso for key, value in reading.facts.dates.items()}


@pytest.mark.parametrize("order", ["cells", "columns", "lines"])
@pytest.mark.parametrize(("left", "right"), [(44, 28), (60, 18), (30, 40), (200, 40)])
def test_a_table_of_grades_in_whatever_order_it_is_drawn(order: TableOrder, left: int, right: int) -> None:
    reading = read(ilacs_report(ROWS, order=order, left=left, right=right))
    assert reading.facts.judgements == {
        "leaders": "good",
        "help_and_protection": "requires_improvement",
        "in_care": "inadequate",
        "care_leavers": "outstanding",
        "overall": "requires_improvement",
    }
    assert reading.facts.improvement_texts == (
        "The timeliness of plans.",
        "The oversight that managers have of the front door.",
    )
    assert {found.page for found in reading.found if found.path == "areas_for_improvement"} == {2}


def test_the_areas_that_were_judged_together_before_2023() -> None:
    rows = tuple(zip(TOGETHER_AREAS, ("Good", "Good", "Inadequate", "Inadequate"), strict=True))
    reading = read(ilacs_report(rows, dates="Inspection dates: 23 September 2019 to 4 October 2019"))
    assert reading.facts.judgements["in_care_and_care_leavers"] == "inadequate"
    assert (reading.kind, dates(reading)) == ("ilacs_standard", {"start": "2019-09-23", "end": "2019-10-04"})


def test_a_conflict_between_table_and_body_is_left_unread() -> None:
    body = ["The experiences and progress of children who need help and protection: inadequate"]
    reading = read(ilacs_report(ROWS, headings=body))
    assert "help_and_protection" not in reading.facts.judgements
    assert [unread.path for unread in reading.unread] == ["dates.published", "judgements.help_and_protection"]


def test_a_letter() -> None:
    reading = read(letter())
    assert (reading.authority, reading.kind) == ("Halton", "focused_visit")
    assert dates(reading) == {"start": "2022-11-23", "end": "2022-11-24", "published": "2023-01-13"}
    assert (reading.facts.priority_actions, reading.facts.areas_for_improvement) == (0, 2)
    assert reading.facts.inspectors == ("Ada Quill", "Ben Marlow")
    assert reading.facts.theme == "front door"
    assert reading.addressee is not None
    assert (reading.addressee.name, reading.addressee.role) == ("Cara Dunn", "Strategic Director, People")
    assert not reading.unread


def test_areas_for_priority_action_item_by_item_across_pages() -> None:
    long = "Plans for children drift from month to month and nobody asks why, so that harm goes on for too long."
    actions = [f"{n}th matter. {long} {long}" for n in range(1, 9)]
    reading = read(letter(priority=actions))
    assert reading.facts.priority_action_texts == tuple(actions)
    pages = [item.page for item in reading.priority_actions or ()]
    assert pages == sorted(pages) and len(set(pages)) > 1
    assert reading.facts.areas_for_improvement == 2


@pytest.mark.parametrize(
    ("overview", "closing", "count", "refused"),
    [
        ("There are no priority actions.", "We will take this into account.", 0, False),
        ("Inspectors made areas for priority action at the last visit.", "We will take this into account.", 0, False),
        ("All is well.", "We have notified the Department for Education of the areas for priority action.", None, True),
    ],
)
def test_a_letter_without_such_a_list(overview: str, closing: str, count: int | None, refused: bool) -> None:
    reading = read(letter(overview=overview, closing=closing))
    assert reading.facts.priority_actions == count
    assert any(unread.path == "priority_actions" for unread in reading.unread) is refused


def test_a_monitoring_visit_is_dated_by_its_own_days() -> None:
    opening = (
        "This letter summarises the findings of the monitoring visit to Bournemouth, Christchurch and Poole children’s"
        " services on 4 and 5 October 2022. This was the second monitoring visit since the local authority was judged"
        " inadequate in December 2021. His Majesty’s Inspectors for this visit were Ada Quill and Ben Marlow."
    )
    subject = "Monitoring visit to Bournemouth, Christchurch and Poole children’s services"
    people = ("Cara Dunn", "Corporate Director", "BCP Council")
    reading = read(letter(opening, subject, "4 November 2022", people, made=date(2022, 11, 3)))
    assert (reading.authority, reading.kind) == ("Bournemouth, Christchurch & Poole", "monitoring_visit")
    assert dates(reading) == {"start": "2022-10-04", "end": "2022-10-05", "published": "2022-11-04"}


def test_a_letter_of_january_that_still_bears_the_old_year_is_dated_by_when_its_file_was_made() -> None:
    opening = (
        "This letter summarises the findings of the focused visit to Halton children’s services on 7 and 8 December"
    )
    reading = read(letter(f"{opening} 2021.", written="11 January 2021", made=date(2022, 1, 10)))
    assert dates(reading) == {"start": "2021-12-07", "end": "2021-12-08", "published": "2022-01-11"}
    assert any(found.path == "dates.published" and found.remark for found in reading.found)


def test_a_letter_before_its_visit_that_nothing_explains_is_not_dated() -> None:
    opening = (
        "This letter summarises the findings of the focused visit to Halton children’s services on 7 and 8 December"
    )
    reading = read(letter(f"{opening} 2021.", written="11 January 2021", made=date(2024, 6, 1)))
    assert "start" not in dates(reading)
    assert "later than 11 January 2021" in next(u.reason for u in reading.unread if u.path == "dates.start")


def test_a_letter_to_another_council_than_its_sentence_tells_of_has_no_authority() -> None:
    opening = (
        "This letter summarises the findings of the focused visit to Wirral children’s services on 23 November 2022."
    )
    reading = read(letter(opening))
    assert reading.authority is None
    assert "Halton" in next(unread.reason for unread in reading.unread if unread.path == "authority")


def test_an_area_send_report_with_a_table_of_who_is_to_do_what() -> None:
    outcome = (
        "There are widespread and/or systemic failings leading to significant concerns about the experiences and"
        " outcomes of children. A monitoring inspection will be carried out within approximately 18 months. The next"
        " full reinspection will be within approximately 3 years."
    )
    actions = (
        (
            "Halton Borough Council and NHS Cheshire and Merseyside ICB",
            "Leaders should act jointly. They should do so now.",
        ),
        (
            "Halton Borough Council",
            "Leaders should see to plans that are late, of poor quality or read by nobody.",
        ),
    )
    improvements = ("Leaders should listen to families. This is overdue.", "Leaders should publish what they offer.")
    reading = read(send_report(outcome, actions, improvements))
    assert (reading.authority, reading.kind, reading.facts.judgements) == (
        "Halton",
        "area_send",
        {"outcome": "systemic_failings"},
    )
    assert dates(reading) == {"start": "2024-06-10", "end": "2024-06-14"}
    assert reading.facts.priority_action_texts == tuple(action for _, action in actions)
    assert reading.facts.improvement_texts == improvements
    assert reading.facts.inspectors == ("Ada Quill", "Ben Marlow", "Eve Penn")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "it is no PDF"),
        (b"<html>moved</html>", "it is no PDF"),
        (b"%PDF-1.7\n%broken", "damaged"),
    ],
)
def test_what_is_no_pdf_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(UnreadablePdf, match=why):
        read_pdf(body)


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (PdfLimits(size=100), "bytes long"),
        (PdfLimits(pages=1), "at most 1 are read"),
        (PdfLimits(characters=100), "characters"),
        (PdfLimits(seconds=0.001), "longer than"),
        (PdfLimits(memory=20_000_000), "memory"),
    ],
)
def test_what_takes_too_much_is_refused(limits: PdfLimits, why: str) -> None:
    with pytest.raises(UnreadablePdf, match=why):
        read_pdf(letter(), limits)


def test_a_locked_file_says_so() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("locked.pdf", encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 700, "Report")
    with pytest.raises(UnreadablePdf, match="password"):
        read_pdf(canvas.getpdfdata())


def test_a_page_of_pictures_is_said_to_be_one() -> None:
    sheet = Sheet()
    sheet.canvas.rect(100, 100, 200, 200)
    assert "picture" in read(sheet.done()).unread[0].reason


shared = pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the shared reports are not here")


@shared
def test_every_shared_report_and_letter_gives_its_days_and_judgements() -> None:
    known = {path.name: path for path in sorted((SHARED / "reports").glob("*.pdf"))}
    assert known
    for name, path in known.items():
        kind, urn, _, published = name.removesuffix(".pdf").split("_")[:4]
        reading = read(path.read_bytes())
        told = {key: value for key, value in dates(reading).items() if key != "published"}
        assert (told, dict(reading.facts.judgements)) == _official(kind, urn, published), name
        if kind == "focused-visit":
            assert dates(reading)["published"] == published


def _official(kind: str, urn: str, published: str) -> tuple[dict[str, str], dict[str, str]]:
    def row(table: str, day: str) -> dict[str, str]:
        with (SHARED / table).open(encoding="utf-8") as lines:
            found = [row for row in csv.DictReader(lines) if row[day] == published]
        return next(row for row in found if row["ofsted_urn"] == urn or len(found) == 1)

    if kind == "focused-visit":
        visit = row("focused_visits_2018_2026.csv", "letter_date")
        return {"start": visit["visit_start"], "end": visit["visit_end"]}, {}
    if kind == "area-send":
        send = row("area_send_inspections_2023_2026_d2i.csv", "publication_date")
        outcome = ("positive", "inconsistent", "systemic_failings")[int(send["outcome_grade"]) - 1]
        return {"start": send["inspection_start_date"], "end": send["inspection_end_date"]}, {"outcome": outcome}
    single = published < "2018"
    report = row("sif_inspections_2013_2018.csv" if single else "ilacs_inspections_2018_2026.csv", "publication_date")
    columns = {
        "overall": "overall_effectiveness",
        "help_and_protection": "help_and_protection",
        "looked_after": "looked_after_and_permanence",
        "adoption": "adoption_performance",
        "care_leavers": "care_leavers",
        "leadership": "leadership_management_governance",
        "leaders": "impact_of_leaders",
        "in_care": "children_in_care",
        "in_care_and_care_leavers": "children_in_care_and_care_leavers",
    }
    grades = {
        area: report.get(column, "").lower().replace(" to be good", "").replace(" ", "_")
        for area, column in columns.items()
    }
    days = {"start": report["inspection_start"], "end": report["inspection_end"]}
    return days, {area: grade for area, grade in grades.items() if grade}
