"""Reports and letters as text: what is read, what is refused, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.authorities import Gazetteer
from parsers.model import Area
from parsers.official.document import DocumentReading, read_document
from parsers.official.layout import Document

TABLE = """The impact of leaders on social work
practice with children and families
Good
The experiences and progress of
children who need help and protection
Requires improvement to be good
The experiences and progress of
children in care
Inadequate
The experiences and progress of care
leavers
Outstanding
Overall effectiveness Requires improvement to be good
In Brent the lives of children are better than they were.
"""
FRONT = """Inspection of Brent local authority
children’s services
Inspection dates: 20 to 24 February 2023
Lead inspector: Ada Quill, His Majesty’s Inspector
Judgement Grade
"""
SIF = """Halton Borough Council
Inspection of services for children in need of help and
protection, children looked after and care leavers
and
Review of the effectiveness of the Local Safeguarding Children
Board1
Inspection date: 4 November 2014 – 26 November 2014
Report published: 10 February 2015
The overall judgement is that children’s services require
improvement
The authority is not yet delivering good protection and help and care for children.
The judgements on areas of the service that contribute to overall effectiveness are:
1. Children who need help and protection
Requires
Improvement
2. Children looked after and achieving
permanence
Good
2.1 Adoption performance Outstanding
2.2 Experiences and progress of care leavers Inadequate
3. Leadership, management and governance
1
Requires Improvement
1 Ofsted produces this report under its power to combine reports.
"""
SEND = """Area SEND inspection of Dorset Local
Area Partnership
Inspection dates: 11 to 15 March 2024
Dates of previous inspection: 23 to 27 January 2017
Inspection outcome
{outcome}
Information about the local area partnership
Dorset Council and the NHS are jointly responsible.
"""


def read(gazetteer: Gazetteer, *pages: str, made: date | None = None) -> DocumentReading:
    return read_document(Document.of_text(*pages, made=made), gazetteer)


def dates(reading: DocumentReading) -> Mapping[str, str]:
    return {key: value.iso for key, value in reading.facts.dates.items()}


def reasons(reading: DocumentReading) -> Mapping[str, str]:
    return {unread.path: unread.reason for unread in reading.unread}


def test_a_report_of_2023(gazetteer: Gazetteer) -> None:
    reading = read(gazetteer, FRONT + TABLE)
    assert (reading.authority, reading.kind, reading.framework) == ("Brent", "ilacs_short", "ILACS, from 2023")
    assert dates(reading) == {"start": "2023-02-20", "end": "2023-02-24"}
    assert reading.facts.judgements == {
        "leaders": "good",
        "help_and_protection": "requires_improvement",
        "in_care": "inadequate",
        "care_leavers": "outstanding",
        "overall": "requires_improvement",
    }
    assert reading.facts.inspectors == ("Ada Quill",)
    assert set(reasons(reading)) == {"dates.published"}


def test_from_april_2026_no_overall_is_expected_and_none_is_made_up(gazetteer: Gazetteer) -> None:
    front = FRONT.replace("20 to 24 February 2023", "27 April to 1 May 2026")
    table = TABLE.replace("Overall effectiveness Requires improvement to be good\n", "")
    reading = read(gazetteer, front + table)
    assert "overall" not in reading.facts.judgements and "judgements.overall" not in reasons(reading)
    assert reading.facts.judgements["care_leavers"] == "outstanding"
    assert reading.framework == "ILACS, from April 2026"


def test_before_that_a_missing_overall_is_said_to_be_missing(gazetteer: Gazetteer) -> None:
    table = TABLE.replace("Overall effectiveness Requires improvement to be good\n", "")
    assert "judgements.overall" in reasons(read(gazetteer, FRONT + table))


@pytest.mark.parametrize(
    ("printed", "area"),
    [
        ("The experiences and progress of\nchildren care leavers\n", "care_leavers"),
        ("The experiences and progress of\ncare-experienced young people\n", "care_leavers"),
        ("The experience and progress of care leavers\n", "care_leavers"),
    ],
)
def test_labels_as_they_are_misprinted(gazetteer: Gazetteer, printed: str, area: Area) -> None:
    table = TABLE.replace("The experiences and progress of care\nleavers\n", printed)
    assert read(gazetteer, FRONT + table).facts.judgements[area] == "outstanding"


def test_leaders_on_practice_without_social_work(gazetteer: Gazetteer) -> None:
    table = TABLE.replace("on social work\npractice", "on practice")
    assert read(gazetteer, FRONT + table).facts.judgements["leaders"] == "good"


def test_a_table_read_line_by_line(gazetteer: Gazetteer) -> None:
    table = """The impact of leaders on social work practice with Requires improvement
