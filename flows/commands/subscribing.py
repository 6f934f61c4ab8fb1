"""Commands about subscriptions: those of the file and the database shown, those of the database changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.commands.texts import AsJson

app = typer.Typer(
    help="Who is told what. Those in subscriptions.toml are changed there; the others here.", no_args_is_help=True
)
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show it, change nothing.")]
Name = Annotated[str, typer.Argument(help="Its name.")]
Authority = Annotated[list[str] | None, typer.Option("--authority", "-a", help="A council to follow; repeatable.")]
Region = Annotated[list[str] | None, typer.Option("--region", "-r", help="A region to follow; repeatable.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="Any other key, as when=daily or types=judgement,intervention; repeatable."),
]


@app.command("list")
def list_subscriptions(json: AsJson = False) -> None:
    """List every subscription that is in force, and what is wrong with the rest."""
    from flows.looking import opened
    from flows.screens import mailroom, output
    from flows.steps import subscribing

    with opened() as shop:
        found = subscribing.listed(shop)
        if json:
            output.print_json({"subscriptions": found, "problems": list(shop.problems)})
        else:
            mailroom.show_subscriptions(found, shop.problems)
    if shop.problems:
        raise typer.Exit(1)


@app.command("show")
def show(name: Name, json: AsJson = False) -> None:
    """Show what one subscription comes to."""
    from flows.alert_desk import chosen
    from flows.looking import opened
    from flows.screens import mailroom, output
    from flows.steps.subscribing import as_dict

    with opened() as shop:
        (found,) = chosen(shop.subscriptions, name)
    if json:
        output.print_json(as_dict(found))
    else:
        mailroom.show_subscription(as_dict(found))


@app.command("add")
def add(
    name: Name,
    to: Annotated[str, typer.Option(help="A mail address, or a recipient of the file.")],
    authority: Authority = None,
    region: Region = None,
    set_: Set = None,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Add a subscription to the database."""
    _put({"name": name, "to": to}, authority, region, set_, False, dry_run, json)


@app.command("change")
def change(
    name: Name,
    authority: Authority = None,
    region: Region = None,
    set_: Set = None,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Change keys of a subscription of the database; KEY= takes one out."""
    _put({"name": name}, authority, region, set_, True, dry_run, json)


@app.command("pause")
def pause(
    name: Name,
    end: Annotated[bool, typer.Option("--end", help="End the pause.")] = False,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Bring nothing new by a subscription of the database for a while."""
    _put({"name": name, "paused": "" if end else True}, None, None, None, True, dry_run, json)


@app.command("remove")
def remove(name: Name, dry_run: DryRun = False, json: AsJson = False) -> None:
    """End a subscription of the database; its address is forgotten."""
    from flows.looking import opened
    from flows.screens import output
    from flows.steps import subscribing

    with opened() as shop:
        found = subscribing.end(shop, name, datetime.now(UTC), dry_run)
    if json:
        output.print_json(subscribing.as_dict(found) | {"removed": not dry_run})
    else:
        output.say(f"{found.name} {'would end' if dry_run else 'has ended'}.")


@app.command("resume")
def resume(address: Annotated[str, typer.Argument(help="Who unsubscribed, and asks to come back.")]) -> None:
    """Let messages go again to an address that unsubscribed, because its owner asks for it."""
    from flows.looking import opened
    from flows.screens import output
    from flows.steps.unsubscribing import resume as let_go

    with opened() as shop:
        done = let_go(shop, address)
    output.say(f"{address} gets messages again." if done else f"{address} never unsubscribed.")
    if not done:
        raise typer.Exit(1)


def _put(
    values: dict[str, object], authority: list[str] | None, region: list[str] | None, more: list[str] | None,
    changed: bool, dry_run: bool, json: bool,
) -> None:  # fmt: skip
    from flows.looking import opened
    from flows.screens import mailroom, output
    from flows.steps import subscribing

    given = {key: value for key, value in (("authorities", authority), ("regions", region)) if value}
    wanted = subscribing.values_of(more or ()) | given | values
    with opened() as shop:
        found = subscribing.put(shop, wanted, datetime.now(UTC), changed, dry_run)
    if json:
        output.print_json(subscribing.as_dict(found) | {"kept": not dry_run})
    else:
        mailroom.show_subscription(subscribing.as_dict(found))
        output.hint(
            "Nothing was changed."
            if dry_run
            else f'Kept. See what it brings: watchkeeper alerts preview "{found.name}"'
        )
