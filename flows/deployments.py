"""The registry of what runs when, and the process that serves it: `python -m flows.deployments`."""

from __future__ import annotations

from typing import Any, cast

from prefect import Flow, serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows import settings
from flows.audit import audit
from flows.deliver import deliver
from flows.maintain import maintain
from flows.poll import poll
from flows.register import register
from flows.reread import reread
from flows.settings import Settings

# Without a limit Prefect starts all runs that an outage left behind at once.
RUNS_AT_ONCE = 2
# A run that finds its predecessor still at work has nothing to add.
_ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def deployments(settings: Settings) -> list[RunnerDeployment]:
    """Every flow with its schedule. Polling looks for due sources; each source has its own pace."""
    return [
        _deployment(poll, "regular", Interval(settings.poll_every, slug="regular")),
        _deployment(deliver, "regular", Interval(settings.deliver_every, slug="regular")),
        _deployment(register, "regular", Interval(settings.register_every, slug="regular")),
        _deployment(maintain, "nightly", Cron("17 3 * * *", timezone="Europe/London", slug="nightly")),
        _deployment(audit, "daily", Cron("47 6 * * *", timezone="Europe/London", slug="daily")),
        _deployment(reread, "by-hand", None),
    ]


def _deployment(flow: Flow[Any, Any], name: str, schedule: Schedule | None) -> RunnerDeployment:
    # A file-path entrypoint would put flows/ itself on the import path, where its modules shadow others.
    deployment = flow.to_deployment(
        name, schedule=schedule, concurrency_limit=_ONE_AT_A_TIME, entrypoint_type=EntrypointType.MODULE_PATH
    )
    return cast(RunnerDeployment, deployment)  # outside an event loop it is not a coroutine


def main() -> None:
    """Serve until stopped. Schedules stay on when this process ends, so a restart goes on where it left off."""
    serve(*deployments(settings.load()), limit=RUNS_AT_ONCE, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
