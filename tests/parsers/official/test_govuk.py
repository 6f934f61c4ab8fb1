"""Notices and directions on GOV.UK: issued, revised, closed, replaced; and pages that are something else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from parsers.authorities import Gazetteer
from parsers.official.govuk import NoticePage, read_collection, read_notice
from parsers.official.notice_closing import CollectionEntry, LogEntry

COLLECTION = "https://www.gov.uk/api/content/government/collections/improvement-notices-and-directions"
PAGE = "https://www.gov.uk/government/publications/improvement-notice-issued-to-halton"


def page(
    title: str,
    published: str,
    body: str = "It requires the council to improve its children’s social care services.",
    log: Sequence[tuple[str, str]] = (),
) -> str:
    history = [{"public_timestamp": f"{day}T10:00:00Z", "note": note} for day, note in log]
    return json.dumps(
        {
            "title": title,
            "description": "A decision of the Department.",
            "first_published_at": f"{published}T09:30:00.000+00:00",
            "details": {"body": f"<p>{body}</p>", "change_history": history},
        }
    )


def read(
    gazetteer: Gazetteer, body: str, group: str | None = None, log: Sequence[LogEntry] = (), title: str = ""
) -> NoticePage:
    entry = CollectionEntry(title or json.loads(body)["title"], PAGE, PAGE, group, None)
    return read_notice(body, PAGE, gazetteer, entry, log)


def steps(notice: NoticePage) -> list[tuple[str | None, str | None, str | None, str]]:
    return [
        (r.facts.instrument, r.facts.action, r.facts.service, r.facts.dates["effective"].iso) for r in notice.records
    ]


def test_a_notice_that_is_in_force(gazetteer: Gazetteer) -> None:
    notice = read(gazetteer, page("Improvement notice issued to Halton Borough Council: March 2024", "2024-03-22"))
    assert notice.authority == "Halton" and not notice.problems
    assert steps(notice) == [("improvement_notice", "issued", "children's services", "2024-03")]
    assert notice.records[0].facts.dates["published"].iso == "2024-03-22"
    assert (notice.records[0].facts.inspectorate, notice.records[0].url) == ("DfE", PAGE)


def test_a_revised_direction_and_one_for_send(gazetteer: Gazetteer) -> None:
    revised = page("Revised direction issued to Halton Borough Council: February 2025", "2025-02-07")
    assert steps(read(gazetteer, revised)) == [("statutory_direction", "revised", "children's services", "2025-02")]
    send = page("SEND services statutory direction issued to Dorset Council", "2024-02-01")
    assert steps(read(gazetteer, send)) == [("statutory_direction", "issued", "SEND", "2024-02-01")]


def test_a_page_that_says_since_when_it_is_revoked(gazetteer: Gazetteer) -> None:
    body = (
        "The commissioner was appointed after a report. It follows a direction of August 2018, now revoked."
        " This direction replaces the earlier statutory direction."
        " This direction was revoked by DfE on 13 January 2022."
    )
    log = [("2022-01-14", "Updated to show direction was revoked by DfE on 13 January 2022."), ("2018-12-13", "First.")]
    notice = read(gazetteer, page("Direction issued to Wakefield council", "2018-12-13", body, log))
    assert steps(notice) == [
        ("statutory_direction", "issued", "children's services", "2018-12-13"),
        ("statutory_direction", "lifted", "children's services", "2022-01-13"),
    ]


def test_a_revision_in_the_log_of_the_page(gazetteer: Gazetteer) -> None:
    log = [("2020-05-20", "Added an additional statutory direction."), ("2017-10-02", "First published.")]
    notice = read(gazetteer, page("Directions issued to Slough Borough Council", "2017-10-02", log=log))
    assert [step[1:] for step in steps(notice)] == [
        ("issued", "children's services", "2017-10-02"),
        ("revised", "children's services", "2020-05-20"),
    ]


@pytest.mark.parametrize(
    ("body", "log"),
    [
        ("These directions are now closed. A direction issued on 1 April 2021 replaces them.", []),
        (
            "It asks for steps.",
            [("2024-09-11", "Added a link to the direction that replaces this improvement notice.")],
        ),
        ("This notice has been revoked and replaced with a direction issued on 5 August.", []),
    ],
)
def test_what_something_stronger_replaces_is_not_lifted(
    gazetteer: Gazetteer, body: str, log: Sequence[tuple[str, str]]
) -> None:
    title = "Improvement notice issued to Halton Borough Council: January 2022"
    notice = read(gazetteer, page(title, "2022-01-13", body, log), "Closed notices")
    assert [step[1] for step in steps(notice)] == ["issued"]
    assert not notice.problems


def test_the_log_of_the_collection_tells_when_a_notice_was_closed(gazetteer: Gazetteer) -> None:
    title = "Improvement notice issued to South Gloucestershire Council: March 2022"
    log = [
        LogEntry(
            date(2024, 1, 9),
            "Added 'Improvement notice issued to Swindon Borough Council: November 2023'. Moved 'Improvement notice"
            " issued to South Gloucestershire Council: March 2022' to the closed notices section. The notice was lifted"
            " on 21 December 2023 following a review of the council's children's services.",
        )
    ]
    notice = read(gazetteer, page(title, "2022-03-10"), "Closed notices", log)
    assert steps(notice)[1][1:] == ("lifted", "children's services", "2023-12-21")
    plymouth = "Improvement notice issued to Plymouth City Council: May 2023"
    moved = [LogEntry(date(2024, 4, 9), f"Moved '{plymouth}' to 'Closed notices'.")]
    assert steps(read(gazetteer, page(plymouth, "2023-05-04"), "Closed notices", moved))[1][3] == "2024-04-09"


def test_a_notice_closed_when_a_direction_was_added_was_stepped_up_and_not_lifted(gazetteer: Gazetteer) -> None:
    title = "Improvement notice issued to Tameside Metropolitan Borough Council: July 2022"
    note = (
        "‘Direction issued to Tameside Metropolitan Borough Council: March 2024’ has been added to 'Open directions'."
        f" ‘{title}’ has been moved from 'Open notices' to 'Closed notices'."
    )
    notice = read(gazetteer, page(title, "2022-07-14"), "Closed notices", [LogEntry(date(2024, 3, 8), note)])
    assert [step[1] for step in steps(notice)] == ["issued"]


def test_a_closed_notice_of_which_nothing_says_since_when(gazetteer: Gazetteer) -> None:
    title = "Improvement notice issued to Plymouth City Council: May 2023"
    notice = read(gazetteer, page(title, "2023-05-04"), "Closed notices")
    assert [step[1] for step in steps(notice)] == ["issued"]
    assert "nothing says since when" in notice.problems[0]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("not json", "not a page"),
        ("[]", "not a page"),
        (page("Improvement notice issued to Narnia Council", "2024-01-01"), "no authority"),
        (page("Letter to Halton Borough Council", "2024-01-01", "Thank you."), "no instrument"),
        (page("Direction issued to Halton Borough Council", "someday"), "no day of publication"),
    ],
)
def test_a_page_that_tells_nothing_says_why(gazetteer: Gazetteer, body: str, why: str) -> None:
    notice = read_notice(body, PAGE, gazetteer)
    assert not notice.records and why in notice.problems[0]


def test_the_collection_its_groups_and_its_log() -> None:
    documents: list[dict[str, Any]] = [
        {
            "content_id": "a",
            "title": "Improvement notice issued to Halton Borough Council: March 2024",
            "base_path": "/government/publications/halton-march-2024",
            "public_updated_at": "2024-03-22T09:00:00Z",
        },
        {"content_id": "b", "title": "Direction issued to Slough", "base_path": "/government/publications/slough"},
        {"content_id": "c", "title": "No address"},
    ]
    groups = [{"title": "Open notices", "documents": ["a"]}, {"title": "Closed directions", "documents": ["b"]}]
    history = [
        {"public_timestamp": "2013-07-03T00:00:00Z", "note": "First published."},
        {"public_timestamp": "2024-04-09T00:00:00Z", "note": "Moved one."},
    ]
    body = {"links": {"documents": documents}, "details": {"collection_groups": groups, "change_history": history}}
    collection = read_collection(json.dumps(body), COLLECTION)
    first, second = collection.entries
    assert first.content_url == "https://www.gov.uk/api/content/government/publications/halton-march-2024"
    assert first.url == "https://www.gov.uk/government/publications/halton-march-2024"
    assert (first.group, first.closed, first.updated) == ("Open notices", False, date(2024, 3, 22))
    assert (second.closed, second.updated) == (True, None)
    assert [entry.note for entry in collection.log] == ["Moved one.", "First published."]


@pytest.mark.parametrize("body", ["<html>", "{}", '{"links": {"documents": "none"}}', "[1]"])
def test_what_is_no_collection_says_so(body: str) -> None:
    collection = read_collection(body, COLLECTION)
    assert not collection.entries and "not a collection" in collection.problems[0]
