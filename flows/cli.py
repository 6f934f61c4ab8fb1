"""The command line.

Exit codes: 0 done, even where some sources failed, which are listed; 1 nothing could be polled or read, a batch
crashed, or a message was refused for good; 2 wrong usage; 3 a file, a setting, an address or the database can't be
used, and the message says what to do. Commands import what they need when they run, so that `--help` answers at once.
"""

from __future__ import annotations

import gc
import logging
import os
import sys

import typer

from flows.commands import (
    alerting,
    articles,
    deciding,
    look,
    register,
    rereading,
    sources,
    starting,
    subscribing,
    texts,
    upkeep,
    work,
)

UNUSABLE = 3
# Most commands end within a second or two, most of it spent loading; sweeping meanwhile would cost a sixth of it.
SWEEP_AFTER = 50_000

app = typer.Typer(
    name="watchkeeper",
    help="Watch the news on inspections of English local authorities' children's services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Drawing the help with Rich would double the time that it takes.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("first-run")(work.first_run)
app.command()(work.run)
app.command()(work.up)
app.command()(work.replay)
app.add_typer(deciding.app, name="events")
app.command()(look.timeline)
app.command()(look.ratings)
app.command()(look.estimates)
app.command()(look.posts)
app.command()(look.coverage)
app.add_typer(articles.app, name="articles")
app.add_typer(sources.app, name="sources")
app.command()(texts.feed)
app.command()(texts.page)
app.command()(texts.read)
app.command()(texts.explain)
app.command()(rereading.reread)
app.add_typer(alerting.app, name="alerts")
app.add_typer(subscribing.app, name="subscriptions")
app.command("init")(starting.init)
app.add_typer(register.app, name="register")
app.add_typer(work.stages, name="stage")
app.add_typer(upkeep.db, name="db")
app.command()(upkeep.audit)
app.command()(upkeep.doctor)


@app.command("web", hidden=True)
def web() -> None:
    """Serve the pages that readers are given; `watchkeeper up` starts it where `public_url` is set."""
    from flows import settings
    from flows.shop import open_shop
    from web.app import serve

    known = settings.load()
    serve(lambda: open_shop(known), known.web_host, known.web_port)


def main() -> None:
    """Run a command; what a person can put right is said in a sentence, a fault of ours comes as a traceback."""
    gc.set_threshold(SWEEP_AFTER)
    _log_to_the_terminal()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        said = _for_a_person(error)
        if said is None:
            raise
        from flows.screens.program import typable

        sys.stderr.write(f"watchkeeper: {typable(said)}\n")
        sys.exit(UNUSABLE)


def _for_a_person(error: Exception) -> str | None:
    """What somebody other than a programmer can put right, said to them; None for a fault of ours."""
    kind, text = type(error).__name__, str(error)
    if kind in ("SettingProblem", "DatabaseProblem", "Unreadable", "PassProblem", "UpProblem"):
        return text
    if kind == "OperationalError" and "locked" in text:
        return "another program holds the database, and did not let go in time. Wait until it is done, and try again."
    return None


def _log_to_the_terminal() -> None:
    """Warnings as sentences, each once however often it is met; whoever asks for more gets the names of modules too."""
    level = os.environ.get("WATCHKEEPER_LOG")
    handler = logging.StreamHandler()
    if level is None:
        handler.addFilter(_Once())
    form = "watchkeeper: %(message)s" if level is None else "%(levelname)s %(name)s: %(message)s"
    known = (level or "").upper() in logging.getLevelNamesMapping()
    logging.basicConfig(level=(level or "").upper() if known else "WARNING", format=form, handlers=[handler])


class _Once(logging.Filter):
    """Lets each sentence through once."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        new = said not in self._said
        self._said.add(said)
        return new


if __name__ == "__main__":
    main()
