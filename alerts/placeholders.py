"""`${NAME}` in an address stands for a secret that is kept elsewhere: in the environment or in a secrets file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Missing:
    """The names that nobody gave a value for."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join(self.names)
        return f"{names} {'is' if len(self.names) == 1 else 'are'} not set"


def names_in(template: str) -> tuple[str, ...]:
    """The secrets that an address asks for."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(template)))


def fill(template: str, secrets: Mapping[str, str]) -> str | Missing:
    """The address with its secrets, or what is missing; an empty value counts as missing.

    A secret that an address begins with goes in as it is; one further on is percent-encoded, so that a password may
    hold any character. Slashes stay in a path.
    """
    missing = tuple(name for name in names_in(template) if not secrets.get(name))
    if missing:
        return Missing(missing)
    return _PLACEHOLDER.sub(lambda match: _encoded(secrets[match[1]].strip(), template[: match.start()]), template)


def _encoded(secret: str, before: str) -> str:
    if not before.strip():
        return secret
    in_path = "/" in before.partition("://")[2] and "?" not in before
    return quote(secret, safe="/" if in_path else "")
