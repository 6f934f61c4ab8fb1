"""Estimates: shown with their basis, as a calendar of their own too, and never among the facts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import settings
from flows.shop import open_shop
from flows.steps import reading, register
from parsers.model import Facts, Mention, Reading, Span
from parsers.official.register import load_register
from parsers.partial_date import PartialDate
from storage import articles, mentions
from storage.tables import ChangeRow, EventRow, MessageRow
from tests.calendars import parsed as calendar
from tests.flows.conftest import empty_home
from tests.flows.test_cli import Cli, parsed
from tests.flows.test_cli import cli as cli

RECORDS = load_register((Path(__file__).parents[2] / "seeds" / "register.csv").read_text("utf-8"))
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
AWAITED = Facts(
    inspectorate="Ofsted",
    kind="ilacs_standard",
    dates={"start": PartialDate("2026-09-07"), "end": PartialDate("2026-09-18")},
)


@pytest.fixture
def leeds(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A database with the graded inspections since 2018, and a new one of Leeds of which a paper told."""
    for name, value in empty_home(tmp_path).items():
        monkeypatch.setenv(name, value)
    mention = Mention("inspection_announced", "new", "Leeds", AWAITED, Span(0, 5, "test"), 0.9)
    with open_shop(settings.load()) as shop:
        known = [record for record in RECORDS if record.facts.kind in ("ilacs_standard", "ilacs_short")]
        register.take_in(shop, known, NOW, silent=True)
        with shop.database.write() as session:
            text = articles.Text("Inspectors came.", url="https://star.example/1", published=NOW)
            version = articles.put(session, text, NOW, silent=False)
            assert version is not None
            mentions.store_reading(session, version, Reading(True, "test", (mention,)), NOW)
        reading.read(shop, [version.id], NOW)
    return cli


def test_the_calendar_holds_each_estimate_with_its_basis(leeds: Cli) -> None:
    told = {item["subject"]: item for item in parsed(leeds("estimates", "-a", "Leeds", "--json"))}
    made = calendar(leeds("estimates", "-a", "Leeds", "--ical").stdout)
    assert made.head["NAME"] == "Estimates"
    entries = {"publication" if "report" in entry["SUMMARY"] else "inspection": entry for entry in made.entries}
    assert entries.keys() == told.keys() == {"publication", "inspection"}
    for subject, entry in entries.items():
        assert entry["DTSTART;VALUE=DATE"] == told[subject]["from"].replace("-", "")
        assert date.fromisoformat(entry["DTEND;VALUE=DATE"]).toordinal() == (
            date.fromisoformat(told[subject]["to"]).toordinal() + 1
        )
        assert entry["SUMMARY"].startswith("Leeds: ")
        assert told[subject]["basis"] in entry["DESCRIPTION"]
        assert "not a fact" in entry["DESCRIPTION"]


def test_an_entry_is_the_same_one_another_time_and_in_the_calendar_of_all(leeds: Cli) -> None:
    mine = {entry["UID"] for entry in calendar(leeds("estimates", "-a", "Leeds", "--ical").stdout).entries}
    again = {entry["UID"] for entry in calendar(leeds("estimates", "-a", "Leeds", "--ical").stdout).entries}
    everyone = {entry["UID"] for entry in calendar(leeds("estimates", "--ical").stdout).entries}
    assert mine == again < everyone


def test_looking_makes_no_fact_and_wakes_nobody(leeds: Cli) -> None:
    with open_shop(settings.load()) as shop, shop.database.read() as session:
        before = [session.query(table).count() for table in (EventRow, ChangeRow, MessageRow)]
        leeds("estimates")
        leeds("estimates", "--ical")
        assert [session.query(table).count() for table in (EventRow, ChangeRow, MessageRow)] == before
    timeline = leeds("timeline", "Leeds").stdout
    assert "estimate" not in timeline.lower()
