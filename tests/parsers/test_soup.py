"""Pages that are searched by selectors, however they are made."""

from __future__ import annotations

import time
from datetime import date

import pytest

from parsers.discovery import announced
from parsers.listing import read_listing
from parsers.moderngov import read_agenda, read_committee
from parsers.selectors import Selectors
from parsers.soup import soup_of
from tests import moderngov

URL = "https://a.example/ieListMeetings.aspx?CommitteeId=1"
PIECES = (
    "<div>", "<ul><li>", "<tr><td>", "<table>", "<b>x", "<a href='x'>x", "<p class=mgAiTitleTxt>x",
    "<a href='ieListDocuments.aspx?MId=1'>1 Jan 2020</a>", "<a href='documents/s1/x.pdf'>x</a>",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_pages_take_bounded_time(piece: str) -> None:
    body = f"<html><body>{piece * (300_000 // len(piece))}".encode()
    begun = time.process_time()
    read_listing(body, URL, None, Selectors("div a, li, tr td a"))
    read_committee(body, URL)
    read_agenda(body, URL)
    announced(body, URL)
    assert time.process_time() - begun < 30


def test_a_page_may_begin_as_xml_does() -> None:
    body = b'<?xml version="1.0" encoding="iso-8859-1"?>\n' + moderngov.meetings("Panel", [(1, date(2026, 3, 16))])
    assert [meeting.on for meeting in read_committee(body, URL).meetings] == [date(2026, 3, 16)]


@pytest.mark.parametrize("body", [b"", b"<!-- -->", b"\x00\x00", b"plain", b"<?xml?>"])
def test_what_is_no_page_is_an_empty_one(body: bytes) -> None:
    assert soup_of(body).select("a") == []


def test_an_item_in_an_item_is_part_of_it() -> None:
    body = b"<ul><li><a href='/one'>One</a><ul><li><a href='/two'>Two</a></li></ul></li></ul>"
    assert [entry.title for entry in read_listing(body, URL, None, Selectors("li")).entries] == ["One"]
