"""Commands that do the work: one pass, the standing service, a replay, the stages one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.texts import AsJson

Direct = Annotated[bool, typer.Option("--direct", help="Run the same steps without Prefect.")]


def run(
    direct: Direct = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Poll and read on a copy, show what would go out; send and keep nothing.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Make one pass: poll what is due, read it, send what is owed."""
    if dry_run:
        _rehearse(json)
        return
    from flows import settings
    from flows.passes import one_pass, trouble_since
    from flows.screens import output, passes

    known = settings.load()
    known.require_contact()
    now = datetime.now(UTC)
    report = one_pass(known, direct, now)
    trouble = trouble_since(known, now)
    if json:
        output.print_json(passes.report_to_dict(report, trouble))
    else:
        passes.show_report(report, trouble)
    # Without Prefect the stage itself has said so.
    if trouble.sources_file and not direct:
        output.complain(trouble.sources_file)
    if passes.came_to_nothing(report, trouble):
        raise typer.Exit(1)


def _rehearse(json: bool) -> None:
    from flows import settings
    from flows.rehearsal import rehearse
    from flows.screens import output, passes

    known = settings.load()
    known.require_contact()
    found = rehearse(known, datetime.now(UTC))
    if json:
        output.print_json(passes.rehearsal_to_dict(found))
    else:
        passes.show_rehearsal(found)
    if found.trouble.sources_file or found.polled.all_failed:
        raise typer.Exit(1)


def up() -> None:
    """Keep watching until Ctrl-C: schedules and Prefect's pages."""
    from flows import settings
    from flows.keyring import open_keyring
    from flows.passes import prepare
    from flows.screens import output
    from flows.up import WEB
    from flows.up import up as keep_up

    known = settings.load()
    known.require_contact()
    prepare(known, datetime.now(UTC))
    keep_up(known, output.say, (WEB,) if known.public_url or open_keyring(known).get("API_TOKEN") else ())


def first_run() -> None:
    """Set up, show a demonstration, look at the live sources once."""
    from flows import settings
    from flows.first_run import first_run as go

    raise typer.Exit(go(settings.load()))


def replay(
    corpus: Annotated[Path, typer.Argument(help="A folder with manifest.toml, or a JSON Lines file.")],
    register: Annotated[
        bool, typer.Option("--register", help="With the official record as it was known at the time.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Show what articles would have sent when, by a virtual clock."""
    from flows import settings
    from flows.replay import load_corpus
    from flows.replay import replay as run_replay
    from flows.screens import output, replayed
    from parsers.official.register import load_register

    known = settings.load()
    items = load_corpus(corpus)
    records = load_register((known.seeds / "register.csv").read_text(encoding="utf-8")) if register else ()
    done = 0
    with output.progress("Replaying", len(items)) as tick:

        def one_more() -> None:
            nonlocal done
            done += 1
            tick(done)

        result = run_replay(known, items, records=records, tick=one_more)
    if json:
        output.print_json(replayed.replay_to_dict(result))
    else:
        replayed.show_replay(result)


stages = typer.Typer(help="Each stage of a pass alone, without Prefect.", no_args_is_help=True)


@stages.command("poll")
def stage_poll(json: AsJson = False) -> None:
    """Poll the sources that are due and fetch their new articles."""
    _stage("poll", json)


@stages.command("read")
def stage_read(json: AsJson = False) -> None:
    """Read stored articles that are not read yet, and resolve what they say."""
    _stage("read", json)


@stages.command("deliver")
def stage_deliver(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go out now, send nothing.")] = False,
    json: AsJson = False,
) -> None:
    """Send what is owed and due."""
    if not dry_run:
        _stage("deliver", json)
        return
    from flows.alert_desk import due_now
    from flows.looking import opened
    from flows.screens import mailroom, output

    with opened() as shop:
        found = due_now(shop, datetime.now(UTC))
        if json:
            output.print_json(found)
        else:
            mailroom.show_messages(found, ())


@stages.command("register")
def stage_register(json: AsJson = False) -> None:
    """Look at Ofsted's site for new reports."""
    _stage("register", json)


@stages.command("maintain")
def stage_maintain(json: AsJson = False) -> None:
    """Clear away what is no longer needed."""
    _stage("maintain", json)


def _stage(name: str, json: bool) -> None:
    from flows import settings
    from flows.passes import STAGES, prepare
    from flows.screens import output
    from flows.steps import open_shop

    known = settings.load()
    if name in ("poll", "register"):
        known.require_contact()
    now = datetime.now(UTC)
    prepare(known, now)
    with open_shop(known) as shop:
        count = STAGES[name](shop, now)
    if json:
        output.print_json(count.as_dict())
    else:
        output.say(f"{name}: {count}")
