"""Which subscriptions are in force: those of the file and of the database as written, or as they last were sound. Pure.

A rule with a fault never takes effect by half and never falls silent: its last good form goes on until it is mended,
and that is said. So does a whole file that is gone or can't be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from alerts.problem import Problem
from alerts.stored_form import form_of, from_form
from alerts.subscription import Subscription
from alerts.subscriptions import Loaded
from parsers.model import london_day
from parsers.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Kept:
    """A subscription as it is kept: its home, and the form it had when it last was sound, at `good_at`."""

    id: str
    origin: str
    form: Mapping[str, Any] = field(repr=False)
    good_at: datetime


@dataclass(frozen=True, slots=True)
class InForce:
    """What counts now; `sound` are new or changed and to be kept, `retired` have left the file."""

    subscriptions: tuple[Subscription, ...]
    problems: tuple[Problem, ...]
    sound: tuple[Subscription, ...] = ()
    retired: tuple[str, ...] = ()


def in_force(loaded: Loaded, kept: Sequence[Kept], file: str, missing: bool = False) -> InForce:
    """Hold what is written against what is kept. `missing` says that the file itself is not there."""
    by_id = {one.id: one for one in kept}
    written = {subscription.id: subscription for subscription in loaded.subscriptions}
    now: list[Subscription] = []
    problems = list(loaded.problems)
    for key in [*written, *sorted(loaded.named - written.keys())]:
        old = by_id.get(key)
        if key in loaded.sound or old is None or not old.form:
            now += [written[key]] if key in written else []
            continue
        restored = from_form(old.form, old.origin, loaded.channels)
        now.append(restored)
        problems.append(_still(restored, old, file))
    unnamed = [one for one in kept if one.origin == "file" and one.id not in loaded.named]
    retired: tuple[str, ...] = ()
    if missing and unnamed:
        what = f"the file is not there; its {len(unnamed)} subscriptions go on as they were"
        problems.append(Problem(file, 0, what, "bring it back, or write an empty one to end them"))
    if missing or not loaded.whole:
        now += [from_form(one.form, one.origin, loaded.channels) for one in unnamed]
    else:
        retired = tuple(one.id for one in unnamed)
    return InForce(tuple(now), tuple(problems), tuple(_news(written, loaded, by_id)), retired)


def _still(restored: Subscription, old: Kept, file: str) -> Problem:
    day = PartialDate.of(london_day(old.good_at)).spoken()
    where = file if old.origin == "file" else "in the database"
    what = f"{restored.name!r} is in force as it was on {day}, when it last was sound"
    if lost := len(old.form["channels"]) - len(restored.channels):
        what += f", save for {lost} of its channels, whose addresses hold secrets and so are kept nowhere"
    return Problem(where, 0, what, "mend what is said of it, and it is in force as written")


def _news(written: Mapping[str, Subscription], loaded: Loaded, by_id: Mapping[str, Kept]) -> Iterator[Subscription]:
    for key in sorted(loaded.sound):
        old = by_id.get(key)
        if old is None or old.origin != written[key].origin or old.form != form_of(written[key]):
            yield written[key]
