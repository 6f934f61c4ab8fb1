"""Printing: one console for people, plain JSON for programs.

Colour goes out only to a terminal, and never where NO_COLOR is set (no-color.org).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from textwrap import wrap
from typing import Any, NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from flows.screens.program import typable

GRADE_STYLE = {
    "outstanding": "bold green",
    "good": "green",
    "requires_improvement": "yellow",
    "inadequate": "bold red",
    "positive": "green",
    "inconsistent": "yellow",
    "systemic_failings": "bold red",
}


# Piped, a table is as wide as what it holds; a terminal has the width it has.
UNBOUNDED = 10_000
# Below this a table leaves out what is wanted least.
NARROW = 120


class _Terminal(Console):
    """A console that ends in peace when whoever read its output has enough, as `head` has: Rich would exit with 1."""

    def on_broken_pipe(self) -> None:
        leave()


@cache
def console() -> Console:
    """The terminal, or the file or program that stands in its place."""
    return _Terminal(highlight=False, width=None if sys.stdout.isatty() else UNBOUNDED)


@cache
def errors() -> Console:
    """Where problems go, so that they never mix with what a program reads."""
    return _Terminal(stderr=True, highlight=False, width=None if sys.stderr.isatty() else UNBOUNDED)


def piped() -> bool:
    """Whether nobody's terminal bounds the width."""
    return console().width >= UNBOUNDED


def leave() -> NoReturn:
    """End without a word: the reader of our output has gone, and Python would complain when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(0)


def say(line: str = "", style: str | None = None) -> None:
    """One line, its text taken as it is: what sources wrote is never read as markup."""
    console().print(Text(line, style=style or ""), soft_wrap=True)


def hint(line: str, style: str | None = None) -> None:
    """One line of our own that names commands: they stand there as they can be typed."""
    say(typable(line), style)


def complain(line: str) -> None:
    """One line about something that went wrong."""
    errors().print(Text(typable(line), style="red"), soft_wrap=True)


def tabulate(made: Table) -> None:
    """A table: to a terminal as it is, to a file without the blanks that fill its lines."""
    if not piped():
        console().print(made)
        return
    with console().capture() as held:
        console().print(made)
    lines = [line.rstrip() for line in held.get().splitlines()]
    _write("\n".join(lines).strip("\n") + "\n")


def hang(text: str, indent: int) -> str:
    """A line as wide as the terminal; what is left of it goes below, `indent` blanks in."""
    width = console().width
    if width <= indent + 20:
        return text
    return "\n".join(wrap(text, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False))


def print_json(value: Any) -> None:
    """One JSON document: indented for a person, on one line for a program."""
    indent = 2 if sys.stdout.isatty() else None
    _write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def print_text(text: str) -> None:
    """A document that has a form of its own, as it is."""
    _write(text)


def print_json_lines(values: Iterable[Any]) -> None:
    """One JSON document a line, written as they come."""
    for value in values:
        _write(json.dumps(value, ensure_ascii=False) + "\n")


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        leave()


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Any]:
    """A bar while long work goes on; gives a function that takes how much is done. Silent when piped."""
    counted = (MofNCompleteColumn(), TimeRemainingColumn()) if total is not None else ()
    columns = (TextColumn("{task.description}"), BarColumn(), *counted)
    with Progress(*columns, console=errors(), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
