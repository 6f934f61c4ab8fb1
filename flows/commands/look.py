"""Commands that look into the database: timelines, ratings, articles."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.commands.texts import AsJson
from parsers.model import london_day

Authority = Annotated[str, typer.Argument(help="An authority, by any name it goes by.")]
Followed = Annotated[str | None, typer.Option("--authority", "-a", help="Only this authority.")]
Limit = Annotated[int, typer.Option(help="At most so many.", min=1)]


def timeline(authority: Authority, json: AsJson = False) -> None:
    """Tell everything that is known of one authority, in order."""
    from flows.looking import authority_named, opened, timeline_of
    from flows.screens import chronicle, output

    with opened() as shop:
        named = authority_named(shop, authority)
        lines = timeline_of(shop, named, london_day(datetime.now(UTC)))
        if json:
            output.print_json({"authority": named.name, "events": [line.as_dict() for line in lines]})
        else:
            chronicle.show_timeline(named, lines)


def ratings(
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    json: AsJson = False,
) -> None:
    """Show every authority's latest judgements."""
    from flows.looking import latest_ratings, opened
    from flows.screens import chronicle, output

    with opened() as shop:
        found = latest_ratings(shop, region)
        if json:
            output.print_json([rating.as_dict() for rating in found])
        else:
            chronicle.show_ratings(found, london_day(datetime.now(UTC)))


def estimates(
    authority: Followed = None,
    json: AsJson = False,
    ical: Annotated[bool, typer.Option("--ical", help="As a calendar (iCalendar) that holds nothing else.")] = False,
) -> None:
    """Show when reports and inspections may come: windows with their basis, never facts."""
    from flows.estimates import estimates as estimated
    from flows.looking import authority_named, opened
    from flows.screens import estimated as screen
    from flows.screens import output

    with opened() as shop:
        named = authority_named(shop, authority).name if authority else None
        now = datetime.now(UTC)
        found = estimated(shop, named, london_day(now))
        if ical:
            output.print_text(screen.as_calendar(found, now))
        elif json:
            output.print_json([screen.as_dict(item) for item in found])
        else:
            screen.show_estimates(found)


def posts(
    authority: Annotated[str, typer.Argument(help="An authority, by any of its names.")], json: AsJson = False
) -> None:
    """Show who has held the posts of an authority, one after another, with interims and vacancies."""
    from flows.looking import authority_named, opened
    from flows.screens import output
    from flows.screens import posts as screen
    from flows.succession import posts_of

    with opened() as shop:
        found = posts_of(shop, authority_named(shop, authority).name, london_day(datetime.now(UTC)))
        if json:
            output.print_json([screen.as_dict(tenure) for tenure in found])
        else:
            screen.show_posts(found)


def coverage(
    authority: Followed = None,
    thin: Annotated[bool, typer.Option("--thin", help="Only those with too few sources.")] = False,
    everyone: Annotated[bool, typer.Option("--all", help="Those that nobody follows too.")] = False,
    json: AsJson = False,
) -> None:
    """Show which sources serve which authority, and where there are too few."""
    from alerts.following import followed
    from flows.coverage import coverage_of
    from flows.looking import authority_named, opened
    from flows.screens import covered, output
    from flows.shop import sync_sources

    now = datetime.now(UTC)
    with opened() as shop:
        for problem in sync_sources(shop, now):
            output.complain(problem)
        wanted = followed(shop.subscriptions, shop.gazetteer)
        names = sorted(one.name for one in shop.gazetteer.authorities if one.until is None)
        if authority:
            names = [authority_named(shop, authority).name]
        elif wanted is not None and not everyone:
            names = [name for name in names if name in wanted]
        found = [one for one in coverage_of(shop, names, wanted, now) if one.thin or not thin]
    if json:
        output.print_json([one.as_dict() for one in found])
    elif authority and found:
        covered.show_one(found[0])
    else:
        covered.show_coverage(found)
