"""Commands about alerts: what was sent, a marked test, and what a subscription would have brought."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.texts import AsJson

app = typer.Typer(help="What is sent, and to whom.", no_args_is_help=True)


@app.command("list")
def list_messages(
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 30,
    json: AsJson = False,
) -> None:
    """List messages: sent, owed, refused."""
    from flows.alert_desk import messages_listed
    from flows.looking import opened
    from flows.screens import mailroom, output

    with opened() as shop:
        found = messages_listed(shop, limit)
        if json:
            output.print_json(found)
        else:
            mailroom.show_messages(found, shop.problems)


@app.command("retry")
def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="Only these, by the beginning of their ids.")] = None,
) -> None:
    """Send again what was refused, barred or given up, once what was wrong is mended."""
    from flows.alert_desk import retried
    from flows.looking import opened
    from flows.screens import output

    with opened() as shop:
        count = retried(shop, ids or [], datetime.now(UTC))
    output.hint(f"{count} messages are due again." if count else "Nothing was put aside.")


@app.command("test")
def test_channels(
    subscription: Annotated[str | None, typer.Argument(help="Only this subscription.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the message, send nothing.")] = False,
    json: AsJson = False,
) -> None:
    """Send a message marked as a test to every channel, and show what the other side answered."""
    from flows.alert_desk import send_tests
    from flows.looking import opened
    from flows.screens import mailroom, output

    with opened() as shop:
        results = send_tests(shop, subscription, dry_run, datetime.now(UTC))
        if json:
            output.print_json(results)
        else:
            mailroom.show_tests(results, shop.problems)
    if not results or any(result["outcome"] not in ("sent", "not sent") for result in results):
        raise typer.Exit(1)


@app.command("preview")
def preview(
    subscription: Annotated[str | None, typer.Argument(help="Only this subscription.")] = None,
    since: Annotated[str, typer.Option(help="How far back, as 2y, 6m, 30d or a day.")] = "1y",
    json: AsJson = False,
) -> None:
    """Replay what is stored and show what a subscription would have brought, before any person decided."""
    from flows.alert_desk import decided_by_people, nothing_since, previewed, started
    from flows.looking import opened
    from flows.screens import output, replayed
    from flows.screens.volume import show_volume
    from flows.volume import volume

    now = datetime.now(UTC)
    with opened() as shop:
        result = previewed(shop, subscription, since, now)
        decided = decided_by_people(shop)
    weeks = volume(result.messages, started(since, now), now)
    if json:
        found = replayed.replay_to_dict(result)
        output.print_json(found | {"decisions_not_applied": decided, "volume": weeks.as_dict()})
        return
    if not result.articles:
        output.hint(nothing_since(since, now))
    if result.articles or result.messages:
        replayed.show_replay(result, by_outlet=True)
        show_volume(weeks)
    if decided and result.articles:
        output.hint(
            "Each article is told as it came: what people decided since (watchkeeper events decisions) is left out."
        )


@app.command("gallery")
def gallery(
    folder: Annotated[Path, typer.Argument(help="Where the files go; made if need be.")] = Path("gallery"),
    json: AsJson = False,
) -> None:
    """Write every kind of message to files, as your templates have it: text, HTML, Slack, webhook."""
    from alerts.gallery import write_gallery
    from alerts.stationery import strangers
    from flows import settings
    from flows.screens import output
    from flows.shop import open_desk

    known = settings.load()
    stationery = open_desk(known).stationery
    written = write_gallery(folder, None, stationery)
    problems = [*map(str, strangers(known.templates_folder)), *map(str, stationery.faults)]
    if json:
        output.print_json({"files": [str(path) for path in written], "problems": problems})
    else:
        output.say(f"{len(written)} files in {folder}; {written[0].name} lists them, {written[1].name} shows them all")
        for problem in problems:
            output.complain(problem)
    if problems:
        raise typer.Exit(1)
