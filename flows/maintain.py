"""Clear away what is past its time, and see that nothing is stuck.

Scheduled by `flows.deployments`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import settings, steps


@flow(name="maintain", persist_result=False)
def maintain() -> State[str]:
    """Keep house once."""
    with steps.open_shop(settings.load()) as shop:
        count = steps.maintain(shop, datetime.now(UTC))
    create_markdown_artifact(key="maintain", markdown=count.as_markdown(), description=str(count))
    return Completed(message=str(count), data=str(count))
