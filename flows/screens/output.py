"""Printing: one console for people, plain JSON for programs.

Colour goes out only to a terminal, and never where NO_COLOR is set (no-color.org).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

GRADE_STYLE = {
    "outstanding": "bold green",
    "good": "green",
    "requires_improvement": "yellow",
    "inadequate": "bold red",
    "positive": "green",
    "inconsistent": "yellow",
    "systemic_failings": "bold red",
}


@cache
def console() -> Console:
    """The terminal. Piped output is as wide as it needs to be, so that nothing is cut."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 200, soft_wrap=not sys.stdout.isatty())


@cache
def errors() -> Console:
    """Where problems go, so that they never mix with what a program reads."""
    return Console(stderr=True, highlight=False)


def say(line: str = "", style: str | None = None) -> None:
    """One line, its text taken as it is: what sources wrote is never read as markup."""
    console().print(Text(line, style=style or ""), soft_wrap=True)


def complain(line: str) -> None:
    """One line about something that went wrong."""
    errors().print(Text(line, style="red"), soft_wrap=True)


def print_json(value: Any) -> None:
    """One JSON document: indented for a person, on one line for a program."""
    indent = 2 if sys.stdout.isatty() else None
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def print_json_lines(values: Iterable[Any]) -> None:
    """One JSON document a line, written as they come."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        sys.stdout.flush()


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Any]:
    """A bar while long work goes on; gives a function that takes how much is done. Silent when piped."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors(), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
