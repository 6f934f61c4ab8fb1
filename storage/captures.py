"""Captures: what was received, byte for byte, compressed and kept by its hash for a while."""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.columns import clean
from storage.tables import AttemptRow, CaptureRow, VersionRow

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

KEPT = timedelta(days=90)
# A source with news at every look would fill the disk: of each, what it sent last is kept.
KEPT_OF_A_SOURCE = 20
# Larger bodies are no feeds that anybody wants to look at.
_LARGEST = 5 * 1024 * 1024
_TABLE = cast(Table, CaptureRow.__table__)
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Received:
    """A body as it came, unpacked, and what its server says it is."""

    body: bytes
    content_type: str | None

    @property
    def hash(self) -> str:
        """What it is known by."""
        return hashlib.sha256(self.body).hexdigest()


def keep(session: Session, received: Iterable[Received], now: datetime) -> None:
    """Keep these, once each, whoever else keeps the same; what is too large is let go."""
    rows = {
        one.hash: {
            "hash": one.hash, "at": now, "content_type": clean(one.content_type, 200),
            "body": zstd.compress(one.body, 1),
        }
        for one in received
        if len(one.body) <= _LARGEST
    }  # fmt: skip
    if not rows:
        return
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    # In one order, so that two who keep the same never wait for each other.
    session.execute(insert(_TABLE).on_conflict_do_nothing(), [rows[name] for name in sorted(rows)])


def body_of(capture: CaptureRow) -> bytes:
    """The bytes as they were received."""
    unpack = zstd.decompress if capture.body.startswith(_ZSTD) else zlib.decompress
    return unpack(capture.body)


def latest_of(session: Session, source_id: str) -> CaptureRow | None:
    """What a source sent last, as far as it was kept: where it had something new, or could not be read."""
    kept = select(CaptureRow).join(AttemptRow, AttemptRow.body_hash == CaptureRow.hash)
    return session.scalar(kept.where(AttemptRow.source_id == source_id).order_by(AttemptRow.id.desc()).limit(1))


def drop_old(session: Session, now: datetime) -> int:
    """Drop what was kept long enough, and of each source all but what it sent last; gives how many."""
    place = func.row_number().over(partition_by=AttemptRow.source_id, order_by=AttemptRow.id.desc())
    sent = select(AttemptRow.body_hash, place.label("place")).where(AttemptRow.body_hash.is_not(None)).subquery()
    recent = select(sent.c.body_hash).where(sent.c.place <= KEPT_OF_A_SOURCE)
    pages = select(VersionRow.capture_hash).where(VersionRow.capture_hash.is_not(None))
    surplus = CaptureRow.hash.not_in(recent) & CaptureRow.hash.not_in(pages)
    old = list(session.scalars(select(CaptureRow.hash).where(or_(CaptureRow.at < now - KEPT, surplus))))
    drop(session, old)
    return len(old)


def drop(session: Session, hashes: Iterable[str]) -> None:
    """Drop these, wherever they are referred to."""
    gone = list(hashes)
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        session.execute(update(VersionRow).where(VersionRow.capture_hash.in_(some)).values(capture_hash=None))
        session.execute(delete(CaptureRow).where(CaptureRow.hash.in_(some)))
