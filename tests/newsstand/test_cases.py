"""Each way in which the internet misbehaves, polled for real: what is stored of it, and how soon."""

from __future__ import annotations

import resource
import ssl
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from flows import settings, steps
from flows.shop import Shop
from storage.tables import AttemptRow, EntryRow, SourceRow
from tests.newsstand.cases import (
    CASES,
    LEADS_HOME,
    MISNAMED,
    NOON,
    SECURE,
    TIMEOUT,
    WAITING,
    Case,
    mount_all,
    put_feed,
    sources_toml,
)  # fmt: skip
from tests.newsstand.certificates import certificate_for, server_context
from tests.newsstand.stand import Newsstand

pytestmark = [pytest.mark.xdist_group("cases"), pytest.mark.timeout(240)]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Two polls of all cases at once, one of them slow on a busy machine.
_WITHIN = 90.0


@dataclass(frozen=True)
class Polled:
    """What is stored after all cases were polled twice."""

    sources: dict[str, SourceRow]
    statuses: dict[str, list[str]]
    entries: dict[str, list[EntryRow]]
    seconds: float
    megabytes: float
    base: str


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Polled]:
    """All cases, mounted on one stand and polled together twice, an hour apart."""
    home = tmp_path_factory.mktemp("cases")
    certificate = certificate_for(SECURE, home)
    (home / "watchkeeper.db").write_bytes(migrated_file.read_bytes())
    with ExitStack() as stack:
        stand = stack.enter_context(Newsstand())
        secure = stack.enter_context(Newsstand(server_context(certificate)))
        put_feed(secure)
        secure.mount("/down", "redirect", to=f"{stand.base}/feed")
        port = secure.base.rpartition(":")[2]
        urls = mount_all(stand, f"https://{SECURE}:{port}", f"https://{MISNAMED}:{port}")
        trusted = [stand.base.removeprefix("http://"), f"{SECURE}:{port}", f"{MISNAMED}:{port}"]
        shop = stack.enter_context(shop_for(home, urls, trusted, certificate))
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        for hours in (0, 1):
            poll(shop, hours)
        seconds = time.monotonic() - begun
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        yield replace(stored(shop), seconds=seconds, megabytes=grown, base=stand.base)


def shop_for(home: Path, urls: dict[str, str], trusted: list[str], certificate: Path | None = None) -> Shop:
    """A shop that polls these addresses, and resolves every name to this machine."""
    (home / "sources.toml").write_text(sources_toml(urls))
    known = settings.load(
        home=home, sources_file=home / "sources.toml", subscriptions_file=home / "none.toml",
        trusted_hosts=",".join(trusted), host_spacing=0, operator_contact="desk@example.org", fetch_timeout=TIMEOUT,
        # Stand and fetcher share a processor here: with few at once, only those that are meant to be slow are.
        fetch_concurrency=8,
    )  # fmt: skip
    shop = steps.open_shop(known)
    context = ssl.create_default_context(cafile=certificate) if certificate else None
    options = replace(shop.fetch_options, lookup=lambda *_: ["127.0.0.1"], ssl=context)
    return replace(shop, fetch_options=options)


def poll(shop: Shop, hours: float) -> None:
    """Poll every source of the list, whether it is due or not, and no pages."""
    now = NOON + timedelta(hours=hours)
    steps.refresh_sources(shop, now)
    with shop.database.read() as session:
        ids = list(session.scalars(select(SourceRow.id)))
    steps.poll(shop, ids, now, pages=0)