children and families to be good
The experiences and progress of children who need help Requires improvement
and protection to be good
The experiences and progress of children in care and
Inadequate
care leavers
Overall effectiveness Inadequate
Good plans are rare. The experiences and progress of children in care and care leavers have declined.
"""
    front = FRONT.replace("20 to 24 February 2023", "23 September 2019 to 4 October 2019")
    reading = read(gazetteer, front + table)
    assert reading.facts.judgements == {
        "leaders": "requires_improvement",
        "help_and_protection": "requires_improvement",
        "in_care_and_care_leavers": "inadequate",
        "overall": "inadequate",
    }
    assert (reading.kind, reading.framework) == ("ilacs_standard", "ILACS, from 2018")


def test_a_heading_of_the_body_that_says_another_grade_is_a_conflict(gazetteer: Gazetteer) -> None:
    body = "The experiences and progress of children who need help and\nprotection: inadequate\n1. Staff know them.\n"
    reading = read(gazetteer, FRONT + TABLE, body)
    assert "help_and_protection" not in reading.facts.judgements
    assert "page 1" in reasons(reading)["judgements.help_and_protection"]
    assert "page 2" in reasons(reading)["judgements.help_and_protection"]


@pytest.mark.parametrize(
    "heading",
    [
        "The experiences and progress of children who need help and\nprotection: requires improvement to be good\n",
        "The experiences and progress of children who need help and protection is: requires\nimprovement\n",
        "The experiences and progress of children who need help and protection requires improvement to be good\n",
    ],
)
def test_headings_that_agree_are_no_conflict(gazetteer: Gazetteer, heading: str) -> None:
    reading = read(gazetteer, FRONT + TABLE, heading + "1. Staff know them.\n")
    assert reading.facts.judgements["help_and_protection"] == "requires_improvement"


def test_prose_about_an_area_is_no_heading(gazetteer: Gazetteer) -> None:
    prose = "Since then the experiences and progress of\nchildren in care are good\nin many ways.\n"
    assert read(gazetteer, FRONT + TABLE, prose).facts.judgements["in_care"] == "inadequate"


def test_a_report_of_the_single_inspection_framework(gazetteer: Gazetteer) -> None:
    reading = read(gazetteer, SIF)
    assert (reading.authority, reading.kind) == ("Halton", "sif")
    assert dates(reading) == {"start": "2014-11-04", "end": "2014-11-26", "published": "2015-02-10"}
    assert reading.facts.judgements == {
        "overall": "requires_improvement",
        "help_and_protection": "requires_improvement",
        "looked_after": "good",
        "adoption": "outstanding",
        "care_leavers": "inadequate",
        "leadership": "requires_improvement",
    }
    assert not reading.unread
    assert reading.as_recorded.judgements["leaders"] == "requires_improvement"
    assert reading.as_recorded.judgements["in_care"] == "good"


def test_the_later_form_of_that_statement(gazetteer: Gazetteer) -> None:
    front = SIF.replace(
        "The overall judgement is that children’s services require\nimprovement\n",
        "Children’s services in Halton require improvement to be\ngood\n",
    )
    assert read(gazetteer, front).facts.judgements["overall"] == "requires_improvement"


def test_a_sentence_of_the_body_that_says_another_grade_is_a_conflict_too(gazetteer: Gazetteer) -> None:
    body = "The graded judgment for adoption performance is that it requires\nimprovement.\n112. Some have waited.\n"
    reading = read(gazetteer, SIF, body)
    assert "adoption" not in reading.facts.judgements
    assert "Adoption performance Outstanding" in reasons(reading)["judgements.adoption"]


POSITIVE = """The local area partnership’s special educational needs and/or disabilities (SEND) arrangements
typically lead to positive
experiences and outcomes. The next full area SEND inspection will be within approximately five years."""
INCONSISTENT = """The local area partnership’s arrangements lead to inconsistent experiences and outcomes. The next
full area SEND inspection will be within approximately 3 years."""
FAILINGS = """There are widespread and/or systemic failings leading to significant concerns. A monitoring
inspection will be carried out within approximately 18 months."""


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [(POSITIVE, "positive"), (INCONSISTENT, "inconsistent"), (FAILINGS, "systemic_failings")],
)
def test_outcomes_of_area_send_inspections(gazetteer: Gazetteer, sentence: str, outcome: str) -> None:
    reading = read(gazetteer, SEND.format(outcome=sentence))
    assert (reading.authority, reading.kind, reading.facts.inspectorate) == ("Dorset", "area_send", "Ofsted/CQC")
    assert reading.facts.judgements == {"outcome": outcome}
    assert dates(reading) == {"start": "2024-03-11", "end": "2024-03-15"}


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (
            "Arrangements typically lead to positive experiences. There are widespread and/or systemic failings.",
            "it states",
        ),
        (
            "Arrangements lead to inconsistent experiences. The next one will be within approximately five years.",
            "does not go with",
        ),
        ("Leaders work well together.", "none of the three"),
    ],
)
def test_an_outcome_in_doubt_is_not_read(gazetteer: Gazetteer, sentence: str, why: str) -> None:
    reading = read(gazetteer, SEND.format(outcome=sentence))
    assert not reading.facts.judgements
    assert why in reasons(reading)["judgements.outcome"]


def test_a_letter_of_the_framework_of_2016_has_days_and_no_outcome(gazetteer: Gazetteer) -> None:
    letter = """11 July 2017
