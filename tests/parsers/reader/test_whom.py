"""Whom a report is about: not who only helps, and all who are named in one breath."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading
from parsers.reader.joint import meant_together

ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    "helper",
    [
        "Its partnership with Leeds was rated highly by the commissioner who was appointed.",
        "The department is now run by a director from Leeds City Council, whom ministers appointed as commissioner.",
        "A commissioner from Leeds City Council was appointed by the Department for Education.",
    ],
)
def test_a_council_that_only_helps_is_not_the_one_it_is_about(helper: str, read_text: ReadText) -> None:
    reading = read_text(
        "Kirklees Council's children's services were rated inadequate by Ofsted in a report published today. " + helper
    )
    assert {mention.authority for mention in reading.mentions} == {"Kirklees"}


def test_where_somebody_came_from_is_meant_by_what_follows_of_it(read_text: ReadText) -> None:
    reading = read_text(
        "Surrey's children's services were rated inadequate by Ofsted in a report published today. Its director was "
        "previously in charge at Essex, where children's services rose from inadequate to good in 2014."
    )
    assert {mention.authority for mention in reading.mentions if mention.type == "judgement"} == {"Surrey", "Essex"}


@pytest.mark.parametrize(
    "text",
    [
        (
            "Two councils have been rated outstanding for their children's services by Ofsted. Rutland and "
            "Oldham were told on Tuesday."
        ),
        "Rutland and Oldham share their children's services. Both were rated outstanding by Ofsted today.",
        (
            "Rutland and Oldham share their children's services. The two councils have been rated outstanding by "
            "Ofsted in reports published today."
        ),
    ],
)
def test_both_are_meant_where_two_are_named_in_one_breath(text: str, read_text: ReadText) -> None:
    new = {mention.authority for mention in read_text(text).mentions if mention.role == "new"}
    assert new == {"Rutland", "Oldham"}


@pytest.mark.parametrize(
    ("low", "meant"),
    [
        ("both were rated good", ("a", "b")),
        ("the two boroughs were inspected", ("a", "b")),
        ("the three councils were inspected", ("a", "b", "c")),
        ("two reports were published", ()),
        ("both reports were published", ()),
    ],
)
def test_the_number_tells_which_group_is_meant(low: str, meant: tuple[str, ...]) -> None:
    assert meant_together(low, [("a", "b", "c"), ("a", "b")]) == meant


def test_a_name_that_may_be_a_word_is_a_council_in_a_list_of_councils(read_text: ReadText) -> None:
    text = "Ofsted published reports today. Bury, Kirklees and Reading were rated inadequate for children's services."
    new = {mention.authority for mention in read_text(text).mentions if mention.role == "new"}
    assert new == {"Bury", "Kirklees", "Reading"}


@pytest.mark.parametrize(
    "text",
    [
        "The cabinet member for children's services will be Bobby Bennett.",
        "Its director of children's services will now be Bobby Bennett.",
        "The lead member for children is to be Bobby Bennett.",
    ],
)
def test_who_will_be_in_a_post_comes_to_it(text: str, read_text: ReadText) -> None:
    found = read_text(f"Suffolk County Council was shaken up today. {text}").mentions
    people = [one for item in found if item.role in ("new", "scheduled") for one in item.facts.people]
    assert [(one.name, one.change) for one in people] == [("Bobby Bennett", "in")]


def test_the_council_that_somebody_came_from_is_not_the_one_that_changes(read_text: ReadText) -> None:
    text = (
        "Norfolk's children's services have had six heads. The newest of them, Sara Tough, came from Dorset County "
        "Council to replace interim director Matt Dunkley and started last week."
    )
    assert {item.authority for item in read_text(text).mentions} == {"Norfolk"}


@pytest.mark.parametrize(
    "text",
    [
        "A new partnership which is to improve children's services has been announced by Herefordshire Council.",
        "Herefordshire Council has launched a partnership to strengthen its children's services.",
    ],
)
def test_a_partnership_to_improve_is_news_of_who_enters_it(text: str, read_text: ReadText) -> None:
    text += " It joins the council with Leeds City Council, whose children's services are rated outstanding."
    found = [item for item in read_text(text).mentions if item.type == "improvement_activity"]
    assert {(item.authority, item.role) for item in found} == {("Herefordshire", "new")}


def test_minutes_put_their_news_one_tense_back(read_text: ReadText) -> None:
    told = "Inspectors had visited children's services in Medway.\n\nAn action plan had been produced by the council."
    minutes = read_text("Medway Council\n\nMinutes:\n\n" + told)
    assert [item.role for item in minutes.mentions if item.type == "improvement_activity"] == ["new"]
