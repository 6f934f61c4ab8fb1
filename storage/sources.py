"""Sources: kept in step with the file that declares them, claimed when due, and told what a poll came to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from parsers.pace import next_look
from parsers.sources import SourceSpec
from storage.tables import AttemptRow, SourceRow

LEASE = timedelta(minutes=15)
# A failing source is tried ever less often, but always at least once a day: many come back from what looks like death.
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one try at a source came to. `ok` also when nothing had changed; `wait` overrules the usual interval."""

    status: str
    ok: bool
    detail: str | None = None
    http_status: int | None = None
    entries: int = 0
    new: int = 0
    elapsed_ms: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    wait: timedelta | None = None


def sync(
    session: Session,
    specs: Iterable[SourceSpec],
    now: datetime,
    whole: bool = True,
    followed: Collection[str] | None = None,
) -> None:
    """Make the files' sources those of the database; what no file names any more is retired, not forgotten.

    Unless the files could not be read `whole`: then nobody knows what they name no longer. `followed` are the
    authorities that somebody follows, None for all: a source that serves none of them is not polled.
    """
    known = {row.id: row for row in session.scalars(select(SourceRow).where(SourceRow.origin == "file"))}
    for spec in specs:
        row = known.pop(spec.id, None)
        if row is None:
            row = SourceRow(id=spec.id, origin="file", failures=0, status="never polled", due_at=now)
            session.add(row)
        elif row.url != spec.url:
            row.etag = row.last_modified = row.body_hash = None
            row.due_at = now
        row.name, row.url, row.kind, row.group = spec.name, spec.url, spec.kind, spec.group
        row.outlet, row.serves, row.every_minutes = spec.outlet, list(spec.serves), spec.every
        row.select = spec.select.as_dict() if spec.select else None
        row.followed = followed is None or spec.national or any(name in followed for name in spec.serves)
        row.enabled, row.retired_at = spec.enabled, None
    for row in known.values() if whole else ():
        row.retired_at = row.retired_at or now


def claim_due(session: Session, now: datetime, limit: int, kinds: Sequence[str]) -> list[str]:
    """Lease up to `limit` due sources of these kinds, the longest waiting first; no two workers get the same one."""
    query = (
        select(SourceRow)
        .where(
            SourceRow.enabled,
            SourceRow.followed,
            SourceRow.kind.in_(kinds),
            SourceRow.retired_at.is_(None),
            SourceRow.due_at <= now,
            or_(SourceRow.leased_until.is_(None), SourceRow.leased_until < now),
        )
        .order_by(SourceRow.due_at, SourceRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(query).all()
    for row in rows:
        row.leased_until = now + LEASE
    return [row.id for row in rows]


def get_many(session: Session, ids: Iterable[str]) -> Sequence[SourceRow]:
    """The sources with these ids, in the order of their ids."""
    return session.scalars(select(SourceRow).where(SourceRow.id.in_(list(ids))).order_by(SourceRow.id)).all()


def enabled_of(session: Session, kind: str) -> SourceRow | None:
    """The first enabled source of a kind; None when none is polled."""
    query = select(SourceRow).where(SourceRow.kind == kind, SourceRow.enabled, SourceRow.retired_at.is_(None))
    return session.scalar(query.order_by(SourceRow.id).limit(1))


def every(session: Session) -> Sequence[SourceRow]:
    """All sources that are not retired, by name."""
    return session.scalars(select(SourceRow).where(SourceRow.retired_at.is_(None)).order_by(SourceRow.name)).all()


def record(session: Session, source: SourceRow, outcome: PollOutcome, now: datetime) -> None:
    """Put down a try, and when the next one is due."""
    session.add(
        AttemptRow(
            source_id=source.id,
            at=now,
            status=outcome.status,
            http_status=outcome.http_status,
            detail=outcome.detail,
            entries=outcome.entries,
            new=outcome.new,
            elapsed_ms=outcome.elapsed_ms,
        )
    )
    source.status, source.detail = outcome.status, outcome.detail
    source.last_polled_at, source.leased_until = now, None
    interval = next_look(source.kind, source.every_minutes, now) - now
    if outcome.ok:
        source.failures, source.last_success_at = 0, now
        # What a source holds when it is first reached is its history; a failure reaches nothing.
        source.first_polled_at = source.first_polled_at or now
        source.etag = outcome.etag or source.etag
        source.last_modified = outcome.last_modified or source.last_modified
        source.body_hash = outcome.body_hash or source.body_hash
        if outcome.new:
            source.last_new_at = now
    else:
        source.failures += 1
        interval = min(interval * (1 + source.failures), max(LONGEST_WAIT, interval))
    source.due_at = now + max(interval, outcome.wait or timedelta())
