"""What the looking commands show, gathered from the database as plain records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts import briefing
from alerts.headline import phrase
from alerts.regions import region as region_named
from alerts.regions import spoken_for
from flows import settings
from flows.screens.replayed import event_to_dict
from flows.shop import Shop, Unreadable, open_shop
from parsers.fact_sheet import facts_from_dict, facts_to_dict
from parsers.model import GRADES, Authority, Facts
from parsers.partial_date import PartialDate
from storage import events as event_rows
from storage import mentions, official, sources
from storage.tables import ArticleRow, EventRow, VersionRow


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as a line: when, what, how sure, told by how many."""

    event: EventRow
    when: str
    what: str
    sources: int
    official: bool
    links: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The event in the public format, with its headline and its links."""
        return event_to_dict(self.event) | {"headline": self.what, "links": list(self.links)}


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


def listed_events(shop: Shop, authority: str | None, family: str | None, limit: int) -> list[EventLine]:
    """The newest events, of one authority or family where asked."""
    name = authority_named(shop, authority).name if authority else None
    with shop.database.read() as session:
        rows = event_rows.find(session, authority=name, family=family)[:limit]
        return [_line(session, shop, row) for row in rows]


def timeline_of(shop: Shop, authority: Authority) -> list[EventLine]:
    """Everything known of an authority, the oldest first."""
    with shop.database.read() as session:
        rows = event_rows.find(session, authority=authority.name)
        return [_line(session, shop, row) for row in reversed(rows)]


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
    """The articles that came last."""
    query = select(VersionRow, ArticleRow).join(ArticleRow, ArticleRow.id == VersionRow.article_id)
    if relevant:
        query = query.where(VersionRow.relevant.is_(True))
    with shop.database.read() as session:
        rows = session.execute(query.order_by(VersionRow.id.desc()).limit(limit)).all()
        return [_article(version, article) for version, article in rows]


def listed_sources(shop: Shop) -> list[dict[str, Any]]:
    """Every source with how it fares."""
    names = (
        "id", "name", "url", "kind", "group", "enabled", "status", "detail", "failures", "last_success_at",
        "last_new_at", "due_at",
    )  # fmt: skip
    with shop.database.read() as session:
        return [{name: _plain(getattr(row, name)) for name in names} for row in sources.every(session)]


def _line(session: Session, shop: Shop, event: EventRow) -> EventLine:
    claims = mentions.claims_of(session, event)
    records = official.claims_of(session, event)
    view = briefing.event_view(session, event, shop.gazetteer)
    links = tuple(dict.fromkeys(citation.url for citation in view.citations if citation.url))
    return EventLine(event, _when(event), phrase(view), len({claim.source for claim in claims}), bool(records), links)


def _when(event: EventRow) -> str:
    facts = facts_from_dict(event.facts)
    for key in ("start", "effective", "published", "notified"):
        if key in facts.dates:
            return {str(name): value for name, value in facts.dates.items()}[key].spoken()
    bound: date | None = event.window_to
    return f"by {PartialDate.of(bound).spoken()}" if bound else "undated"


def _graded(event: EventRow) -> bool:
    judgements = event.facts.get("judgements") or {}
    kinds = ("area_send", "hmip_youth_justice")
    return event.kind not in kinds and any(value in GRADES for value in judgements.values())


def _article(version: VersionRow, article: ArticleRow) -> dict[str, Any]:
    return {
        "id": article.id,
        "published": _plain(article.published),
        "outlet": article.outlet,
        "title": version.title,
        "url": article.url,
        "relevant": version.relevant,
        "why": version.why,
        "partial": version.partial,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
