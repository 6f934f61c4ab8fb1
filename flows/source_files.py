"""The files that declare sources: the list that is polled, and beside it the operator's own."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings
from parsers.authorities import Gazetteer
from parsers.sources import LoadedSources, SourceSpec, load_sources


def source_files(settings: Settings) -> tuple[Path, ...]:
    """The files that are read; the operator's own need not be there."""
    own = settings.own_sources_file
    beside = own.is_file() and own.resolve() != settings.sources.resolve()
    return (settings.sources, own) if beside else (settings.sources,)


def listed_sources(settings: Settings, gazetteer: Gazetteer) -> LoadedSources:
    """The sources of all files; of two with one id or address the operator's own counts.

    Raises OSError or UnicodeDecodeError for a file that can't be read.
    """
    specs: dict[str, SourceSpec] = {}
    problems: list[str] = []
    for file in source_files(settings):
        loaded = load_sources(file.read_text(encoding="utf-8"), str(file), gazetteer)
        problems += loaded.problems
        addresses = {spec.url for spec in loaded.specs}
        specs = {name: spec for name, spec in specs.items() if spec.url not in addresses}
        specs |= {spec.id: spec for spec in loaded.specs}
    return LoadedSources(tuple(specs.values()), tuple(problems))
