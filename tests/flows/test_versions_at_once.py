"""Versions of one article in the hands of two workers: what it says last stands, whoever is quicker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from flows.replay import EVERYTHING
from flows.shop import Shop
from flows.steps import reading
from storage import articles
from storage.database import Database
from storage.tables import ChangeRow, EventRow
from tests.readers import COUNCILS, shop_of

NOW = datetime(2026, 10, 30, 9, tzinfo=UTC)
WRONG, RIGHT = COUNCILS[0], COUNCILS[1]
TOLD = "Ofsted has judged children's services at {} Council to be inadequate. The report was published this week."
# Time enough for a worker that does not wait to be done.
A_MOMENT = 1.0


@pytest.fixture
def shop(database: Database) -> Iterator[Shop]:
    yield shop_of(database, (EVERYTHING,))


def told_of(shop: Shop, number: int, *councils: str) -> list[int]:
    """Store an article that named these councils, each in the place of the one before; gives its versions."""
    versions = []
    for hours, council in enumerate(councils):
        text = articles.Text(TOLD.format(council), url=f"https://star.example/{number}", published=NOW)
        with shop.database.write() as session:
            version = articles.put(session, text, NOW + timedelta(hours=hours), silent=False)
            assert version is not None
            versions.append(version.id)
    return versions


def standing(shop: Shop) -> set[str]:
    """The authorities of which an event is known."""
    with shop.database.read() as session:
        return set(session.scalars(select(EventRow.authority).where(EventRow.status != "retracted")))


def alerts(shop: Shop) -> list[tuple[str, str]]:
    with shop.database.read() as session:
        rows = select(EventRow.authority, ChangeRow.kind).join(ChangeRow.event).where(ChangeRow.alerts.is_(True))
        return [(authority, kind) for authority, kind in session.execute(rows.order_by(ChangeRow.id))]


def test_an_authority_that_only_the_earlier_version_brings_is_taken_back(shop: Shop) -> None:
    """Whoever reads the later one looks which authorities are concerned while the earlier one still brings its own."""
    earlier, later = told_of(shop, 1, WRONG, RIGHT)
    reading._read(shop, earlier, NOW)
    with shop.database.write() as session:
        reading.resolve(session, shop, [earlier], NOW)
        session.flush()
        other = Thread(target=lambda: reading.read(shop, [later], NOW))
        other.start()
        other.join(A_MOMENT)
    other.join(60)
    assert standing(shop) == {RIGHT}


def test_an_earlier_version_that_comes_late_says_nothing_any_more(shop: Shop) -> None:
    """As when another worker has it in another batch, or when it brought out a fault that was mended since."""
    earlier, later = told_of(shop, 1, WRONG, RIGHT)
    reading.read(shop, [later], NOW)
    assert reading.read(shop, [earlier], NOW).changes == 0
    assert standing(shop) == {RIGHT}
    assert alerts(shop) == [(RIGHT, "published")]
    assert reading.unread(shop, 10) == []


def test_batches_that_share_articles_come_out_the_same_whoever_is_quicker(shop: Shop) -> None:
    versions = [told_of(shop, number, council, RIGHT) for number, council in enumerate(COUNCILS[2:12])]
    earlier, later = zip(*versions, strict=True)
    line = Barrier(2)

    def work(mine: tuple[int, ...]) -> None:
        line.wait()
        reading.read(shop, mine, NOW)

    workers = [Thread(target=work, args=(mine,)) for mine in (earlier, later[::-1])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert reading.unread(shop, 100) == []
    assert standing(shop) == {RIGHT}
    told = alerts(shop)
    assert told.count((RIGHT, "published")) == 1
    assert {kind for council, kind in told if council != RIGHT} <= {"published", "retracted"}
