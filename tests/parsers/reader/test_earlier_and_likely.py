"""Inspections of the past that are only named, grades that are only wished for, and inspectors who inspect nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
NEWS = "Kent County Council has approved a plan for its children's services, after Ofsted raised concerns.\n\n"
CLOSING = "\n\nThe cabinet member for children's services said staff had worked hard."

NAMED = [
    "Staffing has become more stable since the last inspection of the authority in 2012.",
    "The plan answers what was raised at the previous inspection, in March 2012.",
    "Kent's children's services were last inspected in 2012.",
    "It deals with the issues found by the 2012 inspection of children's services.",
    "Ofsted said leaders had learnt from the Ofsted inspection of 2012.",
    "The plan goes back to an inspection carried out in October 2012.",
    "Councillors had asked for it since the Ofsted inspection in July 2012.",
]


@pytest.mark.parametrize("text", NAMED)
def test_an_inspection_named_by_its_day_alone_is_background(read_text: Read, text: str) -> None:
    found = [item for item in read_text(NEWS + text + CLOSING).mentions if item.type == "judgement"]
    assert [(item.role, item.authority) for item in found] == [("retrospective", "Kent")]
    assert {value.iso[:4] for value in found[0].facts.dates.values()} == {"2012"}


NO_GRADES = [
    "Inspectors found that the service had stayed as good as it had been.",
    "The plan is to help the department become outstanding throughout.",
    "The next stop has to be 'outstanding', said the leader of the council.",
    "The inspection will help us understand what is needed to improve the care of children.",
]


@pytest.mark.parametrize("text", NO_GRADES)
def test_a_wish_or_a_comparison_is_no_grade(read_text: Read, text: str) -> None:
    found = read_text("Ofsted has visited Kent County Council's children's services. " + text + CLOSING).mentions
    assert not [item for item in found if item.facts.judgements]


FORECASTS = [
    "A rating of inadequate is what the chief executive of Kent County Council expects from the next Ofsted report.",
    "Kent County Council fears an inadequate grade for children's services at its next Ofsted inspection.",
    "Kent County Council predicts an outstanding rating for children's services from its forthcoming inspection.",
]


@pytest.mark.parametrize("text", FORECASTS)
def test_a_forecast_is_no_news(read_text: Read, text: str) -> None:
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "judgement"]
    assert not [item for item in found if item.role in ("new", "scheduled")]


HELPERS = [
    "whose children's services have an 'outstanding' rating",
    "whose children's services hold an outstanding grade",
    "whose children's department still boasts an outstanding rating",
]


@pytest.mark.parametrize("aside", HELPERS)
def test_a_rating_that_a_helper_holds_is_no_news(read_text: Read, aside: str) -> None:
    text = f"Kent County Council has a new partner for its children's services. It is Leeds City Council, {aside}, "
    found = read_text(text + "and the partnership was launched at an event this week." + CLOSING).mentions
    assert not [item for item in found if item.type == "judgement" and item.role == "new"]


SPEAKERS = [
    "A senior Ofsted inspector will come to tell the committee about the inspection framework.",
    "An Ofsted inspector will return to brief councillors on the new framework.",
    "Inspectors are to come and explain the framework to the committee.",
]


@pytest.mark.parametrize("text", SPEAKERS)
def test_an_inspector_who_comes_to_speak_inspects_nobody(read_text: Read, text: str) -> None:
    found = read_text("Kent County Council's children's services committee met. " + text + CLOSING).mentions
    assert not [item for item in found if item.span.rule == "inspection.inspection_announced"]


def test_a_grade_of_the_last_inspection_at_the_head_of_a_sentence_is_background(read_text: Read) -> None:
    text = "When Kent's children's services were last inspected, in 2017, they were rated good."
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "judgement"]
    assert [(item.role, item.facts.judgements.get("overall")) for item in found] == [("retrospective", "good")]


def test_the_opening_says_which_visit_it_tells_of(read_text: Read) -> None:
    text = (
        "Senior leaders of Kent County Council make good progress with their improvement plan, according to Ofsted.\n\n"
        "It was the second monitoring visit since the rating of inadequate in July 2017."
    )
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "visit_outcome"]
    assert [item.role for item in found] == ["new"]


def test_findings_that_have_yet_to_come_are_awaited(read_text: Read) -> None:
    text = (
        "A councillor says that Kent County Council disputes what Ofsted wrote of its children's services. "
        "The watchdog came to County Hall in October; the findings have yet to be published."
    )
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "inspection_announced"]
    assert [item.role for item in found] == ["new"]
