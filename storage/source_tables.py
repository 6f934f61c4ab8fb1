"""The tables of sources: what is polled, each try at it, what hosts asked of us, and whose turn it is there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base


class SourceRow(Base):
    """Something polled, with what is remembered between polls."""

    __tablename__ = "sources"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    group: Mapped[str] = mapped_column("source_group", String(40))
    outlet: Mapped[str | None] = mapped_column(String(200))
    serves: Mapped[list[str]]
    # Whether anybody follows an authority that it serves; only such a source is polled.
    followed: Mapped[bool] = mapped_column(default=True)
    every_minutes: Mapped[int]
    select: Mapped[dict[str, Any] | None] = mapped_column("item_selectors", JSON)
    enabled: Mapped[bool] = mapped_column(default=True)
    origin: Mapped[str] = mapped_column(String(10), default="file")
    retired_at: Mapped[datetime | None]

    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    body_hash: Mapped[str | None] = mapped_column(String(64))
    # When its whole body was last received, and whether what its server says of changes proved false.
    whole_at: Mapped[datetime | None]
    validators_lie: Mapped[bool] = mapped_column(default=False)
    # Where permanent redirects led; polled in place of `url`, which stays what the file says.
    moved_to: Mapped[str | None] = mapped_column(Text)
    hints: Mapped[dict[str, Any] | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    failure_weight: Mapped[float] = mapped_column(default=0.0)
    status: Mapped[str] = mapped_column(String(40), default="never polled")
    detail: Mapped[str | None] = mapped_column(Text)
    first_polled_at: Mapped[datetime | None]
    last_polled_at: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]
    last_new_at: Mapped[datetime | None]

    # What was learnt of its habits, and when: seconds between its news, and what it covers no longer.
    studied_at: Mapped[datetime | None]
    usual_gap: Mapped[int | None]
    long_gap: Mapped[int | None]
    shifted_at: Mapped[datetime | None]
    shift: Mapped[str | None] = mapped_column(Text)


class AttemptRow(Base):
    """One try at polling a source, kept as its history; `body_hash` tells what came, which may be kept as a capture."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(40))
    http_status: Mapped[int | None]
    detail: Mapped[str | None] = mapped_column(Text)
    entries: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    elapsed_ms: Mapped[int | None]
    body_hash: Mapped[str | None] = mapped_column(String(64))


class HostRow(Base):
    """What a host asked of all who fetch from it: to be left alone until then, and its robots.txt as last read."""

    __tablename__ = "hosts"

    origin: Mapped[str] = mapped_column(String(300), primary_key=True)
    held_until: Mapped[datetime | None]
    robots: Mapped[str | None] = mapped_column(Text)
    robots_at: Mapped[datetime | None]


class TurnRow(Base):
    """Until when a host is taken up by the requests of one worker, the `holder`; the next one comes after them."""

    __tablename__ = "turns"

    host: Mapped[str] = mapped_column(String(260), primary_key=True)
    until: Mapped[datetime]
    holder: Mapped[str] = mapped_column(String(32))
