"""What is kept. Each table is one noun of the vocabulary; the way of the data runs down the file.

Rows that stand for work to be done say so themselves (`due`, `read_at is null`, `resolved_at is null`, `state`), so
that whatever dies, the next run finds what is left.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.article_tables import ArticleRow as ArticleRow
from storage.article_tables import CaptureRow as CaptureRow
from storage.article_tables import EntryRow as EntryRow
from storage.article_tables import VersionRow as VersionRow
from storage.article_tables import WithdrawalRow as WithdrawalRow
from storage.base import Base
from storage.message_tables import DeliveryRow as DeliveryRow
from storage.message_tables import DigestRow as DigestRow
from storage.message_tables import EndpointRow as EndpointRow
from storage.message_tables import MessageRow as MessageRow
from storage.message_tables import SubscriptionRow as SubscriptionRow
from storage.message_tables import SuppressionRow as SuppressionRow
from storage.official_tables import OfficialDocumentRow as OfficialDocumentRow
from storage.official_tables import OfficialRecordRow as OfficialRecordRow
from storage.source_tables import AttemptRow as AttemptRow
from storage.source_tables import HostRow as HostRow
from storage.source_tables import SourceRow as SourceRow
from storage.source_tables import TurnRow as TurnRow


class AuthorityRow(Base):
    """An English upper-tier authority, as `seeds/authorities.csv` has it."""

    __tablename__ = "authorities"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    gss: Mapped[str] = mapped_column(String(9))
    urn: Mapped[int | None]
    region_ofsted: Mapped[str] = mapped_column(String(60))
    region_ons: Mapped[str] = mapped_column(String(60))
    type: Mapped[str] = mapped_column(String(60))
    delivery_body: Mapped[str | None] = mapped_column(String(120))
    since: Mapped[date | None]
    until: Mapped[date | None]


class EventRow(Base):
    """One real-world happening: its settled facts, and the windows by which candidates are looked up.

    `decided` says that a person decided something about it, so that only then decisions are looked up; `merged_into`
    is the event that it was made part of.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_authority_family_from", "authority", "family", "window_from"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    family: Mapped[str] = mapped_column(String(20))
    authority: Mapped[str] = mapped_column(String(80))
    types: Mapped[list[str]]
    kind: Mapped[str | None] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(12))
    phase: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]]
    provenance: Mapped[dict[str, Any]]
    window_from: Mapped[date | None]
    window_to: Mapped[date | None]
    published_from: Mapped[date | None]
    published_to: Mapped[date | None]
    first_seen_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    alerted_at: Mapped[datetime | None]
    merged_into: Mapped[str | None] = mapped_column(String(16), index=True)
    decided: Mapped[bool] = mapped_column(default=False)


class MentionRow(Base):
    """One statement of one article version. `resolved_at` is null until it was held against what is known.

    `event_id` is the event that it supports; `found_event_id` the one that resolving found, where a person decided
    otherwise since. What a newer reader does not find is retired, not deleted: changes point to it.
    """

    __tablename__ = "mentions"
    __table_args__ = (UniqueConstraint("version_id", "position"), Index("ix_mentions_unresolved", "resolved_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    position: Mapped[int]
    type: Mapped[str] = mapped_column(String(24))
    role: Mapped[str] = mapped_column(String(14))
    authority: Mapped[str | None] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    start: Mapped[int] = mapped_column("span_start")
    end: Mapped[int] = mapped_column("span_end")
    rule: Mapped[str] = mapped_column(String(80))
    confidence: Mapped[float]
    window_from: Mapped[date | None]
    window_to: Mapped[date | None]
    correction: Mapped[bool] = mapped_column(default=False)
    contested: Mapped[str | None] = mapped_column(Text)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("events.id"), index=True)
    found_event_id: Mapped[str | None] = mapped_column(String(16), index=True)
    resolved_at: Mapped[datetime | None]
    resolution: Mapped[str | None] = mapped_column(Text)
    retired_at: Mapped[datetime | None]
    version: Mapped[VersionRow] = relationship(back_populates="mentions")
    # A new event is written before what supports it.
    event: Mapped[EventRow | None] = relationship()


class ChangeRow(Base):
    """A difference that settling an event made; `verdict` says whether, and why, it was news."""

    __tablename__ = "changes"
    __table_args__ = (UniqueConstraint("event_id", "kind", "facts_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    facts_hash: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(index=True)
    mention_id: Mapped[int | None] = mapped_column(ForeignKey("mentions.id"))
    record_id: Mapped[str | None] = mapped_column(ForeignKey("official_records.id"))
    alerts: Mapped[bool] = mapped_column(default=False)
    learnt_late: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[str] = mapped_column(Text)
    event: Mapped[EventRow] = relationship()


class TroubleRow(Base):
    """Something that needs the operator, for as long as it lasts. `told_at` is when he was told last."""

    __tablename__ = "troubles"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    what: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    told_at: Mapped[datetime | None]


class LookRow(Base):
    """A look at the official page for an event that only the press tells of. Open until `settled_at` is set."""

    __tablename__ = "looks"

    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    found: Mapped[str | None] = mapped_column(String(12))
    settled_at: Mapped[datetime | None] = mapped_column(index=True)


class DecisionRow(Base):
    """What a person decided about an event: of one `kind`, with `what` it needs; in force until it is undone."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), index=True)
    what: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(120))
