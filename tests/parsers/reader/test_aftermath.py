"""What is made of an inspection known before: a quarrel, a call to go, a letter, a post advertised."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
INSPECTED = ("judgement", "visit_outcome", "inspection_announced")
BODY = (
    "\n\nOfsted found that children were left at risk for too long and rated the services inadequate overall."
    "\n\nInspectors found serious weaknesses in how assessments were made, planned and overseen by managers."
    "\n\nThe cabinet member said that work on improvements was well under way and would take three years."
)

REACTIONS = [
    "Calls are growing for the cabinet member to resign over Kent's children's services.",
    "Labour has demanded that the leader of Kent County Council step down over its children's services.",
    "A councillor in charge of Kent's children's services is facing a vote of no confidence.",
    "A no-confidence motion in the woman who leads Kent's children's services was lost by two votes.",
    "Two party leaders at Kent County Council clashed over an Ofsted report on its children's services.",
    "There was a heated debate at Kent County Council about the failings in its children's services.",
    "A row has broken out at Kent County Council over an Ofsted report on children's services.",
    "Officers were questioned on Kent's Ofsted inspection at a meeting on Thursday.",
    "Members grilled the director over the failings of children's services in Kent.",
    "The leaders of Kent County Council have been criticised for their response to Ofsted's report.",
    "Kent County Council faces criticism in the wake of an Ofsted inspection of children's services.",
    "Kent county councillors rejected a cross-party motion on Ofsted's report about children's services.",
    "The lead member for Kent's children's services must consider her position, the opposition said.",
]


@pytest.mark.parametrize("lead", REACTIONS)
def test_what_is_made_of_a_judgement_is_not_the_judgement(read_text: Read, lead: str) -> None:
    reading = read_text(lead + BODY, title="Councillors and children's services in Kent")
    news = [item for item in reading.mentions if item.role == "new" and item.type in INSPECTED]
    assert reading.relevant
    assert news == []


REPORTED = [
    "Kent's children's services have been rated inadequate by Ofsted amid calls for the leader to resign.",
    "Ofsted has rated Kent's children's services inadequate, as councillors clash over who is to blame.",
    "Kent County Council has been slammed by Ofsted for failing children, who were let down by its services.",
    "Criticised for its handling of risk, Kent was rated inadequate for its children's services in a report out today.",
    "There were calls for heads to roll in Kent. Ofsted's report, published today, rated its services inadequate.",
]


@pytest.mark.parametrize("lead", REPORTED)
def test_a_judgement_beside_a_quarrel_is_news(read_text: Read, lead: str) -> None:
    reading = read_text(lead + BODY, title="Kent's children's services rated inadequate", published="2026-03-10")
    news = [item.type for item in reading.mentions if item.role == "new"]
    assert "judgement" in news


LETTERS = [
    "Sir, your article on Kent's children's services and Ofsted's report makes sad reading.",
    "I read your article on the Ofsted report about Kent's children's services.",
    "I refer to your recent report on the Ofsted inspection of Kent's children's services.",
    "This is an exciting time to be joining Kent's children's services, which Ofsted visited not long ago.",
    "We are looking for social workers to join Kent's children's services on our journey.",
]


@pytest.mark.parametrize("lead", LETTERS)
def test_letters_and_advertisements_bring_no_news(read_text: Read, lead: str) -> None:
    reading = read_text(lead + BODY, title="Children's services in Kent")
    assert [item for item in reading.mentions if item.role == "new"] == []


def test_a_letter_signed_at_its_end_brings_no_news(read_text: Read) -> None:
    reading = read_text(
        "Kent's children's services must do better." + BODY + "\n\nName and address supplied",
        title="More must be done in Kent",
    )
    assert [item for item in reading.mentions if item.role == "new"] == []


PLANS = [
    "Kent County Council has published a plan for its children's services after Ofsted rated them inadequate.",
    "An improvement plan has been drawn up to tackle the failings that Ofsted found in Kent's children's services.",
    "Kent has set out how it will improve children's services, in response to a report by Ofsted.",
    "Councillors in Kent have approved an action plan for children's services following an inadequate rating.",
    "Kent County Council unveiled plans to turn its children's services round in the wake of an Ofsted inspection.",
    "Kent's improvement plan for children's services after the damning report from Ofsted.",
]


@pytest.mark.parametrize("lead", PLANS)
def test_a_plan_in_answer_to_a_judgement_is_the_news(read_text: Read, lead: str) -> None:
    reading = read_text(lead + BODY, title="Children's services in Kent")
    news = [item.type for item in reading.mentions if item.role == "new"]
    assert news
    assert set(news) == {"improvement_activity"}


@pytest.mark.parametrize(
    "lead",
    [
        "Ofsted has rated Kent's children's services inadequate and the council has published a plan in response.",
        "Kent has been told to draw up an action plan after Ofsted rated its children's services inadequate today.",
        "Ofsted's report on Kent's children's services, published today, rates them inadequate.",
    ],
)
def test_a_plan_beside_or_after_the_judgement_leaves_it_the_news(read_text: Read, lead: str) -> None:
    reading = read_text(lead + BODY, title="Children's services in Kent rated inadequate")
    assert "judgement" in [item.type for item in reading.mentions if item.role == "new"]


def test_in_special_needs_what_has_to_improve_is_no_grade(read_text: Read) -> None:
    text = "Ofsted and the CQC said that Kent's SEND services needed to improve and listed areas requiring improvement."
    grades = [grade for item in read_text(text).mentions for grade in item.facts.judgements]
    assert grades == []


DEMANDED = [
    "Ofsted and the CQC have determined that Kent must produce a written statement of action for its SEND services.",
    "Kent has been ordered to draw up a written statement of action after inspectors found its SEND services weak.",
    "Because of weaknesses in SEND services in Kent a written statement of action is required, inspectors decided.",
    "A written statement of action has to be submitted by Kent, whose SEND services Ofsted inspected.",
    "Inspectors want changes; Kent must now submit a WSOA for its SEND services to Ofsted.",
    "The outcome letter of Kent's SEND inspection has now been published.",
]


@pytest.mark.parametrize("lead", DEMANDED)
def test_a_written_statement_demanded_is_the_outcome_of_an_inspection(read_text: Read, lead: str) -> None:
    text = (
        lead + "\n\nParents said they were not surprised by what was found.\n\nThe council has said that it is sorry."
    )
    reading = read_text(text, title="Special needs in Kent")
    assert ("judgement", "new", "area_send") in [(item.type, item.role, item.facts.kind) for item in reading.mentions]


@pytest.mark.parametrize(
    "lead",
    [
        "In 2019 inspectors found that a written statement of action was required for SEND services in Kent.",
        "Kent was required to produce a written statement of action following its SEND inspection in 2019.",
    ],
)
def test_a_written_statement_that_was_required_is_not(read_text: Read, lead: str) -> None:
    found = read_text(lead + "\n\nIts services for special needs have improved since then, leaders said.").mentions
    assert [item for item in found if item.type == "judgement" and item.role == "new"] == []


def test_a_report_that_quotes_who_recruits_is_no_advertisement(read_text: Read) -> None:
    text = (
        "Kent's children's services have been rated good by Ofsted in a report published today."
        '\n\n"It is an exciting time to join us," said the director.'
    )
    assert "judgement" in [item.type for item in read_text(text).mentions if item.role == "new"]
    text = (
        "Kent County Council has launched a recruitment campaign for its children's services."
        '\n\n"This is a great opportunity to work with children and families," said the director.'
    )
    assert "improvement_activity" in [item.type for item in read_text(text).mentions if item.role == "new"]
