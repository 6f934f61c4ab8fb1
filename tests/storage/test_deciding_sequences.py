"""Any sequence of decisions, undone from its end, gives back what stood at the start; and holds until then."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage import deciding
from storage.database import Database
from storage.deciding import Decided, Refused
from storage.tables import DecisionRow, EventRow
from tests.storage.stories import Desk, statement

VISITS: list[dict[str, Any]] = [
    {"kind": "focused_visit", "priority_actions": 3, "dates": {"start": "2019-07-02"}},
    {"kind": "focused_visit", "priority_actions": 0, "dates": {"start": "2019-10-01"}},
    {"kind": "ilacs_standard", "judgements": {"overall": "good"}, "dates": {"start": "2018-02-05"}},
]
CORRECTIONS = ("priority_actions=2", "dates.start=2019-07-03", "kind=", "theme=front door")
# What is done, and to which of the events and articles there are then.
STEP = st.tuples(
    st.sampled_from(["merge", "split", "dismiss", "correct", "note", "undo", "resolve"]),
    st.integers(0, 5),
    st.integers(0, 5),
)


@given(st.lists(STEP, min_size=1, max_size=8))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undone_from_its_end_a_sequence_never_was(told: Path, steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        shutil.copyfile(told, file := Path(folder) / "desk.db")
        with Database(f"sqlite:///{file}") as database:
            run(Desk(database), steps)


def test_on_the_other_database_too(database: Database) -> None:
    desk = Desk(database)
    tell(desk)
    run(
        desk,
        [("split", 0, 0), ("merge", 3, 1), ("correct", 1, 0), ("merge", 1, 0), ("resolve", 0, 0), ("dismiss", 0, 0)],
    )


def run(desk: Desk, steps: list[tuple[str, int, int]]) -> None:
    """Take the steps as far as they are allowed, then all of them back."""
    start, done = desk.picture(), []
    for step in steps:
        stood = desk.picture()
        try:
            done += take(desk, *step)
        except Refused:
            assert desk.picture() == stood
        if step[0] == "resolve":
            assert desk.picture() == stood
    with desk.database.read() as session:
        left = [row.id for row in session.scalars(select(DecisionRow)) if row.undone_at is None]
    for number in reversed(left):
        with desk.database.write() as session:
            deciding.undo(session, session.get_one(DecisionRow, number), "test", desk.now)
    assert desk.picture() == start


def take(desk: Desk, what: str, first: int, second: int) -> list[int]:
    """One step, of the events and articles there are; gives the decisions made."""
    if what == "resolve":
        desk.resolve_again()
        return []
    with desk.database.write() as session:
        rows = list(session.scalars(select(EventRow).order_by(EventRow.id)))
        if what == "undo":
            decisions = list(session.scalars(select(DecisionRow).order_by(DecisionRow.id)))
            if decisions:
                deciding.undo(session, decisions[first % len(decisions)], "test", desk.now)
            return []
        event, other = rows[first % len(rows)], rows[second % len(rows)]
        return [act(desk, session, what, event, other, second).decision.id]


def act(desk: Desk, session: Any, what: str, event: EventRow, other: EventRow, choice: int) -> Decided:
    match what:
        case "merge":
            return deciding.merge(session, event, other, "test", desk.now)
        case "split":
            sources = event.provenance.get("sources", ())
            return deciding.split(session, event, sources[choice % 2 : choice % 2 + 1], "test", desk.now)
        case "dismiss":
            return deciding.dismiss(session, event, "test", desk.now)
        case "correct":
            assignment = CORRECTIONS[choice % len(CORRECTIONS)]
            return deciding.correct(session, event, [assignment], "test", desk.now)
        case _:
            return deciding.note(session, event, "noted", "test", desk.now)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A database that was told of three events, by two outlets each, to be copied."""
    file = tmp_path_factory.mktemp("told") / "desk.db"
    shutil.copyfile(migrated_file, file)
    with Database(f"sqlite:///{file}") as database:
        tell(Desk(database))
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def tell(desk: Desk) -> None:
    for outlet in ("star", "echo"):
        for number, facts in enumerate(VISITS):
            type_: Any = "judgement" if "judgements" in facts else "visit_outcome"
            desk.article(f"https://{outlet}.example/{number}", statement(facts, type_))
