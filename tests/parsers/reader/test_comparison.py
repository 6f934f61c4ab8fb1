"""What is held against the inspection before is told of the one that the article reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading
from parsers.reader.comparison import is_comparison, without_comparisons

Read = Callable[..., Reading]

LUTON = "Luton Council has had news of its children's services. "
# Of Luton's children's services.
NEWS = [
    ("They have declined since the last inspection and Ofsted has now rated them inadequate.", "inadequate"),
    ("For all that was done since the last inspection in 2016, Ofsted rated them inadequate.", "inadequate"),
    ("They have improved since their previous inspection in 2019 and are now good, Ofsted has said.", "good"),
    ("They are stronger than at the last inspection, Ofsted said, and were rated good overall.", "good"),
    ("Since the last inspection they have got worse, and Ofsted judged them to be inadequate.", "inadequate"),
    ("They were rated good by Ofsted, a big step up from the last inspection in 2019.", "good"),
    ("Ofsted found that they have deteriorated since its last visit and rated them inadequate.", "inadequate"),
    ("They are better than at their last full Ofsted inspection in May 2019 and have been judged good.", "good"),
]


@pytest.mark.parametrize(("text", "grade"), NEWS)
def test_a_grade_beside_a_comparison_is_news(read_text: Read, text: str, grade: str) -> None:
    told = [item for item in read_text(LUTON + text).mentions if item.type == "judgement" and item.role == "new"]
    assert [item.facts.judgements["overall"] for item in told] == [grade]
    assert not told[0].facts.dates, "the year is that of the inspection before"


@pytest.mark.parametrize(
    "text",
    [
        "Much has been done in Luton's children's services since the last inspection, when they were rated inadequate.",
        "Luton's children's services have changed since their last inspection, which found them inadequate in 2019.",
        "At its last inspection in 2019 Luton's children's services were rated inadequate by Ofsted.",
    ],
)
def test_more_told_of_the_inspection_before_is_no_news(read_text: Read, text: str) -> None:
    assert [item for item in read_text(text).mentions if item.type == "judgement" and item.role == "new"] == []


def test_a_comparison_is_what_measures_against_an_inspection() -> None:
    assert is_comparison(" since the last inspection in 2019, ")
    assert is_comparison("compared with its previous full ofsted inspection")
    assert not is_comparison("since the last inspection they have improved")
    assert without_comparisons("better than at the last visit.").split() == ["better", "."]
