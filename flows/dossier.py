"""One event with all that is known about it, and what people decided, gathered as plain records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from flows.shop import Shop, Unreadable
from flows.standing import Standing, event_named, stands
from storage import decisions, mentions
from storage.deciding import Refused
from storage.tables import ChangeRow, DecisionRow, EventRow, OfficialRecordRow


@dataclass(frozen=True, slots=True)
class Support:
    """What an event rests on: an article by its number, or an official record by its id.

    `fate` says that an article was `withdrawn` or `taken down` since.
    """

    name: str
    outlet: str | None
    url: str | None
    fate: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as people see it."""

    number: int
    at: datetime
    by: str
    kind: str
    event: str
    what: dict[str, Any]
    undone_at: datetime | None
    undone_by: str | None

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        undone = self.undone_at.isoformat() if self.undone_at else None
        return asdict(self) | {"at": self.at.isoformat(), "undone_at": undone}


@dataclass(frozen=True, slots=True)
class Dossier:
    """An event as it stands. `asked` is the id that was asked for, where that leads to this one by a merge."""

    asked: str
    authority: str
    family: str
    standing: Standing
    supports: tuple[Support, ...]
    decisions: tuple[Decision, ...]
    changes: tuple[tuple[datetime, str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "id": self.standing.id,
            "asked": self.asked,
            "authority": self.authority,
            "family": self.family,
            **self.standing.as_dict(),
            "sources": [asdict(support) for support in self.supports],
            "decisions": [decision.as_dict() for decision in self.decisions],
            "changes": [{"at": at.isoformat(), "kind": kind, "verdict": why} for at, kind, why in self.changes],
        }


def dossier_of(shop: Shop, typed: str) -> Dossier:
    """Everything about the event of that id, or the one that it was made part of. Raises Unreadable without any."""
    with shop.database.read() as session:
        asked = _named(session, typed)
        event = decisions.standing(session, asked)
        changes = session.scalars(select(ChangeRow).where(ChangeRow.event_id == event.id).order_by(ChangeRow.id))
        return Dossier(
            asked=asked.id,
            authority=event.authority,
            family=event.family,
            standing=stands(session, event),
            supports=tuple(_supports(session, event)),
            decisions=tuple(_decision(row) for row in decisions.every(session, event)),
            changes=tuple((row.at, row.kind, row.verdict) for row in changes),
        )


def listed_decisions(shop: Shop, typed: str | None) -> Sequence[Decision]:
    """All decisions, or those about one event; the oldest first."""
    with shop.database.read() as session:
        event = decisions.standing(session, _named(session, typed)) if typed else None
        return [_decision(row) for row in decisions.every(session, event)]


def _named(session: Session, typed: str) -> EventRow:
    try:
        return event_named(session, typed)
    except Refused as problem:
        raise Unreadable(str(problem)) from None


def _supports(session: Session, event: EventRow) -> list[Support]:
    articles = [
        Support(f"article {article.id}", article.outlet, article.url, article.fate)
        for article in mentions.articles_telling(session, event.id)
    ]
    records = session.scalars(
        select(OfficialRecordRow).where(OfficialRecordRow.event_id == event.id).order_by(OfficialRecordRow.id)
    )
    return [*articles, *(Support(f"record {record.id}", None, record.url) for record in records)]


def _decision(row: DecisionRow) -> Decision:
    return Decision(row.id, row.at, row.by, row.kind, row.event_id, row.what, row.undone_at, row.undone_by)
