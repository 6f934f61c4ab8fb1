"""Days of inspections and visits in the ways in which they are printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.official.day_spans import DaySpan, dated, find_span
from parsers.partial_date import MONTHS

WRITTEN = date(2018, 2, 22)


def read(text: str, known_by: date | None = None, sure: bool = False) -> DaySpan:
    found = find_span(text, 0, known_by, sure)
    assert found is not None
    return found[0]


def days(span: DaySpan) -> tuple[str | None, str | None]:
    return (span.start.iso if span.start else None, span.end.iso if span.end else None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("23 September 2019 to 4 October 2019\nLead inspector", "2019-09-23", "2019-10-04"),
        ("27 April to 1 May 2026", "2026-04-27", "2026-05-01"),
        ("12 to 23 January 2026 14", "2026-01-12", "2026-01-23"),
        ("5 November 2014 - 25 November 2014", "2014-11-05", "2014-11-25"),
        ("19th November 2013 – 11th December 2013", "2013-11-19", "2013-12-11"),
        ("30 September to 11 October 2024 and 13 to 16 January 2025", "2024-09-30", "2025-01-16"),
        ("5 to 9 December 2022 and 14 to 15 February 2023", "2022-12-05", "2023-02-15"),
        ("15 and 16 of May 2018.", "2018-05-15", "2018-05-16"),
        ("22–23 October 2019.", "2019-10-22", "2019-10-23"),
        ("29 and 30 September, and 1 October 2020", "2020-09-29", "2020-10-01"),
        ("15, 16 and 21 July 2025", "2025-07-15", "2025-07-21"),
        ("28 July 2016", "2016-07-28", "2016-07-28"),
        ("between 8 May 2017 and 12 May 2017, Ofsted", "2017-05-08", "2017-05-12"),
        ("12 December to 5 January 2024", "2023-12-12", "2024-01-05"),
        ("28 November 2022 to 9 December", "2022-11-28", "2022-12-09"),
        ("Monday 5 March to Friday 16 March 2018", "2018-03-05", "2018-03-16"),
        ("on Tuesday 30 and Wednesday 31 January 2018", "2018-01-30", "2018-01-31"),
        ("04/11/2014 - 25/11/2014", "2014-11-04", "2014-11-25"),
        ("3 to 4 Septemeber 2018 and spoke with 14 staff", "2018-09-03", "2018-09-04"),
        ("20\nto 24\nFebruary\n2023", "2023-02-20", "2023-02-24"),
    ],
)
def test_printed_days(text: str, start: str, end: str) -> None:
    assert days(read(text)) == (start, end)


def test_a_year_that_is_left_out_is_that_of_the_letter_and_said_to_be() -> None:
    span = read("30 and 31 January. The inspectors", WRITTEN)
    assert days(span) == ("2018-01-30", "2018-01-31")
    assert span.remark is not None and "gives no year" in span.remark


def test_without_a_letters_date_a_year_that_is_left_out_stays_unknown() -> None:
    span = read("30 and 31 January")
    assert span.start is None and "no year" in str(span.problem)


def test_a_visit_before_the_turn_of_the_year() -> None:
    assert days(read("13 and 14 December", date(2018, 1, 19))) == ("2017-12-13", "2017-12-14")


def test_a_year_that_makes_a_visit_a_year_long_is_put_right_and_said_to_be() -> None:
    span = read("24 October 2022 to 25 October 2023", date(2023, 11, 28))
    assert days(span) == ("2023-10-24", "2023-10-25")
    assert span.remark is not None and "366 days" in span.remark


@pytest.mark.parametrize(
    ("text", "known_by", "why"),
    [
        ("14 March 2014 - 12 March 2014", None, "ends before it begins"),
        ("Tuesday 5 March to Friday 16 March 2018", None, "was no Tuesday"),
        ("24 October 2022 to 25 October 2023", None, "366 days"),
        ("7 and 8 December 2022", date(2022, 1, 15), "later than 15 January 2022"),
        ("31 September 2022", None, "no day of the calendar"),
    ],
)
def test_what_contradicts_itself_is_not_read(text: str, known_by: date | None, why: str) -> None:
    span = read(text, known_by)
    assert span.start is None and span.end is None
    assert why in str(span.problem)


def test_a_letter_known_to_be_dated_right_puts_the_years_of_its_visit_right() -> None:
    assert days(read("7 and 8 December 2022", date(2022, 1, 15), sure=True)) == ("2021-12-07", "2021-12-08")


def test_the_parts_of_a_split_inspection_are_counted_apart() -> None:
    assert read("30 September to 11 October 2024 and 13 to 16 January 2025").parts == (12, 4)
    assert read("5 to 9 December 2022 and 14 to 15 February 2023").parts == (5, 2)
    assert read("7 to 11 and 21 to 25 January 2019").parts == (5, 5)
    assert read("8 June 2026 to 19 June 2026").parts == (12,)
    assert read("Friday 9 and Monday 12 March 2018").parts == (4,)


@pytest.mark.parametrize("text", ["in December 2021", "2018", "the visit", "", "12 inspectors", "May 2018"])
def test_what_names_no_day_is_none(text: str) -> None:
    assert find_span(text, 0) is None


def test_a_line_that_says_more_than_a_date_is_no_dateline() -> None:
    assert dated("8 August 2018") is not None
    assert dated("On 8 August 2018 inspectors came") is None


@given(st.dates(date(2013, 11, 1), date(2027, 12, 31)), st.integers(0, 25), st.sampled_from(["to", "-", "–", "until"]))
def test_every_inspection_however_its_days_are_shortened(start: date, length: int, word: str) -> None:
    end = start + timedelta(days=length)
    month = f" {MONTHS[start.month - 1]}" if start.month != end.month else ""
    year = f" {start.year}" if start.year != end.year else ""
    full = f"{start.day} {MONTHS[start.month - 1]} {start.year} {word} {end.day} {MONTHS[end.month - 1]} {end.year}"
    short = f"{start.day}{month}{year} {word} {end.day} {MONTHS[end.month - 1]} {end.year}"
    assert days(read(full)) == days(read(short)) == (start.isoformat(), end.isoformat())
