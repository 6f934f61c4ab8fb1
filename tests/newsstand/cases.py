"""Every way in which the internet misbehaves, with what must come of it when it is polled twice.

    with Newsstand() as stand:
        mount_all(stand)
        …poll what `sources_toml` lists, twice…

Tests hold each case to its word; `make bench` polls all of them side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from parsers.poll_status import PollStatus
from tests.newsstand.scenarios import MEGABYTES, packed
from tests.newsstand.stand import Newsstand

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
# A fetch of these is given up after so many seconds.
TIMEOUT = 4.0
# Names that a resolver of the test's own knows.
LEADS_HOME, SECURE, MISNAMED = "rebinds.example", "secure.example", "misnamed.example"
_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A behaviour: the scenario and its options, the status of each of two polls, and the entries then kept.

    `url` is polled instead of the path where the scenario is mounted; `{base}` in it, and in the option `to`, is the
    stand's address, `{secure}` that of the one with TLS, whose certificate is for secure.example alone.
    """

    name: str
    scenario: str
    statuses: tuple[PollStatus, PollStatus]
    entries: int = _ITEMS
    options: Mapping[str, Any] = field(default_factory=dict)
    url: str | None = None

    @property
    def path(self) -> str:
        """Where it is mounted."""
        return f"/case/{self.name}"


def _case(
    name: str, scenario: str, first: PollStatus, second: PollStatus, entries: int = _ITEMS, **options: Any
) -> Case:
    return Case(name, scenario, (first, second), entries, options)


def _redirect(name: str, to: str, status: int, first: PollStatus, entries: int = 0) -> Case:
    second: PollStatus = "unchanged" if first == "ok" else first
    return _case(name, "redirect", first, second, entries, to=to, status=status)


CASES: tuple[Case, ...] = (
    # Validators that lie.
    _case("lying-etag", "lying_etag", "ok", "unchanged"),
    _case("changing-etag", "changing_etag", "ok", "unchanged"),
    _case("no-validators", "no_validators", "ok", "unchanged"),
    _case("304-after-failure", "not_modified_after_failure", "ok", "server_error"),
    _case("304-out-of-the-blue", "status", "http_status", "http_status", 0, status=304),
    # Time.
    _case("slow-headers", "slow_headers", "timeout", "timeout", 0, seconds=20),
    _case("slow-body", "slow_body", "timeout", "timeout", 0, seconds=20),
    _case("stalled-in-the-body", "stalled", "timeout", "timeout", 0),
    # Transfer.
    _case("broken-off", "truncated", "connect", "connect", 0),
    _case("dropped", "dropped", "connect", "connect", 0),
    _case("truncated-gzip", "truncated_gzip", "decode", "decode", 0),
    _case("undeclared-gzip", "undeclared_gzip", "not_a_feed", "not_a_feed", 0),
    _case("gzip-bomb", "bomb", "too_large", "too_large", 0, encoding="gzip"),
    _case("brotli-bomb", "bomb", "too_large", "too_large", 0, encoding="br"),
    _case("zstd-bomb", "bomb", "too_large", "too_large", 0, encoding="zstd"),
    _case("zip-archive", "zip_archive", "not_a_feed", "not_a_feed", 0),
    _case("hundred-megabytes", "endless", "too_large", "too_large", 0),
    _case("hundred-megabytes-announced", "announces_too_much", "too_large", "too_large", 0),
    # Encodings.
    _case("wrong-charset-in-header", "wrong_charset_in_header", "ok", "unchanged"),
    _case("wrong-charset-in-xml", "wrong_charset_in_xml", "ok", "unchanged"),
    _case("utf-16", "utf16", "ok", "unchanged"),
    _case("windows-1252", "windows1252", "ok", "unchanged"),
    _case("byte-order-mark", "byte_order_mark", "ok", "unchanged"),
    _case("leading-blank-lines", "leading_blank_lines", "ok", "unchanged"),
    _case("warning-before-the-feed", "warning_before_feed", "ok", "unchanged"),
    # Markup.
    _case("entity-blow-up", "entity_bomb", "not_a_feed", "not_a_feed", 0),
    _case("external-entity", "external_entity", "not_a_feed", "not_a_feed", 0),
    _case("undeclared-entities", "undeclared_entities", "ok", "unchanged"),
    _case("cut-short", "cut_short", "ok", "unchanged", share=0.95),
    # Something else in place of the feed.
    _case("error-page-with-200", "error_with_200", "error_page", "error_page", 0),
    _case("login-page", "login_page", "login_page", "login_page", 0),
    _case("consent-wall", "consent_wall", "consent_wall", "consent_wall", 0),
    _case("challenge", "challenge", "challenge", "challenge", 0),
    _case("empty-body", "empty", "not_a_feed", "not_a_feed", 0),
    _case("empty-feed", "empty_feed", "empty", "empty", 0),
    # Refusals.
    _case("forbidden", "status", "forbidden", "forbidden", 0, status=401),
    _case("not-found", "status", "not_found", "not_found", 0, status=404),
    _case("gone", "gone", "gone", "gone", 0),
    _case("burst-of-500", "server_error", "server_error", "ok", times=1),
    # 301 and 308 are followed for good, the others each time anew; all of them pass the guard at each hop.
    _redirect("moved-301", "{base}/feed", 301, "ok", _ITEMS),
    _redirect("moved-308", "{base}/feed", 308, "ok", _ITEMS),
    _redirect("moved-302", "{base}/feed", 302, "ok", _ITEMS),
    _case("redirect-loop", "redirect_loop", "redirects", "redirects", 0),
    _redirect("redirect-to-127", "http://127.0.0.1/", 302, "refused_address"),
    _redirect("redirect-to-metadata", "http://169.254.169.254/latest/meta-data/", 302, "refused_address"),
    _redirect("redirect-to-ipv6-loopback", "http://[::1]/", 302, "refused_address"),
    _redirect("redirect-to-decimal-ip", "http://2130706433/", 302, "refused_address"),
    _redirect("redirect-to-mapped-ip", "http://[::ffff:127.0.0.1]/", 302, "refused_address"),
    _redirect("redirect-to-6to4", "http://[2002:7f00:1::]/", 302, "refused_address"),
    _redirect("redirect-to-a-name-that-leads-home", f"http://{LEADS_HOME}/", 302, "refused_address"),
    _redirect("redirect-to-a-file", "file:///etc/passwd", 302, "refused_address"),
    _redirect("redirect-from-http-to-https", "{secure}/feed", 302, "ok", _ITEMS),
    Case("https", "no_validators", ("ok", "unchanged"), url="{secure}/feed"),
    Case("redirect-from-https-to-http", "no_validators", ("ok", "unchanged"), url="{secure}/down"),
    Case("tls-with-a-wrong-name", "no_validators", ("tls", "tls"), 0, url="{misnamed}/feed"),
    # Contents.
    _case("one-guid-for-all", "one_guid_for_all", "ok", "unchanged"),
    _case("new-guids-each-time", "new_guids_each_time", "ok", "ok"),
    _case("without-guids", "without_guids", "ok", "unchanged"),
    _case("without-links", "without_links", "ok", "unchanged"),
    _case("without-titles", "without_titles", "ok", "unchanged"),
    _case("without-dates", "without_dates", "ok", "unchanged"),
    _case("five-thousand-items", "many_items", "ok", "unchanged", 2_000),
    _case("future-dates", "future_dates", "ok", "unchanged", 1),
    _case("relative-links", "relative_links", "ok", "unchanged", 2),
    _case("xml-base", "xml_base", "ok", "unchanged", 1),
    _case("goes-quiet", "goes_quiet", "ok", "unchanged", 1),
    _case("another-subject", "another_subject", "ok", "ok", 40),
    _case("asks-for-patience", "asks_for_patience", "ok", "unchanged", 1),
)  # fmt: skip

