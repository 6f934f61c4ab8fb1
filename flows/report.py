"""What one pass came to: for the user's terminal, for Prefect's page of the run, and for scripts."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.batches import Tally
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


class BatchesCrashed(Exception):
    """Some batches of a pass met a bug; the others were done. Prefect wants an exception behind a failed run."""

    def __init__(self, report: PassReport) -> None:
        super().__init__("; ".join(report.crashed))
        self.report = report
