"""What an HTTP answer to a posted message means: taken, not now, never."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from alerts.channels.wire import Answer, Unreachable
from alerts.model import Barred, Outcome, Refused, Retry, Sent
from alerts.safe_text import plain

# Request timeout, too early, too many requests: the only answers of the 400s that a later try may change.
_NOT_NOW = frozenset([408, 425, 429])
# Who we are, or where we come from, is what it minds: somebody can change that.
_BARRED = frozenset([401, 402, 403, 407, 451])
_LONGEST_PAUSE = 86_400.0
_SAID = 200


def outcome(answer: Answer | Unreachable, service: str, now: datetime) -> Outcome:
    """2xx is taken; 5xx, 408, 425 and 429 may be tried again; 401 to 403 bar us; the rest is final, redirects too."""
    if isinstance(answer, Unreachable):
        said = f"{service} could not be reached: {answer.why}"
        return Barred(said) if answer.for_good else Retry(said, endpoint=True)
    text = plain(answer.body[:1000].decode("utf-8", "replace"), _SAID)
    said = f"{service} said {answer.status} {text}".rstrip()
    if 200 <= answer.status < 300:
        return Sent(said)
    if answer.status in _NOT_NOW or answer.status >= 500:
        return Retry(said, retry_after(answer.header("Retry-After"), now), endpoint=True)
    if answer.status in _BARRED:
        return Barred(said)
    return Refused(said)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait, from seconds or a date (RFC 9110, 10.2.3); at most a day, None when it says nothing usable."""
    if not value:
        return None
    if value.strip().isdecimal():
        return min(float(value), _LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), _LONGEST_PAUSE)
