"""Subscriptions as rows: those whose home is here, and of every one the form it last had when it was sound."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import SubscriptionRow

FILE, DATABASE = "file", "database"


def every(session: Session) -> Sequence[SubscriptionRow]:
    """All subscriptions that are in force, by name."""
    return session.scalars(
        select(SubscriptionRow).where(SubscriptionRow.retired_at.is_(None)).order_by(SubscriptionRow.name)
    ).all()


def get(session: Session, subscription_id: str) -> SubscriptionRow | None:
    """The one of that id that is in force."""
    row = session.get(SubscriptionRow, subscription_id)
    return row if row is not None and row.retired_at is None else None


def put(
    session: Session, subscription_id: str, name: str, origin: str, definition: dict[str, Any], form: dict[str, Any],
    now: datetime,
) -> None:  # fmt: skip
    """Keep a subscription, new or changed, in its present sound form."""
    row = session.get(SubscriptionRow, subscription_id)
    if row is None:
        row = SubscriptionRow(id=subscription_id)
        session.add(row)
    row.name, row.origin, row.definition, row.form = name, origin, definition, form
    row.good_at, row.retired_at = now, None


def retire(session: Session, ids: Collection[str], now: datetime, forget: bool = False) -> None:
    """End subscriptions; `forget` also takes out what they say, addresses among it."""
    for row in session.scalars(select(SubscriptionRow).where(SubscriptionRow.id.in_(list(ids)))):
        row.retired_at = row.retired_at or now
        if forget:
            row.definition, row.form = {}, {}
