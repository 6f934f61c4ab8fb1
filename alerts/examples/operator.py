"""An example of what the operator is told: something new, something that lasts, something that is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts.operator_note import Lasting, OperatorNote, Trouble


def example_note(at: datetime) -> OperatorNote:
    """A note of that moment."""
    source = Trouble(
        "source example-star", "Example Star failed 3 times: HTTP 503",
        "Look at https://www.examplestar.example/feed; watchkeeper sources shows its history.",
    )  # fmt: skip
    rule = Trouble(
        "subscription", "subscriptions.toml:7: 'St Helnes' in authorities is not known; did you mean St Helens?",
        "Mend the line that it names.",
    )  # fmt: skip
    stuck = Trouble("stuck", "3 messages wait to be sent", "watchkeeper alerts list says why.")
    return OperatorNote(
        [Lasting(rule, at - timedelta(minutes=5))],
        [Lasting(source, at - timedelta(days=1, hours=3), at - timedelta(days=1))],
        [Lasting(stuck, at - timedelta(hours=4), at - timedelta(hours=3))],
    )
