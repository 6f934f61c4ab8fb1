"""Hold the official record against what was told: was anything missed, late, wrong or doubled?

Scheduled by `flows.deployments`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows import settings, steps
from flows.screens.audited import as_markdown


@flow(name="audit", persist_result=False)
def audit() -> State[str]:
    """Audit once; a run that finds a fault fails, so that it is seen."""
    with steps.open_shop(settings.load()) as shop:
        found = steps.audit(shop, datetime.now(UTC))
    faults = sum(finding.fault is not None for finding in found.findings)
    said = f"{len(found.findings)} official records, {faults} not told as they should have been"
    create_markdown_artifact(key="audit", markdown=as_markdown(found), description=said)
    return Completed(message=said, data=said) if found.clean else Failed(message=said, data=said)
