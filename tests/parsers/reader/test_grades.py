from __future__ import annotations

from datetime import date

import pytest

from parsers.lexicon import Lexicon
from parsers.reader.clauses import Clause
from parsers.reader.grades import read_verdict
from parsers.reader.judgement_areas import spread
from parsers.reader.sentences import sentence


def judged(text: str, lexicon: Lexicon) -> dict[str, str]:
    item = sentence(text, 0)
    return dict(read_verdict(Clause(item, item.start, item.end), lexicon).judgements)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ofsted rated the borough's children's services 'inadequate'", {"overall": "inadequate"}),
        ("Overall effectiveness: Requires improvement to be good", {"overall": "requires_improvement"}),
        ("Leaders were told their impact requires improvement.", {"leaders": "requires_improvement"}),
        (
            "It was good for leaders and outstanding for care leavers.",
            {"leaders": "good", "care_leavers": "outstanding"},
        ),
        (
            "It was judged good for children in care, with overall effectiveness as inadequate.",
            {"in_care": "good", "overall": "inadequate"},
        ),
        (
            "Leadership was found to be outstanding, as was the experience of children in care.",
            {"leaders": "outstanding", "in_care": "outstanding"},
        ),
        ("The borough was given Ofsted's lowest rating.", {"overall": "inadequate"}),
    ],
)
def test_a_grade_goes_to_its_areas(text: str, wanted: dict[str, str], lexicon: Lexicon) -> None:
    assert judged(text, lexicon) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors found good practice and outstanding work by good people.",
        "There are grades from outstanding down to inadequate.",
        "It narrowly avoided an inadequate rating.",
        "A further four areas require improvement.",
        "That is good news for families.",
    ],
)
def test_ordinary_words_and_scales_are_no_grades(text: str, lexicon: Lexicon) -> None:
    assert judged(text, lexicon) == {}


@pytest.mark.parametrize(
    ("text", "before", "now"),
    [
        ("The council slumped from good to inadequate.", "good", "inadequate"),
        ("It kept its outstanding rating.", "outstanding", "outstanding"),
        ("The council has lost its good rating and is now inadequate.", "good", "inadequate"),
    ],
)
def test_the_grade_before_is_told_apart(text: str, before: str, now: str, lexicon: Lexicon) -> None:
    item = sentence(text, 0)
    verdict = read_verdict(Clause(item, item.start, item.end), lexicon)
    assert (verdict.previous, verdict.judgements.get("overall")) == (before, now)


@pytest.mark.parametrize(
    ("day", "has_overall", "apart"),
    [(date(2022, 12, 31), True, False), (date(2023, 1, 1), True, True), (date(2026, 4, 1), False, True)],
)
def test_every_area_depends_on_the_framework(day: date, has_overall: bool, apart: bool) -> None:
    areas = spread({}, "good", day)
    assert ("overall" in areas, "care_leavers" in areas) == (has_overall, apart)
