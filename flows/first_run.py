"""The first run: set up, a demonstration on five old articles, one look at the live sources, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select

from flows.looking import EventLine, authority_named, latest_ratings, timeline_of
from flows.passes import prepare, read_all
from flows.replay import load_corpus, replay
from flows.screens.chronicle import show_timeline
from flows.screens.listings import moment
from flows.screens.output import progress, say
from flows.screens.replayed import show_replay
from flows.settings import VERSION, Settings
from flows.shop import Shop
from flows.steps import open_shop, polling, reading, register, sync_sources
from parsers.manifest import ManifestItem
from parsers.model import GRADES
from parsers.partial_date import PartialDate
from storage import official, sources
from storage.tables import OfficialRecordRow, SourceRow

DEMO_AUTHORITY = "St Helens"
# One look, not a crawl: so many articles of the national sources, the newest first.
LIVE_PAGES = 30


def first_run(settings: Settings) -> int:
    """Everything in one go, told step by step; returns the exit code. What can't be reached is said, not an error."""
    now = datetime.now(UTC)
    say(f"Watchkeeper {VERSION} · nothing will be sent", "bold")
    say()
    say("[1/4] Install      ready in .venv")
    say()
    with progress("Taking in the official record", None) as tick:
        prepare(settings, now, tick)
    with open_shop(settings) as shop:
        _database(shop, now)
        items = load_corpus(settings.seeds)
        _demo(shop, items, now)
        reached = _live(shop, now)
        _next(reached)
    return 0


def _database(shop: Shop, now: datetime) -> None:
    say(f"[2/4] Database     {shop.database.engine.url.render_as_string(hide_password=True)}")
    with shop.database.read() as session:
        kinds = Counter(
            kind or family
            for kind, family in session.execute(
                select(OfficialRecordRow.facts["kind"].as_string(), OfficialRecordRow.family)
            )
        )
        as_at = official.as_at(session)
    ilacs = kinds["ilacs_standard"] + kinds["ilacs_short"]
    authorities = sum(authority.until is None for authority in shop.gazetteer.authorities)
    say(
        f"      Register     {authorities} authorities · {ilacs} ILACS · {kinds['focused_visit']} focused visits"
        f" · {kinds['area_send']} SEND"
    )
    if as_at is not None:
        say(f"                   as at {PartialDate.of(as_at).spoken()} ({(now.date() - as_at).days} days old)")
    say(f"                   {_grades(shop)}")
    say()


def _grades(shop: Shop) -> str:
    names = {"outstanding": "Outstanding", "good": "Good", "requires_improvement": "RI", "inadequate": "Inadequate"}
    counted = Counter(
        rating.facts.judgements.get("overall") if rating.facts else None for rating in latest_ratings(shop, None)
    )
    return " · ".join(f"{counted[grade]} {names[grade]}" for grade in GRADES) + f" · {counted[None]} no overall"


def _demo(shop: Shop, items: Sequence[ManifestItem], now: datetime) -> None:
    """The five articles in a database of their own; then into the real one, without alerts."""
    say("[3/4] DEMO: five old articles, throwaway database, not current news", "bold")
    show_replay(replay(shop.settings, items))
    say()
    for item in items:
        if not item.synthetic:
            reading.take_in(shop, item, now, silent=True)
    authority = authority_named(shop, DEMO_AUTHORITY)
    lines = timeline_of(shop, authority)
    show_timeline(authority, lines)
    say(f"  {authority.name} NOW (register): {_latest(lines, 'overall')}")
    say(f"       SEND: {_latest(lines, 'outcome')}")
    say()


def _latest(lines: Sequence[EventLine], area: str) -> str:
    found = [line for line in lines if line.official and area in (line.event.facts.get("judgements") or {})]
    found = [line for line in found if line.event.kind != "hmip_youth_justice"]
    if not found:
        return "not known"
    published = (found[-1].event.facts.get("dates") or {}).get("published")
    when = f", {PartialDate(published).spoken()}" if published else ""
    return f"{found[-1].what}{when}"


def _live(shop: Shop, now: datetime) -> int:
    """One look at the sources that serve everybody; returns how many could be reached."""
    say("[4/4] Live check   national sources only", "bold")
    sync_sources(shop, now)
    with shop.database.read() as session:
        national = [row for row in sources.every(session) if row.enabled and row.serves == ["national"]]
    feeds = [row.id for row in national if row.kind in polling.FEEDS]
    with progress("Looking at live sources", None):
        register.check_register(shop, now)
        polling.poll(shop, feeds, now, LIVE_PAGES)
        read_all(shop, now)
    with shop.database.read() as session:
        rows = list(sources.get_many(session, [row.id for row in national]))
        baseline = session.scalar(
            select(func.count()).where(
                OfficialRecordRow.first_seen_at >= now, OfficialRecordRow.id.like("ofsted_file:%")
            )
        )
    reached = sum(not row.failures for row in rows if row.last_polled_at)
    for row in rows:
        _say_source(row, baseline or 0)
    if reached:
        say(f"  {reached} of {len(rows)} reachable. Run complete.")
    else:
        say("  No source reached: you are NOT being alerted.", "bold red")
    say()
    return reached


def _say_source(row: SourceRow, baseline: int) -> None:
    if row.failures:
        say(f"  ✗ {row.name:<34} {row.detail or row.status}; next try {moment(row.due_at)}", "red")
    elif row.kind == register.KIND:
        say(f"  ✓ {row.name:<34} {baseline} newer than the baseline, stored, no alerts", "green")
    else:
        say(f"  ✓ {row.name:<34} {row.status}", "green")


def _next(reached: int) -> None:
    say("Next", "bold")
    if not reached:
        say("  watchkeeper doctor                                   why no source could be reached")
    say("  watchkeeper explain seeds/articles/000_0a03101a8a01f1e4.txt")
    say('  watchkeeper timeline "St Helens"')
    say("  watchkeeper ratings")
    say("  make up                                              keep watching (needs WATCHKEEPER_OPERATOR_CONTACT)")
