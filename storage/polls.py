"""Polls: sources leased when they are due, what each try came to, and when the next one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from parsers.cadence import History, Tried, plan
from parsers.feed_hints import Hints
from parsers.pace import next_look
from parsers.poll_status import PollStatus, is_good
from parsers.validators import have_lied, may_be_conditional
from storage.columns import clean
from storage.tables import AttemptRow, SourceRow

LEASE = timedelta(minutes=15)
# A new address that fails so often in a row may be a mistake of the old one's: that is asked again.
_MOVED_IN_VAIN = 3
_FOUND_OUT_LATELY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one try at a source came to.

    `whole` is true where a body was received, `wait` what the host asked for, `fresh` what its caching headers say;
    `latest` the moment of the newest of the `new` entries.
    """

    status: PollStatus
    detail: str | None = None
    http_status: int | None = None
    entries: int = 0
    new: int = 0
    latest: datetime | None = None
    elapsed_ms: int | None = None
    whole: bool = False
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    moved_to: str | None = None
    hints: Hints | None = None
    wait: timedelta | None = None
    fresh: timedelta | None = None

    @property
    def ok(self) -> bool:
        """Whether the source answered as it should; also when nothing had changed."""
        return is_good(self.status)


def due_count(session: Session, now: datetime, kinds: Sequence[str]) -> int:
    """How many sources of these kinds are due and free."""
    return session.scalar(select(func.count()).select_from(SourceRow).where(_due(now, kinds))) or 0


