"""How sources fare: what each last answered, its habits, and how it stands beside the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from flows.looking import authority_named
from flows.shop import Shop, Unreadable
from flows.steps.source_troubles import is_quiet, usual_gap
from parsers.cadence import parked
from parsers.poll_status import BLAMELESS, in_words, is_good
from parsers.sources import NATIONAL
from storage import captures, sources
from storage.precedence import Lag, lags
from storage.tables import AttemptRow, SourceRow

_COMPARED = timedelta(days=365)
_TRIES = 30
FAILING = "failing"
_NAMES = (
    "id", "name", "url", "kind", "group", "enabled", "followed", "status", "detail", "failures", "failing_since",
    "every_minutes", "moved_to", "validators_lie", "shift", "last_polled_at", "last_success_at", "last_new_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Health:
    """One source: `state` in a few words; `well` where nobody need look; its habit, and its `lag` behind others."""

    row: SourceRow
    state: str
    well: bool
    usual: str | None
    lag: Lag | None

    @property
    def due_at(self) -> datetime | None:
        """When it is polled next; None where it is not polled at all."""
        return self.row.due_at if self.row.enabled and self.row.followed and self.row.retired_at is None else None

    @property
    def why(self) -> str | None:
        """What there is to say of its state: the fault, where it moved to, what it covers no longer."""
        if self.row.shift and is_good(self.row.status):
            return self.row.shift
        moved = f"moved for good to {self.row.moved_to}: change its address" if self.row.moved_to else None
        return self.row.detail or moved

    @property
    def states(self) -> frozenset[str]:
        """The words by which it can be asked for."""
        return frozenset([self.state, self.row.status, *(() if self.well else (FAILING,))])

    def as_dict(self) -> dict[str, Any]:
        """Everything, for programs."""
        told = {name: _plain(getattr(self.row, name)) for name in _NAMES}
        lag = (
            {"events": self.lag.events, "first": self.lag.first, "median_hours": hours(self.lag)} if self.lag else None
        )
        gap = round(self.row.usual_gap / 3600, 1) if self.row.usual_gap else None
        return told | {
            "due_at": _plain(self.due_at), "state": self.state, "well": self.well, "usual_gap_hours": gap, "lag": lag,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sources are asked for: by the authority that they serve, their state (`failing` for all that somebody
    should look at) and their kind. None asks nothing."""

    authority: str | None = None
    status: str | None = None
    kind: str | None = None


def chosen(shop: Shop, wanted: Wanted, now: datetime) -> list[Health]:
    """The sources that are asked for, by name. Raises Unreadable for an authority or a state that there is not."""
    name = authority_named(shop, wanted.authority).name if wanted.authority else None
    found = health(shop, now)
    if wanted.status and not any(wanted.status in item.states for item in found) and wanted.status != FAILING:
        states = sorted({item.state for item in found} | {FAILING})
        raise Unreadable(f"no source is {wanted.status!r}; there are: {', '.join(states)}")
    return [
        item
        for item in found
        if (name is None or {name, NATIONAL} & set(item.row.serves))
        and (wanted.status is None or wanted.status in item.states)
        and (wanted.kind is None or item.row.kind == wanted.kind)
    ]


def health(shop: Shop, now: datetime) -> list[Health]:
    """Every source, by name."""
    with shop.database.read() as session:
        behind = lags(session, now - _COMPARED)
        return [_health(row, behind, now) for row in sources.every(session)]


def health_of(shop: Shop, name: str, now: datetime) -> tuple[Health, list[AttemptRow]]:
    """One source, by id or name, and its latest tries, the last first. Raises Unreadable where there is none."""
    with shop.database.read() as session:
        row = _named(session, name)
        latest = select(AttemptRow).where(AttemptRow.source_id == row.id).order_by(AttemptRow.id.desc())
        return _health(row, lags(session, now - _COMPARED), now), list(session.scalars(latest.limit(_TRIES)))


def last_body(shop: Shop, name: str) -> bytes:
    """What a source sent last that was new or can't be read. Raises Unreadable where nothing of it is kept."""
    with shop.database.read() as session:
        row = _named(session, name)
        kept = captures.latest_of(session, row.id)
        if kept is None:
            raise Unreadable(f"nothing that {row.id} sent is kept; watchkeeper sources test {row.id} looks at it now")
        return captures.body_of(kept)


def _named(session: Session, name: str) -> SourceRow:
    named = select(SourceRow).where(func.lower(SourceRow.name) == name.lower())
    row = session.get(SourceRow, name) or session.scalars(named.order_by(SourceRow.retired_at.nulls_first())).first()
    if row is None:
        raise Unreadable(f"no source has the id or name {name!r}; watchkeeper sources lists them")
    return row


def attempt_as_dict(attempt: AttemptRow) -> dict[str, Any]:
    """One try, for programs."""
    names = ("at", "status", "http_status", "detail", "entries", "new", "elapsed_ms")
    return {name: _plain(getattr(attempt, name)) for name in names}


def hours(lag: Lag) -> float:
    """How far a source is usually behind the first."""
    return round(lag.median.total_seconds() / 3600, 1)


def _health(row: SourceRow, behind: Mapping[str, Lag], now: datetime) -> Health:
    state, well = _state(row, now)
    return Health(row, state, well, usual_gap(row), behind.get(row.id))


def _state(row: SourceRow, now: datetime) -> tuple[str, bool]:
    if row.retired_at is not None:
        return "retired", True
    if not row.enabled:
        return "off", True
    if not row.followed:
        return "serves nobody", True
    if row.last_polled_at is None:
        return "never polled", True
    if not is_good(row.status):
        return ("parked: gone" if parked(row.status, row.failures) else in_words(row.status)), row.status in BLAMELESS
    if row.shift:
        return "other subject", False
    return ("quiet", False) if is_quiet(row, now) else (row.status, True)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
