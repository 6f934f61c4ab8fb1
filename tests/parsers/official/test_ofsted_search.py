"""Ofsted's reports site: the list, an authority's page, and what is new on them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.model import Authority, Facts, Inspectorate, OfficialRecord
from parsers.official.ofsted_search import (
    Publication,
    SearchResult,
    latest_reports,
    new_reports,
    read_provider_page,
    read_search_page,
)
from parsers.official.report_title import ReportKind, printed_date, read_report_title
from parsers.partial_date import PartialDate
from tests.parsers.official.pages import PROVIDER_URL, SEARCH_URL, provider_page, publication, result, search_page

ST_HELENS = result("St Helens", 80560, "04 September 2023", "Good")
BRENT = result("Brent & Co", 80489, "17 June 2026")


def test_results_are_read() -> None:
    page = read_search_page(search_page(ST_HELENS, BRENT, following="/search?start=100&amp;rows=100"), SEARCH_URL)
    assert page.problems == ()
    assert page.count == 153
    assert page.next_url == "https://reports.ofsted.gov.uk/search?start=100&rows=100"
    assert page.results == (
        SearchResult(
            "St Helens", 80560, "https://reports.ofsted.gov.uk/provider/44/80560", PartialDate("2023-09-04"), "Good",
            "Local Authority Children's Services",
        ),
        SearchResult(
            "Brent & Co", 80489, "https://reports.ofsted.gov.uk/provider/44/80489", PartialDate("2026-06-17"), None,
            "Local Authority Children's Services",
        ),
    )  # fmt: skip


def test_bytes_and_text_read_alike() -> None:
    html = search_page(result("Bournemouth, Christchurch – Poole", 2532287, "1 May 2025"))
    assert read_search_page(html.encode(), SEARCH_URL) == read_search_page(html, SEARCH_URL)
    assert read_search_page(html, SEARCH_URL).results[0].name == "Bournemouth, Christchurch – Poole"


def test_the_last_page_has_no_next() -> None:
    assert read_search_page(search_page(ST_HELENS), SEARCH_URL).next_url is None


@pytest.mark.parametrize(("printed", "count"), [("1 to 100 of 153", 153), ("1,153 results", 1153), ("none", None)])
def test_the_count(printed: str, count: int | None) -> None:
    assert read_search_page(search_page(ST_HELENS, count=printed), SEARCH_URL).count == count


def test_an_empty_list_is_no_problem() -> None:
    page = read_search_page(search_page(count="0"), SEARCH_URL)
    assert (page.results, page.count, page.problems) == ((), 0, ())


def test_a_result_without_date_keeps_the_rest() -> None:
    (found,) = read_search_page(search_page(result("Kent", 80476, None)), SEARCH_URL).results
    assert (found.urn, found.latest_report) == (80476, None)


def test_a_missing_urn_is_taken_from_the_link_and_a_lost_one_is_told() -> None:
    html = search_page(result("Kent", "", "1 May 2025", link="/provider/44/80476"), result("?", "", None, link="/x"))
    page = read_search_page(html, SEARCH_URL)
    assert [found.urn for found in page.results] == [80476]
    assert page.problems == (f"{SEARCH_URL}: result 2 has no name, link or URN; it was left out",)


def test_a_link_that_leads_nowhere_safe_is_left_out() -> None:
    page = read_search_page(search_page(result("Kent", 80476, None, link="javascript:alert(1)")), SEARCH_URL)
    assert page.results == ()
    assert len(page.problems) == 1


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("", "not a web page"),
        ("Service unavailable", "not a web page"),
        (b"%PDF-1.7 \x00\xff", "not a web page"),
        ("<html><head><title>503 Service Unavailable</title></head></html>", "its title is '503 Service Unavailable'"),
        ("<html><title>Cookies on Ofsted</title><form>Accept</form></html>", "no list of results"),
        ("<html><ul class='new-results'><li>St Helens</li></ul></html>", "may have changed its markup"),
    ],
)
def test_another_page_gives_a_problem_and_no_exception(html: str | bytes, why: str) -> None:
    page = read_search_page(html, SEARCH_URL)
    assert page.results == ()
    (problem,) = page.problems
    assert problem.startswith(SEARCH_URL)
    assert why in problem
    assert read_provider_page(html, PROVIDER_URL).problems


def test_publications_are_read_in_the_order_of_the_page() -> None:
    html = provider_page(
        publication("Special educational needs and disabilities inspection, pdf - 19 June 2026", "50300001"),
        publication("Focused visit, pdf - 5 June 2024", "50250000", visible="Focused visit"),
        publication("Children's services inspection, pdf - 04 November 2019", "50128917", host="files.api"),
    )
    page = read_provider_page(html, PROVIDER_URL)
    assert (page.name, page.urn, page.problems) == ("St Helens", 80560, ())
    assert [(p.kind, p.date, p.file_id) for p in page.publications] == [
        ("area_send", PartialDate("2026-06-19"), "50300001"),
        ("focused_visit", PartialDate("2024-06-05"), "50250000"),
        ("inspection", PartialDate("2019-11-04"), "50128917"),
    ]
    assert page.publications[2] == Publication(
        "Children's services inspection, pdf - 04 November 2019",
        "inspection",
        PartialDate("2019-11-04"),
        "50128917",
        "https://files.api.ofsted.gov.uk/v1/file/50128917",
    )


def test_a_page_without_reports_yet_is_no_problem() -> None:
    page = read_provider_page(provider_page(), PROVIDER_URL)
    assert (page.publications, page.problems) == ((), ())


@pytest.mark.parametrize(
    ("title", "kind", "iso"),
    [
        ("Children's services inspection, pdf - 04 November 2019", "inspection", "2019-11-04"),
        ("Children’s services focused visit, pdf - 8 August 2018", "focused_visit", "2018-08-08"),
        ("Focussed visit, pdf - 30 Jan 2018", "focused_visit", "2018-01-30"),
        ("Monitoring visit of children's services, pdf - 3 Sept 2020", "monitoring_visit", "2020-09-03"),
        ("Joint targeted area inspection, pdf - 16 May 2024", "jtai", "2024-05-16"),
        ("Area SEND full inspection, pdf - 15/05/2024", "area_send", "2024-05-15"),
        ("Area SEND monitoring inspection, pdf - 2025-02-01", "area_send_monitoring", "2025-02-01"),
        ("Special educational needs and/or disabilities, pdf - May 2024", "area_send", "2024-05"),
        ("Annual performance assessment, pdf", "other", None),
        ("Inspection of 5 May 2023, published 30 February 2024", "inspection", "2023-05-05"),
        ("", "other", None),
    ],
)
def test_titles(title: str, kind: ReportKind, iso: str | None) -> None:
    assert read_report_title(title) == (kind, PartialDate(iso) if iso else None)


def record(authority: str, published: str, inspectorate: Inspectorate = "Ofsted") -> OfficialRecord:
    facts = Facts(inspectorate=inspectorate, dates={"published": PartialDate(published)})
    return OfficialRecord(f"x:{authority}:{published}", "inspection", authority, facts)


def authority(name: str, urn: int | None) -> Authority:
    return Authority(name, "E00000000", (), urn, "London", "London", "x")


def test_only_reports_newer_than_the_register_are_new() -> None:
    authorities = [authority("A", 1), authority("B", 2), authority("C", 3), authority("Gone", None)]
    records = [record("A", "2023-09-04"), record("A", "2020-01-01"), record("B", "2024-05-01", "HMIP")]
    latest = latest_reports([*records, record("Gone", "2025-01-01")], authorities)
    assert latest == {1: date(2023, 9, 4), 2: date.min, 3: date.min}

    def seen(urn: int, iso: str | None) -> SearchResult:
        return SearchResult(f"n{urn}", urn, "https://x", PartialDate(iso) if iso else None)

    assert new_reports([seen(1, "2023-09-04"), seen(3, None)], latest) == ()
    newer = [seen(9, "2026-01-01"), seen(1, "2023-09-05"), seen(2, "2024-04-30")]
    assert [found.urn for found in new_reports(newer, latest)] == [1, 2, 9]


@given(
    st.text() | st.binary() | st.text(alphabet="<>/\"'=abclihresult-_ ul").map(lambda t: f"<ul class=results-list>{t}")
)
def test_no_page_breaks_the_readers(html: str | bytes) -> None:
    read_search_page(html, SEARCH_URL)
    read_provider_page(html, PROVIDER_URL)


@given(st.text())
def test_no_title_breaks_the_reader(title: str) -> None:
    kind, published = read_report_title(title)
    assert kind
    assert published == printed_date(title)
