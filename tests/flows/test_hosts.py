"""What hosts ask for outlives a pass: the next one has manners of its own, and knows it all the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import settings
from flows.exchange import Failure, Request, Response
from flows.shop import Shop, lend_shop
from flows.steps import hosts
from storage.database import Database
from storage.hosts import ROBOTS_KEPT
from tests.flows.conftest import Site, bad, good

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


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
