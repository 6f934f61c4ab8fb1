"""A reread that only takes statements back, killed wherever it may be: the next pass finds the rest and settles it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread, get_ident
from typing import Any

import pytest
from sqlalchemy import event, select

from flows.replay import EVERYTHING
from flows.shop import Shop
from flows.steps import reading, rereading
from parsers import reader
from storage import articles, mentions, resolution
from storage.database import Database
from storage.tables import EventRow, MentionRow, VersionRow
from tests.readers import COUNCILS, shop_of, story

NOW = datetime(2026, 10, 30, 9, tzinfo=UTC)
# Time enough for a worker that does not wait to be done.
A_MOMENT = 1.0


class Killed(BaseException):
    """What no part of the program catches, as nothing catches a kill."""


class Life:
    """The statements and commits of this thread from now on, until one of the bounds is reached: then it is killed."""

    def __init__(self, statements: float = float("inf"), commits: float = float("inf")) -> None:
        self.statements = self.commits = 0
        self._most, self._thread = (statements, commits), get_ident()

    def asks(self, *_: Any) -> None:
        if get_ident() != self._thread:
            return
        if self.statements >= self._most[0] or self.commits >= self._most[1]:
            raise Killed
        self.statements += 1

    def commits_now(self, *_: Any) -> None:
        self.commits += get_ident() == self._thread


@contextmanager
def living(shop: Shop, **bounds: float) -> Iterator[Life]:
    engine, life = shop.database.engine, Life(**bounds)
    heard = (("before_cursor_execute", life.asks), ("commit", life.commits_now))
    for name, listener in heard:
        event.listen(engine, name, listener)
    try:
        yield life
    finally:
        for name, listener in heard:
            event.remove(engine, name, listener)


@pytest.fixture
def shop(database: Database) -> Iterator[Shop]:
    yield shop_of(database, (EVERYTHING,))


def misread(shop: Shop, number: int) -> int:
    """An article about a bridge, in which an older reader had found a judgement; gives its version."""
    text = articles.Text(f"Bridge {number} is to be mended.", url=f"https://star.example/{number}", published=NOW)
    with shop.database.write() as session:
        version = articles.put(session, text, NOW, silent=False)
        assert version is not None
        wrong = reader.read(story(COUNCILS[number % len(COUNCILS)], number), shop.lexicon)
        mentions.store_reading(session, version, wrong, NOW, "older")
    reading.read(shop, [version.id], NOW)
    return version.id


def standing(shop: Shop) -> int:
    with shop.database.read() as session:
        return len(session.scalars(select(EventRow.id).where(EventRow.status != "retracted")).all())


def reread_until_killed(shop: Shop, version: int, **bounds: float) -> Life:
    with living(shop, **bounds) as life, suppress(Killed):
        rereading.reread(shop, [version], NOW)
    return life


def test_killed_at_any_statement_it_is_finished_by_the_next_pass(shop: Shop) -> None:
    whole = reread_until_killed(shop, misread(shop, 0))
    assert (whole.commits, standing(shop)) == (2, 0)
    for number in range(1, whole.statements):
        version = misread(shop, number)
        assert standing(shop) == 1
        assert reread_until_killed(shop, version, statements=number).statements == number
        reading.read(shop, reading.unread(shop, 10), NOW)
        for ids in rereading.batches(shop, rereading.scope_of(shop, None, None), 10):
            rereading.reread(shop, ids, NOW)
        assert standing(shop) == 0, f"killed at statement {number}"
        assert reading.unread(shop, 10) == []


def test_whoever_resolves_meanwhile_does_not_tick_off_what_the_dead_one_took_back(shop: Shop) -> None:
    version = misread(shop, 0)
    other = Thread(target=lambda: reread_until_killed(shop, version, commits=1))
    with shop.database.write() as session:
        found = resolution.Batch(session, [version], NOW).resolve()
        other.start()
        other.join(A_MOMENT)
        assert list(found) == [[]]
        articles.set_resolved(session, [version], NOW)
    other.join(60)
    with shop.database.read() as session:
        (told,) = session.scalars(select(MentionRow).where(MentionRow.version_id == version))
        assert told.retired_at is not None
        assert session.get_one(VersionRow, version).read_by == shop.read_by
    assert (standing(shop), reading.unread(shop, 10)) == (1, [version])
    reading.read(shop, [version], NOW)
    assert (standing(shop), reading.unread(shop, 10)) == (0, [])
