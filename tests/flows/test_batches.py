"""Batches add up, and one that crashes is put down and does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass

from flows.batches import Tally, batched, tally
from flows.report import BatchesCrashed, PassReport
from flows.steps.counts import PollCount


@dataclass(frozen=True)
class Ended:
    """A batch that has ended, as Prefect hands it back."""

    outcome: PollCount | Exception

    def result(self, raise_on_failure: bool) -> PollCount | Exception:
        assert not raise_on_failure
        return self.outcome


def test_items_come_in_batches() -> None:
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []


def test_batches_add_up_round_a_crash() -> None:
    futures = [Ended(PollCount(polled=50, failed=1)), Ended(ValueError("no such thing")), Ended(PollCount(polled=7))]
    total = tally(PollCount(), futures)
    assert total == Tally(PollCount(polled=57, failed=1), ("ValueError: no such thing",))
    assert str(total) == "57 polled, 1 failed; 1 batches crashed"
    assert "| polled | 57 |" in total.as_markdown()
    assert "- crashed: ValueError: no such thing" in total.as_markdown()


def test_a_report_names_its_stages_and_all_crashes() -> None:
    report = PassReport(poll=Tally(PollCount(polled=3), ("KeyError: x",)))
    assert str(report) == "Polled: 3 polled; 1 batches crashed. Read: nothing to do. Delivered: nothing to do."
    assert str(BatchesCrashed(report)) == "KeyError: x"
    assert report.as_markdown().count("## ") == 3
