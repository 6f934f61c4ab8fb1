"""What an answer is that is not the feed that was asked for."""

from __future__ import annotations

import pytest

from parsers.answers import instead_of_a_feed, refused
from parsers.poll_status import PollStatus

PAGE = "<!DOCTYPE html><html><head><title>{}</title></head><body><h1>{}</h1><p>{}</p></body></html>"


@pytest.mark.parametrize(
    ("status", "reason", "meant"),
    [
        (None, "dns", "dns"),
        (None, "timeout", "timeout"),
        (401, "http_status", "forbidden"),
        (403, "http_status", "forbidden"),
        (404, "http_status", "not_found"),
        (410, "http_status", "gone"),
        (418, "http_status", "http_status"),
        (429, "busy", "busy"),
        (500, "http_status", "server_error"),
        (503, "busy", "busy"),
        (304, "http_status", "http_status"),
    ],
)
def test_statuses(status: int | None, reason: PollStatus, meant: PollStatus) -> None:
    assert refused(status, reason, {}, b"") == meant


@pytest.mark.parametrize("status", [200, 403, 429, 503])
@pytest.mark.parametrize(
    "body",
    [
        PAGE.format("Just a moment...", "", "Enable JavaScript and cookies to continue"),
        PAGE.format("star.example", "", '<script src="/_Incapsula_Resource?SWJIYLWA=719d"></script>'),
        PAGE.format("star.example", "", '<script src="https://ct.captcha-delivery.com/c.js"></script>'),
        PAGE.format("Access denied", "", "Sucuri WebSite Firewall"),
    ],
)
def test_a_challenge_whatever_its_status(status: int, body: str) -> None:
    if status == 200:
        assert instead_of_a_feed(body.encode(), {}, None, "text/html") == "challenge"
    else:
        assert refused(status, "http_status", {}, body.encode()) == "challenge"


def test_a_challenge_by_its_header() -> None:
    assert refused(403, "http_status", {"cf-mitigated": "challenge"}, b"") == "challenge"
    assert refused(403, "http_status", {"server": "cloudflare"}, b"") == "forbidden"


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        (PAGE.format("Sign in to your account", "Sign in", "Email and password"), "login_page"),
        (PAGE.format("Page not found", "Page not found", "It may have moved."), "error_page"),
        (PAGE.format("Star", "News", "Inspectors came to the council. " * 40), "web_page"),
        ('<?xml version="1.0"?>\n' + PAGE.format("Star", "News", "Inspectors came. " * 40), "web_page"),
        ("{}", "not_a_feed"),
        ("<opml/>", "not_a_feed"),
        ("", "not_a_feed"),
        ("plain words", "not_a_feed"),
    ],
)
def test_what_came_in_place_of_a_feed(body: str, meant: PollStatus) -> None:
    assert instead_of_a_feed(body.encode(), {}, "https://star.example/feed", None) == meant
