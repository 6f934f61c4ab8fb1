"""Commands about articles: the list of them, and what an edit changed in one."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.look import Limit
from flows.commands.texts import AsJson

app = typer.Typer(help="List stored articles, the newest first.", invoke_without_command=True)


@app.callback()
def articles(
    context: typer.Context,
    relevant: Annotated[bool, typer.Option("--relevant", help="Only those on children's services.")] = False,
    limit: Limit = 30,
    json: AsJson = False,
) -> None:
    """List stored articles, the newest first."""
    if context.invoked_subcommand is not None:
        return
    from flows.looking import listed_articles, opened
    from flows.screens import chronicle, output

    with opened() as shop:
        found = listed_articles(shop, relevant, limit)
        if json:
            output.print_json(found)
        else:
            chronicle.show_articles(found)


@app.command("diff")
def diff(
    article: Annotated[str, typer.Argument(help="The id of an article, or its address.")],
    old: Annotated[int | None, typer.Option("--from", min=1, help="The number of the earlier version.")] = None,
    new: Annotated[int | None, typer.Option("--to", min=1, help="The number of the later version.")] = None,
    json: AsJson = False,
) -> None:
    """Show what its publisher changed in an article: by default what changed last."""
    from flows.article_versions import edit_of, history_of
    from flows.looking import opened
    from flows.screens import edited, output

    with opened() as shop:
        history = history_of(shop, article)
    edit = edit_of(history, old, new)
    if json:
        versions = [{"number": one.number, "seen_at": one.seen_at.isoformat()} for one in history.versions]
        output.print_json({"id": history.id, "versions": versions, "edit": edit.as_dict() if edit else None})
    else:
        edited.show_edit(history, edit)
