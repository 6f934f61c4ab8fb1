"""One pass: poll the sources that are due, read what is new, send what is owed.

Scheduled by `flows.deployments`; `watchkeeper run` does the same once, through Prefect's embedded API.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from typing import Any, cast

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows import settings, steps
from flows.batches import Tally, batched, tally
from flows.report import BatchesCrashed, PassReport, sources_as_markdown
from flows.source_health import health
from flows.steps.counts import DeliverCount, PollCount, ReadCount
from storage.sending import Held

BATCH = 50
MAX_SOURCES = 2_000
MAX_ARTICLES = 5_000
MAX_MESSAGES = 1_000


# A batch waits for its slowest source, so a few run side by side; each fetches its own sources concurrently.
_SIDE_BY_SIDE: Any = ThreadPoolTaskRunner(max_workers=4)


@flow(name="poll", task_runner=_SIDE_BY_SIDE, persist_result=False)
def poll() -> State[PassReport]:
    """Poll, read and deliver; what is left over when a bound is reached comes next time."""
    known = settings.load()
    known.require_contact()
    with steps.open_shop(known) as opened:
        shop = unsearched(opened)
        steps.refresh_sources(opened, _now())
        due = min(steps.due_count(opened, _now()), MAX_SOURCES)
        batches = [poll_batch.submit(shop) for _ in range(-(-due // BATCH))]
        polled = tally(PollCount(), [*batches, recheck.submit(shop, _now())])
        unread = steps.unread(opened, MAX_ARTICLES)
        read = tally(ReadCount(), [read_batch.submit(shop, ids, _now()) for ids in batched(unread, BATCH)])
        report = PassReport(polled, read, send_what_is_owed(opened))
        close_pass(shop, bool(report.crashed), _now())
        fared = sources_as_markdown(health(opened, _now()))
    create_markdown_artifact(key="poll", markdown=report.as_markdown(), description=str(report))
    create_markdown_artifact(key="sources", markdown=fared, description="how each source fares")
    if report.crashed:
        return Failed(message=str(report), data=BatchesCrashed(report))
    return Completed(message=str(report), data=report)


@task(name="poll-batch", cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5, log_prints=False)
def poll_batch(shop: steps.Shop) -> PollCount:
    """Poll up to fifty sources, leased only now: a lease that waits in a queue would lapse there."""
    return steps.poll_due(shop, _now(), BATCH)


@task(name="recheck", cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5)
def recheck(shop: steps.Shop, now: datetime) -> PollCount:
    """Look again at the pages of articles whose time has come, for edits."""
    return steps.recheck(shop, now)


@task(name="read-batch", cache_policy=NO_CACHE)
def read_batch(shop: steps.Shop, version_ids: list[int], now: datetime) -> ReadCount:
    """Read up to fifty article versions."""
    return steps.read(shop, version_ids, now)


@task(name="close-pass", cache_policy=NO_CACHE)
def close_pass(shop: steps.Shop, crashed: bool, now: datetime) -> None:
    """Learn what sources do, tell the operator what is wrong, and the watchdog that this pass went well."""
    steps.study(shop, now)
    steps.tell_operator(shop, now)
    if not crashed:
        steps.ping(shop)


@task(name="deliver-batch", cache_policy=NO_CACHE)
def deliver_batch(shop: steps.Shop, held: list[Held], now: datetime) -> DeliverCount:
    """Send up to fifty messages. Not retried here: what could not be sent is owed still, and due again later."""
    return steps.deliver(shop, held, now)


def send_what_is_owed(shop: steps.Shop) -> Tally[DeliverCount]:
    """Send what waits for nothing at once, and the rest as Ofsted's pages answer."""
    batches: list[Any] = []
    for _ in chain((0,), steps.verify(shop, _now())):
        owed = steps.owed(shop, _now(), MAX_MESSAGES)
        batches += [deliver_batch.submit(unsearched(shop), held, _now()) for held in batched(owed, BATCH)]
    return tally(DeliverCount(), batches)


def unsearched(shop: steps.Shop) -> steps.Shop:
    """The shop as an argument to a task: Prefect would look for futures in all of the vocabulary otherwise."""
    return cast(steps.Shop, quote(shop))


def _now() -> datetime:
    return datetime.now(UTC)
