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
    """Who wants what; `id` is made from the name.

    `origin` says where its home is, in the file or here. `definition` is the rule as it was written, for those whose
    home is here; `form` what it came to when it last was sound, at `good_at`, for days on which it is not. Neither
    holds a secret.
    """

    __tablename__ = "subscriptions"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    origin: Mapped[str] = mapped_column(String(10), default="file")
    definition: Mapped[dict[str, Any]]
    form: Mapped[dict[str, Any]]
    good_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class MessageRow(Base):
    """What is sent to one recipient by one channel. `id` also makes the Message-ID, so a repeat can be told.

    `state` is `owed`, `sent`, `refused` or `barred` (for good), `failed` (given up), `withheld` or `rolled` (into the
    one of `rolled_into`). `offered_at` is when it was first offered, or would have been had its server been up;
    `sending_at` stands while it is in flight. `receipt` is how the other side names it, for replies in its thread.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_state_due_at", "state", "due_at"), Index("ix_messages_sent_at", "sent_at"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="owed")
    due_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    lease: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    offered_at: Mapped[datetime | None]
    sending_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    headline: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)
    replies_to: Mapped[str | None] = mapped_column(String(32))
    receipt: Mapped[str | None] = mapped_column(String(100))
    rolled_into: Mapped[str | None] = mapped_column(String(32))
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


class EndpointRow(Base):
    """A server that messages go to, as its breaker and its pace have it.

    `failures` are those in a row. While `open_until` lies ahead nothing is offered to it; after that one message tries
    whether it is back. `free_at` is when the next message is due by its pace.
    """

    __tablename__ = "endpoints"

    name: Mapped[str] = mapped_column(String(160), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None]
    open_until: Mapped[datetime | None]
    detail: Mapped[str | None] = mapped_column(Text)
    free_at: Mapped[datetime | None]


class DigestRow(Base):
    """A message that gathers what came about from `from_at` to `until_at`, and goes out though nothing did.

    `round` is its place in the week, as `weekly 07:30 Mon`.
    """

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("recipient", "channel", "round", "until_at"),)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(64))
    round: Mapped[str] = mapped_column(String(60))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    message: Mapped[MessageRow] = relationship()


class SuppressionRow(Base):
    """An address that wants no more messages, known by its hash alone."""

    __tablename__ = "suppressions"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
