"""What is read together comes out as if it were read one after another, and one bad article stops no other."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from flows.replay import EVERYTHING
from flows.shop import Shop
from flows.steps import reading
from parsers import reader
from storage import articles, mentions
from storage.database import Database
from storage.tables import ChangeRow, DeliveryRow, EventRow, MentionRow, VersionRow
from tests.readers import COUNCILS, publish, shop_of

NOW = datetime(2026, 10, 30, 9, tzinfo=UTC)


@pytest.fixture
def shop(database: Database) -> Iterator[Shop]:
    yield shop_of(database, (EVERYTHING,))


def told(shop: Shop) -> list[tuple[str, str, bool]]:
    with shop.database.read() as session:
        rows = session.execute(
            select(EventRow.authority, ChangeRow.kind, ChangeRow.alerts).join(ChangeRow.event).order_by(ChangeRow.id)
        )
        return [(authority, kind, alerts) for authority, kind, alerts in rows]


def deliveries(shop: Shop) -> int:
    with shop.database.read() as session:
        return session.scalar(select(func.count()).select_from(DeliveryRow)) or 0


def test_what_is_read_together_is_resolved_in_one_transaction(shop: Shop) -> None:
    versions = [publish(shop, council, NOW) for council in COUNCILS]
    asked: list[str] = []
    event.listen(shop.database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    reading.read(shop, versions, NOW)
    assert sum("UPDATE versions SET resolved_at" in statement for statement in asked) == 1
    assert told(shop) == [(council, "published", True) for council in COUNCILS]
    assert deliveries(shop) == len(COUNCILS)
    assert reading.unread(shop, 100) == []


def test_a_bad_article_is_put_aside_and_stops_no_other(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    versions = [publish(shop, council, NOW) for council in COUNCILS[:4]]
    with shop.database.write() as session:
        for version in session.scalars(select(VersionRow)):
            mentions.store_reading(session, version, reader.read(articles.as_read(version), shop.lexicon), NOW)
        session.flush()
        (bad, *_) = session.scalars(select(MentionRow).where(MentionRow.version_id == versions[1]))
        bad.facts = {"dates": {"start": "not a day"}}
    with caplog.at_level(logging.ERROR):
        count = reading.read(shop, versions, NOW)
    assert (count.faults, count.alerting) == (1, 3)
    assert f"version {versions[1]} can't be read" in caplog.text
    assert {council for council, _, _ in told(shop)} == {COUNCILS[0], COUNCILS[2], COUNCILS[3]}
    assert reading.unread(shop, 100) == [versions[1]]


def test_an_edit_that_waits_with_what_it_edits_corrects_it(shop: Shop) -> None:
    told_first = (
        "Ofsted has judged children's services at {council} Council to be {grade}. The report was published this week."
    )
    versions = []
    for hours, grade in ((0, "inadequate"), (1, "good")):
        text = articles.Text(
            told_first.format(council="Halton", grade=grade), url="https://star.example/halton", published=NOW
        )
        with shop.database.write() as session:
            version = articles.put(session, text, NOW + timedelta(hours=hours), silent=False)
            assert version is not None
            versions.append(version.id)
        versions.append(publish(shop, COUNCILS[hours + 2], NOW))
    reading.read(shop, versions, NOW + timedelta(hours=2))
    halton = [kind for authority, kind, _ in told(shop) if authority == "Halton"]
    assert halton == ["published", "corrected"]
    with shop.database.read() as session:
        (known,) = session.scalars(select(EventRow).where(EventRow.authority == "Halton"))
        assert known.facts["judgements"] == {"overall": "good"}
        assert session.scalar(select(func.count(VersionRow.id)).where(VersionRow.resolved_at.is_(None))) == 0


def test_what_a_reread_marked_meanwhile_goes_on_waiting(shop: Shop) -> None:
    """A worker with an old list must not tick off what a reread, which may die before it resolves, has just changed."""
    version = publish(shop, COUNCILS[0], NOW)
    reading.read(shop, [version], NOW)
    with shop.database.write() as session:
        session.get_one(VersionRow, version).resolved_at = None
        statement = session.scalars(select(MentionRow).where(MentionRow.version_id == version)).first()
        assert statement is not None
        statement.resolved_at = None
    with shop.database.write() as session:
        articles.set_resolved(session, [version], NOW)
    assert reading.unread(shop, 100) == [version]
    reading.read(shop, [version], NOW)
    assert reading.unread(shop, 100) == []
