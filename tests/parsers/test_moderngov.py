"""Committees' papers: from a list of meetings to the reports worth reading."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.moderngov import Meeting, Paper, about_children, as_entry, is_committee, read_agenda, read_committee
from parsers.official.layout import Document
from parsers.paper_text import page_at, paper_text
from tests.moderngov import agenda, meetings

PANEL = "Children and Young People's Services Scrutiny Panel"
LIST = "https://democracy.exampleton.example/ieListMeetings.aspx?CommitteeId=197"
AGENDA = "https://democracy.exampleton.example/ieListDocuments.aspx?CId=197&MId=881&Ver=4"


def test_a_committee_has_meetings() -> None:
    body = meetings(PANEL, [(880, date(2020, 1, 13)), (881, date(2020, 3, 16)), (881, date(2020, 3, 16))])
    committee = read_committee(body, LIST)
    assert (committee.name, committee.problems) == (PANEL, ())
    assert committee.meetings == (
        Meeting(AGENDA, date(2020, 3, 16)),
        Meeting(AGENDA.replace("881", "880"), date(2020, 1, 13)),
    )
    assert committee.near(date(2020, 3, 9)) == committee.meetings[:1]
    assert committee.near(date(2020, 6, 1)) == ()


def test_another_page_is_no_committee() -> None:
    committee = read_committee(b"<!DOCTYPE html><title>Page not found</title>", LIST)
    assert committee.meetings == ()
    assert "(“Page not found”) lists no meetings" in committee.problems[0]
    assert is_committee(LIST) and is_committee(LIST.lower())
    assert not is_committee(AGENDA)


def test_an_agenda_links_reports_item_by_item() -> None:
    body = agenda(
        PANEL,
        [
            ("Apologies for absence", []),
            ("Minutes", [("s900", "Minutes of the last meeting")]),
            ("Ofsted update", [("s901", "Ofsted inspection: update"), ("s902", "Appendix A - Improvement Notice")]),
        ],
    )
    papers = read_agenda(body, AGENDA)
    base = "https://democracy.exampleton.example/documents"
    assert papers == (
        Paper("s900", f"{base}/s900/Minutes%20of%20the%20last%20meeting.pdf", *["Minutes of the last meeting"] * 2),
        Paper("s901", f"{base}/s901/Ofsted%20inspection%3A%20update.pdf", *["Ofsted inspection: update"] * 2),
        Paper(
            "s902", f"{base}/s902/Appendix%20A%20-%20Improvement%20Notice.pdf", "Appendix A - Improvement Notice",
            "Ofsted inspection: update",
        ),
    )  # fmt: skip
    assert [about_children(PANEL, paper) for paper in papers] == [False, True, True]


@pytest.mark.parametrize(
    ("committee", "title", "wanted"),
    [
        ("Cabinet", "Children's services improvement plan", True),
        ("Cabinet", "Ofsted monitoring visit: outcome", True),
        ("Cabinet", "Local area SEND inspection", True),
        ("Cabinet", "Highways capital programme", False),
        ("Cabinet", "How to send parcels", False),
        (PANEL, "Performance in the third quarter", True),
        (PANEL, "Declarations of interest", False),
        (PANEL, "1. Minutes of the previous meeting", False),
    ],
)
def test_of_a_cabinet_only_what_is_about_children_is_read(committee: str, title: str, wanted: bool) -> None:
    assert about_children(committee, Paper("s1", "https://a.example/documents/s1/x.pdf", title, title)) is wanted


def test_a_paper_came_out_since_the_last_look() -> None:
    paper = Paper("s901", "https://www.a.example/documents/s901/x.pdf", "Update", "Ofsted")
    meeting = Meeting(AGENDA, date(2020, 3, 16))
    entry = as_entry(paper, meeting, date(2020, 3, 5), date(2020, 3, 6))
    assert (entry.id, entry.title) == ("moderngov:a.example:s901", "Ofsted: Update")
    assert (entry.published, entry.earliest, entry.latest) == (None, date(2020, 3, 5), date(2020, 3, 6))
    first = as_entry(paper, meeting, None, date(2020, 3, 6))
    assert (first.earliest, first.latest) == (date(2020, 1, 31), date(2020, 3, 6))


@given(st.binary(max_size=200), st.text(max_size=30))
def test_anything_gives_papers_or_none(junk: bytes, content_type: str) -> None:
    body = agenda(PANEL, [("Ofsted update", [("s901", "Update")])])
    read_agenda(body[:900] + junk + body[900:], AGENDA, content_type)
    read_committee(junk, LIST, content_type)


def test_a_paper_is_paragraphs_that_know_their_page() -> None:
    text = paper_text(
        Document.of_text(
            "1. Purpose\n1.1 To tell the panel of the\nnotice that the Department",
            "issued in February.\n2. Next\n• One\n• Two",
            "",
            "The end.",
        )
    )
    assert text.text.split("\n\n") == [
        "1. Purpose", "1.1 To tell the panel of the notice that the Department issued in February.", "2. Next",
        "• One", "• Two", "The end.",
    ]  # fmt: skip
    assert [page_at(text.pages, text.text.index(part)) for part in ("Purpose", "issued in", "• Two", "The end")] == [
        1, 2, 2, 4,
    ]  # fmt: skip
    assert paper_text(Document.of_text("")).text == ""
