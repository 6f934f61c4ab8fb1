"""Judgements told in rarer ways: outcomes of special needs, areas counted and named, grades left to the headline."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article
from parsers.reader import read

REST = (
    "\n\nInspectors spent two weeks with social workers and spoke to families.\n\nThe council's cabinet member for "
    "children said staff had worked hard and that there was more to do.\n\nThe report says that managers know their "
    "services well and that caseloads are falling."
)
PUBLISHED = datetime(2024, 3, 5, tzinfo=UTC)
TOLD: list[tuple[str, dict[str, str], str | None]] = [
    (
        (
            "Experiences of children with SEND in Tameside are 'inconsistent', according to an inspection report "
            "published by Ofsted and the Care Quality Commission."
        ),
        {"outcome": "inconsistent"},
        None,
    ),
    (
        (
            "Inspectors have called for urgent action after finding significant failings, widespread and systemic, in "
            "the way children with special needs are supported in Oldham."
        ),
        {"outcome": "systemic_failings"},
        None,
    ),
    (
        (
            "Families in Leeds have an inconsistent experience of support for special educational needs, Ofsted said "
            "today, and the council and NHS must work jointly to make improvements."
        ),
        {"outcome": "inconsistent"},
        None,
    ),
    (
        (
            "Brent Council has received two good and two outstanding judgements from Ofsted, with support for care "
            "leavers and children in care rated outstanding."
        ),
        {"care_leavers": "outstanding", "in_care": "outstanding"},
        None,
    ),
    (
        (
            "Staff went above and beyond for children, inspectors said as they published their findings on the "
            "borough's social care."
        ),
        {"overall": "good"},
        "Bexley Council's children's services rated good by Ofsted",
    ),
    (
        (
            "Inspectors found that children were waiting too long for help and that some were left in situations of "
            "risk."
        ),
        {"overall": "inadequate"},
        "Thurrock children's services 'inadequate' – Ofsted",
    ),
    (
        (
            "Two years after ministers stripped it of control, the council's children's services have been upgraded by "
            "inspectors."
        ),
        {"overall": "good"},
        "Sandwell children's trust: Ofsted upgrades services to good",
    ),
    (
        (
            "Inspectors have praised the support given to children with additional needs in Stockport, awarding the "
            "local partnership the top outcome available."
        ),
        {"outcome": "positive"},
        None,
    ),
]


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize(("lead", "given", "title"), TOLD)
def test_the_judgement_is_news(
    lexicon: Lexicon, lead: str, given: dict[str, str], title: str | None, published: datetime | None
) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=published), lexicon).mentions
    news = [item for item in mentions if (item.type, item.role) == ("judgement", "new")]
    assert news and given.items() <= news[0].facts.judgements.items()


def test_two_grades_counted_are_no_grade_of_the_whole(lexicon: Lexicon) -> None:
    lead = (
        "Brent Council has received two good and two outstanding judgements from Ofsted, with care leavers outstanding."
    )
    mentions = read(Article("x", lead + REST, published=PUBLISHED), lexicon).mentions
    assert all("overall" not in item.facts.judgements for item in mentions)


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
def test_a_year_right_after_a_grade_is_when_it_was_given(lexicon: Lexicon, published: datetime | None) -> None:
    lead = "Ofsted has raised concerns about supervision and caseloads at Stockport Council. "
    lead += "Inspectors spent two days at the authority, which was rated good in 2018, looking at child protection."
    mentions = read(Article("x", lead + REST, published=published), lexicon).mentions
    assert not [item for item in mentions if (item.type, item.role) == ("judgement", "new")]
    assert [item for item in mentions if (item.type, item.role) == ("visit_outcome", "new")]


def test_a_visit_keeps_the_grade_of_its_headline_from_being_its_own(lexicon: Lexicon) -> None:
    lead = "Ofsted's focused visit to Thurrock Council found that children wait too long for help."
    title = "Thurrock's 'inadequate' children's services still slow, says Ofsted"
    mentions = read(Article("x", lead + REST, title=title, published=PUBLISHED), lexicon).mentions
    assert not [item for item in mentions if (item.type, item.role) == ("judgement", "new")]
