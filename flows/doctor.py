"""A check of everything that must be right for alerts to arrive, each finding with its remedy."""

from __future__ import annotations

import importlib.metadata
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select

from alerts.channels import check_url, masked
from alerts.gallery import every_kind
from alerts.placeholders import Missing, fill
from alerts.stationery import strangers
from flows import settings
from flows.keyring import fault_of, open_keyring
from flows.screens.failures import reason
from flows.settings import SettingProblem, Settings
from flows.shop import Shop, Unreadable, open_shop
from flows.source_files import listed_sources
from parsers.poll_status import is_good
from storage import endpoints, migrate, official, sources
from storage.database import Database, DatabaseProblem
from storage.tables import MessageRow, SourceRow

# With others the server does not start, or its schedules never fire.
_PINS = (("fastapi", (0, 154)), ("sqlalchemy", (2, 1)), ("apprise", (2,)))
_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `bad` needs doing something about; `warn` may be meant so."""

    what: str
    says: str
    bad: bool = False
    warn: bool = False

    @property
    def mark(self) -> str:
        """✓, ! or ✗."""
        return "✗" if self.bad else "!" if self.warn else "✓"

    @property
    def style(self) -> str:
        """Its colour."""
        return "red" if self.bad else "yellow" if self.warn else ""

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def examine() -> list[Finding]:
    """Every finding, in the order in which things depend on each other."""
    findings = list(_versions())
    try:
        known = settings.load()
    except SettingProblem as problem:
        return [*findings, Finding("settings", str(problem), bad=True)]
    findings += _settings(known)
    try:
        with Database(known.database) as database:
            migrate.require_current(database)
        with open_shop(known) as shop:
            findings += _inside(shop)
    except (DatabaseProblem, Unreadable) as problem:
        findings.append(Finding("database", str(problem), bad=True))
    return findings


def _versions() -> Iterator[Finding]:
    for name, below in _PINS:
        found = importlib.metadata.version(name)
        numbers = tuple(int(part) for part in found.split(".")[: len(below)] if part.isdigit())
        wanted = ".".join(map(str, below))
        if numbers >= below:
            yield Finding(name, f"{found} does not work here: install from requirements.lock (<{wanted})", bad=True)
        else:
            yield Finding(name, found)


def _settings(known: Settings) -> Iterator[Finding]:
    if known.operator_contact:
        yield Finding("contact", known.operator_contact)
    else:
        remedy = "not set: nothing is polled without it. Set WATCHKEEPER_OPERATOR_CONTACT=you@example.org"
        yield Finding("contact", remedy, bad=True)
    yield _operator(known)
    if (fault := fault_of(known.secrets_file)) is not None:
        yield Finding("secrets", fault, bad=True)
    if not os.access(known.home if known.home.exists() else known.home.absolute().parent, os.W_OK):
        yield Finding("home", f"{known.home} can't be written; change WATCHKEEPER_HOME", bad=True)


def _operator(known: Settings) -> Finding:
    """Whether anybody is told when something breaks."""
    if known.operator_channel is None:
        remedy = (
            "nobody is told when something breaks. Set WATCHKEEPER_OPERATOR_CHANNEL to an address as in subscriptions"
        )
        return Finding("operator", remedy, warn=True)
    address = fill(known.operator_channel, open_keyring(known))
    if isinstance(address, Missing):
        return Finding("operator", str(address), bad=True)
    fault = check_url(address)
    return Finding("operator", fault or masked(address), bad=fault is not None)


def _inside(shop: Shop) -> Iterator[Finding]:
    yield Finding("database", f"{shop.database.engine.url.render_as_string(hide_password=True)}, {migrate.latest()}")
    with shop.database.read() as session:
        as_at = official.as_at(session)
        failing = [row for row in sources.every(session) if _polled(row) and not is_good(row.status)]
        servers = endpoints.troubled(session)
        stuck = session.scalar(select(func.count()).where(MessageRow.state.in_(("refused", "barred", "failed")))) or 0
    yield Finding("register", f"as at {as_at}" if as_at else "empty; run: watchkeeper db upgrade", warn=as_at is None)
    yield from _sources(shop)
    yield from _failing(failing)
    yield from _subscriptions(shop)
    yield from _templates(shop)
    for server in servers:
        left = f", left alone until {server.open_until:%H:%M} UTC" if server.open_until else ""
        yield Finding(
            "server", f"{server.name} failed {server.failures} times in a row{left}: {server.detail}", warn=True
        )
    if stuck:
        yield Finding(
            "messages",
            f"{stuck} could not be delivered; see watchkeeper alerts list; watchkeeper alerts retry sends it again",
            warn=True,
        )


def _templates(shop: Shop) -> Iterator[Finding]:
    """Whether every message can be put into words with the user's own templates."""
    folder = shop.settings.templates_folder
    if not folder.is_dir():
        return
    every_kind(None, shop.desk.stationery)
    faults = [*strangers(folder), *shop.desk.stationery.faults]
    yield from (Finding("template", str(fault), bad=True) for fault in faults)
    if not faults:
        yield Finding("templates", f"{folder}: in the place of ours")


def _polled(row: SourceRow) -> bool:
    return row.enabled and row.followed and row.last_polled_at is not None


def _failing(rows: Sequence[SourceRow]) -> Iterator[Finding]:
    """A line for each source that fails; several that fail alike share one."""
    whys = {row.id: reason(row.status, row.detail, row.url) for row in rows}
    shared = {why for why, times in Counter(whys.values()).items() if times > _MOST_ALIKE}
    for why in sorted(shared):
        names = [row.name for row in rows if whys[row.id] == why]
        yield Finding("sources", f"{len(names)} fail alike: {why}; see watchkeeper sources", warn=True)
    for row in rows:
        if whys[row.id] not in shared:
            times = "once" if row.failures <= 1 else f"{row.failures} times in a row"
            yield Finding("source", f"{row.name}: failed {times}: {whys[row.id]}", warn=True)


def _sources(shop: Shop) -> Iterator[Finding]:
    try:
        loaded = listed_sources(shop.settings, shop.gazetteer)
    except (OSError, UnicodeDecodeError) as problem:
        yield Finding("sources", f"{problem}; the sources stay as they were", bad=True)
        return
    for fault in loaded.problems:
        yield Finding("source", f"{fault}; it stays as it was", bad=True)
    yield Finding("sources", f"{sum(spec.enabled for spec in loaded.specs)} of {len(loaded.specs)} on")


def _subscriptions(shop: Shop) -> Iterator[Finding]:
    for problem in shop.problems:
        yield Finding("subscription", problem, bad=True)
    if not shop.subscriptions:
        yield Finding("subscriptions", f"none: watchkeeper init writes {shop.settings.subscriptions_file}", warn=True)
        return
    yield Finding("subscriptions", f"{len(shop.subscriptions)}, {len(shop.channels)} channels")
    for channel in shop.channels.values():
        address = fill(channel, shop.secrets)
        fault = str(address) if isinstance(address, Missing) else check_url(address)
        if fault:
            yield Finding("channel", fault, bad=True)