# Each of these has its host wait, and so a host of its own.
WAITING: tuple[Case, ...] = (
    _case("429-in-seconds", "too_many_requests", "busy", "held", 0, retry_after=7_200),
    _case("429-as-a-date", "too_many_requests", "busy", "held", 0, retry_after=NOON + timedelta(days=400)),
    _case("429-without-a-word", "too_many_requests", "busy", "busy", 0, retry_after=None),
    _case("429-beyond-reason", "too_many_requests", "busy", "held", 0, retry_after=9_999_999),
    _case("503-in-seconds", "too_many_requests", "busy", "held", 0, status=503, retry_after=7_200),
    _case("redirect-that-asks-to-wait", "redirect", "busy", "busy", 0, to="/feed", headers={"Retry-After": "3600"}),
)


def mount_all(stand: Newsstand, secure: str = "", misnamed: str = "") -> dict[str, str]:
    """Put every case on the stand; the address of each by its name."""
    put_feed(stand)
    places = {"base": stand.base, "secure": secure, "misnamed": misnamed}
    urls = {}
    for case in CASES:
        feed = _feed(f"{stand.base}{case.path}")
        stand.put(case.path, feed, "application/rss+xml; charset=utf-8")
        options = {
            name: value.format(**places) if isinstance(value, str) and name == "to" else value
            for name, value in case.options.items()
        }
        if case.scenario == "bomb":
            packed(case.options["encoding"], MEGABYTES)
        stand.mount(case.path, case.scenario, **options)
        urls[case.name] = case.url.format(**places) if case.url else stand.base + case.path
    return urls


def put_feed(stand: Newsstand, path: str = "/feed") -> str:
    """An honest feed of three items."""
    return stand.put(path, _feed(stand.base), "application/rss+xml; charset=utf-8")


def sources_toml(urls: Mapping[str, str]) -> str:
    """The cases as a list of sources."""
    return "\n".join(
        f'[[source]]\nid = "{name}"\nname = "{name}"\nurl = "{url}"\nkind = "rss"\ngroup = "local press"\n'
        'serves = "national"\nevery = 30\n'
        for name, url in urls.items()
    )


def _feed(base: str) -> bytes:
    with_dates = [(number, NOON - timedelta(hours=number)) for number in range(_ITEMS)]
    items = "".join(
        f"<item><title>Inspectors visit the café in Example {number}</title><link>{base}/story/{number}</link>"
        f'<guid isPermaLink="false">{base}/story/{number}</guid><description>Story {number}: £5.</description>'
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for number, at in with_dates
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Example</title>'
    return f"{head}{items}</channel></rss>".encode()
