"""What is wrong with sources, for the operator: those that fail, went quiet, or cover something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from alerts.operator_note import Trouble
from parsers.cadence import parked
from parsers.poll_status import in_words, is_good
from parsers.rhythm import gone_quiet
from storage import sources
from storage.tables import SourceRow

# A source that fails twice may be restarting; the third time somebody should look.
FAILURES = 3
# One cause makes many sources fail or fall silent, a storm or a holiday: they are told as one.
_TOGETHER = 5
_LOOK = "Look at {url}; watchkeeper sources show {id} tells its history."


@dataclass(frozen=True, slots=True)
class _Sort:
    """One thing that can be wrong with a source: told of one by `what`, of many by `together`."""

    key: str
    is_wrong: Callable[[SourceRow, datetime], bool]
    what: Callable[[SourceRow], str]
    together: Callable[[Sequence[SourceRow]], str]


def source_troubles(session: Session, now: datetime) -> Iterator[Trouble]:
    """One trouble for each source that needs somebody; where many do for the same thing, one for all of them."""
    polled = [row for row in sources.every(session) if row.enabled and row.followed]
    for sort in _SORTS:
        wrong = [row for row in polled if sort.is_wrong(row, now)]
        if len(wrong) > _TOGETHER:
            yield Trouble(f"{sort.key}s", sort.together(wrong), "watchkeeper sources lists them.")
            continue
        for row in wrong:
            yield Trouble(f"{sort.key} {row.id}", sort.what(row), _LOOK.format(url=row.moved_to or row.url, id=row.id))


def told_together(key: str, found: Container[str]) -> bool:
    """Whether a source is no trouble of its own any more only because so many are that they are one."""
    return any(key.startswith(f"{sort.key} ") and f"{sort.key}s" in found for sort in _SORTS)


def is_quiet(row: SourceRow, now: datetime) -> bool:
    """Whether a source answers, but has had nothing new for strangely long by its own habits."""
    long_gap = timedelta(seconds=row.long_gap) if row.long_gap else None
    return is_good(row.status) and gone_quiet(row.last_new_at or row.first_polled_at, long_gap, now)


def usual_gap(row: SourceRow) -> str | None:
    """`every 5 hours`: how often it usually has news; None where that is not known yet."""
    if not row.usual_gap:
        return None
    hours = round(row.usual_gap / 3600)
    return f"every {hours or 1} hours" if hours < 48 else f"every {round(hours / 24)} days"


def _fails(row: SourceRow, _: datetime) -> bool:
    return row.failures >= FAILURES or parked(row.status, row.failures)


def _failure(row: SourceRow) -> str:
    if parked(row.status, row.failures):
        return f"{row.name} says that it is gone for good; it is asked once a week whether it is back"
    return f"{row.name} failed {row.failures} times: {row.detail or in_words(row.status)}"


def _failures(rows: Sequence[SourceRow]) -> str:
    reasons = Counter(in_words(row.status) for row in rows).most_common(3)
    return f"{len(rows)} sources fail: {', '.join(f'{count} {reason}' for reason, count in reasons)}"


def _quiet(row: SourceRow) -> str:
    if row.last_new_at is None:
        return f"{row.name} has had nothing in it since it is polled"
    habit = f"; it usually has news {usual_gap(row)}" if row.usual_gap else ""
    return f"{row.name} went quiet: nothing new since {row.last_new_at:%d %B}{habit}"


_SORTS = (
    _Sort("source", _fails, _failure, _failures),
    _Sort("quiet source", is_quiet, _quiet, lambda rows: f"{len(rows)} sources went quiet"),
    _Sort(
        "shifted source",
        lambda row, _: row.shift is not None,
        lambda row: f"{row.name} changed what it covers: {row.shift}",
        lambda rows: f"{len(rows)} sources changed what they cover",
    ),
)
