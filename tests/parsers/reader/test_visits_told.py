"""Visits that end without a grade, told without the word or beside the grade that the council has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
CLOSING = "\n\nThe council's cabinet member for children's services said staff had worked hard and thanked them."

VISITS = [
    "Sefton's services made progress, inspectors found on their fourth visit since it was judged inadequate.",
    "Ofsted has seen progress in Sefton's children's services on a return trip.\n\nThey were rated inadequate in 2022.",
    (
        "Sefton's children's services are getting better, says Ofsted after its latest check on the council, which has "
        "been rated inadequate since 2022."
    ),
    (
        "Sefton has had monitoring visits since it was rated inadequate.\n\nThe sixth and last took place on June "
        "4 and 5, and today a report on it was released."
    ),
    (
        "Ofsted has paid Sefton two monitoring visits since 2022.\n\nThe latest was in May, and found "
        "that children's services had improved."
    ),
    (
        "Sefton's children's services go on improving, inspectors say. It was Ofsted's sixth and final monitoring "
        "inspection before a full one."
    ),
    "Ofsted returned in May to Sefton, whose children's services are rated inadequate, and saw some progress.",
    (
        "Sefton Council has received positive feedback from Ofsted following a visit which looked at how it supports "
        "children in need."
    ),
]


@pytest.mark.parametrize("text", VISITS)
def test_a_visit_is_no_judgement(read_text: Read, text: str) -> None:
    mentions = read_text(text + CLOSING, title="What inspectors say of children's services in Sefton").mentions
    assert [(item.type, item.authority) for item in mentions if item.role == "new"] == [("visit_outcome", "Sefton")]
    assert not any(item.facts.judgements for item in mentions if item.type == "visit_outcome")


def test_in_special_needs_a_monitoring_inspection_is_one_of_that_service(read_text: Read) -> None:
    text = "Ofsted and the CQC have published the letter on their monitoring inspection of SEND services in Sefton."
    (news,) = [item for item in read_text(text + CLOSING).mentions if item.role == "new"]
    assert (news.type, news.facts.kind) == ("visit_outcome", "area_send_monitoring")


def test_in_special_needs_a_dated_revisit_with_findings_is_no_announcement(read_text: Read) -> None:
    text = (
        "Ofsted and the Care Quality Commission revisited Northumberland between 19 and 21 May 2021 to look at SEND."
        "\n\nThe inspectors found that the area has made sufficient progress in all three areas."
    )
    (news,) = [item for item in read_text(text, published=None).mentions if item.role == "new"]
    assert (news.type, news.facts.dates["end"].iso) == ("visit_outcome", "2021-05-21")


def test_a_monitoring_report_ends_a_monitoring_visit(read_text: Read) -> None:
    text = "Inspectors told Sefton so in their third monitoring report on its children's services, out last Thursday."
    (news,) = [item for item in read_text(text + CLOSING).mentions if item.role == "new"]
    assert (news.type, news.facts.kind) == ("visit_outcome", "monitoring_visit")


@pytest.mark.parametrize(
    "ahead",
    [
        "In advance of the re-visit, Ofsted has asked for letters to be shared with parents.",
        "Ahead of the visit inspectors have asked to hear from families.",
        "Parents are asked to send in their views before the inspection.",
        "The council is preparing for the re-visit with its partners.",
        "Families may take part in the visit through a survey.",
    ],
)
def test_what_is_done_before_a_visit_is_not_the_visit(read_text: Read, ahead: str) -> None:
    text = f"Ofsted and the CQC will revisit SEND services in Durham between 24 and 26 June.\n\n{ahead}"
    found = [item for item in read_text(text).mentions if item.role in ("new", "scheduled")]
    assert [item.type for item in found] == ["inspection_announced"]


def test_services_for_additional_needs_inspected_now_and_before(read_text: Read) -> None:
    text = (
        "Sefton's services for children with additional needs and disabilities are now being inspected."
        "\n\nSEND services there were inspected before, in 2016."
    )
    (news,) = [item for item in read_text(text).mentions if item.role in ("new", "scheduled")]
    assert (news.type, news.role, news.facts.dates) == ("inspection_announced", "new", {})


@pytest.mark.parametrize("label", ["Still rated inadequate", "Currently rated 'inadequate'", "Already judged good"])
def test_a_label_under_a_picture_is_no_news(read_text: Read, label: str) -> None:
    text = f"{label}\n\nDevon County Council is disputing Ofsted's draft report on its children's services."
    found = [item for item in read_text(text).mentions if item.role in ("new", "scheduled")]
    assert [item.type for item in found] == ["inspection_announced"]


def test_a_report_said_to_be_out_is_that_of_the_judgement(read_text: Read) -> None:
    text = (
        "The report was published on the Ofsted website on 13 June 2024."
        "\n\nThe cabinet welcomed Ofsted's inspection of Croydon's children's services, which ended on 3 May 2024 with"
        " the services judged good."
    )
    found = [item for item in read_text(text).mentions if item.role == "new"]
    assert [item.type for item in found] == ["judgement"]
