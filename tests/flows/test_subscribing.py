"""Both homes of subscriptions at once, on both databases: kept in step, and each name with one home."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alerts.in_force import InForce
from flows.subscribing import gather
from storage import subscribing, suppressions
from storage.database import Database
from tests.alerts.test_subscriptions import GAZETTEER, GOOD, MAIL, SMTP

NOW = datetime(2026, 11, 12, 9, tzinfo=UTC)
FILE = Path("subscriptions.toml")
OURS: dict[str, Any] = {"name": "Ours", "to": "desk@example.org", "regions": ["London"]}


def look(database: Database, text: str | None, now: datetime = NOW) -> InForce:
    return gather(database, FILE, text, GAZETTEER, SMTP, now)


def add(database: Database, rule: dict[str, Any]) -> None:
    with database.write() as session:
        subscribing.put(session, "ours", rule["name"], "database", rule, {}, NOW)


def homes(found: InForce) -> dict[str, str]:
    return {one.name: one.origin for one in found.subscriptions}


def test_both_homes_at_once(database: Database) -> None:
    add(database, OURS)
    found = look(database, MAIL + GOOD)
    assert homes(found) == {"Good": "file", "Ours": "database"} and not found.problems
    with database.read() as session:
        rows = {row.id: row for row in subscribing.every(session)}
        assert rows["ours"].definition == OURS and rows["ours"].form["regions"] == ["London"]
        assert rows["good"].definition == {}
    assert look(database, MAIL + GOOD).sound == ()


def test_a_name_that_comes_into_the_file_does_not_oust_the_database_nor_the_other_way_round(database: Database) -> None:
    add(database, OURS)
    found = look(database, MAIL + GOOD.replace('"Good"', '"Ours"'))
    assert homes(found) == {"Ours": "database"}
    assert "the name 'Ours' is that of a subscription in the database" in str(found.problems[0])


def test_leaving_the_file_ends_the_files_own_only(database: Database) -> None:
    add(database, OURS)
    look(database, MAIL + GOOD)
    assert homes(look(database, MAIL)) == {"Ours": "database"}
    assert homes(look(database, MAIL + GOOD)) == {"Ours": "database", "Good": "file"}


def test_the_last_good_form_is_stored(database: Database) -> None:
    add(database, OURS)
    look(database, MAIL + GOOD)
    later = NOW + timedelta(days=3)
    broken = look(database, MAIL + GOOD.replace("St Helens", "St Helnes"), later)
    assert {one.name: one.authorities for one in broken.subscriptions}["Good"] == ("St Helens",)
    assert "as it was on 12 November 2026" in str(broken.problems[-1])
    assert homes(look(database, None, later)) == {"Good": "file", "Ours": "database"}


def test_who_unsubscribed_gets_nothing_and_the_files_keeper_is_told(database: Database) -> None:
    add(database, OURS)
    look(database, MAIL + GOOD)
    with database.write() as session:
        for address in ("News@Example.org", "desk@example.org"):
            suppressions.suppress(session, suppressions.key_of(address), NOW)
    found = look(database, MAIL + GOOD)
    assert [one.channels for one in found.subscriptions] == [(), ()]
    (problem,) = found.problems
    assert str(problem).startswith("subscriptions.toml: news@example.org unsubscribed, and 'Good' still names them;")
    with database.write() as session:
        assert suppressions.lift(session, suppressions.key_of("news@example.org"))
    assert look(database, MAIL + GOOD).subscriptions[0].channels
