"""Read stored articles anew with the reader of today, batch by batch: on Dask where its extra is installed.

Started by hand, from Prefect's pages or by `watchkeeper reread`, which does the same without Prefect.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import settings, steps
from flows.batches import tally
from flows.steps.counts import RereadCount

BATCH = 50


def _runner() -> Any:
    """Dask's, on the scheduler that is set or on a cluster of its own; threads where it is not installed."""
    try:
        from prefect_dask import DaskTaskRunner
    except ImportError:
        return ThreadPoolTaskRunner(max_workers=4)
    try:
        address = settings.load().dask_scheduler
    except settings.SettingProblem:
        # The flow says so when it runs.
        address = None
    return DaskTaskRunner(address=address)


@flow(name="reread", task_runner=_runner(), persist_result=False)
def reread(since: date | None = None, authority: str | None = None, batch: int = BATCH) -> State[str]:
    """Read anew what an older reader read; started again after a kill, it goes on where it was."""
    with steps.open_shop(settings.load()) as shop:
        waiting = steps.reread_batches(shop, steps.reread_scope(shop, since, authority), batch)
        found = tally(RereadCount(), [reread_batch.submit(ids, datetime.now(UTC)) for ids in waiting])
    create_markdown_artifact(key="reread", markdown=found.as_markdown(), description=str(found))
    return (
        Failed(message=str(found), data=str(found)) if found.crashed else Completed(message=str(found), data=str(found))
    )


@task(name="reread-batch", cache_policy=NO_CACHE)
def reread_batch(version_ids: list[int], now: datetime) -> RereadCount:
    """Read up to fifty versions anew, in whatever process this runs: it opens what it needs."""
    with steps.open_shop(settings.load()) as shop:
        return steps.reread(shop, version_ids, now)
