"""Serialising writers that are about the same thing."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def lock(session: Session, name: str) -> None:
    """Hold everyone else who locks this name until the transaction ends.

    On SQLite a write transaction holds the only write lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})
