"""Articles in versions, entries known again, and looks that no two workers take."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from parsers.model import Entry
from storage import articles, entries
from storage.articles import Text
from storage.database import Database
from storage.entries import Added
from storage.tables import ArticleRow, EntryRow, SourceRow

NOW = datetime(2026, 6, 22, 9, tzinfo=UTC)
PAGE = "https://star.example/1"


@pytest.fixture
def source(database: Database) -> str:
    with database.write() as session:
        session.add(
            SourceRow(
                id="star", name="Star", url="https://star.example/feed", kind="rss", group="local press",
                serves=["Kent"], every_minutes=30,
            )
        )  # fmt: skip
    return "star"


def feed(*numbers: int) -> list[Entry]:
    return [
        Entry(f"id-{n}", f"https://star.example/{n}", f"Story {n}", NOW - timedelta(hours=n), outlet="Post")
        for n in numbers
    ]


def add(database: Database, shown: list[Entry], now: datetime = NOW) -> Added:
    with database.write() as session:
        source = session.get_one(SourceRow, "star")
        added = entries.add(session, source, shown, now)
        source.first_polled_at = source.first_polled_at or now
    return added


def rows(database: Database) -> dict[str, EntryRow]:
    with database.read() as session:
        return {row.title or "": row for row in session.scalars(select(EntryRow))}


def test_entries_are_kept_once(database: Database, source: str) -> None:
    assert add(database, [*feed(1, 2, 90), replace(feed(3)[0], published=None, earliest=date(2026, 6, 1))]).new == 4
    assert add(database, feed(1, 2, 3, 4)) == Added(new=1)
    found = rows(database)
    assert {title: row.silent for title, row in found.items()} == {
        "Story 1": False, "Story 2": False, "Story 90": True, "Story 3": True, "Story 4": False,
    }  # fmt: skip
    assert (found["Story 1"].outlet, found["Story 3"].earliest) == ("Post", date(2026, 6, 1))


def test_a_move_of_all_items_is_no_news(database: Database, source: str) -> None:
    add(database, feed(*range(1, 9)))
    moved = [replace(one, id=f"x-{one.id}", url=None, published=NOW) for one in feed(*range(1, 9))]
    older = replace(feed(200)[0], id="x-200")
    assert add(database, [*moved, older, *feed(0)]) == Added(new=2, moved=True)
    found = rows(database)
    assert (found["Story 200"].silent, found["Story 0"].silent) == (True, False)


def test_a_new_title_has_the_article_looked_at_again(database: Database, source: str) -> None:
    add(database, feed(1))
    with database.write() as session:
        version = articles.put(session, Text("First words.", url=PAGE, title="Story 1"), NOW, silent=False)
        assert version is not None
        session.scalars(select(EntryRow)).one().article_id = version.article_id
    for changed in (replace(feed(1)[0], title="Retold"), replace(feed(1)[0], id="other", title="Told anew")):
        assert add(database, [changed]) == Added(edited=1)
        assert add(database, [changed]) == Added()
        with database.write() as session:
            article = session.scalars(select(ArticleRow)).one()
            assert article.recheck_at == NOW
            article.recheck_at = None


def test_a_version_is_another_text_not_other_commas(database: Database) -> None:
    def put(text: str, **more: bool) -> bool:
        with database.write() as session:
            return articles.put(session, Text(text, url=PAGE, **more), NOW, silent=False) is not None

    told = ["Only the summary.", "It was £1.5m.", "It was £15m.", "It was £1.5m."]
    assert [put(told[0], partial=True), *(put(text) for text in told[1:])] == [True] * 4
    assert [put("It was  £1.5m!"), put("“It was £1.5m.”"), put("Summary", partial=True)] == [False] * 3
    assert [put(f"Advertisement {n}.") for n in range(40)].count(True) == articles.MOST_VERSIONS - 4


def test_a_look_is_taken_once(database: Database) -> None:
    with database.write() as session:
        version = articles.put(session, Text("Text.", url=PAGE, published=NOW), NOW, silent=False)
        assert version is not None
        articles.follow(version.article, NOW)
    later = NOW + timedelta(minutes=15)
    with database.write() as session:
        assert articles.to_be_checked(session, later - timedelta(seconds=1), 10) == []
        assert [row.url for row in articles.to_be_checked(session, later, 10)] == [PAGE]
    with database.write() as session:
        assert articles.to_be_checked(session, later, 10) == []
        (article,) = articles.to_be_checked(session, later + timedelta(minutes=15), 10)
        article.gone_at = later
    with database.write() as session:
        # What was taken down may come back; what a person withdrew is left alone.
        (article,) = articles.to_be_checked(session, later + timedelta(days=1), 10)
        article.withdrawn_at = later
    with database.write() as session:
        assert articles.to_be_checked(session, later + timedelta(days=2), 10) == []


def test_a_document_is_not_looked_at_again(database: Database) -> None:
    with database.write() as session:
        version = articles.put(session, Text("Text.", url=PAGE, pages=(0,)), NOW, silent=False)
        assert version is not None
        articles.follow(version.article, NOW)
        assert version.article.recheck_at is None
