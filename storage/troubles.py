"""Troubles of the operator's as rows: since when they last, and when he was told of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import TroubleRow

REMIND_AFTER, REMIND_AT_LEAST = timedelta(days=1), timedelta(weeks=1)


def weigh(
    session: Session, present: Mapping[str, str], now: datetime
) -> tuple[list[TroubleRow], list[TroubleRow], list[TroubleRow]]:
    """Put down what is wrong now, key and words; gives what is new, what lasts for a reminder, and what is over.

    What came and went before anybody was told is forgotten without a word.
    """
    known = {row.key: row for row in session.scalars(select(TroubleRow))}
    for key, what in present.items():
        if key not in known:
            known[key] = TroubleRow(key=key, what=what, since=now)
            session.add(known[key])
        known[key].what = what
    for row in [row for key, row in known.items() if key not in present and row.told_at is None]:
        session.delete(known.pop(row.key))
    session.flush()
    new = [row for key, row in known.items() if key in present and row.told_at is None]
    over = [row for key, row in known.items() if key not in present]
    lasting = [row for key, row in known.items() if key in present and _wants_reminder(row, now)]
    return new, lasting, over


def _wants_reminder(row: TroubleRow, now: datetime) -> bool:
    """After a day, then ever later, as long again as it has lasted; at least once a week."""
    if row.told_at is None:
        return False
    wait = min(max(row.told_at - row.since, REMIND_AFTER), REMIND_AT_LEAST)
    return row.told_at + wait <= now


def told(session: Session, keys: Iterable[str], now: datetime) -> None:
    """Put down that the operator was told of these."""
    for key in keys:
        session.get_one(TroubleRow, key).told_at = now


def forget(session: Session, keys: Iterable[str]) -> None:
    """What is over, and was told to be."""
    for key in keys:
        session.delete(session.get_one(TroubleRow, key))
