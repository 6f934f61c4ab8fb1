"""The first command: asks for councils, channel and contact, writes the files, shows a year, sends a test."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

_COUNCILS = "Councils or regions, with commas between them"
_CHANNEL = "Where to (a mail address, a Slack webhook, an Apprise address)"
_SERVER = "Mail server, as mailtos://user:password@smtp.example.org?from=alerts@example.org"
_CONTACT = "Your own mail or web address, for sites that are polled to complain to"


def init(
    council: Annotated[list[str] | None, typer.Option("--council", "-c", help=f"{_COUNCILS}; repeatable.")] = None,
    channel: Annotated[str | None, typer.Option(help=f"{_CHANNEL}.")] = None,
    mail_server: Annotated[str | None, typer.Option(help=f"{_SERVER}.")] = None,
    contact: Annotated[str | None, typer.Option(help=f"{_CONTACT}.")] = None,
    name: Annotated[str | None, typer.Option(help="What the subscription is called.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the files, write and send nothing.")] = False,
    no_test: Annotated[bool, typer.Option("--no-test", help="Send no test message.")] = False,
    no_preview: Annotated[
        bool, typer.Option("--no-preview", help="Leave out what the past year would have brought.")
    ] = False,
) -> None:
    """Begin: choose councils, a channel and a contact; see what a year would have brought; get a marked test."""
    from alerts.subscription_keys import MAIL_ADDRESS
    from flows import settings, starting
    from flows.screens import output
    from flows.shop import Unreadable

    known = settings.load()
    ask = typer.prompt if sys.stdin.isatty() else None

    def answer(given: str | None, question: str, option: str) -> str:
        if given:
            return given
        if ask is None:
            raise Unreadable(f"nobody is here to ask: give {option}")
        return str(ask(question))

    typed = council or answer(None, _COUNCILS, "--council").split(",")
    councils, wide = starting.places(known, [part for one in typed for part in one.split(",")], ask)
    where = answer(channel, _CHANNEL, "--channel").strip()
    server = answer(mail_server, _SERVER, "--mail-server") if MAIL_ADDRESS.fullmatch(where) else mail_server
    who = known.operator_contact or answer(contact, _CONTACT, "--contact")
    title = name or starting.title_of(councils, wide)
    files = starting.files_for(known, starting.Answers(title, councils, wide, where, server, who))
    for file, text in files.texts.items():
        if file in files.secret:
            output.say(f"{file}: {len(text.splitlines())} secrets, for nobody else to read")
        else:
            output.say(f"{file}:", "bold")
            output.say("\n".join(f"  {line}" for line in text.rstrip().splitlines()), "dim")
    if dry_run:
        output.say("Nothing was written or sent.")
        return
    files.write()
    _begin(title, no_test, no_preview)


def _begin(title: str, no_test: bool, no_preview: bool) -> None:
    """Set up the database, show a year, send a test."""
    from flows import settings
    from flows.alert_desk import previewed, send_tests, started
    from flows.looking import opened
    from flows.passes import prepare
    from flows.screens import mailroom, output, replayed
    from flows.screens.volume import show_volume
    from flows.volume import volume

    now = datetime.now(UTC)
    prepare(settings.load(), now)
    failed = False
    with opened() as shop:
        if not no_preview:
            result = previewed(shop, title, "1y", now)
            output.say("\nWhat the past year would have brought, by the official record and what is stored:", "bold")
            replayed.show_replay(result, by_outlet=True)
            show_volume(volume(result.messages, started("1y", now), now))
        if not no_test:
            output.say("\nA test, marked as such:", "bold")
            results = send_tests(shop, title, False, now)
            mailroom.show_tests(results, shop.problems)
            failed = any(result["outcome"] != "sent" for result in results)
    output.hint("\nNext: watchkeeper doctor checks everything; watchkeeper up keeps watching.")
    if failed:
        raise typer.Exit(1)
