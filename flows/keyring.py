"""What `${NAME}` in an address stands for: from the first place that has it.

The environment, `.env` in the working directory, the secrets file, and on request the Prefect Secret block whose name
is that of the secret in small letters with hyphens (`SMTP_PASSWORD`: `smtp-password`).
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values

from flows.settings import Settings


class Keyring(Mapping[str, str]):
    """Secrets by name. `ask`, if given, is asked for what is found nowhere else, once for each name."""

    def __init__(self, known: Mapping[str, str], ask: Callable[[str], str | None] | None = None) -> None:
        self._known = dict(known)
        self._ask = ask
        self._asked: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        if self._known.get(name) or self._ask is None:
            return self._known[name]
        if name not in self._asked:
            self._asked[name] = self._ask(name)
        found = self._asked[name]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __repr__(self) -> str:
        return f"Keyring of {len(self)}"


def open_keyring(settings: Settings) -> Keyring:
    """The secrets as this process finds them. A secrets file that can't be used counts as empty: doctor says why."""
    kept = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    ask = None
    if settings.prefect_secrets:

        def ask(name: str) -> str | None:
            from flows.prefect_secrets import prefect_secret

            return prefect_secret(name, settings)

    return Keyring(_of_file(settings.secrets_file) | kept | os.environ, ask)


def fault_of(file: Path) -> str | None:
    """What is wrong with a secrets file, and what to do; None where there is none, or nothing wrong with it."""
    if not file.exists():
        return None
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return f"{file} may be read by others, so that nothing of it is used: chmod 600 {file}"
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        return f"{file} can't be read: {type(problem).__name__}"
    except tomllib.TOMLDecodeError:
        # What the parser says may repeat a line, and that is a secret.
        return f'{file} is not TOML: write one NAME = "value" a line'
    wrong = sorted(name for name, value in values.items() if not isinstance(value, str))
    return f'{file}: {wrong[0]} is not a text: write {wrong[0]} = "value"' if wrong else None


def _of_file(file: Path) -> dict[str, str]:
    if not file.exists() or fault_of(file) is not None:
        return {}
    return tomllib.loads(file.read_text(encoding="utf-8"))
