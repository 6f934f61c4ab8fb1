"""Commands about articles: the list of them, what an edit changed in one, and withdrawing one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.commands.deciding import By, DryRun
from flows.commands.look import Limit
from flows.commands.texts import AsJson

app = typer.Typer(help="List stored articles, the newest first; withdraw them.", invoke_without_command=True)

Article = Annotated[str, typer.Argument(help="The id of an article, or its address.")]


@app.callback()
def articles(
    context: typer.Context,
    relevant: Annotated[bool, typer.Option("--relevant", help="Only those on children's services.")] = False,
    limit: Limit = 30,
    json: AsJson = False,
) -> None:
    """List stored articles, the newest first; withdraw them."""
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
    article: Article,
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


@app.command("withdraw")
def withdraw(
    article: Article,
    reason: Annotated[str, typer.Option(help="Why, for the record: who asked for it, and on what grounds.")],
    keep_facts: Annotated[
        bool,
        typer.Option("--keep-facts", help="Only its words may not be used: what it says supports its events still."),
    ] = False,
    keep_words: Annotated[
        bool, typer.Option("--keep-words", help="Hide its words now and delete them in a week, should this be undone.")
    ] = False,
    by: By = None,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Delete every word of an article, and take back what rested on it alone; who did so, and why, stays.

    What other sources say too stays, and so does its address, so that it is not fetched again.
    """
    import getpass

    from flows.looking import opened
    from flows.screens import output, withdrawn
    from flows.steps import withdrawing
    from flows.steps.deciding import Decider

    with opened() as shop:
        decider = Decider(by or getpass.getuser(), datetime.now(UTC), dry_run)
        came = withdrawing.withdraw(shop, decider, article, withdrawing.Wish(reason, not keep_facts, not keep_words))
    if json:
        output.print_json(came.as_dict() | {"dry_run": dry_run})
    else:
        withdrawn.show_withdrawal(came, dry_run)


@app.command("restore")
def restore(article: Article, by: By = None, json: AsJson = False) -> None:
    """Take back that an article was withdrawn. Words that were deleted are asked for with the next pass."""
    import getpass

    from flows.looking import opened
    from flows.screens import output, withdrawn
    from flows.steps import withdrawing
    from flows.steps.deciding import Decider

    with opened() as shop:
        came = withdrawing.restore(shop, Decider(by or getpass.getuser(), datetime.now(UTC)), article)
    if json:
        output.print_json(came.as_dict())
    else:
        withdrawn.show_restored(came)


@app.command("withdrawn")
def listed(json: AsJson = False) -> None:
    """List what was withdrawn, by whom and why, and what was taken back."""
    from flows.looking import opened
    from flows.screens import output, withdrawn
    from flows.steps import withdrawing

    with opened() as shop:
        found = withdrawing.listed(shop)
    if json:
        output.print_json([one.as_dict() for one in found])
    else:
        withdrawn.show_withdrawals(found)
