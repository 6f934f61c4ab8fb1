"""The key that signs what readers are given: from the settings, or this machine's own, made when first needed."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from flows.settings import SettingProblem, Settings

_FILE = "signing.key"


def signing_key(settings: Settings) -> bytes:
    """The key. Raises SettingProblem where the file that holds it can't be read or made."""
    if settings.signing_key:
        return settings.signing_key.encode()
    file = settings.home.absolute() / _FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingProblem(f"{file} can't be read: {error}. Set WATCHKEEPER_SIGNING_KEY, or mend it.") from error
    if len(key) < 16:
        raise SettingProblem(f"{file} holds no key. Take it away, and a new one is made.")
    return key.encode()


def _make(file: Path) -> None:
    """Make the key, whole from the first moment on and readable for nobody else; whoever is first makes it."""
    beside = file.with_name(f"{_FILE}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(beside, file)
    finally:
        beside.unlink()
