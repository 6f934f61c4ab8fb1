"""The command that reads stored articles anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.commands.look import Followed
from flows.commands.texts import AsJson


def reread(
    since: Annotated[str | None, typer.Option(help="Only what came out since that day, as YYYY-MM-DD.")] = None,
    authority: Followed = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, change nothing.")] = False,
    batch: Annotated[int, typer.Option(help="So many articles at a time.", min=1)] = 50,
    json: AsJson = False,
) -> None:
    """Read stored articles anew with today's reader; what an older one read the same is left alone."""
    from flows.looking import opened
    from flows.screens import output, reread
    from flows.shop import Unreadable
    from flows.steps import rereading
    from flows.steps.counts import RereadCount
    from parsers.partial_date import PartialDate

    try:
        first = PartialDate(since).earliest if since else None
    except ValueError:
        raise Unreadable(f"--since {since}: write a day as 2026-11-22") from None
    now = datetime.now(UTC)
    with opened() as shop:
        scope = rereading.scope_of(shop, first, authority)
        total, done = RereadCount(), 0
        with output.progress("Reading anew", rereading.count(shop, scope)) as tick:
            for ids in rereading.batches(shop, scope, batch):
                if dry_run:
                    reread.show(rereading.foreseen(shop, ids, now), json)
                else:
                    total += rereading.reread(shop, ids, now)
                done += len(ids)
                tick(done)
    if dry_run:
        reread.end(done, json)
    elif json:
        output.print_json(total.as_dict())
    else:
        output.say(f"reread: {total}")
    if total.faults:
        raise typer.Exit(1)
