"""What the looking commands show, gathered from the database as plain records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from alerts import briefing
from alerts.headline import lapsed, phrase, under_way
from alerts.regions import region as region_named
from alerts.regions import spoken_for
from flows import settings
from flows.screens.replayed import event_to_dict
from flows.shop import Shop, Unreadable, open_shop
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.fieldwork import Stage, stage
from parsers.model import GRADES, Authority, DateKey, Facts, Family, london_day
from parsers.partial_date import PartialDate
from storage import decisions, mentions, official
from storage import events as event_rows
from storage.tables import ArticleRow, EventRow, VersionRow

_OPENING, _LABEL_WORDS = 120, 4


@dataclass(frozen=True, slots=True)
class When:
    """A date and what it is the date of: `published`, `announced by`; `day` is what sorts, None where none is known."""

    label: str
    told: PartialDate | None
    day: date | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as a line: when, what, how sure, told by how many; of an inspection, how far it has come."""

    event: EventRow
    when: When
    what: str
    sources: int
    official: bool
    links: tuple[str, ...]
    notes: tuple[str, ...] = ()
    stage: Stage | None = None

    @property
    def facts(self) -> Facts:
        """What is settled of it."""
        return facts_from_dict(self.event.facts)

    def as_dict(self) -> dict[str, Any]:
        """The event in the public format, with its headline and its links."""
        noted = {"notes": list(self.notes)} if self.notes else {}
        reached = {"stage": self.stage} if self.stage else {}
        return event_to_dict(self.event) | reached | {"headline": self.what, "links": list(self.links)} | noted


@dataclass(frozen=True, slots=True)
class Rating:
    """The latest graded inspection of an authority; `facts` is None where none is known."""

    authority: Authority
    facts: Facts | None

    @property
    def published(self) -> PartialDate | None:
        """When the report came out."""
        return self.facts.dates.get("published") if self.facts else None

    def as_dict(self) -> dict[str, Any]:
        """The judgements by area, and the dates."""
        known = facts_to_dict(self.facts) if self.facts else {}
        return {"authority": self.authority.name, "region": self.authority.region_ofsted} | known


@contextmanager
def opened() -> Iterator[Shop]:
    """The shop as configured, closed afterwards."""
    with open_shop(settings.load()) as shop:
        yield shop


def authority_named(shop: Shop, typed: str) -> Authority:
    """The authority that a person typed; raises Unreadable with what may have been meant."""
    found = shop.gazetteer.resolve(typed)
    if found is not None:
        return found
    near = shop.gazetteer.suggest(typed)
    hint = f"did you mean {' or '.join(near)}?" if near else "watchkeeper ratings lists all 153"
    raise Unreadable(f"no English authority is known as {typed!r}: {hint}")


def listed_events(shop: Shop, authority: str | None, family: Family | None, limit: int, today: date) -> list[EventLine]:
    """The newest events, of one authority or family where asked; those without a date come last."""
    name = authority_named(shop, authority).name if authority else None
    with shop.database.read() as session:
        found = [(dated(session, row), row) for row in event_rows.find(session, authority=name, family=family)]
        found.sort(key=lambda pair: pair[0].day or date.min, reverse=True)
        return [_line(session, shop, row, when, today) for when, row in found[:limit]]


def timeline_of(shop: Shop, authority: Authority, today: date) -> list[EventLine]:
    """Everything known of an authority, the oldest first, those without a date last."""
    with shop.database.read() as session:
        found = [(dated(session, row), row) for row in reversed(event_rows.find(session, authority=authority.name))]
        found.sort(key=lambda pair: pair[0].day or date.max)
        return [_line(session, shop, row, when, today) for when, row in found]


