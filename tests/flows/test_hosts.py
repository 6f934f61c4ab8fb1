"""What hosts ask for outlives a pass: the next one has manners of its own, and knows it all the same."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from flows import settings
from flows.exchange import MEGABYTE, Failure, Request, Response
from flows.politeness import Manners, Politeness
from flows.shop import Shop, lend_shop
from flows.steps import hosts
from storage import hosts as stored
from storage.database import Database
from storage.hosts import ROBOTS_KEPT
from tests.flows.conftest import Site, bad, good

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SPACING = 0.3


@pytest.fixture
def home(site: Site, tmp_path: Path, database: Database) -> tuple[Site, Path, Database]:
    return site, tmp_path, database


def shop(home: tuple[Site, Path, Database]) -> Shop:
    """A shop with manners of its own."""
    site, folder, database = home
    known = settings.load(home=folder, trusted_hosts=",".join(site.trusted), operator_contact="desk@example.org")
    return lend_shop(known, database)


def fetch(one: Shop, request: Request, now: datetime) -> Response | Failure:
    """One request in a pass at `now`."""
    (answer,) = hosts.fetch_all(one, [request], now)
    return answer


def test_a_wait_is_kept_from_one_pass_to_the_next(home: tuple[Site, Path, Database]) -> None:
    site = home[0]
    url = site.page("/feed", status=429, Retry_After="7200")
    assert bad(fetch(shop(home), Request(url), NOW)).status == 429
    site.page("/other", "fine")
    other = Request(site.url("/other"))
    held = bad(fetch(shop(home), other, NOW + timedelta(hours=1)))
    assert (held.status, held.reason) == (None, "busy")
    assert held.retry_after == pytest.approx(3_600, abs=5)
    assert good(fetch(shop(home), other, NOW + timedelta(hours=2, minutes=1))).body == b"fine"
    assert site.paths() == ["/feed", "/other"]


def test_robots_are_asked_for_twice_a_day_however_many_passes(home: tuple[Site, Path, Database]) -> None:
    site = home[0]
    site.page("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n")
    site.page("/news/1", "text")
    page = Request(site.url("/news/1"), purpose="page")
    for minutes in range(0, 60, 10):
        here = shop(home)
        good(fetch(here, page, NOW + timedelta(minutes=minutes)))
        private = Request(site.url("/private/1"), purpose="page")
        assert bad(fetch(here, private, NOW)).reason == "robots"
    assert site.paths().count("/robots.txt") == 1
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n")
    assert bad(fetch(shop(home), page, NOW + ROBOTS_KEPT)).reason == "robots"
    assert site.paths().count("/robots.txt") == 2


def test_a_host_without_rules_is_remembered_as_such(home: tuple[Site, Path, Database]) -> None:
    site = home[0]
    site.page("/news/1", "text")
    for _ in range(3):
        good(fetch(shop(home), Request(site.url("/news/1"), purpose="page"), NOW))
    assert site.paths().count("/robots.txt") == 1


def test_a_fault_of_robots_is_not_remembered(home: tuple[Site, Path, Database]) -> None:
    site = home[0]
    site.page("/robots.txt", status=500)
    site.page("/news/1", "text")
    page = Request(site.url("/news/1"), purpose="page")
    assert bad(fetch(shop(home), page, NOW)).reason == "robots"
    site.page("/robots.txt", "User-agent: *\nAllow: /\n")
    assert good(fetch(shop(home), page, NOW)).body == b"text"


def test_workers_keep_the_distance_to_a_host_together(home: tuple[Site, Path, Database]) -> None:
    site, asked = home[0], []

    async def answer(_: web.Request) -> web.Response:
        asked.append(time.monotonic())
        return web.Response(text="fine")

    def work(number: int) -> None:
        own = replace(shop(home), manners=Manners(Politeness(trusted_spacing=SPACING)))
        hosts.fetch_all(own, [Request(site.handle(f"/{number}/{one}", answer)) for one in range(3)], NOW)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(asked) == 6
    # Each alone would have been done in two distances; on a busy machine single gaps say nothing.
    assert max(asked) - min(asked) > 3.5 * SPACING


def test_a_turn_is_waited_for_by_others_alone_and_never_long(database: Database) -> None:
    def take(holder: str, now: datetime = NOW, seconds: int = 60) -> dict[str, timedelta]:
        with database.write() as session:
            return stored.take_turns(session, {"a.example": timedelta(seconds=seconds)}, holder, now)

    assert take("one") == {}
    assert take("one") == {}
    assert take("two", NOW + timedelta(seconds=20)) == {"a.example": timedelta(seconds=100)}
    assert take("one", NOW + timedelta(seconds=170)) == {"a.example": timedelta(seconds=10)}
    assert take("two", NOW + timedelta(hours=3), seconds=10_000) == {}
    assert take("one", NOW + timedelta(hours=3)) == {}


def test_no_more_is_asked_for_at_once_than_memory_can_hold(
    home: tuple[Site, Path, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = home[0]
    monkeypatch.setattr(hosts, "_MOST_HELD", 12 * MEGABYTE)
    pages = [Request(site.page(f"/{number}", str(number)), purpose="page") for number in range(5)]
    answers = hosts.fetch_each(shop(home), pages, NOW)
    assert good(next(answers)).body == b"0"
    assert [path for path in site.paths() if path != "/robots.txt"] == ["/0", "/1"]
    assert [good(answer).body for answer in answers] == [b"1", b"2", b"3", b"4"]
