"""What messages are written on: the templates, with a user's own in place of ours, and what stands at their foot.

A user's template is a Jinja file in its sandbox, in the folder that the setting `templates_folder` names, under the
name of the one that it replaces. One that can't be used is left aside, and why is kept in `faults`: a message goes
out with our own rather than not at all.
"""

from __future__ import annotations

import textwrap
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from alerts import wording
from alerts.comparison import NOT_COMPARABLE
from alerts.plain_table import plain_table
from alerts.problem import Problem

COLUMNS = 76
# Stands in a message for the address by which its one recipient unsubscribes.
STOP = "https://unsubscribe.invalid/here"
_OURS = Path(__file__).with_name("templates")
TEMPLATES = tuple(sorted(file.name for file in _OURS.glob("*.j2")))


@dataclass(frozen=True, slots=True)
class Stationery:
    """The templates and the foot of messages.

    `folder` holds the user's own templates. `stop` is the address by which a reader unsubscribes, or `STOP` where it
    is put in later; `contact` whom to write to where there is none.
    """

    folder: Path | None = None
    stop: str | None = None
    contact: str | None = None

    def write(self, name: str, told: Mapping[str, Any]) -> str:
        """The text of a template; of ours where the user's own can't be used."""
        return _templates(self.folder).write(name, {"stop": self.stop, "contact": self.contact, **told})

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What was wrong with the user's templates so far."""
        return tuple(_templates(self.folder).faults.values())


PLAIN = Stationery()


def strangers(folder: Path) -> Iterator[Problem]:
    """Files that replace nothing, most likely because of their name."""
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if file.is_file() and file.name not in TEMPLATES and not file.name.startswith("."):
            yield Problem(str(file), 0, "replaces no template", f"the names are {', '.join(TEMPLATES)}")


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """Prose in lines of at most 76 columns; `hanging` indents all lines but the first."""
    later = indent if hanging is None else hanging
    return textwrap.fill(text, COLUMNS, initial_indent=indent, subsequent_indent=later, break_on_hyphens=False)


@dataclass
class _Templates:
    """Ours, and before them those of a folder."""

    folder: Path | None
    faults: dict[str, Problem] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ours = self._theirs = _environment(FileSystemLoader(_OURS))
        self._read_at = 0

    def write(self, name: str, told: Mapping[str, Any]) -> str:
        changed = self._changed()
        if self.folder is not None and changed:
            if changed != self._read_at:
                # A file that was added or taken away: Jinja itself would only see that one was changed.
                both = [FileSystemLoader(self.folder), FileSystemLoader(_OURS)]
                self._theirs, self._read_at = _environment(ChoiceLoader(both)), changed
                self.faults.clear()
            try:
                return self._theirs.get_template(name).render(told)
            except Exception as error:
                # Whatever a user's template does wrong, the message must go out.
                self.faults[name] = _problem(self.folder, name, error)
        return self._ours.get_template(name).render(told)

    def _changed(self) -> int:
        """A number that is another once a template of the user's was changed; 0 where there are none."""
        files = [self.folder / name for name in TEMPLATES] if self.folder else []
        return sum(file.stat().st_mtime_ns for file in files if file.is_file())


@cache
def _templates(folder: Path | None) -> _Templates:
    """Templates are read once, and again when their file changes."""
    return _Templates(folder)


def _environment(loader: ChoiceLoader | FileSystemLoader) -> SandboxedEnvironment:
    """HTML escapes all that it is given."""
    environment = SandboxedEnvironment(
        loader=loader,
        autoescape=lambda name: name is not None and ".html" in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrapped"] = wrapped
    environment.filters["table"] = lambda table: "\n".join(plain_table(table))
    environment.globals.update(
        AREA=wording.AREA_IN_A_SENTENCE,
        GRADE=wording.GRADE,
        BRIEF_GRADE=wording.BRIEF_GRADE,
        NOT_COMPARABLE=NOT_COMPARABLE,
        month_label=wording.month_label,
        count=wording.count,
    )
    return environment


def _problem(folder: Path, name: str, error: Exception) -> Problem:
    """Where the template is wrong, by file and line as far as Jinja says so."""
    file, line = folder / name, 0
    if isinstance(error, TemplateSyntaxError):
        file, line = Path(error.filename or file), error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.endswith(".j2"):
                file, line = Path(frame.filename), frame.lineno or 0
    what = str(error) if isinstance(error, TemplateError) and str(error) else f"{type(error).__name__}: {error}"
    return Problem(str(file), line, what, "mend it, or take it away; messages go out with our own meanwhile")
