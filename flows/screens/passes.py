"""What a pass came to, stage by stage, and what went wrong in it."""

from __future__ import annotations

from typing import Any

from alerts.wording import count
from flows.passes import Trouble
from flows.rehearsal import Rehearsal
from flows.report import PassReport
from flows.screens.failures import show_failures
from flows.screens.mailroom import show_messages
from flows.screens.output import complain, hint, say


def report_to_dict(report: PassReport, trouble: Trouble) -> dict[str, Any]:
    """The counts of each stage, why batches crashed, and the sources that failed."""
    return {
        "poll": report.poll.count.as_dict(),
        "read": report.read.count.as_dict(),
        "deliver": report.deliver.count.as_dict(),
        "crashed": list(report.crashed),
        "failing": [dict(source) for source in trouble.failing],
    }


def show_report(report: PassReport, trouble: Trouble) -> None:
    """A line for each stage, then what failed: sources by name, articles and messages by their number."""
    polled, delivered = report.poll.count, report.deliver.count
    say(f"Polled     {polled}")
    say(f"Read       {report.read.count}")
    say(f"Delivered  {delivered}")
    show_failures(trouble.failing, polled.polled)
    if polled.pages_failed:
        pages = count(polled.pages_failed, "article page", "article pages")
        say(f"! {pages} could not be had: tried again later, or read from what the feed says", "yellow")
    if delivered.refused:
        messages = count(delivered.refused, "message was", "messages were")
        hint(f"✗ {messages} refused for good; see: watchkeeper alerts list", "red")
    for reason in report.crashed:
        complain(f"a batch crashed: {reason}")


def rehearsal_to_dict(found: Rehearsal) -> dict[str, Any]:
    """What a pass would come to, and each message that it would send."""
    return {
        "poll": found.polled.as_dict(),
        "read": found.read.as_dict(),
        "would_send": list(found.messages),
        "failing": [dict(source) for source in found.trouble.failing],
    }


def show_rehearsal(found: Rehearsal) -> None:
    """A line for each stage, then the messages."""
    say(f"Polled     {found.polled}")
    say(f"Read       {found.read}")
    say(f"Would send {count(len(found.messages), 'message', 'messages')}")
    show_failures(found.trouble.failing, found.polled.polled)
    if found.messages:
        show_messages(found.messages, found.problems)
    hint("Nothing was sent, and nothing of this was kept.")


def came_to_nothing(report: PassReport, trouble: Trouble) -> bool:
    """Whether the pass needs somebody's attention: nothing polled, a batch crashed, a message lost for good."""
    refused = report.deliver.count.refused
    return bool(report.crashed or refused or trouble.sources_file or report.poll.count.all_failed)
