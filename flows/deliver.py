"""Send what is owed and due: mostly what could not be sent at the first try, for a pass sends its own.

Scheduled by `flows.deployments`.
"""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows import settings, steps
from flows.batches import Tally
from flows.poll import send_what_is_owed
from flows.steps.counts import DeliverCount


@flow(name="deliver", persist_result=False)
def deliver() -> State[str]:
    """Claim messages that are due and send them in batches. A run with nothing to send leaves no artifact."""
    with steps.open_shop(settings.load()) as shop:
        report = send_what_is_owed(shop)
    if report != Tally(DeliverCount()):
        create_markdown_artifact(key="deliver", markdown=report.as_markdown(), description=str(report))
    if report.crashed:
        return Failed(message=str(report))
    return Completed(message=str(report), data=str(report))