def claim_due(session: Session, now: datetime, limit: int, kinds: Sequence[str]) -> list[str]:
    """Lease up to `limit` due sources of these kinds, the longest waiting first; no two workers get the same one.

    A lease lapses by itself, so that the sources of a worker that died are taken by another. Whose it is, is told by
    the moment at which it was taken: who takes one over does so later.
    """
    query = (
        select(SourceRow)
        .where(_due(now, kinds))
        .order_by(SourceRow.due_at, SourceRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return _lease(session.scalars(query).all(), now)


def claim(session: Session, ids: Iterable[str], now: datetime) -> list[str]:
    """Lease these sources, whether they are due or not, save those that another worker holds."""
    free = select(SourceRow).where(SourceRow.id.in_(list(ids)), _free(now)).order_by(SourceRow.id)
    return _lease(session.scalars(free.with_for_update(skip_locked=True)).all(), now)


def _lease(rows: Sequence[SourceRow], now: datetime) -> list[str]:
    for row in rows:
        row.leased_until = now + LEASE
    return [row.id for row in rows]


def sweep(session: Session, now: datetime) -> int:
    """Make every source due that answers, however seldom it has news; returns how many were not.

    One that fails keeps the wait that its failures, or its host, ask for.
    """
    waiting = select(SourceRow.id).where(
        SourceRow.enabled, SourceRow.followed, SourceRow.retired_at.is_(None), SourceRow.failures == 0,
        SourceRow.due_at > now,
    )  # fmt: skip
    ids = session.scalars(waiting).all()
    session.execute(update(SourceRow).where(SourceRow.id.in_(ids)).values(due_at=now))
    return len(ids)


def held(session: Session, ids: Iterable[str], since: datetime) -> Sequence[SourceRow]:
    """Those of these sources whose lease of `since` was taken over by nobody; nor will it be in this transaction."""
    mine = SourceRow.id.in_(list(ids)), SourceRow.leased_until == since + LEASE
    return session.scalars(select(SourceRow).where(*mine).order_by(SourceRow.id).with_for_update()).all()


def renew(session: Session, ids: Iterable[str], since: datetime, now: datetime) -> list[str]:
    """Lease on from `now` those of these sources that are held since `since`; gives them."""
    return _lease(held(session, ids, since), now)


def release(session: Session, ids: Iterable[str], since: datetime) -> None:
    """Let go of the sources that were leased at `since`; those that another worker took since are his."""
    mine = SourceRow.id.in_(list(ids)), SourceRow.leased_until == since + LEASE
    session.execute(update(SourceRow).where(*mine).values(leased_until=None))


def offline(session: Session, now: datetime) -> bool:
    """Whether the last that was found out, by whichever source, is that our own network is down."""
    latest = select(AttemptRow.status).where(AttemptRow.at > now - _FOUND_OUT_LATELY, AttemptRow.at <= now)
    return session.scalar(latest.order_by(AttemptRow.id.desc()).limit(1)) == "offline"


def address(source: SourceRow) -> str:
    """Where the source is polled."""
    return source.moved_to or source.url


def validators(source: SourceRow, now: datetime) -> tuple[str | None, str | None]:
    """The ETag and date to ask with; none of them where "not modified" would be no good answer."""
    if may_be_conditional(source.failures, source.validators_lie, source.whole_at, now):
        return source.etag, source.last_modified
    return None, None


def record(
    session: Session, source: SourceRow, outcome: PollOutcome, now: datetime, capture: str | None = None
) -> None:
    """Put down a try, and when the next one is due; the lease stays. `capture` names the body, where it is kept."""
    session.add(
        AttemptRow(
            source_id=source.id,
            at=now,
            status=outcome.status,
            http_status=outcome.http_status,
            detail=clean(outcome.detail),
            entries=outcome.entries,
            new=outcome.new,
            elapsed_ms=outcome.elapsed_ms,
            body_hash=capture,
        )
    )
    hints = Hints.of(source.hints) if outcome.hints is None else outcome.hints
    tried = Tried(outcome.status, outcome.entries, outcome.new, outcome.wait, hints, outcome.fresh)
    decided = plan(_history(source, now), tried, now)
    source.due_at, source.last_polled_at = decided.due_at, now
    source.failures, source.failure_weight = decided.failures, decided.weight
    source.failing_since = decided.failing_since
    source.status, source.detail = outcome.status, clean(outcome.detail)
    if outcome.ok:
        _remember(source, outcome, now)
    elif source.moved_to and source.failures >= _MOVED_IN_VAIN:
        source.moved_to = None


def _remember(source: SourceRow, outcome: PollOutcome, now: datetime) -> None:
    """What the next poll needs to know of a good answer."""
    source.last_success_at = now
    if outcome.whole:
        known, answered = (source.etag, source.last_modified), (outcome.etag, outcome.last_modified)
        # The validators of the last whole body; those of an older one would ask for something else.
        source.validators_lie = source.validators_lie or have_lied(known, answered, outcome.new)
        source.etag, source.last_modified = clean(outcome.etag), clean(outcome.last_modified)
        source.body_hash, source.whole_at = outcome.body_hash, now
        source.hints = outcome.hints.as_dict() if outcome.hints else source.hints
    # What a source holds when it is first reached is its history; a failure reaches nothing.
    source.first_polled_at = source.first_polled_at or now
    source.moved_to = outcome.moved_to or source.moved_to
    if outcome.new:
        latest = outcome.latest or now
        source.last_new_at = max(source.last_new_at or latest, latest)


def _history(source: SourceRow, now: datetime) -> History:
    return History(
        key=source.id,
        every=next_look(source.kind, source.every_minutes, now) - now,
        failures=source.failures,
        weight=source.failure_weight,
        failing_since=source.failing_since,
        usual_gap=timedelta(seconds=source.usual_gap) if source.usual_gap else None,
        steady=source.group == "official",
        known=source.first_polled_at is not None,
    )


def _due(now: datetime, kinds: Sequence[str]) -> ColumnElement[bool]:
    return and_(
        SourceRow.enabled,
        SourceRow.followed,
        SourceRow.kind.in_(kinds),
        SourceRow.retired_at.is_(None),
        SourceRow.due_at <= now,
        _free(now),
    )


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(SourceRow.leased_until.is_(None), SourceRow.leased_until < now)
