"""Which sources serve which authority, and where there are too few of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flows.shop import Shop
from parsers.sources import NATIONAL
from storage import coverage, sources
from storage.tables import SourceRow

# Below so many local sources an authority is covered thinly: one falls silent, and nobody tells.
ENOUGH = 2
# A source that has not answered for so long tells nothing.
_SILENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Serving:
    """A source that serves an authority. `works` is false where it is off or has not answered for a week.

    `last_news` is when it last had anything, `last_story` when it last had something on this authority.
    """

    id: str
    name: str
    group: str
    url: str
    works: bool
    status: str
    last_news: datetime | None
    last_story: datetime | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sources of one authority: its own, and how many serve everybody."""

    authority: str
    followed: bool
    local: tuple[Serving, ...]
    national: int

    @property
    def working(self) -> int:
        """How many of its own sources work."""
        return sum(one.works for one in self.local)

    @property
    def thin(self) -> bool:
        """Whether there are too few of them."""
        return self.working < ENOUGH

    @property
    def last_news(self) -> datetime | None:
        """When any of its own sources last had anything."""
        return max((one.last_news for one in self.local if one.last_news), default=None)

    @property
    def last_story(self) -> datetime | None:
        """When any of its own sources last had something on it."""
        return max((one.last_story for one in self.local if one.last_story), default=None)

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            "authority": self.authority,
            "followed": self.followed,
            "thin": self.thin,
            "local": [
                {
                    "id": one.id,
                    "name": one.name,
                    "group": one.group,
                    "url": one.url,
                    "works": one.works,
                    "status": one.status,
                    "last_news_at": _iso(one.last_news),
                    "last_story_at": _iso(one.last_story),
                }
                for one in self.local
            ],
            "national": self.national,
        }


def coverage_of(
    shop: Shop, names: Iterable[str], followed: frozenset[str] | None, now: datetime
) -> tuple[Coverage, ...]:
    """The coverage of these authorities, in their order."""
    with shop.database.read() as session:
        rows = sources.every(session)
        stories = coverage.last_stories(session)
    national = sum(row.enabled and row.serves == [NATIONAL] for row in rows)
    return tuple(
        Coverage(name, followed is None or name in followed, _serving(name, rows, stories, now), national)
        for name in names
    )


def _serving(
    authority: str, rows: Sequence[SourceRow], stories: Mapping[tuple[str, str], datetime], now: datetime
) -> tuple[Serving, ...]:
    return tuple(
        Serving(
            id=row.id,
            name=row.name,
            group=row.group,
            url=row.url,
            works=row.enabled and not _dead(row, now),
            status=row.status if row.enabled else "off",
            last_news=row.last_new_at,
            last_story=stories.get((row.id, authority)),
        )
        for row in rows
        if authority in row.serves
    )


def _dead(row: SourceRow, now: datetime) -> bool:
    return row.failures > 0 and (row.last_success_at is None or now - row.last_success_at > _SILENT)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
