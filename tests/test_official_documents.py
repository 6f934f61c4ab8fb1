"""What official sites newly list is read, taken into the record, and told once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from flows import steps
from flows.passes import prepare
from parsers.fact_sheet import facts_from_dict
from storage import official
from storage.tables import EventRow, OfficialDocumentRow, SourceRow
from tests.documents import SPLIT_AREAS, ilacs_report, letter
from tests.newsstand.stand import Provider, Report
from tests.spreadsheets import IN_YEAR, ods
from tests.town import Town

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = TODAY + timedelta(minutes=20)
AREAS = SPLIT_AREAS[:4]
KNOWN = Report(1, "Children's services inspection", date(2023, 9, 4))
FRESH = Report(2, "Children's services inspection", date(2026, 11, 20))
COLLECTION = "/api/content/government/collections/improvement-notices-and-directions"


def report(*grades: str, dates: str = "Inspection dates: 28 September 2026 to 9 October 2026") -> bytes:
    title = "Inspection of St Helens local authority children’s services"
    rows = tuple(zip(AREAS, grades, strict=True))
    headings = [f"{label}: {grade.lower()}" for label, grade in rows]
    return ilacs_report(rows, dates, title, headings=headings, made=date(2026, 11, 18))


def open_site(town: Town, *documents: Report) -> None:
    town.watch_ofsted()
    town.settings.sources.write_text(town.official)
    town.stand.add_provider(Provider(80560, "St Helens", documents=documents))


def first_look(town: Town) -> None:
    prepare(town.settings, TODAY)
    open_site(town, KNOWN)
    with town.shop() as shop:
        steps.sync_sources(shop, TODAY)
        steps.check_register(shop, TODAY)


def check(town: Town, now: datetime) -> steps.RegisterCount:
    with town.shop() as shop:
        count = steps.check_register(shop, now)
        steps.deliver(shop, steps.owed(shop, now, 10), now)
    return count


def judgements_of(town: Town, record_id: str) -> dict[str, str]:
    with town.shop() as shop, shop.database.read() as session:
        (found,) = [record for record in official.every(session) if record.id == record_id]
    return {str(area): str(grade) for area, grade in found.facts.judgements.items()}


def test_a_report_is_read_and_told_with_its_judgements(town: Town) -> None:
    first_look(town)
    open_site(town, FRESH, KNOWN)
    town.stand.put("/v1/file/2", report("Good", "Inadequate", "Good", "Outstanding"), "application/pdf")
    count = check(town, LATER)
    assert (count.new, count.alerting, count.failed) == (1, 1, 0)
    assert len(town.mails) == 1
    assert judgements_of(town, "ofsted_file:2") == {
        "leaders": "good",
        "help_and_protection": "inadequate",
        "in_care": "good",
        "care_leavers": "outstanding",
    }
    with town.shop() as shop, shop.database.read() as session:
        document = session.scalars(select(OfficialDocumentRow)).one()
        assert document.record_id == "ofsted_file:2" and document.reading is not None
        assert {"path": "judgements.leaders", "page": 1}.items() <= document.reading["found"][4].items()
        event = session.scalars(select(EventRow).where(EventRow.authority == "St Helens")).all()[-1]
        newest = max(
            (facts_from_dict(row.facts) for row in session.scalars(select(EventRow)) if row.authority == "St Helens"),
            key=lambda facts: facts.dates["start"].iso if "start" in facts.dates else "",
        )
    assert event is not None
    assert (newest.dates["start"].iso, newest.dates["published"].iso) == ("2026-09-28", "2026-11-20")
    assert check(town, LATER + timedelta(minutes=20)).new == 0
    assert len(town.mails) == 1


def test_a_report_that_cannot_be_read_counts_by_its_link_and_is_tried_again(town: Town) -> None:
    first_look(town)
    open_site(town, FRESH, KNOWN)
    town.stand.put("/v1/file/2", b"<html>soon</html>", "text/html")
    count = check(town, LATER)
    assert (count.new, count.failed) == (1, 1)
    with town.shop() as shop, shop.database.read() as session:
        assert "no PDF" in str(session.scalars(select(OfficialDocumentRow)).one().problem)
    town.stand.put("/v1/file/2", report("Good", "Good", "Good", "Good"), "application/pdf")
    check(town, LATER + timedelta(minutes=20))
    assert judgements_of(town, "ofsted_file:2")["leaders"] == "good"


def test_a_document_about_another_authority_than_its_page_counts_by_its_link(town: Town) -> None:
    first_look(town)
    open_site(town, FRESH, KNOWN)
    town.stand.put("/v1/file/2", letter(), "application/pdf")
    check(town, LATER)
    assert judgements_of(town, "ofsted_file:2") == {}
    with town.shop() as shop, shop.database.read() as session:
        reading = session.scalars(select(OfficialDocumentRow)).one().reading
    assert reading is not None and "page that links it is that of St Helens" in reading["unread"][-1]["reason"]


def test_a_letter_joins_the_visit_that_the_statistics_told_of(town: Town) -> None:
    first_look(town)
    row = ("Link", "E08000013", "St Helens", "North West", "2026-10-06", "2026-11-13", "ILACS Focused Visit", *[""] * 5)
    with town.shop() as shop:
        steps.import_statistics(shop, ods({"In year": [IN_YEAR, (*row, "Front door")]}), "statistics.ods", TODAY)
    with town.shop() as shop, shop.database.read() as session:
        before = session.query(EventRow).count()
    open_site(town, Report(3, "Children's services focused visit", date(2026, 11, 19)), KNOWN)
    visit = "This letter summarises the findings of the focused visit to St Helens on 6 and 7 October 2026."
    people = ("Cara Dunn", "Director of Children’s Services", "St Helens Council")
    subject = "Focused visit to St Helens children’s services"
    body = letter(visit, subject, "12 November 2026", people, made=date(2026, 11, 11), priority=["Risk is not seen."])
    town.stand.put("/v1/file/3", body, "application/pdf")
    check(town, LATER)
    with town.shop() as shop, shop.database.read() as session:
        assert session.query(EventRow).count() == before
        (visit_record,) = [r for r in official.every(session) if r.id == "focused_visit:St Helens:2026-10-06"]
    assert visit_record.facts.priority_action_texts == ("Risk is not seen.",)
    assert visit_record.facts.dates["end"].iso == "2026-10-07"


def test_a_report_is_read_however_long_its_site_was_down(town: Town) -> None:
    first_look(town)
    open_site(town, FRESH, KNOWN)
    town.stand.mount("/v1/file/2", "server_error")
    for hours in range(1, 9):
        check(town, TODAY + timedelta(hours=hours))
    assert judgements_of(town, "ofsted_file:2") == {}
    town.stand.unmount("/v1/file/2")
    town.stand.put("/v1/file/2", report("Good", "Inadequate", "Good", "Outstanding"), "application/pdf")
    check(town, TODAY + timedelta(hours=12))
    assert judgements_of(town, "ofsted_file:2")["help_and_protection"] == "inadequate"
    assert len(town.mails) == 2


def notice(body: str, log: list[tuple[str, str]], title: str) -> bytes:
    history = [{"public_timestamp": f"{day}T10:00:00Z", "note": note} for day, note in log]
    content = {
        "title": title,
        "description": "",
        "first_published_at": "2026-06-01T09:30:00Z",
        "details": {"body": f"<p>{body}</p>", "change_history": history},
    }
    return json.dumps(content).encode()


def collection(title: str, updated: str, group: str) -> bytes:
    path = "/government/publications/notice-halton"
    document = {"content_id": "a", "title": title, "base_path": path, "public_updated_at": f"{updated}T09:00:00Z"}
    details = {"collection_groups": [{"title": group, "documents": ["a"]}], "change_history": []}
    return json.dumps({"links": {"documents": [document]}, "details": details}).encode()


def test_a_notice_that_is_lifted_after_the_first_look(town: Town) -> None:
    title = "Improvement notice issued to Halton Borough Council: June 2026"
    page = "/api/content/government/publications/notice-halton"
    town.stand.put(COLLECTION, collection(title, "2026-06-01", "Open notices"), "application/json")
    town.stand.put(page, notice("It requires children’s services to improve.", [], title), "application/json")
    prepare(town.settings, TODAY)
    town.settings.sources.write_text(
        f'[[source]]\nid = "notices"\nname = "GOV.UK"\nkind = "govuk"\nurl = "{town.stand.base}{COLLECTION}"\n'
        'group = "official"\nserves = ["national"]\nevery = 15\n'
    )
    with town.shop() as shop:
        steps.sync_sources(shop, TODAY)
    assert check(town, TODAY).alerting == 0
    log = [("2026-11-20", "Updated to say that the notice was lifted on 19 November 2026.")]
    town.stand.put(COLLECTION, collection(title, "2026-11-20", "Closed notices"), "application/json")
    lifted = notice("It required children’s services to improve.", log, title)
    town.stand.put(page, lifted, "application/json")
    assert check(town, LATER).new == 1
    with town.shop() as shop, shop.database.read() as session:
        steps_known = {record.id: record.facts for record in official.every(session) if "notice-halton" in record.id}
    assert {facts.action for facts in steps_known.values()} == {"issued", "lifted"}
    assert steps_known["govuk:notice-halton:lifted:2026-11-19"].dates["effective"].iso == "2026-11-19"
    with town.shop() as shop, shop.database.read() as session:
        query = select(EventRow).where(EventRow.authority == "Halton", EventRow.family == "intervention")
        actions = {row.facts["dates"]["effective"]: row.facts["action"] for row in session.scalars(query)}
    assert actions["2026-11-19"] == "lifted"
    assert check(town, LATER + timedelta(minutes=20)).new == 0


@pytest.mark.parametrize(("reached", "status"), [(False, "offline"), (True, "dns")])
def test_a_site_is_not_blamed_while_nobody_can_be_reached(town: Town, reached: bool, status: str) -> None:
    town.watch_ofsted()
    for slug in ("star", "echo", "post", "bell"):
        town.open_outlet(slug, slug)
    listed = town.settings.sources.read_text().replace(f"{town.stand.base}/search", "http://ofsted.invalid/search")
    for slug in ("star", "echo", "post") if reached else town.outlets:
        listed = listed.replace(f"{town.stand.base}/outlet/{slug}/", f"http://{slug}.invalid/")
    town.settings.sources.write_text(listed)
    town.run(TODAY)
    check(town, TODAY)
    with town.shop() as shop, shop.database.read() as session:
        row = session.get_one(SourceRow, "ofsted")
        assert (row.status, row.failures, row.leased_until) == (status, int(reached), None)
