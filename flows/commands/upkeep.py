"""Commands for whoever runs it: the database's schema, and a check of everything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from flows.commands.texts import AsJson

db = typer.Typer(help="The database's schema.", no_args_is_help=True)


@db.command("upgrade")
def upgrade(json: AsJson = False) -> None:
    """Bring the database to the present schema and take in the official record."""
    from flows import settings
    from flows.passes import prepare
    from flows.screens import output
    from flows.steps import register

    known = settings.load()
    with output.progress("Register", register.baseline_size(known.seeds)) as tick:
        revision = prepare(known, datetime.now(UTC), tick)
    if json:
        output.print_json({"current": revision})
    else:
        output.say(f"The database is at revision {revision}.")


@db.command("current")
def current(json: AsJson = False) -> None:
    """Say which revision the database is at."""
    from flows import settings
    from flows.screens import output
    from storage import migrate
    from storage.database import Database

    with Database(settings.load().database) as database:
        at, wanted = migrate.current(database), migrate.latest()
    if json:
        output.print_json({"current": at, "wanted": wanted})
    else:
        remedy = "" if at == wanted else " Run: watchkeeper db upgrade"
        output.hint(f"at revision {at or 'none: it is empty'}; this Watchkeeper wants {wanted}.{remedy}")
    if at != wanted:
        raise typer.Exit(1)


def audit(
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="From this day; else when watching began, at most 3 months.",
        ),
    ] = None,
    within: Annotated[int, typer.Option(min=1, help="Hours in which a document must have been told of.")] = 24,
    json: AsJson = False,
) -> None:
    """Hold the official record against what was told: missed, late, wrong, doubled. Exits with 1 for a fault."""
    from flows import steps
    from flows.looking import opened
    from flows.screens import audited, output

    with opened() as shop:
        found = steps.audit(shop, datetime.now(UTC), since.date() if since else None, timedelta(hours=within))
    if json:
        output.print_json(audited.as_dict(found))
    else:
        audited.show_audit(found)
    if not found.clean:
        raise typer.Exit(1)


def doctor(json: AsJson = False) -> None:
    """Check everything that must be right, with remedies."""
    from flows.doctor import examine
    from flows.screens import output

    findings = examine()
    if json:
        output.print_json([finding.as_dict() for finding in findings])
    else:
        for finding in findings:
            output.hint(output.hang(f"{finding.mark} {finding.what:<14} {finding.says}", 17), finding.style)
    if any(finding.bad for finding in findings):
        raise typer.Exit(1)
