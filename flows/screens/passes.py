"""What a pass came to, stage by stage."""

from __future__ import annotations

from typing import Any

from flows.report import PassReport
from flows.screens.output import complain, say


def report_to_dict(report: PassReport) -> dict[str, Any]:
    """The counts of each stage, and why batches crashed."""
    return {
        "poll": report.poll.count.as_dict(),
        "read": report.read.count.as_dict(),
        "deliver": report.deliver.count.as_dict(),
        "crashed": list(report.crashed),
    }


def show_report(report: PassReport) -> None:
    """A line for each stage."""
    say(f"Polled     {report.poll.count}")
    say(f"Read       {report.read.count}")
    say(f"Delivered  {report.deliver.count}")
    for reason in report.crashed:
        complain(f"a batch crashed: {reason}")
