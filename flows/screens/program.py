"""How this program is called from where the person stands."""

from __future__ import annotations

import re
import shutil
import sys
from functools import cache
from pathlib import Path

NAME = "watchkeeper"
_COMMAND = re.compile(
    rf"(?<![\w/.-]){NAME}(?= (?:alerts|articles|audit|coverage|db|doctor|estimates|events|explain|feed|first-run|init|"
    r"page|posts|ratings|read|register|replay|reread|run|sources|stage|subscriptions|timeline|up)\b)"
)


@cache
def program() -> str:
    """The bare name where the shell finds it, else the path to it, from the working directory if it lies below."""
    here = Path(sys.executable).with_name(NAME)
    found = shutil.which(NAME)
    if not here.exists() or (found and Path(found).resolve() == here.resolve()):
        return NAME
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)


def typable(text: str) -> str:
    """A text of ours with its commands as they can be typed here."""
    return _COMMAND.sub(lambda _: program(), text)
