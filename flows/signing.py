"""The key that signs what readers are given: from the settings, or this machine's own, made when first needed."""

from __future__ import annotations

import os
import secrets

from flows.settings import SettingProblem, Settings

_FILE = "signing.key"


def signing_key(settings: Settings) -> bytes:
    """The key. Raises SettingProblem where the file that holds it can't be read or made."""
    if settings.signing_key:
        return settings.signing_key.encode()
    file = settings.home.absolute() / _FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Readable for nobody else; whoever is first makes it.
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w", encoding="ascii") as opened:
                opened.write(secrets.token_hex(32))
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingProblem(f"{file} can't be read: {error}. Set WATCHKEEPER_SIGNING_KEY, or mend it.") from error
    if len(key) < 16:
        raise SettingProblem(f"{file} holds no key. Take it away, and a new one is made.")
    return key.encode()
