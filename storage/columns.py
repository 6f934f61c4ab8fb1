"""Column types with the conventions of this database: moments are UTC, text is what every database takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time, kept and given back as UTC.

    A datetime without a zone is refused: it could be London time, and the hour would be lost silently.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: as UTC, without a zone on SQLite, which keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        moment = value if value.tzinfo is UTC else value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """From the database: always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@overload
def clean(text: str, longest: int | None = None) -> str: ...
@overload
def clean(text: None, longest: int | None = None) -> None: ...
def clean(text: str | None, longest: int | None = None) -> str | None:
    """Text without what PostgreSQL or UTF-8 refuse, NUL and lone surrogates, and cut to the column's length."""
    if text is None:
        return None
    whole = text.replace("\x00", "")
    if not whole.isascii():
        whole = whole.encode("utf-8", "ignore").decode("utf-8")
    return whole[:longest]
