"""What is told beside a grade: of which areas it is, when inspectors were there, which year is the inspection's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Mention, Reading

Read = Callable[..., Reading]
NEWS = "Kent County Council's children's services have been rated 'good' by Ofsted in a report published today."
DAY = "2024-05-14T09:00:00+00:00"


def judgement(read_text: Read, text: str, role: str = "new", opening: str = NEWS) -> Mention:
    found = [m for m in read_text(f"{opening}\n\n{text}", DAY).mentions if m.type == "judgement" and m.role == role]
    assert len(found) == 1, found
    return found[0]


TO_ALL = [
    "All five areas inspected were given a 'good' grading.",
    "In the report inspectors rated all five areas inspected as “good” and praised the authority.",
    "Services were found good in every area inspected.",
]


@pytest.mark.parametrize("text", TO_ALL)
def test_areas_of_one_inspection_are_no_crowd_of_authorities(read_text: Read, text: str) -> None:
    given = judgement(read_text, text).facts.judgements
    assert given == dict.fromkeys(("overall", "leaders", "help_and_protection", "in_care", "care_leavers"), "good")


BUT_FOR = [
    "Services were good in four out of five areas inspected, but were judged requires improvement for care leavers.",
    "Inspectors judged three out of four areas to be good. The exception was care leavers, which requires improvement.",
    "Three of the four categories were rated good, while the experiences of care leavers require improvement.",
]


@pytest.mark.parametrize("text", BUT_FOR)
def test_a_count_of_areas_tells_the_others_where_the_exceptions_are_named(read_text: Read, text: str) -> None:
    given = judgement(read_text, text).facts.judgements
    assert given["care_leavers"] == "requires_improvement"
    assert {given[area] for area in ("leaders", "help_and_protection", "in_care")} == {"good"}


def test_a_count_of_areas_alone_tells_of_none(read_text: Read) -> None:
    assert judgement(read_text, "It was judged good in four of the five areas.").facts.judgements == {"overall": "good"}


ALSO = [
    "This included the impact of leaders and the experiences and progress of children in care.",
    "The same applies to the impact of leaders and to children in care.",
    "Two areas – leadership and management and children in care – were also judged good.",
    "Two areas - leadership and management, and children in care - rated 'good' as well.",
]


@pytest.mark.parametrize("text", ALSO)
def test_a_grade_reaches_the_areas_told_after_it(read_text: Read, text: str) -> None:
    given = judgement(read_text, text).facts.judgements
    assert given["leaders"] == given["in_care"] == "good"


FIELDWORK = [
    "An inspection carried out between 4 and 15 March found that children were benefiting from good assessments.",
    "Ofsted undertook an inspection of local authority children's services in Kent between 4 March and 15 March 2024.",
    "Staff were praised.\n\nThe inspection ran from 4 to 15 March.",
    "Staff were praised.\n\nInspectors were in the county from 4 to 15 March.",
]


@pytest.mark.parametrize("text", FIELDWORK)
def test_the_days_of_the_fieldwork_are_those_of_the_news(read_text: Read, text: str) -> None:
    facts = judgement(read_text, text).facts
    assert (facts.dates["start"].iso, facts.dates["end"].iso) == ("2024-03-04", "2024-03-15")
    assert (facts.kind, facts.previous_overall) == ("ilacs_standard", None)


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted last carried out an inspection between 4 and 15 March 2019.",
        "The rating follows a monitoring visit that inspectors made from 4 to 5 March.",
    ],
)
def test_the_days_of_others_are_not(read_text: Read, text: str) -> None:
    assert "start" not in judgement(read_text, text).facts.dates


YEARS = [
    ("It was rated inadequate at its last inspection in 2015.", "start"),
    ("When it was last inspected, in 2015, it was rated inadequate.", "start"),
    (
        "Since the last inspection of the authority in 2015, when services were judged inadequate, much has changed.",
        "start",
    ),
    ("An inspection by Ofsted in 2015 had found it inadequate.", "start"),
    ("It comes after the council was judged ‘inadequate’ in 2015 when Ofsted found a backlog of cases.", "published"),
    ("The department was rated inadequate in 2015.", "published"),
    ("A report in 2015 had rated it inadequate.", "published"),
]


@pytest.mark.parametrize(("text", "key"), YEARS)
def test_a_year_is_that_of_what_it_is_said_of(read_text: Read, text: str, key: str) -> None:
    facts = judgement(read_text, text, "retrospective").facts
    assert {k: value.iso for k, value in facts.dates.items()} == {key: "2015"}
    assert facts.judgements["overall"] == "inadequate"


BEFORE = [
    ("In 2015 the service was rated inadequate, for the second time in two years.", "inadequate"),
    ("In 2015 the service was rated inadequate for a second successive time.", "inadequate"),
    ("In 2015 inspectors ruled that it was still inadequate.", None),
    ("In 2015 the service remained inadequate.", None),
    ("In 2015 the service was rated inadequate, for the second time in six years.", None),
]


@pytest.mark.parametrize(("text", "grade"), BEFORE)
def test_what_is_recalled_followed_on_a_grade_only_where_that_is_said(
    read_text: Read, text: str, grade: str | None
) -> None:
    assert judgement(read_text, text, "retrospective").facts.previous_overall == grade


LENGTHS = [
    ("It follows a three-week inspection in March.", "ilacs_standard"),
    ("Inspectors were there from 4 March to 22 March 2024.", "ilacs_standard"),
    ("It follows a two-week inspection in March.", "ilacs_standard"),
    ("Inspectors were there from 4 March to 8 March 2024.", "ilacs_short"),
]


@pytest.mark.parametrize(("text", "kind"), LENGTHS)
def test_its_length_tells_the_kind(read_text: Read, text: str, kind: str) -> None:
    assert judgement(read_text, text).facts.kind == kind
