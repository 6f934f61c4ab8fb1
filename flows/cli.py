"""The command line.

Exit codes: 0 done; 1 done, but something failed or nothing was found; 2 wrong usage; 3 a file, a setting, an address
or the database can't be used, and the message says what to do. Commands import what they need when they run, so that
`--help` answers at once.
"""

from __future__ import annotations

import logging
import os
import sys

import typer

from flows.commands import alerting, look, texts, upkeep, work

UNUSABLE = 3

app = typer.Typer(
    name="watchkeeper",
    help="Watch the news on inspections of English local authorities' children's services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("first-run")(work.first_run)
app.command()(work.run)
app.command()(work.up)
app.command()(work.replay)
app.command()(look.events)
app.command()(look.timeline)
app.command()(look.ratings)
app.command()(look.articles)
app.command()(look.sources)
app.command()(texts.feed)
app.command()(texts.page)
app.command()(texts.read)
app.command()(texts.explain)
app.add_typer(alerting.app, name="alerts")
app.add_typer(work.stages, name="stage")
app.add_typer(upkeep.db, name="db")
app.command()(upkeep.doctor)


def main() -> None:
    """Run a command; what a person can put right is said in a sentence, a fault of ours comes as a traceback."""
    logging.basicConfig(
        level=os.environ.get("WATCHKEEPER_LOG", "WARNING"), format="%(levelname)s %(name)s: %(message)s"
    )
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if not _is_a_persons(error):
            raise
        sys.stderr.write(f"watchkeeper: {error}\n")
        sys.exit(UNUSABLE)


def _is_a_persons(error: Exception) -> bool:
    """Whether somebody other than a programmer can put it right."""
    names = ("SettingProblem", "DatabaseProblem", "Unreadable", "PassProblem", "UpProblem")
    return type(error).__name__ in names


if __name__ == "__main__":
    main()
