"""What one pass came to: for the user's terminal, for Prefect's page of the run, and for scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alerts.safe_text import plain
from flows.batches import Tally
from flows.source_health import Health
from flows.steps.counts import DeliverCount, PollCount, ReadCount


@dataclass(frozen=True, slots=True)
class PassReport:
    """The three stages of a pass."""

    poll: Tally[PollCount] = field(default_factory=lambda: Tally(PollCount()))
    read: Tally[ReadCount] = field(default_factory=lambda: Tally(ReadCount()))
    deliver: Tally[DeliverCount] = field(default_factory=lambda: Tally(DeliverCount()))

    @property
    def crashed(self) -> tuple[str, ...]:
        """Why batches crashed, in all stages."""
        return self.poll.crashed + self.read.crashed + self.deliver.crashed

    def __str__(self) -> str:
        return f"Polled: {self.poll}. Read: {self.read}. Delivered: {self.deliver}."

    def as_markdown(self) -> str:
        """One heading and table per stage."""
        stages = {
            "Polled": self.poll.as_markdown(),
            "Read": self.read.as_markdown(),
            "Delivered": self.deliver.as_markdown(),
        }
        return "\n\n".join(f"## {name}\n\n{table}" for name, table in stages.items())


def sources_as_markdown(found: Sequence[Health]) -> str:
    """The sources that need somebody, each with why; how many fare well."""
    ill = [item for item in found if not item.well]
    told = ((item.row.name, item.state, item.why, item.row.last_success_at) for item in ill)
    rows = "\n".join(f"| {' | '.join(map(_cell, cells))} |" for cells in told)
    head = f"{len(found) - len(ill)} of {len(found)} sources fare well."
    return f"{head}\n\n| source | status | why | last success |\n|---|---|---|---|\n{rows}" if ill else head


def _cell(said: object) -> str:
    """Whatever a source wrote, as text that makes no markup of its own."""
    shown = f"{said:%d %b %H:%M}" if isinstance(said, datetime) else plain(str(said or ""), 200)
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", shown)


class BatchesCrashed(Exception):
    """Some batches of a pass met a bug; the others were done. Prefect wants an exception behind a failed run."""

    def __init__(self, report: PassReport) -> None:
        super().__init__("; ".join(report.crashed))
        self.report = report
