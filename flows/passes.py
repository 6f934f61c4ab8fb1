"""A pass by hand, for the command line: set up what is missing, then the stages, with Prefect or without."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from flows.batches import Tally
from flows.report import PassReport
from flows.settings import Settings
from flows.shop import Shop, lend_shop, open_shop
from flows.source_files import listed_sources
from flows.steps import (
    counts,
    delivering,
    notices,
    operating,
    polling,
    reading,
    rechecking,
    register,
    studying,
    upkeep,
    verifying,
)
from flows.steps.counts import Count
from parsers.poll_status import is_good
from storage import migrate, sources
from storage.database import Database
from storage.tables import OfficialRecordRow

BATCH = 500
Tick = Callable[[int], None]


def prepare(settings: Settings, now: datetime, tick: Tick = register.no_tick) -> str:
    """Bring the database to the present schema, and take in the official record where there is none yet.

    Returns the revision. Doing it again changes nothing.
    """
    with Database(settings.database) as database:
        revision = migrate.upgrade(database)
        with database.read() as session:
            known = session.scalar(select(func.count()).select_from(OfficialRecordRow)) or 0
        shop = lend_shop(settings, database)
        if known < register.baseline_size(settings.seeds):
            register.import_baseline(shop, now, tick)
    return revision


def one_pass(settings: Settings, direct: bool, now: datetime) -> PassReport:
    """Poll, read and deliver once, through Prefect's embedded API or, `direct`, without it."""
    prepare(settings, now)
    if not direct:
        from flows.once import run_once

        return run_once(settings)
    with open_shop(settings) as shop:
        return direct_pass(shop, _running(now))


def _running(now: datetime) -> Callable[[], datetime]:
    """A clock that starts now."""
    begun = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - begun)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong in a pass that its counts don't say: sources without an answer, a list that can't be read."""

    failing: tuple[Mapping[str, Any], ...] = ()
    sources_file: str | None = None


def trouble_since(settings: Settings, begun: datetime) -> Trouble:
    """The sources whose last try, since `begun`, failed, by name; and what is wrong with the list of sources."""
    with open_shop(settings) as shop, shop.database.read() as session:
        failing = tuple(
            {"name": row.name, "url": row.url, "status": row.status, "detail": row.detail}
            for row in sources.every(session)
            if not is_good(row.status) and row.last_polled_at and row.last_polled_at >= begun
        )
        return Trouble(failing, _sources_problem(shop))


def _sources_problem(shop: Shop) -> str | None:
    try:
        listed_sources(shop.settings, shop.gazetteer)
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else problem
        return f"{shop.settings.sources} can't be read: {why}; the sources stay as they were"
    return None


def direct_pass(shop: Shop, clock: Callable[[], datetime]) -> PassReport:
    """The stages of a pass one after another, in this process, each at its own time."""
    polled = _poll_all(shop, clock)
    read = read_all(shop, clock())
    sent = deliver_all(shop, clock())
    studying.study(shop, clock())
    operating.tell_operator(shop, clock())
    operating.ping(shop)
    return PassReport(Tally(polled), Tally(read), Tally(sent))


def poll_all(shop: Shop, now: datetime) -> counts.PollCount:
    """Everything that is due, a batch at a time, then the articles that are to be looked at again."""
    return _poll_all(shop, _running(now))


def _poll_all(shop: Shop, clock: Callable[[], datetime]) -> counts.PollCount:
    polling.refresh(shop, clock())
    total = counts.PollCount()
    # Each batch at its own time: a lease that began with the first would soon lapse.
    while (batch := polling.poll_due(shop, clock(), BATCH)).polled:
        total += batch
    return total + rechecking.recheck(shop, clock())


def read_all(shop: Shop, now: datetime) -> counts.ReadCount:
    """Every version that waits; one that brings out a fault is tried once a pass."""
    total = counts.ReadCount()
    tried: set[int] = set()
    while ids := [version for version in reading.unread(shop, BATCH + len(tried)) if version not in tried]:
        total += reading.read(shop, ids, now)
        tried.update(ids)
    return total


def deliver_all(shop: Shop, now: datetime) -> counts.DeliverCount:
    """Every message that is due; then, as Ofsted's pages answer, those that wait for a look at one."""
    total = _deliver_due(shop, now)
    for _ in verifying.verify(shop, now):
        total += _deliver_due(shop, now)
    return total


def _deliver_due(shop: Shop, now: datetime) -> counts.DeliverCount:
    total = counts.DeliverCount()
    while ids := delivering.owed(shop, now, BATCH):
        total += delivering.deliver(shop, ids, now)
    return total


STAGES: Mapping[str, Callable[[Shop, datetime], Count]] = {
    "poll": poll_all,
    "read": read_all,
    "deliver": deliver_all,
    "register": notices.check_register,
    "maintain": upkeep.maintain,
}
