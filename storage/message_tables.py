"""What is kept of sending: who wants what, what is owed, and the messages it rides in. All are in `storage.tables`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base

if TYPE_CHECKING:
    from storage.tables import ChangeRow


class SubscriptionRow(Base):
    """Who wants what. `definition` is the rule as the file or the person gave it, addresses aside."""

    __tablename__ = "subscriptions"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    origin: Mapped[str] = mapped_column(String(10), default="file")
    definition: Mapped[dict[str, Any]]
    retired_at: Mapped[datetime | None]


class MessageRow(Base):
    """What is sent to one recipient by one channel. `id` also makes the Message-ID, so a repeat can be told."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_state_due_at", "state", "due_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="owed")
    due_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    lease: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    headline: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)
    replies_to: Mapped[str | None] = mapped_column(String(32))
    deliveries: Mapped[list[DeliveryRow]] = relationship(back_populates="message", order_by="DeliveryRow.id")


class DeliveryRow(Base):
    """One owed change; unique for a change, a recipient and a channel, whatever crashes or runs twice."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("change_id", "recipient", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("changes.id"))
    recipient: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(64))
    reasons: Mapped[list[str]]
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), index=True)
    message: Mapped[MessageRow] = relationship(back_populates="deliveries")
    change: Mapped[ChangeRow] = relationship()
