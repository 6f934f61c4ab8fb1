"""Commands about sources: how each fares."""

from __future__ import annotations

import typer

from flows.commands.texts import AsJson

app = typer.Typer(help="Show what is polled, how it fares, and when it is due next.", invoke_without_command=True)


@app.callback()
def sources(context: typer.Context, json: AsJson = False) -> None:
    """Show what is polled, how it fares, and when it is due next."""
    if context.invoked_subcommand is not None:
        return
    from flows.looking import listed_sources, opened
    from flows.screens import chronicle, output

    with opened() as shop:
        found = listed_sources(shop)
        if json:
            output.print_json(found)
        else:
            chronicle.show_sources(found)