Ms Cara Dunn
Director of Children’s Services
Oxfordshire County Council
Dear Ms Dunn
Joint local area SEND inspection in Oxfordshire
Between 8 May 2017 and 12 May 2017, Ofsted and the Care Quality Commission (CQC)
conducted a joint inspection of the local area of Oxfordshire to judge its work.
"""
    reading = read(gazetteer, letter)
    assert (reading.authority, reading.kind) == ("Oxfordshire", "area_send")
    assert dates(reading) == {"start": "2017-05-08", "end": "2017-05-12", "published": "2017-07-11"}
    assert not reading.facts.judgements and not reading.unread


def test_a_joint_targeted_area_inspection(gazetteer: Gazetteer) -> None:
    report = """Joint targeted area inspection of Leeds
The multi-agency response to children affected by serious youth violence
Inspection dates: 4 to 8 March 2024
"""
    reading = read(gazetteer, report)
    assert (reading.authority, reading.kind) == ("Leeds", "jtai")
    assert dates(reading) == {"start": "2024-03-04", "end": "2024-03-08"}


def test_a_running_line_with_other_days_settles_nothing_unless_one_of_them_cannot_be(gazetteer: Gazetteer) -> None:
    running = "Inspection of Brent local authority children’s services\n{} {}\nStaff know the children well.\n"
    same = [running.format("20 to 24 February 2023", n) for n in (2, 3, 4)]
    both_fit = [running.format("13 to 17 February 2023", n) for n in (2, 3, 4)]
    a_slip = [running.format("21 to 24 February 2023", n) for n in (2, 3, 4)]
    assert dates(read(gazetteer, FRONT + TABLE, *same)) == {"start": "2023-02-20", "end": "2023-02-24"}
    assert "running line" in reasons(read(gazetteer, FRONT + TABLE, *both_fit))["dates.start"]
    assert dates(read(gazetteer, FRONT + TABLE, *a_slip))["start"] == "2023-02-20"


def test_a_title_that_names_nobody_leaves_the_authority_unread(gazetteer: Gazetteer) -> None:
    reading = read(gazetteer, FRONT.replace("Brent ", "") + TABLE)
    assert reading.authority is None and "authority" in reasons(reading)


def test_a_trust_in_the_title_stands_for_its_authority(gazetteer: Gazetteer) -> None:
    front = FRONT.replace("Brent local authority\nchildren’s services", "Bradford Children and\nFamilies Trust")
    assert read(gazetteer, front + TABLE).authority == "Bradford"


def test_an_empty_document_says_that_it_may_be_a_picture(gazetteer: Gazetteer) -> None:
    assert "picture" in reasons(read(gazetteer, "", " "))["text"]


def test_a_report_without_days_is_of_no_certain_kind(gazetteer: Gazetteer) -> None:
    reading = read(gazetteer, FRONT.replace("Inspection dates: 20 to 24 February 2023\n", "") + TABLE)
    assert reading.kind is None
    assert {"dates.start", "dates.end", "kind"} <= set(reasons(reading))


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        ("5 to 9 December 2022 and 14 to 15 February 2023", "ilacs_short"),
        ("30 September to 11 October 2024 and 13 to 16 January 2025", "ilacs_standard"),
        ("7 to 11 and 21 to 25 January 2019", None),
        ("8 July to 8 August 2019", None),
    ],
)
def test_the_kind_of_a_split_inspection(gazetteer: Gazetteer, days: str, kind: str | None) -> None:
    reading = read(gazetteer, FRONT.replace("20 to 24 February 2023", days) + TABLE)
    assert reading.kind == kind
    assert {"start", "end"} == set(reading.facts.dates)


def test_another_document_is_not_read_as_one_of_these(gazetteer: Gazetteer) -> None:
    reading = read(gazetteer, "A guide to our garden\nRoses flower in June.\n")
    assert reading.kind is None and not reading.facts.judgements and not reading.facts.dates


def test_a_row_in_which_nothing_was_judged_is_passed_over(gazetteer: Gazetteer) -> None:
    none = SIF.replace("permanence\nGood", "permanence\nNo judgement").replace(
        "performance Outstanding", "performance n/a"
    )
    reading = read(gazetteer, none)
    assert reading.facts.judgements["leadership"] == "requires_improvement"
    assert {"judgements.looked_after", "judgements.adoption"} == set(reasons(reading))


def test_the_first_reports_of_that_framework_say_only_that_the_judgement_is_good(gazetteer: Gazetteer) -> None:
    front = SIF.replace(
        "The overall judgement is that children’s services require\nimprovement", "The overall judgement is good"
    )
    assert read(gazetteer, front).facts.judgements["overall"] == "good"


def test_a_cover_without_text_is_passed_over(gazetteer: Gazetteer) -> None:
    reading = read(gazetteer, "", FRONT + TABLE)
    assert (reading.authority, reading.kind) == ("Brent", "ilacs_short")
    assert reading.facts.judgements["overall"] == "requires_improvement"


BODY = """The experiences and progress of children who need help and
protection: requires improvement to be good
1. Staff know the children.
The experiences and progress of children in care: inadequate
2. Staff know the children.
The experiences and progress of care leavers: outstanding
3. Staff know the children.
The impact of leaders on social work practice with children and
families: good
4. Staff know the children.
"""


SIF_BODY = """Children’s services in Halton require improvement because:
Key judgement Judgement grade
The experiences and progress of children
who need help and protection Requires Improvement
Summary
The graded judgment for adoption performance is that it is outstanding.
112. Some wait.
Key judgement Judgement grade
Leadership, management and
governance
Requires improvement
Summary
"""


@pytest.mark.parametrize(("front", "body"), [(FRONT + TABLE, BODY), (SIF, SIF_BODY)])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_lines_are_lost_nothing_else_is_read_than_what_was_printed(
    gazetteer: Gazetteer, front: str, body: str, data: st.DataObject
) -> None:
    whole = read(gazetteer, front, body)
    lines = front.splitlines()
    # With a judgement's grade and the next one's name both gone, nobody could tell whose the next grade is.
    lost = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=2))
    kept = "\n".join(line for n, line in enumerate(lines) if n not in lost)
    reading = read(gazetteer, kept, body)
    assert reading.facts.judgements.items() <= whole.facts.judgements.items()
    assert reading.facts.dates.items() <= whole.facts.dates.items()
    assert reading.authority in (None, whole.authority)


def test_the_reasons_for_the_overall_judgement_must_name_it_too(gazetteer: Gazetteer) -> None:
    reading = read(gazetteer, SIF, "", "Children’s services in Halton are inadequate because:\nStaff leave.\n")
    assert "overall" not in reading.facts.judgements
    assert "page 3 says" in reasons(reading)["judgements.overall"]
