"""The official side of what is kept: fact sheets of the record, and the documents that they were read in."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base

if TYPE_CHECKING:
    from storage.tables import EventRow


class OfficialRecordRow(Base):
    """One fact sheet of the official record, as it was when last read."""

    __tablename__ = "official_records"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    family: Mapped[str] = mapped_column(String(20))
    authority: Mapped[str] = mapped_column(String(80), index=True)
    facts: Mapped[dict[str, Any]]
    url: Mapped[str | None] = mapped_column(Text)
    as_at: Mapped[date | None]
    first_seen_at: Mapped[datetime]
    silent: Mapped[bool] = mapped_column(default=False)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("events.id"), index=True)
    found_event_id: Mapped[str | None] = mapped_column(String(16), index=True)
    # A new event is written before what supports it.
    event: Mapped[EventRow | None] = relationship()


class OfficialDocumentRow(Base):
    """A report, letter or notice that an official site links: what was read in it, or why nothing could be.

    `listed` is the day under which the site lists it; `reading` what it says with the page of each fact.
    """

    __tablename__ = "official_documents"

    url: Mapped[str] = mapped_column(String(500), primary_key=True)
    authority: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(30))
    listed: Mapped[str | None] = mapped_column(String(10))
    first_seen_at: Mapped[datetime]
    silent: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime | None] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    body_hash: Mapped[str | None] = mapped_column(String(64))
    reading: Mapped[dict[str, Any] | None]
    problem: Mapped[str | None] = mapped_column(Text)
    record_id: Mapped[str | None] = mapped_column(ForeignKey("official_records.id"), index=True)
