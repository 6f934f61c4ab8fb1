"""The list of sources: what is polled, how it is to be read, and whom it serves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast, get_args

from parsers.authorities import Gazetteer
from parsers.pace import usual
from parsers.selectors import Selectors, load_selectors
from parsers.toml_tables import TomlTable, each_table

SourceKind = Literal["rss", "atom", "json", "sitemap", "html", "moderngov", "ofsted_search", "govuk"]
SourceGroup = Literal["official", "trade", "local press", "aggregator", "committee papers"]

NATIONAL = "national"
KEYS = ("id", "name", "url", "kind", "group", "serves", "every", "enabled", "outlet", "select", "note")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LEAST_MINUTES, _MOST_MINUTES = 5, 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One source as a file states it.

    `serves` holds short names of authorities, or "national" alone. `every` is the wanted time between polls in
    minutes; politeness may stretch it. `outlet` is how its articles are credited; None takes the feed's own title.
    `select` finds the items on a page of kind `html`.
    """

    id: str
    name: str
    url: str
    kind: SourceKind
    group: SourceGroup
    serves: tuple[str, ...]
    every: int = 60
    enabled: bool = True
    outlet: str | None = None
    note: str | None = None
    select: Selectors | None = None

    @property
    def national(self) -> bool:
        """True for a source that serves every authority."""
        return self.serves == (NATIONAL,)


@dataclass(frozen=True, slots=True)
class LoadedSources:
    """The sources that can be polled, and everything that is wrong with the rest, a sentence each."""

    specs: tuple[SourceSpec, ...]
    problems: tuple[str, ...] = ()


def load_sources(toml_text: str, name: str, gazetteer: Gazetteer | None = None) -> LoadedSources:
    """The `[[source]]` tables, in their order; with a gazetteer, `serves` is checked and brought to short names.

    A problem names file and line: broken TOML, an unknown key, a missing or wrong value, an id or address used twice,
    an unknown authority. It costs the table it stands in, and no other.
    """
    taken: dict[str, int] = {}
    specs: list[SourceSpec] = []
    problems: list[str] = []
    for table in each_table(toml_text, "source", name):
        try:
            if isinstance(table, ValueError):
                raise table
            specs.append(_untaken(read_source(table, gazetteer), table, taken))
        except ValueError as problem:
            problems.append(str(problem))
    return LoadedSources(tuple(specs), tuple(problems))


def read_source(table: TomlTable, gazetteer: Gazetteer | None) -> SourceSpec:
    """One source. Raises ValueError, naming the table, for what is wrong with it."""
    table.only(KEYS)
    slug = table.needed("id")
    if not _SLUG.fullmatch(slug):
        raise table.fault(f"id {slug!r} must be lower-case letters, digits and single hyphens")
    url = table.web_address("url")
    if re.search(r"[{}<>\s]", url):
        raise table.fault(f"url {url!r} holds a placeholder or a space; fill it in")
    kind = table.word("kind", get_args(SourceKind))
    group = table.word("group", get_args(SourceGroup))
    return SourceSpec(
        id=slug,
        name=table.needed("name"),
        url=url,
        kind=cast(SourceKind, kind),
        group=cast(SourceGroup, group),
        serves=_serves(table, gazetteer),
        every=_every(table, usual(kind, group)),
        enabled=_enabled(table),
        outlet=table.text("outlet"),
        note=table.text("note"),
        select=_select(table, kind),
    )


def _serves(table: TomlTable, gazetteer: Gazetteer | None) -> tuple[str, ...]:
    value = table.values.get("serves", NATIONAL)
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise table.fault(f'serves must be "{NATIONAL}" or a list of authorities, not {value!r}')
    if NATIONAL in names:
        if len(names) > 1:
            raise table.fault(f'serves is either "{NATIONAL}" or a list of authorities, not both')
        return (NATIONAL,)
    if gazetteer is None:
        return tuple(names)
    return tuple(dict.fromkeys(_authority(name, gazetteer, table.fault) for name in names))


def _authority(name: str, gazetteer: Gazetteer, fault: Callable[[str], ValueError]) -> str:
    found = gazetteer.resolve(name)
    if found is None:
        near = " or ".join(repr(close) for close in gazetteer.suggest(name))
        raise fault(f"serves names an unknown authority, {name!r}" + (f"; did you mean {near}?" if near else ""))
    return found.name


def _untaken(spec: SourceSpec, table: TomlTable, taken: dict[str, int]) -> SourceSpec:
    for what in (spec.id, spec.url):
        if what in taken:
            raise table.fault(f"{what!r} is already used in line {taken[what]}; remove one of the two")
    taken.update(dict.fromkeys((spec.id, spec.url), table.line))
    return spec


def _select(table: TomlTable, kind: str) -> Selectors | None:
    value = table.values.get("select")
    if value is None and kind != "html":
        return None
    if kind != "html":
        raise table.fault('select is for kind = "html" alone; take it out, or change the kind')
    try:
        return load_selectors(value)
    except ValueError as problem:
        raise table.fault(str(problem)) from None


def _every(table: TomlTable, default: int) -> int:
    value = table.values.get("every", default)
    if isinstance(value, bool) or not isinstance(value, int) or not _LEAST_MINUTES <= value <= _MOST_MINUTES:
        raise table.fault(
            f"every must be whole minutes from {_LEAST_MINUTES} to {_MOST_MINUTES} (a week), not {value!r}"
        )
    return value


def _enabled(table: TomlTable) -> bool:
    value = table.values.get("enabled", True)
    if not isinstance(value, bool):
        raise table.fault(f"enabled must be true or false, not {value!r}")
    return value
