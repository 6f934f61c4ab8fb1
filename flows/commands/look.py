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


def estimates(authority: Followed = None, json: AsJson = False) -> None:
    """Show when reports and inspections may come: windows with their basis, never facts."""
    from flows.estimates import estimates as estimated
    from flows.looking import authority_named, opened
    from flows.screens import estimated as screen
    from flows.screens import output

    with opened() as shop:
        named = authority_named(shop, authority).name if authority else None
        found = estimated(shop, named, london_day(datetime.now(UTC)))
        if json:
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


def articles(
    relevant: Annotated[bool, typer.Option("--relevant", help="Only those on children's services.")] = False,
    limit: Limit = 30,
    json: AsJson = False,
) -> None:
    """List stored articles, the newest first."""
    from flows.looking import listed_articles, opened
    from flows.screens import chronicle, output

    with opened() as shop:
        found = listed_articles(shop, relevant, limit)
        if json:
            output.print_json(found)
        else:
            chronicle.show_articles(found)
