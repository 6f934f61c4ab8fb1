"""Manners towards hosts: spacing, Retry-After and robots.txt."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from flows.fetch import Manners, Politeness, Request, fetch_all
from flows.politeness import MAX_RETRY_AFTER_SECONDS, retry_after_seconds
from parsers.addresses import CheckedUrl, checked_url
from tests.flows.conftest import Site, bad, good, one, options

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class TestManners:
    @pytest.mark.parametrize("status", [429, 503])
    @pytest.mark.parametrize("as_date", [False, True])
    def test_a_busy_host_is_left_alone(self, site: Site, status: int, as_date: bool) -> None:
        manners = Manners()
        until = format_datetime(datetime.now(UTC) + timedelta(seconds=120), usegmt=True)
        url = site.page("/feed", status=status, Retry_After=until if as_date else "120")
        failure = bad(one(url, options(site), manners))
        assert (failure.reason, failure.status) == ("busy", status)
        assert failure.retry_after == pytest.approx(120, abs=3)
        again = bad(one(site.page("/other"), options(site), manners))
        assert (again.reason, again.status) == ("busy", None)
        assert again.retry_after == pytest.approx(120, abs=5)
        assert site.paths() == ["/feed"]

    @pytest.mark.parametrize(("status", "left"), [(429, 60), (503, None)])
    def test_a_busy_host_that_names_no_time(self, site: Site, status: int, left: float | None) -> None:
        manners = Manners()
        url = site.page("/feed", status=status)
        assert bad(one(url, options(site), manners)).retry_after is None
        assert manners.politeness.held(known(url, site.trusted)) == (left and pytest.approx(left, abs=3))

    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            (None, None),
            ("30", 30.0),
            (" 30 ", 30.0),
            ("Sun, 22 Nov 2026 12:02:00 GMT", 120.0),
            ("Sunday, 22-Nov-26 12:02:00 GMT", 120.0),
            ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
            ("Fri, 31 Dec 2999 23:59:59 GMT", MAX_RETRY_AFTER_SECONDS),
            ("9999999999", MAX_RETRY_AFTER_SECONDS),
            ("-5", None),
            ("soon", None),
            ("", None),
        ],
    )
    def test_retry_after(self, value: str | None, seconds: float | None) -> None:
        assert retry_after_seconds(value, NOW) == seconds

    def test_requests_to_one_host_keep_their_distance(self) -> None:
        clock = Clock()
        polite = Politeness(spacing=2.0, clock=clock)
        here, there = known("http://one.example/"), known("http://two.example/")
        assert [polite.wait_for(here), polite.wait_for(here), polite.wait_for(there)] == [0.0, 2.0, 0.0]
        clock.now += 3
        assert polite.wait_for(here) == 1.0
        polite.slow_down(here, 10.0)
        assert [polite.wait_for(here), polite.wait_for(here)] == [3.0, 13.0]

    def test_spacing_is_kept_on_the_wire(self, site: Site) -> None:
        moments: list[float] = []

        async def note(_: web.Request) -> web.Response:
            moments.append(time.monotonic())
            return web.Response()

        site.handle("/feed", note)
        manners = Manners(Politeness(trusted_spacing=0.2))
        fetch_all([Request(site.url("/feed"))] * 4, options(site), manners)
        assert all(later - earlier > 0.15 for earlier, later in pairwise(moments))

    def test_a_hosts_crawl_delay_is_kept(self, site: Site) -> None:
        site.page("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
        site.page("/page")
        manners = Manners(Politeness(spacing=0.0, clock=Clock()))
        good(one(Request(site.url("/page"), purpose="page"), options(site), manners))
        here = known(site.url("/page"), site.trusted)
        assert [manners.politeness.wait_for(here), manners.politeness.wait_for(here)] == [7.0, 14.0]


class TestRobots:
    def page(self, site: Site, path: str = "/news/1") -> Request:
        """A page to read."""
        return Request(site.page(path, "text"), purpose="page")

    def test_a_page_that_robots_forbids_is_not_asked_for(self, site: Site) -> None:
        site.page("/robots.txt", "User-agent: *\nDisallow: /private/\n")
        assert good(one(self.page(site), options(site))).body == b"text"
        failure = bad(one(self.page(site, "/private/1"), options(site)))
        assert failure.reason == "robots"
        assert "/private/1" not in site.paths()

    def test_we_are_meant_by_our_own_name(self, site: Site) -> None:
        site.page("/robots.txt", "User-agent: watchkeeper\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
        assert bad(one(self.page(site), options(site))).reason == "robots"

    def test_robots_is_asked_once_in_a_pass_however_many_fetch(self, site: Site) -> None:
        site.page("/robots.txt", "User-agent: *\nDisallow:\n")
        manners = Manners()
        for _ in range(2):
            fetch_all([self.page(site, f"/{n}") for n in range(10)], options(site), manners)
        assert site.paths().count("/robots.txt") == 1

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_without_rules_all_is_allowed(self, site: Site, status: int) -> None:
        site.page("/robots.txt", status=status)
        assert good(one(self.page(site), options(site))).status == 200

    @pytest.mark.parametrize(("status", "reason"), [(500, "robots"), (503, "busy"), (429, "busy")])
    def test_a_server_at_fault_forbids_all(self, site: Site, status: int, reason: str) -> None:
        site.page("/robots.txt", status=status)
        failure = bad(one(self.page(site), options(site)))
        assert (failure.reason, failure.status) == (reason, status)
        assert site.paths() == ["/robots.txt"]

    def test_the_target_of_a_redirect_is_asked_too(self, site: Site) -> None:
        site.page("/robots.txt", "User-agent: *\nDisallow: /private\n")
        site.page("/private", "text")
        url = site.page("/open", status=302, Location="/private")
        assert bad(one(Request(url, purpose="page"), options(site))).reason == "robots"

    @pytest.mark.parametrize("purpose", ["feed", "official", "webhook"])
    def test_feeds_are_published_to_be_polled(self, site: Site, purpose: Any) -> None:
        site.page("/robots.txt", "User-agent: *\nDisallow: /\n")
        good(one(Request(site.page("/feed"), purpose=purpose), options(site)))
        assert site.paths() == ["/feed"]


class Clock:
    """A clock that stands until it is moved."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def known(url: str, trusted: Collection[str] = ()) -> CheckedUrl:
    """A URL that passed the guard."""
    checked = checked_url(url, trusted)
    assert isinstance(checked, CheckedUrl)
    return checked
