"""Messages and tests of channels as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flows.screens.listings import cell, moment, show, table
from flows.screens.output import complain, say

_STYLE = {"sent": "green", "owed": "yellow", "refused": "bold red", "failed": "bold red", "not taken": "yellow"}


def show_messages(messages: Sequence[Mapping[str, Any]], problems: Sequence[str]) -> None:
    """What went out and what waits, then what is wrong with the subscriptions."""
    made = table("when", "state", "to", "by", "headline", "answer", whole=("when", "state"))
    for message in messages:
        state = message["state"]
        made.add_row(
            cell(moment(datetime.fromisoformat(message["at"]))), cell(state, _STYLE.get(state, "")),
            cell(message["recipient"]), cell(message["channel"], "dim"), cell(message["headline"], "bold"),
            cell(message["detail"], "dim"),
        )  # fmt: skip
    show(made, "No messages yet.")
    for problem in problems:
        complain(problem)


def show_tests(results: Sequence[Mapping[str, Any]], problems: Sequence[str]) -> None:
    """What each channel answered."""
    for result in results:
        say(f"{result['outcome']:<9}  {result['recipient']} by {result['channel']}", _STYLE.get(result["outcome"], ""))
        say(result["detail"], "dim")
    for problem in problems:
        complain(problem)
