"""Commands about sources: how each fares, and what is done with a single one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.texts import AsJson
from parsers.sources import SourceGroup, SourceKind

app = typer.Typer(help="Show what is polled, how it fares, and when it is due next.", invoke_without_command=True)

Serves = Annotated[list[str] | None, typer.Option(help="An authority that it serves, or national; may be repeated.")]
Group = Annotated[SourceGroup | None, typer.Option(help="Which sort of source it is.")]


@app.callback()
def sources(
    context: typer.Context,
    authority: Annotated[str | None, typer.Option("-a", "--authority", help="Only those that serve it.")] = None,
    status: Annotated[str | None, typer.Option(help="Only those in this state, or: failing.")] = None,
    kind: Annotated[SourceKind | None, typer.Option(help="Only this kind.")] = None,
    json: AsJson = False,
) -> None:
    """Show what is polled, how it fares, and when it is due next."""
    if context.invoked_subcommand is not None:
        return
    from flows.looking import opened
    from flows.screens import health, output
    from flows.source_health import Wanted, chosen

    with opened() as shop:
        found = chosen(shop, Wanted(authority, status, kind), datetime.now(UTC))
    if json:
        output.print_json([item.as_dict() for item in found])
    else:
        health.show_sources(found, some=any((authority, status, kind)))


@app.command("show")
def show(
    source: Annotated[str, typer.Argument(help="The id or the name of a source.")],
    raw: Annotated[
        bool, typer.Option("--raw", help="Print, byte for byte, what it sent last that was new or can't be read.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Show one source: how it fares, its habits, what its latest tries came to."""
    import sys

    from flows.looking import opened
    from flows.screens import health, output
    from flows.source_health import attempt_as_dict, health_of, last_body

    if raw:
        with opened() as shop:
            sys.stdout.buffer.write(last_body(shop, source))
        return
    with opened() as shop:
        found, tries = health_of(shop, source, datetime.now(UTC))
    if json:
        output.print_json(found.as_dict() | {"attempts": [attempt_as_dict(tried) for tried in tries]})
    else:
        health.show_source(found, tries)


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(help="The address of a site, a section of it, a feed or a committee.")],
    serves: Serves = None,
    name: Annotated[str | None, typer.Option(help="What it is called; by default as it calls itself.")] = None,
    outlet: Annotated[str | None, typer.Option(help="How its articles are credited.")] = None,
    group: Group = None,
    every: Annotated[int | None, typer.Option(min=5, max=10_080, help="Minutes between two looks.")] = None,
    json: AsJson = False,
) -> None:
    """Find the feed of a site and add it to your own sources."""
    from flows import adding, settings
    from flows.discovering import discover
    from flows.screens import output, probed
    from flows.shop import Unreadable, open_gazetteer

    if "://" not in url:
        # As it stands in a browser's address bar.
        url = f"https://{url}"
    known = settings.load()
    gazetteer = open_gazetteer(known.seeds)
    wishes = adding.Wishes(adding.served(serves or (), gazetteer), name, outlet, group, every)
    found = discover(url, known, datetime.now(UTC))
    if not found.finds:
        tried = "".join(f"\n  {address}: {why}" for address, why in found.tried[:8])
        raise Unreadable(f"{url}: no feed was found there. Name the feed itself, or a page that links it.{tried}")
    spec = adding.spec_of(found, wishes, adding.listed(known, gazetteer), gazetteer)
    adding.write_to(known.own_sources_file, [spec], gazetteer)
    if json:
        output.print_json(probed.found_as_dict(found, spec, str(known.own_sources_file)))
    else:
        probed.show_found(found, spec, str(known.own_sources_file))


@app.command("test")
def test(
    where: Annotated[str, typer.Argument(help="A web address, or the id of a source of the list.")],
    json: AsJson = False,
) -> None:
    """Look at a source once and say everything that was seen. Nothing is stored."""
    from flows import adding, settings
    from flows.probing import probe
    from flows.screens import output, probed
    from flows.shop import Unreadable, lend_shop, open_gazetteer
    from storage.database import Database

    known = settings.load()
    listed = adding.listed(known, open_gazetteer(known.seeds))
    spec = next((spec for spec in listed if where in (spec.id, spec.url)), None)
    if spec is None and not where.lower().startswith(("http://", "https://")):
        raise Unreadable(f"{where!r} is neither a web address nor the id of a source; watchkeeper sources lists them")
    with Database(known.database) as database:
        seen = probe(lend_shop(known, database), spec.url if spec else where, spec, datetime.now(UTC))
    if json:
        output.print_json(probed.probe_as_dict(seen))
    else:
        probed.show_probe(seen)
    if not seen.good:
        raise typer.Exit(1)


@app.command("enable")
def enable(source: Annotated[str, typer.Argument(help="The id of a source that is off.")]) -> None:
    """Switch a source of the project's list on: searches of others are off until you do."""
    _switch(source, on=True)


@app.command("disable")
def disable(source: Annotated[str, typer.Argument(help="The id of a source that is on.")]) -> None:
    """Switch a source of the project's list off."""
    _switch(source, on=False)


def _switch(source: str, on: bool) -> None:
    from flows import adding, settings
    from flows.screens import output
    from flows.shop import Unreadable, open_gazetteer

    known = settings.load()
    gazetteer = open_gazetteer(known.seeds)
    spec = next((spec for spec in adding.listed(known, gazetteer) if spec.id == source), None)
    if spec is None:
        raise Unreadable(f"no source has the id {source!r}; watchkeeper sources --json lists them with their ids")
    file = known.own_sources_file
    written = adding.switched(spec, on, adding.read_own(file, gazetteer).specs, file)
    adding.write_to(file, [written], gazetteer)
    output.say(f"{spec.id} is {'on' if on else 'off'}: its table in {file} counts from the next pass on.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A list of sources: OPML, or TOML as this program writes it.")],
    serves: Serves = None,
    group: Group = None,
    json: AsJson = False,
) -> None:
    """Add the sources of a list, of another feed reader too, to your own; what is polled already is left out."""
    from flows import adding, settings
    from flows.screens import output
    from flows.shop import open_gazetteer
    from parsers.opml import Defaults

    known = settings.load()
    gazetteer = open_gazetteer(known.seeds)
    defaults = Defaults(group or "local press", adding.served(serves or (), gazetteer))
    found = adding.read_list(file, gazetteer, defaults)
    wanted, left = adding.fresh(found, adding.listed(known, gazetteer))
    if wanted:
        adding.write_to(known.own_sources_file, wanted, gazetteer)
    if json:
        output.print_json({"added": [spec.id for spec in wanted], "left_out": left})
    else:
        for why in left:
            output.complain(why)
        output.say(f"{len(wanted)} sources added to {known.own_sources_file}, {len(left)} left out.")
    if left and not wanted:
        raise typer.Exit(1)


@app.command("export")
def export(
    toml: Annotated[bool, typer.Option("--toml", help="Write TOML instead of OPML.")] = False,
    own: Annotated[bool, typer.Option("--own", help="Only your own sources.")] = False,
) -> None:
    """Print the sources as OPML, for any feed reader, or as TOML; both can be imported again."""
    import sys

    from flows import adding, settings
    from flows.shop import open_gazetteer
    from parsers.opml import write_opml
    from parsers.source_table import source_tables

    known = settings.load()
    gazetteer = open_gazetteer(known.seeds)
    own_file = known.own_sources_file
    specs = adding.read_own(own_file, gazetteer).specs if own else adding.listed(known, gazetteer)
    sys.stdout.buffer.write(source_tables(specs).encode("utf-8") if toml else write_opml(specs))
