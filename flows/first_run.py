"""The first run: set up, a demonstration on five old articles, one look at the live sources, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from alerts.wording import GRADE, month_label
from flows.looking import EventLine, authority_named, latest_ratings, timeline_of
from flows.passes import prepare, read_all
from flows.replay import load_corpus, replay
from flows.screens.chain import chain
from flows.screens.failures import show_live
from flows.screens.listings import brief_date
from flows.screens.output import complain, hang, progress, say
from flows.screens.program import typable
from flows.screens.replayed import show_replay
from flows.settings import VERSION, Settings
from flows.shop import Shop
from flows.steps import contents, open_shop, polling, reading, register, sync_sources
from parsers.manifest import ManifestItem
from parsers.model import GRADES, Area, london_day
from parsers.partial_date import PartialDate
from parsers.poll_status import is_good
from storage import official, sources
from storage.tables import OfficialRecordRow

DEMO_AUTHORITY = "St Helens"
DEMO_ARTICLE = "000_0a03101a8a01f1e4.txt"
# One look, not a crawl: so many articles of the national sources, the newest first.
LIVE_PAGES = 30
CHAIN_WIDTH = 72
_COMMAND_WIDTH = 44


def first_run(settings: Settings) -> int:
    """Everything in one go, told step by step; returns the exit code. What can't be reached is said, not an error."""
    now = datetime.now(UTC)
    channel = "a first run sends nothing" if settings.subscriptions_file.exists() else "no channel set up"
    say(f"Watchkeeper {VERSION} · nothing will be sent ({channel})", "bold")
    say()
    say("[1/4] Install      ready in .venv")
    with progress("Taking in the official record", register.baseline_size(settings.seeds)) as tick:
        prepare(settings, now, tick)
    with open_shop(settings) as shop:
        _database(shop, now)
        _demo(shop, load_corpus(settings.seeds), now)
        reached = _live(shop, now)
        _next(shop, reached)
    return 0


def _database(shop: Shop, now: datetime) -> None:
    say(f"[2/4] Database     {_place(shop)}")
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
        say(f"                   as at {brief_date(PartialDate.of(as_at))} ({(london_day(now) - as_at).days} days old)")
    say(f"                   {_grades(shop)}")
    say()


def _place(shop: Shop) -> str:
    """The file as seen from here, or the server's address without its password."""
    file = shop.database.file
    if file is None:
        return str(shop.database)
    return str(_from_here(file))


def _grades(shop: Shop) -> str:
    names = {"outstanding": "Outstanding", "good": "Good", "requires_improvement": "RI", "inadequate": "Inadequate"}
    counted = Counter(
        rating.facts.judgements.get("overall") if rating.facts else None for rating in latest_ratings(shop, None)
    )
    return " · ".join(f"{counted[grade]} {names[grade]}" for grade in GRADES) + f" · {counted[None]} no overall"


def _demo(shop: Shop, items: Sequence[ManifestItem], now: datetime) -> None:
    """The five articles in a database of their own; then into the real one, without alerts."""
    say("[3/4] DEMO: five old articles, throwaway database, not current news", "bold")
    result = replay(shop.settings, items)
    about = {event.authority for event, _ in result.events}
    show_replay(result, about=DEMO_AUTHORITY if about == {DEMO_AUTHORITY} else None)
    say()
    say(f"  {DEMO_AUTHORITY}, as the articles tell it (PA: areas for priority action)")
    told = [event for event, _ in result.events if event.authority == DEMO_AUTHORITY]
    say("  " + "\n       ".join(chain(told, CHAIN_WIDTH)))
    for item in items:
        if not item.synthetic:
            reading.take_in(shop, item, now, silent=True)
    _say_standing(shop, now)


def _say_standing(shop: Shop, now: datetime) -> None:
    authority = authority_named(shop, DEMO_AUTHORITY)
    lines = timeline_of(shop, authority, london_day(now))
    say(f"  {authority.name} NOW (register): {_latest(lines, 'overall')}")
    say(f"       SEND: {_latest(lines, 'outcome')}")
    say()


def _latest(lines: Sequence[EventLine], area: Area) -> str:
    graded = [line.facts for line in lines if line.official and line.event.kind != "hmip_youth_justice"]
    found = [facts for facts in graded if area in facts.judgements]
    if not found:
        return "not known"
    published = found[-1].dates.get("published")
    grade = GRADE[found[-1].judgements[area]]
    said = grade.lower() if area == "outcome" else grade
    return f"{said}, {month_label(published)}" if published else said


def _live(shop: Shop, now: datetime) -> int:
    """One look at the sources that serve everybody; returns how many could be reached."""
    say("[4/4] Live check   national sources only", "bold")
    if not shop.settings.operator_contact:
        say(hang("  One look, without a contact; scheduled polling needs WATCHKEEPER_OPERATOR_CONTACT.", 2), "dim")
    for problem in sync_sources(shop, now):
        complain(problem)
    with shop.database.read() as session:
        national = [row for row in sources.every(session) if row.enabled and row.serves == ["national"]]
    feeds = [row.id for row in national if row.kind in contents.KINDS]
    with progress("Looking at live sources", None):
        # What is listed is enough for a first look; the documents themselves are read by the scheduled runs.
        register.check_ofsted(shop, now, most=0)
        polling.poll(shop, feeds, now, LIVE_PAGES)
        read_all(shop, now)
    with shop.database.read() as session:
        rows = [row for row in sources.get_many(session, [row.id for row in national]) if row.last_polled_at]
        baseline = session.scalar(
            select(func.count()).where(
                OfficialRecordRow.first_seen_at >= now, OfficialRecordRow.id.like("ofsted_file:%")
            )
        )
    reached = sum(is_good(row.status) for row in rows)
    show_live(rows, baseline or 0)
    if reached:
        say(f"  {reached} of {len(rows)} reachable. Run complete.")
    else:
        say("  No source reached: you are NOT being alerted.", "bold red")
    say()
    return reached


def _next(shop: Shop, reached: int) -> None:
    say("Next", "bold")
    article = _from_here(shop.settings.seeds / "articles" / DEMO_ARTICLE)
    commands = [] if reached else [("watchkeeper doctor", "why no source could be reached")]
    commands += [
        (f"watchkeeper explain {article}", "one article with its evidence marked"),
        (f'watchkeeper timeline "{DEMO_AUTHORITY}"', "everything known of it, the record included"),
        ("watchkeeper ratings", "all authorities"),
        ("watchkeeper init", "choose councils, where to send, and a contact"),
        ("make up", "keep watching (needs the contact)"),
    ]
    typed = [(typable(command), what) for command, what in commands]
    width = max(len(command) for command, _ in typed if len(command) <= _COMMAND_WIDTH)
    for command, what in typed:
        say(hang(f"  {command:<{width}}  {what}", width + 4) if len(command) <= width else f"  {command}")


def _from_here(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
