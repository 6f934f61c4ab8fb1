"""From stored articles to events, on both databases: once per event, whatever comes twice, at once, or edited."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict
from parsers.model import Mention, MentionType, OfficialRecord, Reading, Role, Span
from storage import articles, mentions, official, resolution
from storage import events as event_rows
from storage.articles import Text
from storage.candidates import candidates
from storage.database import Database
from storage.shelf import MOST_CANDIDATES, Shelf
from storage.tables import ChangeRow, EventRow, MentionRow

NOW = datetime(2019, 11, 5, 9, tzinfo=UTC)
RATED: dict[str, Any] = {"kind": "ilacs_standard", "judgements": {"overall": "inadequate"}}


def statement(facts: dict[str, Any], type: MentionType = "judgement", role: Role = "new") -> Mention:
    return Mention(type, role, "St Helens", facts_from_dict(facts), Span(0, 5, "test"), 0.9)


def article(
    database: Database, url: str, said: Sequence[Mention], now: datetime = NOW, text: str = "Ofsted said so."
) -> int:
    with database.write() as session:
        version = articles.put(session, Text(text, url=url, published=now), now, silent=False)
        assert version is not None
        mentions.store_reading(session, version, Reading(True, "test", tuple(said)), now)
        return version.id


def resolve(database: Database, version: int, now: datetime = NOW) -> list[str]:
    with database.write() as session:
        return [one.change.kind for found in resolution.Batch(session, [version], now).resolve() for one in found]


def events(database: Database) -> list[EventRow]:
    with database.read() as session:
        return list(session.scalars(select(EventRow).where(EventRow.status != "retracted")))


def test_a_second_report_adds_a_source_and_nothing_else(database: Database) -> None:
    first = article(database, "https://star.example/1", [statement(RATED)])
    assert resolve(database, first) == ["published"]
    second = article(database, "https://echo.example/2", [statement(RATED)], NOW + timedelta(hours=3))
    assert resolve(database, second) == ["source_added"]
    assert len(events(database)) == 1


def test_resolving_twice_changes_nothing(database: Database) -> None:
    version = article(database, "https://star.example/1", [statement(RATED)])
    assert resolve(database, version) == ["published"]
    assert resolve(database, version) == []
    with database.write() as session:
        session.execute(update(MentionRow).values(resolved_at=None))
    assert resolve(database, version) == []
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(ChangeRow)) == 1


def test_the_same_text_again_is_no_new_version(database: Database) -> None:
    article(database, "https://star.example/1?utm_source=x", [statement(RATED)])
    with database.write() as session:
        again = articles.put(session, Text("Ofsted said so.", url="https://star.example/1"), NOW, silent=False)
    assert again is None


def test_an_edit_corrects_what_the_article_said(database: Database) -> None:
    resolve(database, article(database, "https://star.example/1", [statement(RATED)]))
    better = RATED | {"judgements": {"overall": "requires_improvement"}}
    edited = article(database, "https://star.example/1", [statement(better)], text="Ofsted said otherwise.")
    assert resolve(database, edited) == ["corrected"]
    (event,) = events(database)
    assert event.facts["judgements"] == {"overall": "requires_improvement"}


def test_an_edit_that_takes_it_back_retracts_it(database: Database) -> None:
    resolve(database, article(database, "https://star.example/1", [statement(RATED)]))
    other = statement({"amount_gbp": 5_000_000}, "funding")
    edited = article(database, "https://star.example/1", [other], text="We were wrong.")
    assert sorted(resolve(database, edited)) == ["reported", "retracted"]
    assert [event.family for event in events(database)] == ["funding"]


def test_standing_and_possible_things_make_no_event(database: Database) -> None:
    said = [statement(RATED, role="state"), statement(RATED, role="conditional")]
    assert resolve(database, article(database, "https://star.example/1", said)) == []
    assert events(database) == []


def test_the_report_confirms_what_the_press_said(database: Database) -> None:
    resolve(database, article(database, "https://star.example/1", [statement(RATED)]))
    dates = {"start": "2019-09-23", "end": "2019-10-04", "published": "2019-11-04"}
    record = OfficialRecord(
        "ilacs:St Helens:2019-09-23", "inspection", "St Helens", facts_from_dict(RATED | {"dates": dates})
    )
    with database.write() as session:
        row = official.put(session, record, NOW, silent=False)
        assert row is not None
        kinds = [found.change.kind for found in resolution.resolve_record(session, row.id, NOW)]
    assert kinds == ["confirmed", "source_added"]
    (event,) = events(database)
    assert event.status == "confirmed"
    assert event.facts["dates"]["start"] == "2019-09-23"
    with database.write() as session:
        assert official.put(session, record, NOW, silent=False) is None


def recorded(
    database: Database, authority: str, facts: dict[str, Any], id: str = "ofsted_file:50123456"
) -> list[tuple[str, str]]:
    """Take in one record as of this authority; gives the changes, by authority."""
    record = OfficialRecord(id, "inspection", authority, facts_from_dict(facts))
    with database.write() as session:
        row = official.put(session, record, NOW, silent=False)
        found = resolution.resolve_record(session, row.id, NOW) if row else []
        return [(one.event.authority, one.change.kind) for one in found]


def test_a_record_that_is_of_another_authority_leaves_its_event(database: Database) -> None:
    visit = {"kind": "focused_visit", "dates": {"start": "2019-07-02", "published": "2019-08-01"}}
    assert recorded(database, "St Helens", visit) == [("St Helens", "published")]
    assert recorded(database, "Halton", visit) == [("St Helens", "retracted"), ("Halton", "published")]
    assert recorded(database, "Halton", visit) == []
    assert [(event.authority, event.status) for event in events(database)] == [("Halton", "confirmed")]


def test_records_that_change_places_at_once_never_wait_for_each_other(database: Database) -> None:
    visit = {"kind": "focused_visit", "dates": {"start": "2019-07-02", "published": "2019-08-01"}}
    places = ("St Helens", "Halton")
    start = threading.Barrier(2)
    found: list[tuple[str, str]] = []

    def work(number: int) -> None:
        for turn in range(8):
            start.wait(30)
            found.extend(recorded(database, places[(number + turn) % 2], visit, f"ofsted_file:5012345{number}"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {event.authority: event.status for event in events(database)} == dict.fromkeys(places, "confirmed")
    assert sum(kind == "retracted" for _, kind in found) == 14


def test_what_the_press_says_besides_stays_reported(database: Database) -> None:
    visit = {"kind": "focused_visit", "dates": {"start": "2019-07-02"}}
    resolve(database, article(database, "https://star.example/1", [statement(visit, "visit_outcome")]))
    recorded(database, "St Helens", visit)
    assert [event.status for event in events(database)] == ["confirmed"]
    assert recorded(database, "Halton", visit) == [("Halton", "published")]
    assert {event.authority: event.status for event in events(database)} == {
        "St Helens": "reported", "Halton": "confirmed",
    }  # fmt: skip


def test_of_more_candidates_than_are_looked_at_the_undated_come_last(database: Database) -> None:
    claim = Claim("c", "c", "visit_outcome", "new", facts_from_dict({"dates": {"start": "2019-07-02"}}))
    with database.write() as session:
        for number in range(MOST_CANDIDATES + 3):
            event = event_rows.blank("St Helens", claim, NOW)
            event.id, event.status = f"{number:03}", "reported"
            if number >= 3:
                event.window_from = event.window_to = date(2019, 1, 1) + timedelta(days=number)
            session.add(event)
    with database.read() as session:
        offered = [known.id for known in candidates(Shelf(session), "St Helens", claim)]
    assert offered == [f"{number:03}" for number in range(MOST_CANDIDATES + 2, 2, -1)]


def test_two_official_records_are_never_one(database: Database) -> None:
    with database.write() as session:
        for day in ("2018-07-11", "2018-07-18"):
            facts = facts_from_dict({"kind": "focused_visit", "dates": {"start": day}})
            record = OfficialRecord(f"focused_visit:St Helens:{day}", "inspection", "St Helens", facts)
            row = official.put(session, record, NOW, silent=True)
            assert row is not None
            resolution.resolve_record(session, row.id, NOW)
    assert len(events(database)) == 2


def test_a_batch_comes_out_as_its_versions_one_by_one(database: Database) -> None:
    """Each finds what those before it made, though all that is known was fetched before the first."""
    visit = {"kind": "focused_visit", "priority_actions": 1, "dates": {"start": "2019-03-05"}}
    told = [
        [statement({"kind": "ilacs_standard", "dates": {"start": "2019-10-07"}}, "inspection_announced")],
        [statement({**RATED, "dates": {"published": "2019-11-05"}})],
        [statement({"judgements": {"overall": "inadequate"}}, role="retrospective")],
        [statement(visit, "visit_outcome")],
        [statement({**RATED, "dates": {"start": "2019-10-07"}})],
    ]
    versions = [article(database, f"https://star.example/{number}", said) for number, said in enumerate(told)]
    with database.write() as session:
        at_once = [
            [one.change.kind for one in found if one.change.kind != "enriched"]
            for found in resolution.Batch(session, versions, NOW).resolve()
        ]
    assert len(events(database)) == 2
    settled = {row.id: (row.facts, row.provenance, row.status) for row in events(database)}
    with database.write() as session:
        session.execute(delete(ChangeRow))
        session.execute(update(MentionRow).values(event_id=None, resolved_at=None))
        session.execute(delete(EventRow))
    one_by_one = [[kind for kind in resolve(database, version) if kind != "enriched"] for version in versions]
    assert at_once == one_by_one
    assert {row.id: (row.facts, row.provenance, row.status) for row in events(database)} == settled


def test_a_claim_of_long_ago_is_known_again_beside_one_of_today(database: Database) -> None:
    """However much happened since: what a batch asks for together hides nothing from one of its claims."""
    before = {"kind": "focused_visit", "dates": {"start": "2010-07-05"}}
    long_ago = datetime(2010, 8, 1, tzinfo=UTC)
    resolve(database, article(database, "https://star.example/2010", [statement(before, "visit_outcome")], long_ago))
    with database.write() as session:
        for number in range(MOST_CANDIDATES + 1):
            claim = Claim(str(number), str(number), "visit_outcome", "new", facts_from_dict({}))
            event = event_rows.blank("St Helens", claim, NOW)
            event.status, event.phase = "reported", "published"
            event.window_from = event.window_to = date(2018, 1, 1) + timedelta(days=number)
            session.add(event)
    again = article(database, "https://post.example/2010", [statement(before, "visit_outcome")], long_ago)
    today = article(database, "https://star.example/2019", [statement(RATED)])
    with database.write() as session:
        found = resolution.Batch(session, [again, today], NOW).resolve()
        assert [[one.change.kind for one in of_one] for of_one in found] == [["source_added"], ["published"]]


def test_two_at_once_make_one_event(database: Database) -> None:
    versions = [article(database, f"https://outlet{number}.example/", [statement(RATED)]) for number in range(4)]
    kinds: list[str] = []
    start = threading.Barrier(len(versions))

    def work(version: int) -> None:
        start.wait()
        kinds.extend(resolve(database, version))

    threads = [threading.Thread(target=work, args=(version,)) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(events(database)) == 1
    assert sorted(kinds) == ["published", "source_added", "source_added", "source_added"]


def test_a_recollection_without_a_date_is_not_the_news_beside_it(database: Database) -> None:
    rated_good: dict[str, Any] = {"judgements": {"overall": "good"}}
    first = article(database, "https://star.example/2016", [statement(rated_good)], datetime(2016, 3, 1, tzinfo=UTC))
    resolve(database, first)
    again = article(
        database, "https://star.example/2019", [statement(rated_good, role="retrospective"), statement(rated_good)]
    )
    resolve(database, again)
    with database.read() as session:
        told = {
            row.role: row.event_id for row in session.scalars(select(MentionRow).where(MentionRow.version_id == again))
        }
    assert len(events(database)) == 2
    assert told["new"] != told["retrospective"]
