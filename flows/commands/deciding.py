"""Commands about events: the list of them, and what a person decides about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.look import Followed, Limit
from flows.commands.texts import AsJson
from parsers.model import Family, london_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.shop import Shop
    from flows.steps.deciding import Decider, Outcome

app = typer.Typer(help="List events, the newest first; decide about them.", invoke_without_command=True)

Event = Annotated[str, typer.Argument(help="The id of an event, as watchkeeper events shows it.")]
By = Annotated[str | None, typer.Option(help="Who decides; by default who is logged in.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, change nothing.")]


@app.callback()
def events(
    context: typer.Context,
    authority: Followed = None,
    family: Annotated[Family | None, typer.Option(help="Only this family.")] = None,
    limit: Limit = 30,
    json: AsJson = False,
) -> None:
    """List events, the newest first; decide about them."""
    if context.invoked_subcommand is not None:
        return
    from flows.looking import listed_events, opened
    from flows.screens import chronicle, output

    with opened() as shop:
        found = listed_events(shop, authority, family, limit, london_day(datetime.now(UTC)))
        if json:
            output.print_json([line.as_dict() for line in found])
        else:
            chronicle.show_events(found)


@app.command("show")
def show(event: Event, json: AsJson = False) -> None:
    """Show one event: facts, sources, decisions, changes. A merged one leads to what it is part of."""
    from flows.dossier import dossier_of
    from flows.looking import opened
    from flows.screens import decided, output

    with opened() as shop:
        found = dossier_of(shop, event)
    if json:
        output.print_json(found.as_dict())
    else:
        decided.show_dossier(found)


@app.command("merge")
def merge(event: Event, into: Event, by: By = None, dry_run: DryRun = False, json: AsJson = False) -> None:
    """Make one event part of another, now and for all that is told of it later."""
    from flows.steps import deciding

    _decide(lambda shop, decider: deciding.merge(shop, decider, event, into), by, dry_run, json)


@app.command("split")
def split(
    event: Event,
    article: Annotated[list[int] | None, typer.Option(help="An article by its number; several times for more.")] = None,
    record: Annotated[list[str] | None, typer.Option(help="An official record by its id.")] = None,
    by: By = None,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Take what some articles or records say to an event of its own."""
    from flows.steps import deciding

    _decide(lambda shop, decider: deciding.split(shop, decider, event, article or (), record or ()), by, dry_run, json)


@app.command("dismiss")
def dismiss(event: Event, by: By = None, dry_run: DryRun = False, json: AsJson = False) -> None:
    """Say that it is no event: it is shown and told no more, and takes later reports silently."""
    from flows.steps import deciding

    _decide(lambda shop, decider: deciding.dismiss(shop, decider, event), by, dry_run, json)


@app.command("correct")
def correct(
    event: Event,
    facts: Annotated[list[str], typer.Argument(help="path=value, such as dates.start=2024-05-06; path= takes it out.")],
    by: By = None,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Put facts right: they rule over the press and the official record."""
    from flows.steps import deciding

    _decide(lambda shop, decider: deciding.correct(shop, decider, event, facts), by, dry_run, json)


@app.command("note")
def note(
    event: Event,
    text: Annotated[str, typer.Argument(help="What is to stand beside the event.")],
    by: By = None,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Put a note to an event, shown with it."""
    from flows.steps import deciding

    _decide(lambda shop, decider: deciding.note(shop, decider, event, text), by, dry_run, json)


@app.command("undo")
def undo(
    decision: Annotated[int, typer.Argument(help="The number of the decision.")],
    by: By = None,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Take a decision back."""
    from flows.steps import deciding

    _decide(lambda shop, decider: deciding.undo(shop, decider, decision), by, dry_run, json)


@app.command("decisions")
def decisions(
    event: Annotated[str | None, typer.Argument(help="Only those about this event.")] = None,
    json: AsJson = False,
) -> None:
    """List what was decided, by whom, and what was undone."""
    from flows.dossier import listed_decisions
    from flows.looking import opened
    from flows.screens import decided, output

    with opened() as shop:
        found = listed_decisions(shop, event)
    if json:
        output.print_json([decision.as_dict() for decision in found])
    else:
        decided.show_decisions(found)


def _decide(act: Callable[[Shop, Decider], Outcome], by: str | None, dry_run: bool, json: bool) -> None:
    import getpass

    from flows.looking import opened
    from flows.screens import decided, output
    from flows.steps.deciding import Decider

    with opened() as shop:
        outcome = act(shop, Decider(by or getpass.getuser(), datetime.now(UTC), dry_run))
    if json:
        output.print_json(outcome.as_dict() | {"dry_run": dry_run})
    else:
        decided.show_outcome(outcome, dry_run)
