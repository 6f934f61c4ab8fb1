"""What it says of a source that nothing good came of a try: its own fault, a wait that it asks for, or our network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from flows.exchange import Failure, Response
from parsers.answers import refused
from parsers.poll_status import UNREACHED
from storage.polls import PollOutcome

# Where so many different hosts and nobody else answered, it is not they who are out of reach.
_HOSTS_TO_TELL = 4


def nobody_answered(answers: Sequence[Response | Failure]) -> bool:
    """Whether it is our own network that is down."""
    if any(isinstance(answer, Response) or answer.reason not in UNREACHED for answer in answers):
        return False
    return len({urlsplit(answer.url).netloc for answer in answers}) >= _HOSTS_TO_TELL


def outcome_of(answer: Failure, offline: bool) -> PollOutcome:
    """The try as it is put down; `offline` where it is our own network that is down."""
    status = refused(answer.status, answer.reason, answer.headers, answer.body)
    if answer.status is None and status == "busy":
        status = "held"
    elif offline:
        status = "offline"
    wait = timedelta(seconds=answer.retry_after) if answer.retry_after else None
    return PollOutcome(status, answer.detail, answer.status, wait=wait)
