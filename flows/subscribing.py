"""Subscriptions from both of their homes, the file and the database, kept in step with what is stored of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from alerts.channels import reached
from alerts.in_force import InForce, Kept, in_force
from alerts.problem import Problem
from alerts.stored_form import form_of
from alerts.subscription import Subscription
from alerts.subscriptions import load_subscriptions
from parsers.authorities import Gazetteer
from storage import subscribing, suppressions
from storage.database import Database
from storage.locks import lock
from storage.suppressions import key_of
from storage.tables import SubscriptionRow


def gather(
    database: Database, file: Path, text: str | None, gazetteer: Gazetteer, secrets: Mapping[str, str], now: datetime
) -> InForce:
    """What is in force now, less who unsubscribed. `text` is the file's, None where there is none.

    What is new, changed or gone is put down, so that a later mistake finds the last good form.
    """
    with database.read() as session:
        rows = subscribing.every(session)
        gone = suppressions.every(session)
    found = _held_together(file, text, rows, gazetteer, secrets)
    if found.sound or found.retired:
        with database.write() as session:
            lock(session, "subscriptions")
            found = _held_together(file, text, subscribing.every(session), gazetteer, secrets)
            for one in found.sound:
                row = subscribing.get(session, one.id)
                definition = row.definition if row is not None and one.origin == "database" else {}
                subscribing.put(session, one.id, one.name, one.origin, definition, form_of(one), now)
            subscribing.retire(session, found.retired, now)
    return _without(found, gone, file) if gone else found


def _held_together(
    file: Path, text: str | None, rows: Sequence[SubscriptionRow], gazetteer: Gazetteer, secrets: Mapping[str, str]
) -> InForce:
    ours = [row.definition for row in rows if row.origin == subscribing.DATABASE]
    loaded = load_subscriptions(text or "", str(file), gazetteer, secrets, ours)
    kept = [Kept(row.id, row.origin, row.form, row.good_at) for row in rows]
    return in_force(loaded, kept, str(file), missing=text is None)


def _without(found: InForce, gone: frozenset[str], file: Path) -> InForce:
    """Without the channels of those who want no more; whoever keeps the file is asked to take them out."""
    problems = list(found.problems)
    left: list[Subscription] = []
    for rule in found.subscriptions:
        out = [channel for channel in rule.channels if key_of(reached(channel)) in gone]
        for channel in out if rule.origin == "file" else ():
            what = f"{reached(channel)} unsubscribed, and {rule.name!r} still names them"
            problems.append(Problem(str(file), 0, what, "take them out; they get nothing meanwhile"))
        kept = tuple(channel for channel in rule.channels if channel not in out)
        left.append(replace(rule, channels=kept) if out else rule)
    return replace(found, subscriptions=tuple(left), problems=tuple(problems))
