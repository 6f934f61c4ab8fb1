"""Adding sources to the operator's own list: named, credited, checked as if read from the file, and then written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from flows.discovering import Discovery, Find
from flows.settings import Settings
from flows.shop import Unreadable
from flows.source_files import listed_sources
from parsers.authorities import Gazetteer
from parsers.charset import decode
from parsers.opml import Defaults, read_opml
from parsers.pace import usual
from parsers.source_table import slug_for, source_tables
from parsers.sources import NATIONAL, LoadedSources, SourceGroup, SourceSpec, load_sources
from parsers.urls import canonical_url, host_of, same_site

_HEAD = "# Sources of your own, beside those that come with Watchkeeper. See its README for the keys.\n"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator said of a source that is to be added; what is None is found out."""

    serves: tuple[str, ...] = ()
    name: str | None = None
    outlet: str | None = None
    group: SourceGroup | None = None
    every: int | None = None


def spec_of(discovery: Discovery, wishes: Wishes, listed: Sequence[SourceSpec], gazetteer: Gazetteer) -> SourceSpec:
    """The best find as a source. Raises Unreadable where it is polled already, or nobody knows whom it serves."""
    best = discovery.finds[0]
    for known in listed:
        if canonical_url(known.url) == canonical_url(best.url):
            state = "" if known.enabled else f"; it is off: watchkeeper sources enable {known.id}"
            raise Unreadable(f"{best.url} is in the list already, as {known.id} (“{known.name}”){state}")
    name = (wishes.name or best.feed.title or discovery.site or host_of(best.url) or best.url)[:_LONGEST_NAME]
    group = wishes.group or _group(best)
    return SourceSpec(
        id=slug_for(name, {spec.id for spec in listed}),
        name=name,
        url=best.url,
        kind=best.kind,
        group=group,
        serves=wishes.serves or _served(best, gazetteer),
        every=wishes.every or usual(best.kind, group),
        outlet=wishes.outlet or (None if group == "aggregator" else discovery.site or name),
    )


def switched(spec: SourceSpec, on: bool, own: Sequence[SourceSpec], file: Path) -> SourceSpec:
    """A source of the project's list as it goes into the operator's own, where it counts before that one.

    Raises Unreadable where there is nothing to do, or it is the operator's own already.
    """
    if any(known.id == spec.id for known in own):
        raise Unreadable(f"{spec.id} stands in {file}: set enabled = {str(on).lower()} in its table there")
    if spec.enabled is on:
        raise Unreadable(f"{spec.id} is {'on' if on else 'off'} already")
    return replace(spec, enabled=on)


def write_to(file: Path, specs: Sequence[SourceSpec], gazetteer: Gazetteer) -> None:
    """Put sources at the end of the file, all or none; it is made where there is none.

    Raises Unreadable where it can't be written, or would not be read as what was written.
    """
    try:
        before = file.read_text(encoding="utf-8") if file.exists() else _HEAD
        text = f"{before.rstrip()}\n\n{source_tables(specs)}"
        _require_sound(load_sources(text, str(file), gazetteer), specs, before, file, gazetteer)
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{file} can't be written: {error}; check the folder") from error


def fresh(found: LoadedSources, listed: Sequence[SourceSpec]) -> tuple[list[SourceSpec], list[str]]:
    """Of an imported list what is not polled yet, under ids that are free; and why the rest is left out."""
    known = {canonical_url(spec.url): spec for spec in listed}
    taken = {spec.id for spec in listed}
    wanted: list[SourceSpec] = []
    left = list(found.problems)
    for spec in found.specs:
        if same := known.get(canonical_url(spec.url)):
            left.append(f"{spec.name}: in the list already, as {same.id}")
            continue
        spec = replace(spec, id=slug_for(spec.id, taken))
        known[canonical_url(spec.url)] = spec
        taken.add(spec.id)
        wanted.append(spec)
    return wanted, left


def listed(settings: Settings, gazetteer: Gazetteer) -> tuple[SourceSpec, ...]:
    """The sources of all files. Raises Unreadable where one can't be read."""
    try:
        return listed_sources(settings, gazetteer).specs
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"the list of sources can't be read: {error}") from error


def served(names: Iterable[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Authorities by their short names, or national alone. Raises Unreadable for a name that is none."""
    wanted = list(dict.fromkeys(names))
    if NATIONAL in wanted:
        return (NATIONAL,)
    for name in wanted:
        if gazetteer.resolve(name) is None:
            near = " or ".join(repr(close) for close in gazetteer.suggest(name))
            raise Unreadable(f"--serves names no authority: {name!r}" + (f"; did you mean {near}?" if near else ""))
    return tuple(dict.fromkeys(found.name for name in wanted if (found := gazetteer.resolve(name))))


def read_list(file: Path, gazetteer: Gazetteer, defaults: Defaults) -> LoadedSources:
    """A list of sources, TOML or OPML by what it says. Raises Unreadable for a file that can't be read."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"{file} can't be read: {error.strerror}; check the path") from error
    text, _ = decode(body, None)
    if text.lstrip().startswith("<"):
        return read_opml(body, file.name, gazetteer, defaults)
    return load_sources(text, file.name, gazetteer)


def read_own(file: Path, gazetteer: Gazetteer) -> LoadedSources:
    """The operator's own list, which need not be there."""
    return read_list(file, gazetteer, Defaults()) if file.is_file() else LoadedSources(())


def _group(find: Find) -> SourceGroup:
    if find.kind == "moderngov":
        return "committee papers"
    host = host_of(find.url) or ""
    if host in ("news.google.com", "bing.com"):
        return "aggregator"
    return "official" if host.endswith(".gov.uk") else "local press"


def _served(find: Find, gazetteer: Gazetteer) -> tuple[str, ...]:
    """A council's own site serves that council, GOV.UK and searches serve all; of anything else nobody can tell."""
    for authority in gazetteer.authorities:
        if authority.domain and authority.until is None and same_site(find.url, f"https://{authority.domain}/"):
            return (authority.name,)
    if urlsplit(find.url).hostname in ("www.gov.uk", "news.google.com", "www.bing.com"):
        return (NATIONAL,)
    raise Unreadable(
        f'whom does {find.url} serve? Say it: --serves "St Helens" (again for each authority), or --serves {NATIONAL}'
    )


def _require_sound(
    loaded: LoadedSources, specs: Sequence[SourceSpec], before: str, file: Path, gazetteer: Gazetteer
) -> None:
    faults = set(loaded.problems) - set(load_sources(before, str(file), gazetteer).problems)
    read = {spec.id for spec in loaded.specs}
    if faults or any(spec.id not in read for spec in specs):
        raise Unreadable("; ".join(sorted(faults)) or f"{file} would not be read as what was written; nothing was")