def latest_ratings(shop: Shop, region: str | None) -> list[Rating]:
    """Each authority of today with its latest graded inspection, by name."""
    wanted = region_named(region) if region else None
    if region and wanted is None:
        raise Unreadable(f"no region is known as {region!r}; try one such as 'North West' or 'London'")
    latest: dict[str, EventRow] = {}
    with shop.database.read() as session:
        for event in event_rows.find(session, family="inspection", phase="published"):
            if _graded(event):
                latest.setdefault(event.authority, event)
    return [
        Rating(authority, facts_from_dict(latest[authority.name].facts) if authority.name in latest else None)
        for authority in sorted(shop.gazetteer.authorities, key=lambda authority: authority.name)
        if authority.until is None and (wanted is None or spoken_for(wanted, authority.region_ons))
    ]


def listed_articles(shop: Shop, relevant: bool, limit: int) -> list[dict[str, Any]]:
    """The articles that came, or changed, last; each as its latest version says it."""
    latest = (
        select(func.max(VersionRow.id).label("id"), func.count().label("count")).group_by(VersionRow.article_id)
    ).subquery()
    query = (
        select(VersionRow, ArticleRow, latest.c.count)
        .join(latest, latest.c.id == VersionRow.id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
    )
    if relevant:
        query = query.where(VersionRow.relevant.is_(True))
    with shop.database.read() as session:
        rows = session.execute(query.order_by(VersionRow.id.desc()).limit(limit)).all()
        return [_article(version, article) | {"versions": count} for version, article, count in rows]


def dated(session: Session, event: EventRow) -> When:
    """When an event became known or took effect: an outcome by its publication, an announcement by its first report."""
    facts = facts_from_dict(event.facts)
    if event.family == "inspection" and event.phase != "published":
        return _stated("announced", facts, "notified") or _bounded(
            "announced by", _first_told(session, event) or london_day(event.first_seen_at)
        )
    if event.family == "inspection":
        bounds = (event.published_to, _first_told(session, event))
        return _stated("published", facts, "published") or _bounded(
            "published by", min((day for day in bounds if day), default=None)
        )
    return _stated("", facts, "effective", "start", "published", "notified") or _bounded("by", event.window_to)


def _stated(label: str, facts: Facts, *keys: DateKey) -> When | None:
    known = next((facts.dates[key] for key in keys if key in facts.dates), None)
    return When(label, known, known.earliest) if known else None


def _bounded(label: str, bound: date | None) -> When:
    return When(label, PartialDate.of(bound), bound) if bound else When("undated", None, None)


def _first_told(session: Session, event: EventRow) -> date | None:
    days = [
        london_day(article.published) if article.published else article.latest
        for _, article in mentions.supporting(session, event.id)
    ]
    return min((day for day in days if day), default=None)


def _line(session: Session, shop: Shop, event: EventRow, when: When, today: date) -> EventLine:
    claims = mentions.claims_of(session, event)
    records = official.claims_of(session, event)
    view = briefing.event_view(session, event, shop.gazetteer)
    links = tuple(dict.fromkeys(citation.url for citation in view.citations if citation.url))
    reached = stage(event.phase, view.facts, today) if event.family == "inspection" else None
    what = {"under_way": under_way, "fieldwork_ended": lapsed}.get(reached or "", phrase)(view)
    notes = tuple(decisions.notes_of(session, event))
    return EventLine(event, when, what, len({claim.source for claim in claims}), bool(records), links, notes, reached)


def _graded(event: EventRow) -> bool:
    judgements = event.facts.get("judgements") or {}
    kinds = ("area_send", "hmip_youth_justice")
    return event.kind not in kinds and any(value in GRADES for value in judgements.values())


def _article(version: VersionRow, article: ArticleRow) -> dict[str, Any]:
    return {
        "id": article.id,
        "published": _plain(article.published),
        "outlet": article.outlet,
        "earliest": _plain(article.earliest),
        "latest": _plain(article.latest),
        "title": None if article.fate else version.title,
        "opening": "" if article.fate else _opening(version.text),
        "fate": article.fate,
        "url": article.url,
        "relevant": version.relevant,
        "why": version.why,
        "partial": version.partial,
    }


def _opening(text: str) -> str:
    """The first line that is more than a label, which often is the heading."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if len(line.split()) > _LABEL_WORDS), lines[0] if lines else "")[:_OPENING]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
