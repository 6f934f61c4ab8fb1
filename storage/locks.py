"""Serialising writers that are about the same thing."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

# The server takes them in the order in which they are given.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(CAST(:names AS text[])) AS name")


def lock(session: Session, *names: str) -> None:
    """Hold everyone else who locks one of these names until the transaction ends.

    Several are always taken in one order, so that two who want the same ones never wait for each other. On SQLite a
    write transaction holds the only write lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK, {"names": sorted(set(names))})