def stored(shop: Shop) -> Polled:
    """What is in the database."""
    with shop.database.read() as session:
        rows = {row.id: row for row in session.scalars(select(SourceRow))}
        statuses: dict[str, list[str]] = {name: [] for name in rows}
        for attempt in session.scalars(select(AttemptRow).order_by(AttemptRow.id)):
            statuses[attempt.source_id].append(attempt.status)
        entries: dict[str, list[EntryRow]] = {name: [] for name in rows}
        for entry in session.scalars(select(EntryRow).order_by(EntryRow.id)):
            entries[entry.source_id].append(entry)
    return Polled(rows, statuses, entries, 0.0, 0.0, "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_stored(case: Case, polled: Polled) -> None:
    assert (tuple(polled.statuses[case.name]), len(polled.entries[case.name])) == (case.statuses, case.entries)


def test_there_are_enough_of_them() -> None:
    names = Counter(case.name for case in (*CASES, *WAITING))
    assert len(names) >= 60
    assert set(names.values()) == {1}


def test_nobody_holds_up_the_others(polled: Polled) -> None:
    assert polled.seconds < _WITHIN


def test_bombs_and_giants_cost_little_memory(polled: Polled) -> None:
    assert polled.megabytes < 300


def test_every_source_is_tried_again_and_none_is_leased(polled: Polled) -> None:
    now = NOON + HOUR
    for row in polled.sources.values():
        assert row.leased_until is None
        assert row.due_at is not None
        assert now < row.due_at <= now + (7 * DAY if row.status == "gone" else DAY)


def test_what_is_gone_is_parked(polled: Polled) -> None:
    due = polled.sources["gone"].due_at
    assert due is not None
    assert due > NOON + 6 * DAY


def test_a_permanent_move_is_followed_and_shown(polled: Polled) -> None:
    moved = {name: row.moved_to for name, row in polled.sources.items() if name.startswith("moved-")}
    assert moved == {"moved-301": f"{polled.base}/feed", "moved-308": f"{polled.base}/feed", "moved-302": None}


def test_patience_that_is_asked_for_is_had(polled: Polled) -> None:
    due = polled.sources["asks-for-patience"].due_at
    assert due is not None
    assert due >= NOON + HOUR + 1.7 * HOUR


def test_links_are_whole(polled: Polled) -> None:
    links = {name: [entry.url for entry in polled.entries[name]] for name in ("relative-links", "xml-base")}
    assert links["relative-links"] == [f"{polled.base}/news/1?a=1", f"{polled.base}/news/2"]
    assert links["xml-base"] == ["https://base.example/a/b/news/1"]


def test_identifiers_that_change_bring_no_flood(polled: Polled) -> None:
    assert sum(entry.silent for entry in polled.entries["new-guids-each-time"]) == 0
    assert len({entry.url for entry in polled.entries["new-guids-each-time"]}) == 3


def test_a_date_that_lies_ahead_is_no_news_of_the_future(polled: Polled) -> None:
    row = polled.sources["future-dates"]
    assert row.last_new_at == NOON


@pytest.mark.parametrize("case", WAITING, ids=lambda case: case.name)
def test_a_host_that_asks_to_wait_is_left_alone(case: Case, tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / "watchkeeper.db").write_bytes(migrated_file.read_bytes())
    with Newsstand() as stand:
        put_feed(stand)
        stand.mount(case.path, case.scenario, **case.options)
        trusted = [stand.base.removeprefix("http://")]
        for hours in (0, 0.1):
            # Each in a shop of its own: what a host asked for outlives the pass.
            with shop_for(tmp_path, {case.name: stand.base + case.path}, trusted) as shop:
                poll(shop, hours)
                found = stored(shop)
        row = found.sources[case.name]
        assert tuple(found.statuses[case.name]) == case.statuses
        asked_twice = case.statuses[1] != "held"
        assert len(stand.statuses(case.path)) == 1 + asked_twice
        assert row.failures == 1 + asked_twice
        assert row.due_at is not None
        wanted = case.options.get("retry_after")
        if wanted:
            seconds = min(wanted, 86_400) if isinstance(wanted, int) else 86_400
            assert row.due_at - NOON >= timedelta(seconds=seconds - 5)
        assert row.due_at - NOON <= DAY + HOUR


def test_a_name_that_leads_home_is_refused_whoever_asks(tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / "watchkeeper.db").write_bytes(migrated_file.read_bytes())
    with shop_for(tmp_path, {"home": f"http://{LEADS_HOME}/feed"}, []) as shop:
        poll(shop, 0)
        row = stored(shop).sources["home"]
    assert row.status == "refused_address"
    assert "loopback" in (row.detail or "")


def test_a_server_that_always_says_unchanged_is_found_out(tmp_path: Path, migrated_file: Path) -> None:
    """Once a day the whole feed is asked for; what is new in it under the old ETag convicts the server."""
    (tmp_path / "watchkeeper.db").write_bytes(migrated_file.read_bytes())
    with Newsstand() as stand:
        url = put_feed(stand, "/lying")
        stand.mount("/lying", "lying_etag")
        with shop_for(tmp_path, {"liar": url}, [stand.base.removeprefix("http://")]) as shop:
            poll(shop, 0)
            item = f"<item><title>News</title><link>{stand.base}/story/new</link></item>".encode()
            body = stand.resource("/lying").body.replace(b"</channel>", item + b"</channel>")
            stand.put("/lying", body, "application/rss+xml; charset=utf-8")
            for hours in (1, 23, 25, 26):
                poll(shop, hours)
            found = stored(shop)
    assert found.statuses["liar"] == ["ok", "unchanged", "unchanged", "ok", "unchanged"]
    assert len(found.entries["liar"]) == 4
    assert found.sources["liar"].validators_lie
    assert stand.statuses("/lying") == [200, 304, 304, 200, 200]


def test_a_move_that_leads_nowhere_is_undone(tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / "watchkeeper.db").write_bytes(migrated_file.read_bytes())
    with Newsstand() as stand:
        put_feed(stand, "/new")
        stand.mount("/old", "moved", to="/new")
        with shop_for(tmp_path, {"star": f"{stand.base}/old"}, [stand.base.removeprefix("http://")]) as shop:
            poll(shop, 0)
            poll(shop, 1)
            assert stand.statuses("/old") == [301]
            stand.mount("/new", "gone")
            put_feed(stand, "/old")
            stand.unmount("/old")
            for hours in (2, 30, 60, 90):
                poll(shop, hours)
            found = stored(shop)
    assert found.statuses["star"] == ["ok", "unchanged", "gone", "gone", "gone", "ok"]
    assert found.sources["star"].moved_to is None


def test_when_nobody_answers_it_is_nobodys_fault(tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / "watchkeeper.db").write_bytes(migrated_file.read_bytes())

    def nothing(host: str, port: int) -> list[str]:
        raise OSError("no network")

    with shop_for(tmp_path, {f"paper{n}": f"https://paper{n}.example/feed" for n in range(5)}, []) as shop:
        offline = replace(shop, fetch_options=replace(shop.fetch_options, lookup=nothing))
        for hours in range(6):
            poll(offline, hours)
        rows = stored(shop).sources.values()
    assert {(row.status, row.failures) for row in rows} == {("offline", 0)}
    assert all(row.due_at is not None and row.due_at <= NOON + 5.5 * HOUR for row in rows)
