"""Stories for tests of what is stored: articles that say given things, told to a database, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import select

from alerts import briefing
from alerts.model import Notice
from alerts.owing import judge_and_owe
from alerts.render import render
from alerts.subscriptions import Subscription
from flows.shop import open_gazetteer
from parsers.fact_sheet import facts_from_dict
from parsers.model import Mention, MentionType, OfficialRecord, Reading, Role, Span
from storage import articles, mentions, official, resolution, sending
from storage.database import Database
from storage.resolution import Resolved
from storage.tables import ArticleRow, ChangeRow, DeliveryRow, EventRow, MentionRow, MessageRow, OfficialRecordRow

NOW = datetime(2019, 11, 5, 9, tzinfo=UTC)
PLACE = "St Helens"
GAZETTEER = open_gazetteer(Path(__file__).parents[2] / "seeds")
READER = Subscription(
    id="desk", name="Desk", recipient="desk", authorities=(PLACE,), regions=(), channels=("mailto://desk",)
)


def statement(facts: dict[str, Any], type: MentionType = "judgement", role: Role = "new", at: int = 0) -> Mention:
    """What an article says of St Helens, in the words from `at` on."""
    return Mention(type, role, PLACE, facts_from_dict(facts), Span(at, at + 5, "test"), 0.9)


@dataclass
class Desk:
    """A database that is told stories, with one reader who follows the place."""

    database: Database
    now: datetime = NOW
    told: list[str] = field(default_factory=list)

    def article(self, url: str, *said: Mention, text: str = "Ofsted said so, and more than that.") -> int:
        """Publish an article now and resolve it; gives its number."""
        with self.database.write() as session:
            version = articles.put(session, articles.Text(text, url=url, published=self.now), self.now, silent=False)
            assert version is not None
            mentions.store_reading(session, version, Reading(True, "test", tuple(said)), self.now, "old reader")
            version_id, article_id = version.id, version.article_id
        self.resolve(version_id)
        return article_id

    def resolve(self, version_id: int) -> list[Resolved]:
        """Resolve what a version says, and owe what is news."""
        with self.database.write() as session:
            found = list(chain.from_iterable(resolution.Batch(session, [version_id], self.now).resolve()))
            self._judge(session, found)
        return found

    def record(self, id: str, facts: dict[str, Any], family: Any = "inspection") -> None:
        """Take in an official record."""
        with self.database.write() as session:
            row = official.put(
                session, OfficialRecord(id, family, PLACE, facts_from_dict(facts)), self.now, silent=False
            )
            if row is not None:
                self._judge(session, resolution.resolve_record(session, row.id, self.now))

    def resolve_again(self) -> None:
        """Forget what was resolved, and resolve all of it anew."""
        with self.database.write() as session:
            rows = session.scalars(select(MentionRow).where(MentionRow.retired_at.is_(None)))
            versions = set()
            for row in rows:
                row.resolved_at = None
                versions.add(row.version_id)
        for version in sorted(versions):
            self.resolve(version)

    def later(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)

    def deliver(self) -> None:
        """Send what is owed."""
        with self.database.write() as session:
            for message in session.scalars(select(MessageRow).where(MessageRow.state == "owed")):
                sending.sent(session, message.id, None, None, self.now)

    def last_message(self) -> str:
        """What the reader is owed last, in words."""
        with self.database.read() as session:
            row = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id.desc())).first()
            assert row is not None
            view = briefing.view(session, row.change, GAZETTEER)
            return " ".join(render(Notice("m", "desk", (view,), tuple(row.reasons), self.now, None)).text.split())

    def events(self) -> dict[str, EventRow]:
        """The events that are shown, by id."""
        with self.database.read() as session:
            rows = session.scalars(select(EventRow)).all()
        return {row.id: row for row in rows if row.status not in ("retracted", "merged", "dismissed")}

    def event(self, event_id: str) -> EventRow:
        """One event, shown or not."""
        with self.database.read() as session:
            return session.get_one(EventRow, event_id)

    def event_of(self, article_id: int) -> str:
        """The event that an article's first statement supports."""
        with self.database.read() as session:
            rows = session.scalars(select(MentionRow).order_by(MentionRow.id))
            return next(str(row.event_id) for row in rows if row.version.article_id == article_id and row.event_id)

    def key(self, article_id: int) -> str:
        """The source that an article is."""
        with self.database.read() as session:
            return session.get_one(ArticleRow, article_id).key

    def owed(self) -> list[tuple[str, str]]:
        """What the reader is owed, as (event, change), in order."""
        with self.database.read() as session:
            rows = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
            return [(row.change.event_id, row.change.kind) for row in rows]

    def picture(self) -> dict[str, Any]:
        """All that a person sees of events, and what supports each: to be compared with another time."""
        with self.database.read() as session:
            supports: dict[str, list[str]] = {}
            for mention in session.scalars(select(MentionRow).order_by(MentionRow.id)):
                if mention.event_id and mention.retired_at is None:
                    supports.setdefault(mention.event_id, []).append(f"mention {mention.id}")
            for record in session.scalars(select(OfficialRecordRow).order_by(OfficialRecordRow.id)):
                supports.setdefault(str(record.event_id), []).append(record.id)
            return {
                row.id: (
                    row.status, row.phase, row.facts, row.types, row.provenance, row.window_from, row.window_to,
                    row.published_from, row.published_to, row.alerted_at, supports.get(row.id),
                )
                for row in session.scalars(select(EventRow))
                if row.status not in ("retracted", "merged", "dismissed")
            }  # fmt: skip

    def _judge(self, session: Any, found: Sequence[Resolved]) -> None:
        for resolved in found:
            if judge_and_owe(session, resolved, (READER,), GAZETTEER, self.now).alerts:
                self.told.append(resolved.change.kind)


def changes_of(database: Database, event_id: str) -> list[ChangeRow]:
    """Every change of an event, in order."""
    with database.read() as session:
        return list(session.scalars(select(ChangeRow).where(ChangeRow.event_id == event_id).order_by(ChangeRow.id)))


def day(text: str) -> date:
    """A date as it is written."""
    return date.fromisoformat(text)
