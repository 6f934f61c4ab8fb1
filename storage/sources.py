"""Sources: kept in step with the files that declare them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.sources import SourceSpec
from storage.tables import SourceRow


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
            row = SourceRow(id=spec.id, origin="file", status="never polled", due_at=now)
            row.failures, row.failure_weight, row.validators_lie = 0, 0.0, False
            session.add(row)
        elif row.url != spec.url:
            row.etag = row.last_modified = row.body_hash = row.moved_to = row.hints = None
            row.whole_at, row.validators_lie, row.due_at = None, False, now
        row.name, row.url, row.kind, row.group = spec.name, spec.url, spec.kind, spec.group
        row.outlet, row.serves, row.every_minutes = spec.outlet, list(spec.serves), spec.every
        row.select = spec.select.as_dict() if spec.select else None
        row.followed = followed is None or spec.national or any(name in followed for name in spec.serves)
        row.enabled, row.retired_at = spec.enabled, None
    for row in known.values() if whole else ():
        row.retired_at = row.retired_at or now


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
