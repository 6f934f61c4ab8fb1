"""The same news told in many ways: what is read does not hang on one wording."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
CLOSING = "\n\nThe council's cabinet member for children's services said staff had worked hard."

# Inspections to come, under way or waited for.
AWAITED = [
    ("Inspectors are at Kent County Council this week to look at how its children's services are run.", "Kent"),
    ("Ofsted has started a full inspection of children's services in Luton.", "Luton"),
    ("Ofsted has now embarked on an unannounced inspection of Medway Council's children's services.", "Medway"),
    ("Children's services in Leeds are undergoing a two-week Ofsted inspection.", "Leeds"),
    ("Derby City Council's children's services are to be inspected again from Monday.", "Derby"),
    ("Bury Council's children's services are being visited by a team of inspectors.", "Bury"),
    ("Staff in Dudley are busy as inspectors begin a fortnight of checks and an inspection of social care.", "Dudley"),
    ("Ofsted has finished its inspection of children's services in Stockport.", "Stockport"),
    ("An Ofsted inspection of Solihull's children's services has been put back until the autumn.", "Solihull"),
    ("Ofsted will carry out a monitoring visit to Slough's children's services later this month.", "Slough"),
    (
        "Inspectors have returned to Torbay to check on progress in children's services, rated inadequate in 2022.",
        "Torbay",
    ),
    ("Parents are watching as inspectors return to Barnet to look at its SEND services.", "Barnet"),
    ("A surprise inspection of Bexley's children's services is in progress.", "Bexley"),
    ("An unannounced Ofsted inspection of Halton's children's services got underway this week.", "Halton"),
    ("Ofsted inspectors have left town after three weeks in Knowsley's children's services.", "Knowsley"),
    ("Ofsted visited Lambeth's children's services in April but has still not published its findings.", "Lambeth"),
    ("The report of an Ofsted inspection of Merton's children's services has been delayed.", "Merton"),
    ("Norfolk County Council is disputing a draft report by Ofsted on its children's services.", "Norfolk"),
    ("The report on Oldham's children's services will not be made public by Ofsted until after the poll.", "Oldham"),
    ("Inspectors who spent a fortnight in Plymouth's children's services are now writing up their report.", "Plymouth"),
    ("The call from Ofsted came on Monday: Rotherham's children's services will be inspected next week.", "Rotherham"),
    (
        "Salford City Council has received notification of a full Ofsted inspection of its children's services.",
        "Salford",
    ),
    ("Ofsted's inspection of Essex County Council's children's services has been called off for now.", "Essex"),
    ("Islington Council is preparing for an Ofsted inspection of its children's services, due any day.", "Islington"),
    (
        "Sutton Council is among the first to be inspected under Ofsted's new way of judging children's services.",
        "Sutton",
    ),
    ("Inspectors from Ofsted left County Hall on Wednesday after a fortnight in Devon's children's services.", "Devon"),
    ("A re-inspection of Dorset's children's services by Ofsted is imminent.", "Dorset"),
    (
        "Parents in Cumberland are being invited to tell inspectors from Ofsted and the CQC about SEND services.",
        "Cumberland",
    ),
]


@pytest.mark.parametrize(("text", "authority"), AWAITED)
def test_an_inspection_without_a_report_is_announced(read_text: Read, text: str, authority: str) -> None:
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "inspection_announced"]
    assert [(item.authority, item.role) for item in found if item.role in ("new", "scheduled")], found
    assert {item.authority for item in found} == {authority}


@pytest.mark.parametrize(
    "text",
    [
        "Officers from Essex will carry out a review of how Kent's SEND services keep in touch with parents.",
        "The results of a stocktake visit to Kent's children's services by officials are due shortly.",
        "Ofsted has left Kent's rating for children's services where it was, at good.",
        "The findings of monitoring visits to Kent's children's services are not always published by Ofsted.",
    ],
)
def test_what_others_look_into_is_no_inspection(read_text: Read, text: str) -> None:
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "inspection_announced"]
    assert not [item for item in found if item.role in ("new", "scheduled")], found


# The grade that is left behind is not the one that is news.
GRADES = [
    ("Luton's children's services have thrown off their inadequate tag: they are now rated good.", "good"),
    ("Ofsted says children's services in Derby, long rated inadequate, are finally good.", "good"),
    ("Inspectors praised Leeds City Council's children's services, grading them outstanding overall.", "outstanding"),
    ("The way Kent County Council looks after children in need has been described as good by Ofsted.", "good"),
]


@pytest.mark.parametrize(("text", "grade"), GRADES)
def test_the_news_is_the_grade_of_today(read_text: Read, text: str, grade: str) -> None:
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "judgement"]
    assert [item.facts.judgements.get("overall") for item in found if item.role == "new"] == [grade]


def test_a_grade_that_is_risked_is_not_given(read_text: Read) -> None:
    reading = read_text("Luton Borough Council risked a further inadequate rating from Ofsted, it was told." + CLOSING)
    assert not [item for item in reading.mentions if item.role == "new"]


def of(reading: Reading, kind: str) -> list[tuple[str, str | None]]:
    """Role and authority of each mention of the kind."""
    return [(item.role, item.authority) for item in reading.mentions if item.type == kind]


def test_what_went_before_dates_no_measure(read_text: Read) -> None:
    told = "Ministers have issued a statutory direction over children's services in Kent."
    reading = read_text(told + "\n\nThe order comes after an Ofsted inspection in 2019 found failings." + CLOSING)
    assert ("new", "Kent") in of(reading, "intervention")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The improvement notice under which Kent County Council ran its children's services is lifted.", "lifted"),
        ("Ministers have sent in a commissioner to run children's services in Kent.", "issued"),
        ("Ministers have prolonged nothing, but extended the commissioner's contract in Kent by a year.", "revised"),
        ("Kent's children's services are to be given back to the council after five years in a trust.", "lifted"),
    ],
)
def test_a_measure_is_taken_changed_or_ended(read_text: Read, text: str, action: str) -> None:
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "intervention"]
    assert [(item.authority, item.facts.action) for item in found if item.role in ("new", "scheduled")] == [
        ("Kent", action)
    ], found


def test_an_earlier_inspection_in_the_same_breath_dates_no_grade(read_text: Read) -> None:
    lead = "Services for children in Leeds still require improvement, Ofsted says, despite the weaknesses "
    reading = read_text(lead + "that were found at its last inspection in 2019." + CLOSING)
    assert ("new", "Leeds") in of(reading, "judgement")
    said = '"Much is better since the previous inspection in 2019, which judged it inadequate," the report says.'
    assert ("new", "Leeds") not in of(read_text("Leeds City Council runs children's services. " + said), "judgement")


@pytest.mark.parametrize(
    "text",
    [
        "Leeds City Council has been commended for its care leavers' services in a letter from Ofsted out today.",
        "An inspectors' letter on children's services at Leeds City Council, released today, finds them better.",
        "Ofsted has warned Leeds City Council after a two-day visit to its children's services raised concerns.",
    ],
)
def test_the_letter_of_a_visit_is_its_outcome(read_text: Read, text: str) -> None:
    assert ("new", "Leeds") in of(read_text(text + CLOSING), "visit_outcome")


def test_a_short_sentence_that_names_who_did_it_is_no_byline(read_text: Read) -> None:
    reading = read_text("Leeds City Council's children's services were rated good by a watchdog." + CLOSING)
    assert ("new", "Leeds") in of(reading, "judgement")


# Boards, partners, plans and reviews, and whom they are for.
ACTIVITIES = [
    ("A new improvement board will oversee children's services in Kent.", "Kent", "improvement board"),
    ("Leeds City Council will serve as Kent's improvement partner for children's services.", "Kent", None),
    ("Leeds City Council has been chosen as Kent's improvement partner for children's services.", "Kent", None),
    ("A peer review of Kent's children's services by the Local Government Association has found them strong.",
     "Kent", "peer review"),
    ("A Department for Education review has praised progress in Kent's SEND services.", "Kent", "progress review"),
    ("Managers presented the children's services improvement plan to Kent's scrutiny committee.", "Kent", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "authority", "what"), ACTIVITIES)
def test_what_is_done_to_improve_is_news_of_whom_it_is_for(
    read_text: Read, text: str, authority: str, what: str | None
) -> None:
    found = [item for item in read_text(text + CLOSING).mentions if item.type == "improvement_activity"]
    assert [(item.authority, item.role in ("new", "scheduled")) for item in found] == [(authority, True)]
    assert what in (None, found[0].facts.what)


def test_an_agenda_only_says_what_is_to_be_talked_of(read_text: Read) -> None:
    reading = read_text("Kent County Council, children's services.\n\nTo consider the improvement plan." + CLOSING)
    assert not of(reading, "improvement_activity")


def test_another_council_lower_down_is_no_news(read_text: Read) -> None:
    lead = "The government has appointed a commissioner to run children's services at Kent County Council."
    body = "Ofsted found failings in May.\n\nThe council has said sorry.\n\nStaff were told on Monday."
    last = "Commissioners were appointed in Leeds and Sandwell too, and Sunderland was given a trust."
    found = of(read_text(f"{lead}\n\n{body}\n\n{last}{CLOSING}"), "intervention")
    assert ("new", "Kent") in found
    assert {authority for role, authority in found if role == "new"} == {"Kent"}


def test_dates_of_the_grade_before_leave_the_new_one_news(read_text: Read) -> None:
    said = "Leeds City Council's children's services were raised from the 'inadequate' awarded in 2013 and 2015"
    assert ("new", "Leeds") in of(
        read_text(f"{said}, to 'good'." + CLOSING, title="Out of special measures"), "judgement"
    )


def test_the_letter_is_dated_by_its_own_day(read_text: Read) -> None:
    said = "Inspectors set no priority actions in Leeds when they looked at its care leavers' services last month"
    reading = read_text(f"{said}, a letter released on Tuesday says." + CLOSING)
    told = [item for item in reading.mentions if item.type == "visit_outcome"]
    assert [(item.role, item.facts.dates["published"].iso) for item in told] == [("new", "2024-06-11")]


def test_an_announcement_in_reported_speech(read_text: Read) -> None:
    said = "Leeds City Council was today informed by Ofsted of its intention to start a full inspection of "
    assert ("new", "Leeds") in of(read_text(said + "children's services." + CLOSING), "inspection_announced")


def test_a_director_who_arrived_is_no_inspector(read_text: Read) -> None:
    said = "Kent County Council's children's services have a new head.\n\nWhen she arrived in 2021, staff were leaving."
    assert not of(read_text(said + CLOSING), "inspection_announced")
