"""What a committee's paper tells as news of its own.

Papers recall: the last inspection, what every framework says, what is expected some day. An article that says "Ofsted
found no areas for priority action" reports it; a paper that says so looks back, and is news only where it gives a date
of these weeks. The one thing that papers bring out first is that a measure was taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parsers.model import Mention

# A report with its appendices is longer than any article, and what matters may stand at its end.
READ_AT_MOST = 150_000


def recalled(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The statements of a paper, what it only looks back on marked as that."""
    return tuple(
        replace(mention, role="retrospective") if mention.role == "new" and not _step(mention) else mention
        for mention in mentions
    )


def _step(mention: Mention) -> bool:
    return mention.type == "intervention" and mention.facts.action is not None
