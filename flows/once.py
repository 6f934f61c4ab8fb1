"""One pass through Prefect's embedded API, in a child process whose output goes to a log.

Prefect talks when it starts and when it ends, through several doors; a process of its own closes them all.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from flows import steps
from flows.prefect_settings import environment
from flows.report import BatchesCrashed, PassReport
from flows.settings import Settings


class PassProblem(Exception):
    """The pass did not come to its end; the text says where to look."""


def run_once(settings: Settings) -> PassReport:
    """Poll, read and deliver once. Takes some eight seconds for Prefect's own start.

    Whatever goes wrong inside a stage is in the report. Raises what `steps.open_shop` raises, before Prefect is
    started, and PassProblem when Prefect itself fails.
    """
    steps.open_shop(settings).close()
    log = settings.home.absolute() / "prefect.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(
        1, multiprocessing.get_context("spawn"), _become_quiet, (log, environment(settings, os.environ))
    ) as child:
        try:
            return child.submit(_poll).result()
        except (BrokenProcessPool, RuntimeError) as error:
            raise PassProblem(
                f"the pass broke off: {error} {log} may say more. Try: watchkeeper run --direct"
            ) from error


def _become_quiet(log: Path, variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(sink, 1)
    os.dup2(sink, 2)


def _poll() -> PassReport:
    from flows.poll import poll

    report: object = poll(return_state=True).result(raise_on_failure=False)
    if isinstance(report, BatchesCrashed):
        return report.report
    if isinstance(report, PassReport):
        return report
    raise report if isinstance(report, Exception) else RuntimeError(f"the flow returned {report!r}.")
