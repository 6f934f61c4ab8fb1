"""What people see in a terminal: narrow, wide and piped; and that dates, reasons and commands are said as they are."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts.audit import Audit
from flows import settings
from flows.cli import app
from flows.first_run import first_run
from flows.looking import EventLine, Rating, listed_events, timeline_of
from flows.replay import replay, throwaway_shop
from flows.report import sources_as_markdown
from flows.screens import chronicle, failures
from flows.screens.audited import show_audit
from flows.screens.chain import chain
from flows.screens.health import show_source, show_sources
from flows.screens.output import UNBOUNDED, console
from flows.screens.program import program, typable
from flows.screens.replayed import show_replay
from flows.shop import Shop, open_gazetteer
from flows.source_health import Health
from parsers.fact_sheet import facts_to_dict
from parsers.manifest import ManifestItem
from parsers.model import Facts, OfficialRecord
from parsers.partial_date import PartialDate
from storage.precedence import Lag
from storage.tables import AttemptRow, EventRow, SourceRow

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
NOW = datetime(2026, 11, 22, 9, 30, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NO_COLOR", "1")
    yield
    console().width = UNBOUNDED


@pytest.fixture
def shop() -> Iterator[Shop]:
    with throwaway_shop(settings.load(seeds=SEEDS)) as opened:
        yield opened


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def facts(*, days: dict[Any, str] | None = None, **known: Any) -> Facts:
    return Facts(dates={key: PartialDate(iso) for key, iso in (days or {}).items()}, **known)


def event(number: int, known: Facts, *, family: str = "inspection", phase: str = "published", **more: Any) -> EventRow:
    return EventRow(
        id=f"e{number}", family=family, authority="Halton", types=["judgement"], kind=known.kind, status="reported",
        phase=phase, facts=facts_to_dict(known), provenance={}, first_seen_at=NOW, updated_at=NOW, **more,
    )  # fmt: skip


JUDGED = facts(
    kind="ilacs_standard",
    judgements={"overall": "inadequate"},
    days={"start": "2019-09-23", "end": "2019-10-04", "published": "2019-11-04"},
)
PLANNED = facts(kind="monitoring_visit", days={"start": "2020-05-06", "end": "2020-05-07"})


def stored(shop: Shop, *rows: EventRow) -> list[EventLine]:
    with shop.database.write() as session:
        session.add_all(rows)
    return listed_events(shop, None, None, 30, NOW.date())


# --- dates


def test_an_outcome_stands_under_its_publication_and_keeps_its_fieldwork_apart(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.show_events(stored(shop, event(1, JUDGED)))
    row = lines(capsys)[2]
    assert "published 4 Nov 2019" in row
    assert "23 Sep–4 Oct 2019" in row


def test_an_announcement_whose_days_are_over_says_so(shop: Shop) -> None:
    ahead = replace(PLANNED, dates={"start": PartialDate("2027-01-11")})
    rows = (event(1, PLANNED, phase="scheduled"), event(2, ahead, phase="scheduled"))
    whats = {line.what for line in stored(shop, *rows)}
    assert whats == {
        "Ofsted visit was scheduled for 6–7 May 2020; no outcome known",
        "Ofsted visit scheduled for 11 January 2027",
    }


def test_an_inspection_tells_how_far_it_has_come(shop: Shop) -> None:
    begun = facts(kind="ilacs_standard", days={"start": NOW.date().isoformat()})
    rows = (event(1, PLANNED, phase="scheduled"), event(2, begun, phase="announced"), event(3, JUDGED))
    told = {line.as_dict()["stage"]: line.what for line in stored(shop, *rows)}
    assert told.keys() == {"fieldwork_ended", "under_way", "published"}
    assert told["under_way"].startswith("Ofsted inspection under way since ")


def test_what_has_no_date_comes_last_both_ways(shop: Shop) -> None:
    undated = event(3, facts(what="a plan"), family="activity", phase="reported")
    recent = event(2, facts(kind="focused_visit", days={"published": "2025-01-02"}))
    newest = stored(shop, event(1, JUDGED), recent, undated)
    assert [line.event.id for line in newest] == ["e2", "e1", "e3"]
    halton = open_gazetteer(SEEDS).get("Halton")
    assert halton is not None
    assert [line.event.id for line in timeline_of(shop, halton, NOW.date())] == ["e1", "e2", "e3"]


def test_a_day_without_an_hour_is_shown_as_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    article = {
        "id": 1, "versions": 1, "outlet": "Star", "title": None, "opening": "First words of it", "why": "about it",
        "relevant": True, "fate": None, "partial": False,
    }  # fmt: skip
    known: Sequence[dict[str, Any]] = [
        {"published": "2018-12-06T12:00:00+00:00", "earliest": "2018-12-06", "latest": "2018-12-06"},
        {"published": "2020-01-22T12:00:00+00:00", "earliest": "2020-01-13", "latest": "2020-02-07"},
        {"published": None, "earliest": "2018-08-08", "latest": "2018-08-31"},
        {"published": "2026-11-22T09:30:15+00:00", "earliest": None, "latest": None},
    ]
    chronicle.show_articles([article | dates for dates in known])
    chronicle.show_articles([article | known[0] | {"fate": "withdrawn"}, article | known[0] | {"partial": True}])
    head, _, *rows, _, _, withdrawn, partial = lines(capsys)
    assert "(withdrawn)" in withdrawn and "First words" not in withdrawn
    assert "First words of it (the feed's summary alone)" in partial
    assert head.split()[-1] == "why"
    days = [re.split(r"\s{2,}", row.strip())[1] for row in rows]
    assert days == ["6 Dec 2018", "~22 Jan 2020", "8–31 Aug 2018", "22 Nov 2026 09:30"]
    assert all("First words of it" in row for row in rows)


# --- widths


def ratings() -> list[Rating]:
    found = []
    for name in ("Barking and Dagenham", "Bournemouth, Christchurch & Poole", "Nottinghamshire", "Brent"):
        authority = open_gazetteer(SEEDS).get(name)
        assert authority is not None
        areas = ("leaders", "help_and_protection", "in_care", "care_leavers")
        grades = dict(zip(areas, ("outstanding", "requires_improvement", "inadequate", "good"), strict=True))
        if name != "Brent":
            grades["overall"] = "requires_improvement"
        days = {"published": "2026-07-20" if name == "Brent" else "2023-09-04"}
        found.append(Rating(authority, facts(kind="ilacs_standard", judgements=grades, days=days)))
    return found


def test_ratings_are_legible_in_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    console().width = 80
    chronicle.show_ratings(ratings(), NOW.date())
    shown = lines(capsys)
    assert max(map(len, shown)) <= 80
    first = next(line for line in shown if "Barking" in line)
    assert re.split(r"\s{2,}", first.strip()) == [
        "Barking and Dagenham", "RI", "Outst.", "RI", "Inad.", "Good", "Sep 2023",
    ]  # fmt: skip
    assert "not given" in next(line for line in shown if "Brent" in line)
    assert any("Nottinghamshire " in line for line in shown), "a word is broken"
    assert not any("London" in line for line in shown)


@pytest.mark.parametrize("width", [100, 120, 150, 200, 240])
def test_no_width_breaks_a_grade_or_a_name(width: int, capsys: pytest.CaptureFixture[str]) -> None:
    console().width = width
    chronicle.show_ratings(ratings(), NOW.date())
    shown = lines(capsys)
    assert max(map(len, shown)) <= width
    assert any("Nottinghamshire " in line for line in shown)
    assert any("Christchurch" in line for line in shown)


def test_piped_tables_are_neither_wrapped_nor_padded(capsys: pytest.CaptureFixture[str]) -> None:
    chronicle.show_ratings(ratings(), NOW.date())
    shown = lines(capsys)
    row = next(line for line in shown if line.startswith(" Bournemouth"))
    assert re.split(r"\s{2,}", row.strip())[-1] == "4 Sep 2023, 3 years ago"
    assert "20 Jul 2026, 4 months ago" in next(line for line in shown if "Brent" in line)
    assert all(line == line.rstrip() for line in shown)


def fares(name: str, state: str, status: str = "ok", **known: Any) -> Health:
    """A source and how it fares."""
    row = SourceRow(
        id="star", name=name, url="https://x.example/feed", every_minutes=30, enabled=known.pop("enabled", True),
        followed=True, status=status, failures=known.pop("failures", 0), due_at=NOW, **known,
    )  # fmt: skip
    return Health(row, state, status == "ok" and state == "ok", "every 5 hours", Lag(4, 1, timedelta(hours=3)))


def test_sources_keep_their_words_whole(capsys: pytest.CaptureFixture[str]) -> None:
    console().width = 80
    name = "Local Government Lawyer: child protection, Northamptonshire Telegraph"
    detail = "x.example: host name not found (offline?)"
    show_sources([fares(name, "host not found", "dns", failures=2, detail=detail), fares(name, "ok")])
    shown = lines(capsys)
    assert max(map(len, shown)) <= 80
    words = " ".join(shown).split()
    assert {*name.split(), "host", "not", "found", "ok"} <= set(words)
    assert "dns" not in words


def test_a_source_is_shown_with_its_habits_and_its_history(capsys: pytest.CaptureFixture[str]) -> None:
    tries = [
        AttemptRow(at=NOW, status="challenge", http_status=403, detail="x.example answered 403", entries=0, new=0),
        AttemptRow(at=NOW, status="ok", http_status=200, entries=40, new=3, elapsed_ms=120),
    ]
    item = fares("Star", "quiet", last_new_at=NOW - timedelta(days=9), moved_to="https://y.example/feed")
    show_source(item, tries)
    said = "\n".join(lines(capsys))
    for words in (
        "Star  quiet", "https://y.example/feed", "every 5 hours, last on", "3 h, first in 1 of 4", "bot challenge",
        "x.example answered 403", "120",
    ):  # fmt: skip
        assert words in said


def test_a_source_that_is_off_is_not_said_to_be_tried_nor_to_have_news_seldom(
    capsys: pytest.CaptureFixture[str],
) -> None:
    item = replace(fares("Star", "off", enabled=False), usual=None)
    show_source(item, [])
    show_sources([item])
    said = "\n".join(lines(capsys))
    assert "not now: off" in said
    assert "22 Nov 2026" not in said
    assert item.as_dict()["due_at"] is None
    assert fares("Star", "ok").as_dict()["due_at"] == NOW.isoformat()


def test_an_audit_before_anything_could_be_late_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    show_audit(Audit(date(2026, 11, 22), date(2026, 11, 20), (), ()))
    assert lines(capsys) == ["Nothing to hold against the record yet: it begins with what came out on 22 Nov 2026."]


def test_a_page_for_prefect_names_what_needs_somebody_and_takes_no_markup() -> None:
    ill = fares("Star | <b>", "bot challenge", "challenge", failures=3, detail="[x](javascript:y)")
    told = sources_as_markdown([ill, fares("Echo", "ok")])
    assert told.startswith("1 of 2 sources fare well.")
    assert r"| Star \| \<b\> | bot challenge | \[x\](javascript:y) |" in told
    assert "Echo" not in told
    assert sources_as_markdown([fares("Echo", "ok")]) == "1 of 1 sources fare well."


# --- what failed


def live(name: str, detail: str | None, *, kind: str = "rss", status: str = "dns") -> SourceRow:
    failed = int(detail is not None)
    url = f"https://{name[:3].lower()}.example/"
    return SourceRow(name=name, url=url, kind=kind, status=status, detail=detail, failures=failed)


def test_all_failing_alike_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [live(name, f"{name.lower()}.example: host name not found (offline?)") for name in ("One", "Two", "Thr")]
    rows.append(live("Fou", "dns: fou.example: host name not found (offline?)", kind="ofsted_search", status="failed"))
    failures.show_live(rows, 0)
    assert lines(capsys) == ["  ✗ 4 of 4: host name not found (offline?)"]


def test_each_failure_is_short_and_stands_under_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    long_name = "Ofsted reports: local authority children's services"
    rows = [
        live("One", "one.example: host name not found (offline?)"),
        live(long_name, "timeout: no complete answer in time", kind="ofsted_search", status="failed"),
        live("Two", None, status="ok"),
    ]
    failures.show_live(rows, 3)
    shown = lines(capsys)
    assert shown[1].endswith("…  no complete answer in time")
    assert len({line.index("  ", 5) for line in shown if "…" in line}) == 1
    starts = [re.search(r"(host|no complete|ok)", line) for line in shown]
    assert len({found.start() for found in starts if found}) == 1
    assert "next try" not in "".join(shown)


def test_failures_of_a_pass_have_name_reason_and_address(capsys: pytest.CaptureFixture[str]) -> None:
    row = {
        "name": "Star",
        "url": "https://star.example/feed",
        "status": "http_status",
        "detail": "star.example answered 404",
    }
    failures.show_failures([row], 10)
    assert lines(capsys) == [
        "✗ 1 of 10 sources failed",
        "  ✗ Star: star.example answered 404  https://star.example/feed",
    ]


# --- replays


def record(number: int, day: str, authority: str = "Halton") -> OfficialRecord:
    start = f"{day[:8]}01"
    known = facts(kind="focused_visit", priority_actions=number, days={"start": start, "published": day})
    return OfficialRecord(f"r{number}", "inspection", authority, known)


def test_the_record_is_told_on_its_own_days(capsys: pytest.CaptureFixture[str]) -> None:
    moments = (datetime(2018, 8, 1, 12, tzinfo=UTC), datetime(2019, 9, 17, 12, tzinfo=UTC))
    items = [ManifestItem(str(at.year), at, text="Nothing of note happened in town.") for at in moments]
    records = [record(1, "2018-12-06"), record(2, "2019-03-20", "Knowsley"), record(3, "2017-05-05")]
    result = replay(settings.load(seeds=SEEDS), items, records=records)
    assert [(message.at.date(), message.headline[:7]) for message in result.messages] == [
        (date(2018, 12, 6), "Halton:"),
        (date(2019, 3, 20), "Knowsle"),
    ]
    show_replay(result)
    shown = lines(capsys)
    assert shown[0].split()[:4] == ["6", "Dec", "2018", "register"]
    assert shown[1].split()[:4] == ["20", "Mar", "2019", "register"]


def test_one_authority_is_told_in_a_line(shop: Shop) -> None:
    visit = facts(kind="focused_visit", priority_actions=3, days={"start": "2018-07-11", "published": "2018-08-08"})
    notice = facts(instrument="improvement_notice", action="issued")
    told = [
        event(1, JUDGED),
        event(2, visit),
        event(3, notice, family="intervention", phase="issued", window_to=date(2020, 1, 22)),
        event(4, PLANNED, phase="scheduled"),
    ]
    assert chain(told, 80) == ["Jul 18 visit, 3 PA ─ Nov 19 INADEQUATE ─ by Jan 20 notice"]
    assert chain(told, 30) == ["Jul 18 visit, 3 PA", "─ Nov 19 INADEQUATE", "─ by Jan 20 notice"]


# --- the first run


def test_the_first_run_tells_its_story_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS / "articles", seeds / "articles")
    shutil.copy(SEEDS / "authorities.csv", seeds)
    head, *rows = (SEEDS / "register.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if ",St Helens," in row]
    (seeds / "register.csv").write_text("\n".join([head, *kept, ""]), encoding="utf-8")
    (seeds / "sources.toml").write_text(
        "".join(
            f'[[source]]\nid = "{name}"\nname = "{name}"\nurl = "http://127.0.0.1/{name}"\nkind = "rss"\n'
            'group = "trade"\nserves = "national"\n'
            for name in ("one", "two", "three")
        )
    )
    assert first_run(settings.load(seeds=seeds)) == 0
    text = capsys.readouterr().out
    wanted = (
        "nothing will be sent (no channel set up)", "[2/4] Database     var/watchkeeper.db", "153 authorities",
        "[3/4] DEMO", "5 articles → 16 events → 8 messages", "as the articles tell it", "─ Nov 19 INADEQUATE",
        "St Helens NOW (register): Good, Sep 2023", "SEND: systemic failings, Jun 2026", "[4/4] Live check",
        "WATCHKEEPER_OPERATOR_CONTACT", "3 of 3: ", "you are NOT being alerted", "Next", "timeline",
    )  # fmt: skip
    places = [text.find(words) for words in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)
    assert "next try" not in text


# --- how it is called, and who listens


def test_every_command_is_known_where_remedies_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    program.cache_clear()
    monkeypatch.setattr("flows.screens.program.program", lambda: "here/watchkeeper")
    named = {item.name or getattr(item.callback, "__name__", "") for item in app.registered_commands if not item.hidden}
    named |= {str(item.name) for item in app.registered_groups}
    unknown = {name for name in named if not typable(f"watchkeeper {name} X").startswith("here/")}
    assert len(named) > 20
    assert not unknown


def test_commands_stand_as_they_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(sys.executable).with_name("watchkeeper")
    if not here.exists():
        pytest.skip("not installed as a command")
    try:
        program.cache_clear()
        monkeypatch.setenv("PATH", "")
        monkeypatch.chdir(here.parents[1])
        assert typable("Run: watchkeeper db upgrade.") == f"Run: {here.parent.name}/watchkeeper db upgrade."
        assert typable("var/watchkeeper.db, watchkeeper watches") == "var/watchkeeper.db, watchkeeper watches"
        program.cache_clear()
        monkeypatch.setenv("PATH", str(here.parent))
        assert typable("watchkeeper run") == "watchkeeper run"
    finally:
        program.cache_clear()


@pytest.mark.parametrize("call", ["say('x' * 90)", "print_json(['x' * 9000])", "tabulate(table('x' * 9000))"])
def test_a_reader_who_has_enough_is_no_fault(call: str) -> None:
    code = f"from flows.screens.output import *; from flows.screens.listings import table\nfor _ in range(2000): {call}"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.read(10)
        run.stdout.close()
        complaints = run.stderr.read()
        assert (run.wait(30), complaints) == (0, b"")


def test_looking_loads_no_network(tmp_path: Path) -> None:
    code = (
        "import sys, flows.looking, flows.screens.chronicle\n"
        "print([name for name in ('aiohttp', 'prefect', 'trafilatura', 'apprise', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True)
    assert done.stdout.strip() == "[]"
