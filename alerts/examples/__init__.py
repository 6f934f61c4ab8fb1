"""Example notices of every kind, for the gallery, for trying out a channel, and for tests.

Knowsley, Halton, Trafford and St Helens show facts of the public record; places called Example… and their people are
invented, as are all press articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alerts.examples import courses, inspections, others
from alerts.model import Notice


def example_notices() -> Mapping[str, Notice]:
    """One notice of every kind of message, by name."""
    return {
        **inspections.judgements(),
        **inspections.visits(),
        **courses.ahead(),
        **courses.after(),
        **others.interventions(),
        **others.leadership(),
        **others.opt_in(),
    }


def trial_notice(recipient: str, now: datetime) -> Notice:
    """The marked message by which a channel is tried out."""
    shown = inspections.judgements()["judgement"].changes[0]
    return Notice(f"test-{now:%Y%m%d%H%M%S}", recipient, (shown,), ("you asked for a test",), now, None, test=True)
