"""Look at the official record: has Ofsted or the Department published something?

Scheduled by `flows.deployments`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import settings, steps


@flow(name="register", persist_result=False, retries=1, retry_delay_seconds=30)
def register() -> State[str]:
    """Ask the official pages once; a run that breaks off is tried once more."""
    known = settings.load()
    known.require_contact()
    with steps.open_shop(known) as shop:
        count = steps.check_register(shop, datetime.now(UTC))
    create_markdown_artifact(key="register", markdown=count.as_markdown(), description=str(count))
    return Completed(message=str(count), data=str(count))
